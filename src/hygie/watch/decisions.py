"""What suppliers said of a vulnerability in a component: VEX statements, applied with care.

A statement closes a finding only if it says why: "not affected" without a justification is shown, and closes
nothing (the VEX minimum requirements ask for a justification or an impact statement; CISA, 2023). Of several
statements on one component the latest holds; on the same day, the less favourable.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from hygie.matching.names import name_keys
from hygie.observations.advisory import Standing
from hygie.observations.bill import Component
from hygie.observations.cpe import Cpe, read_cpe
from hygie.observations.purls import Purl, read_purl
from hygie.observations.statement import Statement, Subject
from hygie.watch.gathering import Product

_FAVOUR: Final = {
    Standing.AFFECTED: 0,
    Standing.UNDER_INVESTIGATION: 1,
    Standing.FIXED: 2,
    Standing.NOT_AFFECTED: 3,
}
_ANY: Final = ("*", "")


class Decision(msgspec.Struct, frozen=True):
    """A statement that holds for a component, and the file it stands in."""

    statement: Statement
    file: str

    @property
    def closes(self) -> bool:
        """Tell whether it closes a finding: fixed, or not affected for a reason that is given."""
        said = self.statement
        if said.standing is Standing.NOT_AFFECTED:
            return bool(said.justification or said.explanation)
        return said.standing is Standing.FIXED


class Decisions(msgspec.Struct, frozen=True):
    """All the statements at hand, by the names of the vulnerability they speak of.

    ``refs``: the references of bills that some statement uses.
    """

    by_name: Mapping[str, Sequence[Decision]] = {}
    refs: frozenset[str] = frozenset()

    def about(
        self, names: Iterable[str], component: Component, product: Product, refs: Collection[str] = ()
    ) -> Decision | None:
        """Give the statement that holds for a vulnerability, by any of its names, in a component.

        ``refs``: the references of the component in the bill of the product, as far as statements use them.
        """
        said = {id(each): each for name in names for each in self.by_name.get(name.upper(), ())}
        held = [
            each
            for each in said.values()
            if any(_names(subject, component, product, refs) for subject in each.statement.subjects)
        ]
        return max(held, key=lambda each: (_day(each), -_FAVOUR[each.statement.standing]), default=None)


def decisions(statements: Iterable[tuple[str, Statement]]) -> Decisions:
    """Index statements, each with the file it comes from, by every name of its vulnerability."""
    by_name: dict[str, list[Decision]] = defaultdict(list)
    refs: set[str] = set()
    for file, statement in statements:
        decision = Decision(statement, file)
        refs.update(subject.ref for subject in statement.subjects if subject.ref)
        for name in {statement.vulnerability.upper(), *(alias.upper() for alias in statement.aliases)}:
            by_name[name].append(decision)
    return Decisions(by_name, frozenset(refs))


def _day(decision: Decision) -> str:
    return decision.statement.stated[:10]


def _names(subject: Subject, component: Component, product: Product, refs: Collection[str]) -> bool:
    """Tell whether a subject is the component, or the whole product that the bill describes."""
    root = product.root
    if subject.bill and subject.bill not in (product.identifier, product.file):
        return False
    if subject.within and (root is None or not _is(_identified(subject.within), root)):
        return False
    if subject.ref:
        return subject.ref in refs or (root is not None and subject.ref == root.ref)
    return _is(subject, component) or (root is not None and not subject.within and _is(subject, root))


def _identified(text: str) -> Subject:
    """Take an identifier for what it is: purl, CPE, else a name."""
    if text.startswith("pkg:"):
        return Subject(purl=text)
    return Subject(cpe=text) if text.startswith("cpe:") else Subject(name=text)


def _is(subject: Subject, component: Component) -> bool:
    version = component.version
    if subject.purl:
        purl = read_purl(subject.purl)
        return any(_same_purl(purl, read_purl(each), version) for each in (component.purl, *component.others))
    if subject.cpe:
        cpe = read_cpe(subject.cpe)
        return any(_same_cpe(cpe, read_cpe(each), version) for each in (component.cpe, *component.others))
    if not subject.name or not set(name_keys("", subject.name)) & set(name_keys("", component.name)):
        return False
    return subject.version in ("", version)


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
