"""What a clause gives beyond the mentions that it states: dates, places, the contact, levels, penalties.

Persons stay behind their function.
"""

from collections.abc import Iterator
from typing import Final

from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.contracts import (
    CertificateClause,
    Clause,
    ContractualContactClause,
    Indicator,
    OtherUseClause,
    PlacesClause,
    ServiceLevelsClause,
)
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_PENALTIES: Final = {
    "stated_exist": N_("Penalties exist."),
    "stated_absent": N_("There are no penalties, and the contract says so."),
    "not_stated": N_("The contract does not say whether penalties exist."),
}
NOT_KNOWN = N_("not determined")

Given = tuple[str, str]
"""A mention, by the id of its criterion, and what the clause gives of it."""


def pair(voice: Voice, label: str, value: str) -> str:
    """Write a value after its label, which is a message to translate."""
    return voice.say(N_("{label}: {value}"), label=voice.say(label), value=value)


class ClauseFacts:
    """Says what clauses give, in one language."""

    def __init__(self, voice: Voice) -> None:
        """Speak with ``voice``."""
        self._voice = voice
        self._say = voice.say

    def stated(self, clause: Clause | None) -> tuple[str, ...]:
        """Say what a clause itself gives, beyond the mentions it states."""
        return tuple(text for _, text in self.by_mention(clause))

    def by_mention(self, clause: Clause | None) -> tuple[Given, ...]:
        """Say what a clause itself gives, each text with the mention (the criterion) that it is about."""
        match clause:
            case CertificateClause():
                return tuple(self._dates(clause))
            case PlacesClause():
                return tuple(("c1", text) for text in self._places(clause))
            case ContractualContactClause():
                return tuple(("contractual_contact", text) for text in self._contact(clause))
            case ServiceLevelsClause():
                return tuple(self._levels(clause))
            case OtherUseClause():
                exception = known(clause.exception)
                return (
                    ()
                    if exception is None
                    else (("prohibition_recalled", self._pair(N_("Exception"), exception)),)
                )
            case _:
                return ()

    def _pair(self, label: str, value: str) -> str:
        return pair(self._voice, label, value)

    def _dates(self, clause: CertificateClause) -> Iterator[Given]:
        for mention, label, value in (
            ("issue_date", N_("Date of issue"), clause.issue_date),
            ("renewal_date", N_("Date of renewal"), clause.renewal_date),
        ):
            stated = day(value)
            if stated is not None:
                yield mention, self._pair(label, self._voice.date(stated))

    def _places(self, clause: PlacesClause) -> Iterator[str]:
        for label, values in (
            (N_("Countries"), [self._voice.country(code) for code in known(clause.countries) or ()]),
            (N_("Sites"), known(clause.places) or []),
        ):
            if values:
                yield self._pair(label, ", ".join(values))

    def _contact(self, clause: ContractualContactClause) -> Iterator[str]:
        """Name the contact by function: a person's name stays in the contract."""
        function, reach = known(clause.function), known(clause.reach)
        if function is not None:
            yield self._pair(N_("Function"), function)
        elif known(clause.person) is not None:
            yield self._say(N_("A person named in the contract."))
        if reach is not None:
            yield self._pair(N_("Means of contact"), reach)

    def _levels(self, clause: ServiceLevelsClause) -> Iterator[Given]:
        for indicator in known(clause.indicators) or ():
            yield "indicators", self._indicator(indicator)
        penalties = known(clause.penalties)
        if penalties is not None:
            yield "penalties_statement", self._say(_PENALTIES[penalties])

    def _indicator(self, indicator: Indicator) -> str:
        def said(value: object) -> str:
            if isinstance(value, str):
                return value
            return self._say(N_("not stated in the contract") if value is False else NOT_KNOWN)

        return self._say(
            N_("{measure}: {level} (measured: {period})"),
            measure=indicator.measure,
            level=said(known(indicator.guaranteed_level)),
            period=said(known(indicator.period)),
        )
