"""Finds the product that a name, a purl or a CPE means among those of endoflife.date, then its cycle."""

from collections.abc import Sequence
from typing import Final

from hygie.kernel.parameters import Parameter
from hygie.matching.lifecycle.cycles import Cycles, Found
from hygie.matching.lifecycle.rules import find_cycles
from hygie.matching.lifecycle.support import Candidate, Certainty, Reason, Support
from hygie.matching.lifecycle.words import LONGEST, Alias, aliases_of, plain, table, words_of
from hygie.observations.cpe import read_cpe
from hygie.observations.lifecycle import ProductLife
from hygie.observations.purls import read_purl

_REMEMBERED: Final = 200_000
_DISTRIBUTIONS: Final = frozenset({"deb", "rpm", "apk", "alpm"})
"""Types of packages that a distribution maintains itself, whatever the authors still support."""
_NAMED: Final = frozenset({"generic", "swid", "docker", "oci", ""})
"""Types of purls that say no more than a name."""
_NAMED_BY_CPE: Final = frozenset(
    {"microsoft", "apple", "suse", "novell", "oracle", "sun", "redhat", "canonical"}
)
"""Vendors whose products have a CPE for each version: the words of the product are read as a name."""
_SHOWN: Final = 8
_Query = tuple[str, str, str, str, str]
_Answer = tuple[Support | None, Reason]


class Lifecycles:
    """The products of a base, ready to be asked for; answers are remembered."""

    def __init__(self, products: Sequence[ProductLife]) -> None:
        """Index the products by their identifiers; their cycles when they are first asked for."""
        self._products = {product.product: product for product in products}
        self._cycles: dict[str, Cycles] = {}
        self._answers: dict[_Query, _Answer] = {}
        self._supports: dict[tuple[str, tuple[str, ...], str], _Answer] = {}
        self._by_purl: dict[tuple[str, str, str], str] = {}
        self._by_cpe: dict[tuple[str, str], str] = {}
        self._by_title: dict[tuple[str, ...], str] = {}
        for product in products:
            self._index(product)

    def _index(self, product: ProductLife) -> None:
        for kind, value in product.identifiers:
            if kind == "purl" and (purl := read_purl(value)) is not None:
                package = (purl.type, purl.namespace.lower(), purl.name.lower())
                self._by_purl.setdefault(package, product.product)
            elif kind == "cpe" and (cpe := read_cpe(value)) is not None and not cpe.wild:
                self._by_cpe.setdefault((cpe.vendor, cpe.product), product.product)
        for name in (product.product.replace("-", " "), product.title):
            self._by_title.setdefault(words_of(name), product.product)

    def find(
        self, name: str, version: str, vendor: str = "", purl: str = "", cpe: str = ""
    ) -> Support | None:
        """Give the product and cycle that are meant; none if no product is: ``why_not`` then says why.

        The purl decides, then the CPE, then the name with that of the vendor: names are those of
        ``names.toml``, and the exact titles of the base, which are to be checked. Nothing is guessed: where
        several cycles may be meant, all are candidates.
        """
        return self._answer(name, version, vendor, purl, cpe)[0]

    def why_not(self, name: str, version: str, vendor: str = "", purl: str = "", cpe: str = "") -> Reason:
        """Say why ``find`` gives nothing, or the reason of what it gives."""
        return self._answer(name, version, vendor, purl, cpe)[1]

    def _answer(self, *query: str) -> _Answer:
        name, version, vendor, purl, cpe = query
        key = (name, version, vendor, purl, cpe)
        known = self._answers.get(key)
        if known is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            known = self._answers[key] = self._found(*key)
        return known

    def _found(self, name: str, version: str, vendor: str, purl: str, cpe: str) -> _Answer:
        package = read_purl(purl) if purl else None
        if package is not None:
            slug = self._by_purl.get((package.type, package.namespace.lower(), package.name.lower()))
            if slug:
                return self._support(slug, words_of(package.version or version), "purl")
        said = self._of_cpe(cpe, version) if cpe else None
        if said is not None:
            return said
        if package is not None and package.type not in _NAMED | _DISTRIBUTIONS:
            return None, Reason("lifecycle_unknown_package", {"found": purl[:80]})
        found = self._by_name(name, version, vendor)
        if package is not None and package.type in _DISTRIBUTIONS and found[0] is not None:
            return _doubted(found[0], "lifecycle_distribution")
        return found

    # -- identities ------------------------------------------------------------------------------

    def _of_cpe(self, text: str, version: str) -> _Answer | None:
        cpe = read_cpe(text)
        if cpe is None or cpe.wild:
            return None
        values = (cpe.version, cpe.update, cpe.edition, cpe.sw_edition)
        said = [value for value in values if value not in {"*", "-"}]
        words = [word for value in said for word in words_of(value)]
        slug = self._by_cpe.get((cpe.vendor, cpe.product))
        if slug:
            return self._support(slug, words or words_of(version), "cpe")
        # Each Windows has a CPE product of its own (windows_10_1809), whose words are a name.
        if cpe.vendor in _NAMED_BY_CPE:
            name = words_of(cpe.product.replace("_", " "))
            for alias, rest in aliases_of([*name, *words, *words_of(version)]):
                answer = self._by_alias(alias, rest, "cpe")
                if answer is not None:
                    return answer
        return None

    def _by_name(self, name: str, version: str, vendor: str) -> _Answer:
        named = words_of(name)
        if not named:
            return None, Reason("lifecycle_no_name")
        words = [*named, *(word for word in words_of(version) if word not in named)]
        # With its vendor first, which says whose Java it is.
        for whole in ([*words_of(vendor), *words], words) if vendor else (words,):
            for alias, rest in aliases_of(whole):
                answer = self._by_alias(alias, rest, "name")
                if answer is not None:
                    return answer
        slug = self._by_title.get(named)
        if slug is None:
            return None, Reason("lifecycle_unknown_name", {"found": plain(name)[: min(LONGEST, 80)]})
        found = self._support(slug, words_of(version), "name")
        return _doubted(found[0], "lifecycle_name_only") if found[0] else found

    def _by_alias(self, alias: Alias, rest: Sequence[str], route: str) -> _Answer | None:
        """Answer for a name; none if what follows shows that it is another ("Windows Defender")."""
        if alias.kind == "absent":
            return None, Reason("lifecycle_not_in_data", {"found": " ".join(alias.words)})
        if alias.kind == "sibling":
            return self._sibling(alias)
        known = [slug for slug in alias.products if slug in self._products]
        if not known:
            return None, Reason("lifecycle_not_in_data", {"found": " ".join(alias.words)})
        if rest and not any(self._of(slug).understands(rest[0]) or rest[0] in _OTHERS for slug in known):
            return None
        if len(known) == 1:
            return self._support(known[0], rest, route)
        return self._shared(known, rest, route)

    def _shared(self, slugs: Sequence[str], words: Sequence[str], route: str) -> _Answer:
        candidates = [
            Candidate(self._products[slug], cycle)
            for slug in slugs
            for cycle in find_cycles(self._of(slug), words).cycles
        ]
        names = tuple(self._products[slug].title or slug for slug in slugs)
        reason = Reason("lifecycle_several_products", {"names": names})
        first = self._products[slugs[0]]
        return Support(first, Certainty.TO_CHECK, reason, tuple(candidates), route=route), reason

    def _sibling(self, alias: Alias) -> _Answer:
        slug, name = alias.products
        product = self._products.get(slug)
        found = " ".join(alias.words)
        if product is None:
            return None, Reason("lifecycle_not_in_data", {"found": found})
        candidates = tuple(Candidate(product, cycle) for cycle in product.cycles if cycle.name == name)
        reason = Reason("lifecycle_sibling", {"found": found, "title": product.title or slug})
        return Support(product, Certainty.TO_CHECK, reason, candidates, comparable=False), reason

    # -- cycles ----------------------------------------------------------------------------------

    def _of(self, slug: str) -> Cycles:
        if slug not in self._cycles:
            self._cycles[slug] = Cycles(self._products[slug])
        return self._cycles[slug]

    def _support(self, slug: str, words: Sequence[str], route: str) -> _Answer:
        key = (slug, tuple(words), route)
        known = self._supports.get(key)
        if known is None:
            if len(self._supports) >= _REMEMBERED:
                self._supports.clear()
            known = self._supports[key] = self._made(slug, words, route)
        return known

    def _made(self, slug: str, words: Sequence[str], route: str) -> _Answer:
        product = self._products[slug]
        found = find_cycles(self._of(slug), words)
        candidates = tuple(Candidate(product, cycle) for cycle in found.cycles)
        reason = _reason(product, found, words)
        certainty = Certainty.TO_CHECK if found.code or not candidates else Certainty.YES
        comparable = found.code != "lifecycle_other_pack"
        return Support(product, certainty, reason, candidates, comparable, route), reason


_OTHERS: Final = frozenset({"xp", "vista"}) | frozenset(f"sp{number}" for number in range(1, 7))
"""Words that may follow a name, though no cycle of the base has them."""


def _reason(product: ProductLife, found: Found, words: Sequence[str]) -> Reason:
    title = product.title or product.product
    said = " ".join(word for word in words if word not in table().noise)[:80]
    if not found.code:
        return Reason("lifecycle_found", {"title": title, "cycle": found.cycles[0].name})
    names = tuple(cycle.label or cycle.name for cycle in found.cycles[:_SHOWN])
    parameters: dict[str, Parameter] = {
        "title": title,
        "found": said,
        "names": names,
        "words": " ".join(found.left)[:80],
    }
    return Reason(found.code, parameters)


def _doubted(support: Support | None, code: str) -> _Answer:
    """Bring an answer to one that a person checks, for a reason of its own."""
    if support is None or support.certainty is Certainty.TO_CHECK:
        return support, support.reason if support else Reason(code)
    reason = Reason(code, {"title": support.product.title or support.product.product})
    return Support(
        support.product, Certainty.TO_CHECK, reason, support.candidates, support.comparable, support.route
    ), reason
