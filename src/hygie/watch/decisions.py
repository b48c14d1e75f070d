"""What suppliers said of a vulnerability in a component: VEX statements, applied with care.

A statement closes a finding only if it says why: "not affected" without a justification is shown, and closes
nothing (the VEX minimum requirements ask for a justification or an impact statement; CISA, 2023); a
justification that no format knows is none. Of several statements on one component the latest holds; of one
day (in UTC), the later where all of them say the time, else the less favourable. What is dated after the day
asked for does not hold yet. What may be about another vendor's product of the same name is shown where
nothing surer is said, and closes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from hygie.kernel.diagnostic import Diagnostic
from hygie.observations.advisory import Standing
from hygie.observations.bill import Component
from hygie.observations.statement import Listed, Statement, Subject
from hygie.watch.dating import Moment, moment
from hygie.watch.gathering import Product
from hygie.watch.justifications import justification
from hygie.watch.subjects import Sureness, by_name, speaks_of

_FAVOUR: Final = {
    Standing.AFFECTED: 0,
    Standing.UNDER_INVESTIGATION: 1,
    Standing.FIXED: 2,
    Standing.NOT_AFFECTED: 3,
}


class Decision(msgspec.Struct, frozen=True):
    """A statement that holds for a component, and the file it stands in.

    ``shown``: it does not say enough, or not surely enough, to close anything there.
    """

    statement: Statement
    file: str
    shown: bool = False

    @property
    def closes(self) -> bool:
        """Tell whether it closes a finding: fixed, or not affected for a reason that is given."""
        said = self.statement
        if self.shown:
            return False
        if said.standing is Standing.NOT_AFFECTED:
            return bool(justification(said.justification) or said.explanation)
        return said.standing is Standing.FIXED

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the vulnerability that it is about."""
        return (self.statement.vulnerability, *self.statement.aliases)

    @property
    def made(self) -> Moment:
        """Say when it was made."""
        return moment(self.statement.stated)

    @property
    def doubtful(self) -> bool:
        """Tell whether something that it is about is known by its name only."""
        return any(by_name(subject) for subject in self.statement.subjects)

    def only_shown(self) -> "Decision":
        """Give it as one that closes nothing."""
        return self if self.shown else msgspec.structs.replace(self, shown=True)

    def there(self, component: Component, product: Product, refs: Collection[str]) -> "Decision | None":
        """Give it as it holds for a component in a product; None if it is not about it.

        ``refs``: the references of the component in the bill of the product, as far as statements use them.
        """
        sure = max(
            (speaks_of(subject, component, product, refs) for subject in self.statement.subjects),
            default=Sureness.NO,
        )
        if sure is Sureness.SURE:
            return self
        return self.only_shown() if sure else None


class Listing(msgspec.Struct, frozen=True):
    """What a bill lists without a decision, and the file it stands in."""

    listed: Listed
    file: str

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the vulnerability that it is about."""
        return (self.listed.vulnerability, *self.listed.aliases)


class Decisions(msgspec.Struct, frozen=True):
    """All the statements at hand, by the names (upper case) of the vulnerability they speak of.

    ``refs``: the references of bills that some of it uses. ``listed``: what bills list. ``ahead``: statements
    that do not hold yet, once a day is known. ``notes``: what of it could not be used.
    """

    by_name: Mapping[str, Sequence[Decision]] = {}
    refs: frozenset[str] = frozenset()
    everything: Sequence[Decision] = ()
    listed: Sequence[Listing] = ()
    ahead: Sequence[Decision] = ()
    notes: Sequence[Diagnostic] = ()

    def on(self, day: date) -> "Decisions":
        """Keep what holds on a day; what is dated later is set aside."""
        ahead = [each for each in self.everything if each.made.day > day]
        if not ahead:
            return self
        later = {id(each) for each in ahead}
        kept = [each for each in self.everything if id(each) not in later]
        return Decisions(_by_name(kept), self.refs, kept, self.listed, ahead, self.notes)


def decisions(
    statements: Iterable[tuple[str, Statement]],
    listed: Iterable[tuple[str, Listed]] = (),
    notes: Sequence[Diagnostic] = (),
) -> Decisions:
    """Index statements, and what bills list, each with the file it comes from."""
    made = [Decision(statement, file) for file, statement in statements]
    listings = [Listing(each, file) for file, each in listed]
    subjects = [subject for each in made for subject in each.statement.subjects]
    subjects += [subject for each in listings for subject in each.listed.subjects]
    return Decisions(_by_name(made), refs_of(subjects), made, listings, notes=notes)


def holding(held: Iterable[Decision]) -> Decision | None:
    """Choose, of statements on one thing, the latest; of one day, the less favourable unless all say when."""
    known = list(held)
    known = [each for each in known if not each.shown] or known
    if not known:
        return None
    day = max(each.made.day for each in known)
    last = [each for each in known if each.made.day == day]
    instants = [each.made.instant for each in last]
    said = [each for each in instants if each is not None]
    if len(said) == len(last):
        last = [each for each in last if each.made.instant == max(said)]
    return least_favourable(last)


def least_favourable(held: Iterable[Decision]) -> Decision | None:
    """Choose the least favourable statement: affected first."""
    return min(held, key=lambda each: _FAVOUR[each.statement.standing], default=None)


def refs_of(subjects: Iterable[Subject]) -> frozenset[str]:
    """Give the references of bills among subjects."""
    return frozenset(subject.ref for subject in subjects if subject.ref)


def _by_name(made: Iterable[Decision]) -> dict[str, list[Decision]]:
    by_name: dict[str, list[Decision]] = defaultdict(list)
    for decision in made:
        for name in {name.upper() for name in decision.names}:
            by_name[name].append(decision)
    return by_name
