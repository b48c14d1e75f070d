"""The VEX profile of CSAF (2.0, section 4.5; 2.1): what is said of each product of each vulnerability."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, Generic, TypeVar

from hygie.observations.advisory import Remedy, Standing
from hygie.observations.content import Plain, line, mapping, mappings, text
from hygie.observations.csaf.names import other_names
from hygie.observations.csaf.product_tree import Product, Tree, read_tree
from hygie.observations.csaf.statuses import RECOMMENDED, STANDINGS
from hygie.observations.reading import Bounds
from hygie.observations.statement import Statement, Subject
from hygie.observations.vex.collected import SHOWN, Collected, identifier

Said = TypeVar("Said")

_MOST: Final = 50
"""Remedies kept of one product: a group of products times a list of remedies would fill the memory."""


class _About(Generic[Said]):
    """What of a vulnerability is said of some products: by product, by group, or of all of them."""

    def __init__(self, found: Iterable[tuple[Plain, Said]], tree: Tree) -> None:
        self.products: dict[str, list[Said]] = defaultdict(list)
        self.groups: dict[str, list[Said]] = defaultdict(list)
        self.everything: list[Said] = []
        for each, said in found:
            products, groups = _ids(each.get("product_ids")), _ids(each.get("group_ids"))
            for id_ in products:
                self.products[id_].append(said)
            for id_ in groups:
                self.groups[id_].append(said)
            if not products and not groups:
                self.everything.append(said)
        self.of_product: dict[str, list[str]] = defaultdict(list)
        for id_ in self.groups:
            for product in tree.groups.get(id_, ()):
                self.of_product[product].append(id_)

    def of(self, product: str) -> Iterator[Said]:
        """Give what is said of a product."""
        groups = chain.from_iterable(self.groups[each] for each in self.of_product.get(product, ()))
        return chain(self.products.get(product, ()), groups, self.everything)


class _Document:
    """What a document says for all of its vulnerabilities."""

    def __init__(self, data: Plain, bounds: Bounds) -> None:
        self.tree = read_tree(data, bounds)
        self.author = text(data, "document", "publisher", "name")
        self.stated = text(data, "document", "tracking", "current_release_date")
        self.bounds = bounds
        self._subjects: dict[str, tuple[Subject, ...]] = {}

    def subjects(self, id_: object) -> tuple[Subject, ...]:
        """Give what a product is known by, made once; nothing if the tree does not define it."""
        if not isinstance(id_, str) or id_ not in self.tree.products:
            return ()
        if id_ not in self._subjects:
            self._subjects[id_] = _subjects(self.tree.products[id_], self.bounds)
        return self._subjects[id_]


def read_csaf_vex(data: Plain, collected: Collected, bounds: Bounds) -> None:
    """Read each (vulnerability, product, standing) of a document as one statement.

    Flags give the justification, threats of category ``impact`` the explanation, remediations the action.
    """
    category = text(data, "document", "category")
    if category.lower() != "csaf_vex":
        collected.note("vex_csaf_category", "/document/category", found=line(category, SHOWN))
    document = _Document(data, bounds)
    found = data.get("vulnerabilities")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        _vulnerability(each, f"/vulnerabilities/{index}", document, collected)


def _vulnerability(found: object, at: str, document: _Document, collected: Collected) -> None:
    if not isinstance(found, dict):
        collected.reject("vex_not_object", at)
        return
    bounds = document.bounds
    names = [identifier(found.get("cve"), bounds), *other_names(found, document.author, bounds.text)]
    names = list(dict.fromkeys(filter(None, names)))
    if not names:
        collected.reject("vex_no_vulnerability", at)
        return
    unusable = len(collected.rejected)
    _reject_groups(found, at, names[0], collected)
    listed = list(_listed(found, at))
    if not listed and len(collected.rejected) == unusable:
        collected.reject("vex_no_subject", at, vulnerability=names[0])
        return
    _statements(found, at, names, listed, document, collected)


def _reject_groups(found: Plain, at: str, name: str, collected: Collected) -> None:
    """Set aside the groups of products whose status is none of CSAF, or that are no lists."""
    for word, ids in mapping(found, "product_status").items():
        if word not in STANDINGS and word != RECOMMENDED:
            shown = line(word, SHOWN)
            collected.reject("vex_unknown_status", f"{at}/product_status", vulnerability=name, found=shown)
        elif word in STANDINGS and not isinstance(ids, list):
            collected.reject("vex_no_subject", f"{at}/product_status/{word}", vulnerability=name)


def _statements(
    found: Plain,
    at: str,
    names: list[str],
    listed: list[tuple[str, object, Standing]],
    document: _Document,
    collected: Collected,
) -> None:
    """Make the statement of each product listed."""
    labels = ((each, text(each, "label")) for each in mappings(found, "flags"))
    flags = _About((each for each in labels if each[1]), document.tree)
    threats = _About(_impacts(found, document.bounds), document.tree)
    mends = ((each, _remedy(each, document.bounds)) for each in mappings(found, "remediations"))
    remedies = _About(mends, document.tree)
    cut = 0
    for where, id_, standing in listed:
        subjects = document.subjects(id_)
        if not subjects:
            product = line(str(id_), SHOWN)
            collected.reject("vex_product_undefined", where, vulnerability=names[0], product=product)
            continue
        mended = tuple(islice(remedies.of(str(id_)), _MOST + 1))
        cut += len(mended) > _MOST
        statement = Statement(
            names[0],
            standing,
            subjects,
            tuple(names[1:]),
            next(flags.of(str(id_)), ""),
            next(threats.of(str(id_)), ""),
            next((each.text for each in mended if each.text), ""),
            document.author,
            document.stated,
            mended[:_MOST],
            where,
        )
        collected.keep(statement)
    if cut:
        collected.note("vex_remedies_cut", at, vulnerability=names[0], number=cut, limit=_MOST)


def _impacts(found: Plain, bounds: Bounds) -> Iterator[tuple[Plain, str]]:
    """Give the threats that tell why a product is not affected, with what they tell."""
    for each in mappings(found, "threats"):
        details = text(each, "details", longest=bounds.text)
        if text(each, "category") == "impact" and details:
            yield each, details


def _listed(found: Plain, at: str) -> Iterator[tuple[str, object, Standing]]:
    """Give (pointer, product, standing) of each product of the status groups, once for each standing."""
    seen: set[tuple[str, Standing]] = set()
    status = mapping(found, "product_status")
    for group, standing in STANDINGS.items():
        ids = status.get(group)
        for index, id_ in enumerate(ids if isinstance(ids, list) else ()):
            if isinstance(id_, str):
                if (id_, standing) in seen:
                    continue
                seen.add((id_, standing))
            yield f"{at}/product_status/{group}/{index}", id_, standing


def _subjects(product: Product, bounds: Bounds) -> tuple[Subject, ...]:
    """Give what a product is known by; a part of another product is within it."""
    part, hosts = product.part or product, product.hosts
    within = _known_by(hosts[0]) if hosts else ""
    purls = product.purls or part.purls
    cpe = product.cpe or part.cpe
    name, version = line(product.name, bounds.text), part.version or part.range
    vendor = _vendor(product, part)
    first = Subject(purls[0] if purls else "", cpe, "", "", name, version, within, vendor)
    return (first, *(Subject(each, "", "", "", name, version, within, vendor) for each in purls[1:]))


def _vendor(product: Product, part: Product) -> str:
    """Give the vendor of what is known by its name alone: the product that contains it, if any."""
    if product.hosts:
        host = product.hosts[0]
        known = bool(host.purls or host.cpe) and bool(product.purls or part.purls or product.cpe or part.cpe)
        return "" if known else host.vendor or (host.part.vendor if host.part else "")
    return "" if product.purls or product.cpe else product.vendor or part.vendor


def _known_by(product: Product) -> str:
    return next(iter(product.purls), "") or product.cpe or product.name


def _remedy(found: Plain, bounds: Bounds) -> Remedy:
    return Remedy(text(found, "category"), text(found, "details", longest=bounds.text), text(found, "url"))


def _ids(found: object) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
