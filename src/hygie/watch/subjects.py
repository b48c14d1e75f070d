"""Does a statement name this component? By purl, CPE, name, or a reference of the bill; in which product.

Many makers have an "Infusion Pump": a name makes sure of a product only with its vendor.
"""

from collections.abc import Collection
from enum import IntEnum

from hygie.matching.names import judge_names, name_keys, name_of
from hygie.observations.bill import Component
from hygie.observations.cpe import Cpe, read_cpe
from hygie.observations.purls import Purl, read_purl
from hygie.observations.statement import Subject
from hygie.watch.gathering import Product

_ANY = ("*", "")


class Sureness(IntEnum):
    """Whether something is what a subject names; by its name alone, without its vendor, it only may be."""

    NO = 0
    MAYBE = 1
    SURE = 2


def speaks_of(subject: Subject, component: Component, product: Product, refs: Collection[str]) -> Sureness:
    """Tell whether a subject is the component, or the whole product that the bill describes.

    ``refs``: the references of the component in the bill of the product.
    """
    root = product.root
    inside = within(subject, product)
    if not inside:
        return Sureness.NO
    if subject.ref:
        if subject.ref in refs:
            return is_named(subject, component)
        return is_named(subject, root) if root is not None and subject.ref == root.ref else Sureness.NO
    own = is_named(subject, component, product)
    whole = is_named(subject, root) if root is not None and not subject.within else Sureness.NO
    return min(inside, max(own, whole))


def within(subject: Subject, product: Product) -> Sureness:
    """Tell whether a subject is sought in a product: every one, unless it names a bill or a product."""
    if subject.bill and subject.bill != product.file and subject.bill.lower() != product.identifier.lower():
        return Sureness.NO
    if not subject.within:
        return Sureness.SURE
    whole = _identified(subject.within, subject.vendor)
    return Sureness.NO if product.root is None else is_named(whole, product.root)


def by_name(subject: Subject) -> bool:
    """Tell whether it, or the product that contains it, is known by its name only."""
    if subject.within and not _identified(subject.within).name:
        return False
    return bool(subject.within) or not (subject.ref or subject.purl or subject.cpe)


def is_named(subject: Subject, component: Component, product: Product | None = None) -> Sureness:
    """Tell whether a subject names a component; of a reference, whether its version is not another one.

    ``product``: what contains the component; its supplier stands for that of parts that name none.
    """
    if not (subject.ref or subject.purl or subject.cpe):
        return _by_name(subject, component, product.root if product else None)
    return Sureness.SURE if _is_identified(subject, component) else Sureness.NO


def _by_name(subject: Subject, component: Component, root: Component | None) -> Sureness:
    """Compare names, and vendors: the maker of a product is taken for that of a part that names none."""
    if not subject.name or not set(name_keys("", subject.name)) & set(name_keys("", component.name)):
        return Sureness.NO
    if subject.version not in ("", component.version):
        return Sureness.NO
    maker = component.supplier or (root.supplier if root else "")
    if subject.vendor and not subject.within and maker:
        met = judge_names(name_of(maker, component.name), name_of(subject.vendor, subject.name))
        if met is not None and met.may_affect:
            return Sureness.SURE
        if met is None and component.supplier:
            return Sureness.NO
    if subject.within and component is not root:  # the vendor is that of the product: see ``within``
        return Sureness.SURE
    purls = (component.purl, *component.others)
    return Sureness.NO if any(each[:4].lower() == "pkg:" for each in purls) else Sureness.MAYBE


def _is_identified(subject: Subject, component: Component) -> bool:
    version = component.version
    if subject.ref:
        return _may_be(subject.version, version)
    if subject.purl:
        purl = read_purl(subject.purl)
        return any(_same_purl(purl, read_purl(each), version) for each in (component.purl, *component.others))
    cpe = read_cpe(subject.cpe)
    return any(_same_cpe(cpe, read_cpe(each), version) for each in (component.cpe, *component.others))


def _may_be(said: str, version: str) -> bool:
    """Tell whether a version may be the one said; ``vers:…`` is a range of them."""
    said, version = "".join(said.split()), "".join(version.split())
    if not said or not version or said == version:
        return True
    if said[:5].lower() != "vers:":
        return False
    from hygie.matching.tolerant import Answer, judge_text  # noqa: PLC0415 - few statements give ranges

    return judge_text(version, said).answer is not Answer.NO


def _identified(text: str, vendor: str = "") -> Subject:
    """Take an identifier for what it is: purl, CPE, else a name."""
    if text.startswith("pkg:"):
        return Subject(purl=text)
    return Subject(cpe=text) if text.startswith("cpe:") else Subject(name=text, vendor=vendor)


def _same_purl(said: Purl | None, mine: Purl | None, version: str) -> bool:
    if (
        said is None
        or mine is None
        or (said.type, said.namespace, said.name) != (mine.type, mine.namespace, mine.name)
    ):
        return False
    return said.version in ("", mine.version or version)


def _same_cpe(said: Cpe | None, mine: Cpe | None, version: str) -> bool:
    if (
        said is None
        or mine is None
        or (said.part, said.vendor, said.product) != (mine.part, mine.vendor, mine.product)
    ):
        return False
    return said.version in _ANY or said.version in (mine.version, version)
