"""The seven columns of the guarantee table of HDS §8, as blocks: the same for clients and for the public."""

from collections.abc import Iterable, Iterator
from typing import Any

from hygie.assessment.study import Study
from hygie.documents.blocks import Cell, Line, Quiet, Table, cell
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import known
from hygie.hosting import guarantees
from hygie.hosting.guarantees import GuaranteeTable, Row
from hygie.hosting.lack import Lack
from hygie.kernel.status import Status
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

COLUMNS = (
    N_("1. Actor"),
    N_("2. Role in the service"),
    N_("3. HDS certified"),
    N_("4. SecNumCloud 3.2 qualified"),
    N_("5. Hosting activities of the actor"),
    N_("6. Access to health data from countries outside the EEA (EXI-29)"),
    N_("7. Subject to a risk of access imposed by the law of a third country (EXI-30)"),
)
WIDTHS = (5, 4, 4, 4, 5, 7, 6)

ROLES = {"host": N_("host"), "subcontractor": N_("subcontractor")}
CERTIFIED = {"yes": N_("yes"), "no": N_("no"), "exempt": N_("exempt")}


def missing_of(study: Study, lacks: Iterable[Lack]) -> tuple[Missing, ...]:
    """Give the addresses of data that are lacking, each once, with why they are not known if that is said."""
    dossier = study.dossier
    paths = dict.fromkeys(
        dossier.path(dossier.declared if lack.entry is None else lack.entry, lack.field) for lack in lacks
    )
    return tuple(Missing(path, dossier.unknown_reason(path)) for path in paths)


class Guarantees:
    """Draws guarantee tables of a study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Draw for ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)

    def table(self, table: GuaranteeTable) -> Table:
        """Draw the table: one row an actor, the host first."""
        caption = self._voice.say(
            N_("Guarantees of the hosting service as of {day} (HDS v2.0, chapter 8)"), day=self._study.as_of
        )
        columns = tuple(map(self._voice.say, COLUMNS))
        return Table(caption, columns, tuple(tuple(self._cells(row)) for row in table.rows), WIDTHS)

    def _cells(self, row: Row) -> Iterator[Cell]:
        yield cell(row.actor.name)
        yield cell(self._voice.say(ROLES[row.actor.role]))
        yield self._known(row.hds_certified) or self._certified(row)
        yield self._known(row.secnumcloud) or self._qualified(row)
        yield self._known(row.activities) or self._activities(row.activities.value or ())
        yield self._known(row.access) or self._access(row.access.value)
        yield self._known(row.third_country_law) or self._laws(row.third_country_law.value or ())

    def _known(self, value: guarantees.Cell[Any]) -> Cell | None:
        """Give the cell of a value that is not determined: it says so, and what to write; else nothing."""
        if value.value is not None:
            return None
        lines: list[Line] = [(self._say.badge(Status.UNDETERMINED),)]
        lines += [
            (Quiet(self._voice.missing(item, self._study.dossier)),)
            for item in missing_of(self._study, value.lacks)
        ]
        return tuple(lines)

    def _certified(self, row: Row) -> Cell:
        word = self._voice.say(CERTIFIED[row.hds_certified.value or "no"])
        reason = known(row.actor.exemption_reason)
        return cell(word, Quiet(reason)) if row.hds_certified.value == "exempt" and reason else cell(word)

    def _qualified(self, row: Row) -> Cell:
        if row.secnumcloud.value:
            return cell(self._voice.say(N_("yes (no risk in the sense of EXI-30)")))
        return cell(self._voice.say(N_("no")))

    def _activities(self, numbers: tuple[int, ...]) -> Cell:
        return cell(self._say.activities(numbers) or "–")

    def _access(self, found: guarantees.AccessCountries | None) -> Cell:
        if found is None or not (found.adequate or found.not_adequate):
            return cell(self._voice.say(N_("no (no access)")))
        lines = [self._voice.say(N_("yes"))]
        if found.adequate:
            lines.append(
                self._voice.say(
                    N_("covered by an adequacy decision (GDPR art. 45): {countries}"),
                    countries=self._countries(found.adequate),
                )
            )
        if found.not_adequate:
            lines.append(
                self._voice.say(N_("not covered: {countries}"), countries=self._countries(found.not_adequate))
            )
        return cell(*lines)

    def _laws(self, codes: tuple[str, ...]) -> Cell:
        if not codes:
            return cell(self._voice.say(N_("no")))
        return cell(self._voice.say(N_("yes")), self._countries(codes))

    def _countries(self, codes: tuple[str, ...]) -> str:
        """Name countries, all of them: a guarantee is never shortened."""
        return ", ".join(sorted(map(self._voice.country, codes)))
