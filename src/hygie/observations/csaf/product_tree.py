"""The product tree of a CSAF document: every product that it defines, with the names above it.

Sources: CSAF 2.0, section 3.2.2 (product tree) and 3.1.1 to 3.1.3 (branches, full product name, helper to
identify it); CSAF 2.1, where ``product_paths`` stand in the place of ``relationships`` and ``purls`` in that
of ``purl``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from hygie.kernel.parameters import Parameters
from hygie.observations.content import line, mapping, text, texts
from hygie.observations.reading import DEFAULT, Bounds

_LONGEST_NAME: Final = 10_100
"""Characters of a branch's name: more than of any text about versions that is judged: none is judged cut."""
MOST_PARTS: Final = 16
"""Products in products in products: no further."""


class Product(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A product of a product tree, as written; absent is empty.

    ``name`` is the full name; ``vendor``, ``family``, ``product``, ``version`` and ``range`` come from the
    branches above it, the innermost of each kind. ``qualifiers``: other branches (category, name), such
    as architecture, service_pack or language. ``at``: JSON pointer. ``part`` and ``hosts`` are the halves of
    a product made of others (``category`` says how: installed_on, default_component_of…): ``part`` is in or
    on the first of ``hosts``, which is in or on the next.
    """

    id: str
    name: str
    vendor: str = ""
    family: str = ""
    product: str = ""
    version: str = ""
    range: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    purls: tuple[str, ...] = ()
    cpe: str = ""
    model_numbers: tuple[str, ...] = ()
    serial_numbers: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    sbom_urls: tuple[str, ...] = ()
    at: str = ""
    category: str = ""
    part: "Product | None" = None
    hosts: tuple["Product", ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a document: ``at`` is a JSON pointer; ``lost`` says that something was set aside."""

    code: str
    at: str
    parameters: Parameters = field(default_factory=dict)
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """What a product tree defines: products and groups of products by their ids, and what is wrong in it."""

    products: Mapping[str, Product]
    groups: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """A product made of others, before they are looked up."""

    product: Product
    part: str
    hosts: tuple[str, ...]


_OWN: Final = frozenset(
    ("vendor", "product_family", "product_name", "product_version", "product_version_range")
)
"""The categories of branches that have a field of their own."""


def products(document: object, bounds: Bounds = DEFAULT) -> Mapping[str, Product]:
    """Give every product that a decoded CSAF document defines, by its id."""
    return read_tree(document, bounds).products


def read_tree(document: object, bounds: Bounds = DEFAULT) -> Tree:
    """Read the product tree of a decoded CSAF document; never raises, whatever it holds."""
    found: dict[str, Product] = {}
    problems: list[Problem] = []
    tree = mapping(document, "product_tree")
    for at, data, names in _leaves(tree):
        _keep(_product(data, names, at, bounds), at, found, problems)
    links: dict[str, _Link] = {}
    for at, data, category, part, hosts in _made_of_others(tree):
        product = _product(data, (), at, bounds, category)
        if _keep(product, at, found, problems) and product is not None:
            links[product.id] = _Link(product, part, hosts)
    _join(links, found, problems)
    return Tree(found, _groups(tree, problems), tuple(problems))


def _keep(product: Product | None, at: str, found: dict[str, Product], problems: list[Problem]) -> bool:
    if product is None:
        problems.append(Problem("csaf_product_unnamed", at))
    elif (first := found.get(product.id)) is not None:
        parameters = {"product": line(product.id), "name": first.name}
        problems.append(Problem("csaf_product_twice", at, parameters))
    else:
        found[product.id] = product
        return True
    return False


Names = tuple[tuple[str, str], ...]


def _leaves(tree: Mapping[str, Any]) -> Iterator[tuple[str, Any, Names]]:
    """Give each product of the branches, in document order, and those that stand beside them."""
    waiting: list[tuple[str, Any, Names]] = []
    _push(waiting, tree.get("branches"), "/product_tree/branches", ())
    while waiting:
        at, branch, above = waiting.pop()
        if not isinstance(branch, dict):
            yield at, branch, above
            continue
        names = (*above, (text(branch, "category"), text(branch, "name", longest=_LONGEST_NAME)))
        _push(waiting, branch.get("branches"), f"{at}/branches", names)
        if "product" in branch:
            yield f"{at}/product", branch["product"], names
        elif not isinstance(branch.get("branches"), list):
            yield at, None, names
    alone = tree.get("full_product_names")
    for index, data in enumerate(alone if isinstance(alone, list) else ()):
        yield f"/product_tree/full_product_names/{index}", data, ()


def _push(waiting: list[tuple[str, Any, Names]], branches: object, at: str, names: Names) -> None:
    if isinstance(branches, list):
        last = len(branches) - 1
        waiting.extend((f"{at}/{last - n}", each, names) for n, each in enumerate(reversed(branches)))


def _product(data: object, names: Names, at: str, bounds: Bounds, category: str = "") -> Product | None:
    """Make a product; None without an id."""
    id_ = data.get("product_id") if isinstance(data, dict) else None
    if not isinstance(id_, str) or not id_.strip() or len(id_) > bounds.text:
        return None
    own = dict(names)  # the innermost is the last
    helper = mapping(data, "product_identification_helper")
    purl = text(helper, "purl")
    return Product(
        id=id_,
        name=text(data, "name", longest=bounds.text) or line(id_),
        vendor=own.get("vendor", ""),
        family=own.get("product_family", ""),
        product=own.get("product_name", ""),
        version=own.get("product_version", ""),
        range=own.get("product_version_range", ""),
        qualifiers=tuple(each for each in names if each[0] not in _OWN),
        purls=(purl,) if purl else tuple(texts(helper, "purls")),
        cpe=text(helper, "cpe"),
        model_numbers=tuple(texts(helper, "model_numbers")),
        serial_numbers=tuple(texts(helper, "serial_numbers")),
        skus=tuple(texts(helper, "skus")),
        sbom_urls=tuple(texts(helper, "sbom_urls")),
        at=at,
        category=category,
    )


def _made_of_others(tree: Mapping[str, Any]) -> Iterator[tuple[str, Any, str, str, tuple[str, ...]]]:
    """Give (pointer, full product name, category, part, hosts) of each relationship (2.0) and path (2.1)."""
    found = tree.get("relationships")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        at = f"/product_tree/relationships/{index}"
        name = each.get("full_product_name") if isinstance(each, dict) else None
        host = _id(each, "relates_to_product_reference")
        yield f"{at}/full_product_name", name, text(each, "category"), _id(each, "product_reference"), (host,)
    found = tree.get("product_paths")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        at = f"/product_tree/product_paths/{index}"
        name = each.get("full_product_name") if isinstance(each, dict) else None
        steps = each.get("subpaths") if isinstance(each, dict) else None
        steps = steps if isinstance(steps, list) else []
        hosts = tuple(_id(step, "next_product_reference") for step in steps)
        category = text(steps[0], "category") if steps else ""
        yield f"{at}/full_product_name", name, category, _id(each, "beginning_product_reference"), hosts


def _id(data: object, key: str) -> str:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, str) else ""


def _join(links: dict[str, _Link], found: dict[str, Product], problems: list[Problem]) -> None:
    """Put their halves into the products made of others, each once; none is followed in a circle."""
    depths: dict[str, int] = {}
    for first in links:
        waiting = [first]
        entered: set[str] = set()
        while waiting:
            id_ = waiting[-1]
            ends = (links[id_].part, *links[id_].hosts)
            missing = [end for end in ends if end in links and end not in depths]
            if id_ in depths:
                waiting.pop()
            elif missing and id_ not in entered:
                entered.add(id_)
                waiting.extend(missing)
            else:
                waiting.pop()
                depths[id_] = _joined(links[id_], missing, depths, found, problems)


def _joined(
    link: _Link,
    circular: list[str],
    depths: dict[str, int],
    found: dict[str, Product],
    problems: list[Problem],
) -> int:
    """Make one product of its halves, or say why it stays without; give how deep it is."""
    product, ends = link.product, (link.part, *link.hosts)
    depth = 1 + max(depths.get(end, 0) for end in ends)
    parameters = {"product": line(product.id)}
    undefined = [end for end in ends if end not in found]
    if undefined or len(ends) == 1:
        parameters |= {"reference": line(undefined[0]) if undefined else ""}
        problems.append(Problem("csaf_half_undefined", product.at, parameters, lost=False))
    elif circular or depth > MOST_PARTS or len(ends) > MOST_PARTS:
        problems.append(Problem("csaf_halves_circular", product.at, parameters, lost=False))
    else:
        part, *hosts = (found[end] for end in ends)
        found[product.id] = msgspec.structs.replace(product, part=part, hosts=tuple(hosts))
        return depth
    return 0


def _groups(tree: Mapping[str, Any], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    found = tree.get("product_groups")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        id_ = _id(each, "group_id")
        if not id_ or id_ in groups:
            problems.append(Problem("csaf_group_unusable", f"/product_tree/product_groups/{index}"))
        else:
            ids = each.get("product_ids")
            groups[id_] = tuple(i for i in ids if isinstance(i, str)) if isinstance(ids, list) else ()
    return groups
