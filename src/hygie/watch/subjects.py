"""Does a statement name this component? By purl, CPE, name, or a reference of the bill; in which product."""

from collections.abc import Collection

from hygie.matching.names import name_keys
from hygie.observations.bill import Component
from hygie.observations.cpe import Cpe, read_cpe
from hygie.observations.purls import Purl, read_purl
from hygie.observations.statement import Subject
from hygie.watch.gathering import Product

_ANY = ("*", "")


def speaks_of(subject: Subject, component: Component, product: Product, refs: Collection[str]) -> bool:
    """Tell whether a subject is the component, or the whole product that the bill describes.

    ``refs``: the references of the component in the bill of the product.
    """
    root = product.root
    if not within(subject, product):
        return False
    if subject.ref:
        if subject.ref in refs:
            return is_named(subject, component)
        return root is not None and subject.ref == root.ref and is_named(subject, root)
    return is_named(subject, component) or (
        root is not None and not subject.within and is_named(subject, root)
    )


def within(subject: Subject, product: Product) -> bool:
    """Tell whether a subject is sought in a product: every one, unless it names a bill or a product."""
    if subject.bill and subject.bill.lower() not in (product.identifier.lower(), product.file.lower()):
        return False
    if not subject.within:
        return True
    return product.root is not None and is_named(_identified(subject.within), product.root)


def is_named(subject: Subject, component: Component) -> bool:
    """Tell whether a subject names a component; of a reference, whether its version is not another one."""
    version = component.version
    if subject.ref:
        return _may_be(subject.version, version)
    if subject.purl:
        purl = read_purl(subject.purl)
        return any(_same_purl(purl, read_purl(each), version) for each in (component.purl, *component.others))
    if subject.cpe:
        cpe = read_cpe(subject.cpe)
        return any(_same_cpe(cpe, read_cpe(each), version) for each in (component.cpe, *component.others))
    if not subject.name or not set(name_keys("", subject.name)) & set(name_keys("", component.name)):
        return False
    return subject.version in ("", version)


def _may_be(said: str, version: str) -> bool:
    """Tell whether a version may be the one said; ``vers:…`` is a range of them."""
    said, version = "".join(said.split()), "".join(version.split())
    if not said or not version or said == version:
        return True
    if said[:5].lower() != "vers:":
        return False
    from hygie.matching.tolerant import Answer, judge_text  # noqa: PLC0415 - few statements give ranges

    return judge_text(version, said).answer is not Answer.NO


def _identified(text: str) -> Subject:
    """Take an identifier for what it is: purl, CPE, else a name."""
    if text.startswith("pkg:"):
        return Subject(purl=text)
    return Subject(cpe=text) if text.startswith("cpe:") else Subject(name=text)


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
