"""The public page of EXI-31 (D3): for each certified activity, the mention or the table that it calls for.

Nothing is generated as long as the case of one certified activity, or a cell of the table that it calls
for, is not determined. Only fields of the class ``public`` come in: names, roles, activities, countries,
and what the third-country law analysis says. The description of the risks accompanies the table where
the dossier gives it; the form that the source asks for is the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Bullets, Code, Heading, Line, Pairs, Paragraph, Statement, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.labels import ACTIVITIES
from hygie.documents.owed.guarantee_table import Guarantees, missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import Phrases
from hygie.documents.refusal import NotGenerated, Why, not_generated
from hygie.dossier.vocabulary.assurance import ThirdCountryLaw
from hygie.dossier.vocabulary.base import known
from hygie.hosting import publication
from hygie.hosting.guarantees import GuaranteeTable, guarantee_table
from hygie.hosting.lack import Lack
from hygie.hosting.publication import Publication, PublicationCase, Standing
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "public-transfers"
TITLE = N_("Transfers of health data outside the EEA and risks of access")

MENTIONS = {
    PublicationCase.CASE_1: "secnumcloud",
    PublicationCase.CASE_2: "no_transfer",
    PublicationCase.CASES_2_AND_3: "no_transfer",
}
"""The literal mention of a case, by its name in the catalogue; in the overlap it only goes with the table."""

WITH_TABLE = frozenset({PublicationCase.CASE_3, PublicationCase.CASES_2_AND_3})


@dataclass(frozen=True, slots=True)
class Published:
    """What is to be published: the certified activities with their cases, the table if one calls for it."""

    standings: tuple[Standing, ...]
    table: GuaranteeTable | None
    law: ThirdCountryLaw | None

    def by_case(self) -> dict[PublicationCase, tuple[int, ...]]:
        """Group activities by case, in the order of their numbers."""
        cases: dict[PublicationCase, tuple[int, ...]] = {}
        for standing in self.standings:
            cases[standing.case] = (*cases.get(standing.case, ()), standing.activity)
        return cases


def publish(study: Study, voice: Voice) -> Published | NotGenerated:
    """Gather what is to be published, or say which data are missing."""
    declared, clock = study.dossier.declared, Clock(study.as_of)
    looked_at = Publication(declared, clock)
    standings = [looked_at.standing(activity) for activity in publication.ACTIVITIES]
    lacks = [lack for standing in standings for lack in _lacks(standing)]
    certified = tuple(standing for standing in standings if standing.certified.truth is Truth.TRUE)
    table = None
    if any(standing.possible <= WITH_TABLE for standing in certified):
        table = guarantee_table(declared, clock)
        lacks += table.lacks
    if lacks or not certified:
        why: Why = "document_undetermined" if lacks else "document_without_activity"
        return not_generated(KIND, why, missing_of(study, lacks), study, voice)
    at_risk = any(standing.risk.truth is Truth.TRUE for standing in certified)
    return Published(certified, table, known(declared.third_country_law) if table and at_risk else None)


def _lacks(standing: Standing) -> Iterator[Lack]:
    """List what keeps an activity from being published; one that is not certified needs nothing."""
    if standing.certified.truth is Truth.FALSE:
        return
    yield from standing.certified.lacks
    if standing.case is PublicationCase.UNDETERMINED:
        for answer in (standing.qualified, standing.transfer, standing.risk):
            if answer.truth is Truth.UNKNOWN:
                yield from answer.lacks


def build(study: Study, voice: Voice) -> Document | NotGenerated:
    """Make the public page, or refuse."""
    published = publish(study, voice)
    if isinstance(published, NotGenerated):
        return published
    frame = frame_of(study, voice, "public", [HDS])
    blocks = tuple(_Page(study, voice, published).blocks())
    return Document(KIND, voice.say(TITLE), frame, blocks, landscape=published.table is not None)


class _Page:
    """The parts of the page, in order."""

    def __init__(self, study: Study, voice: Voice, published: Published) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._published = published

    def blocks(self) -> Iterator[Block]:
        yield Paragraph((self._voice.say(N_("Information published under requirement EXI-31 of HDS v2.0.")),))
        for case, activities in self._published.by_case().items():
            yield from self._case(case, activities)
        yield from self._table()
        yield from self._law()

    def _case(self, case: PublicationCase, activities: tuple[int, ...]) -> Iterator[Block]:
        yield self._title(N_("For these certified activities"), 2)
        yield Bullets(tuple((self._say.activity(number),) for number in activities))
        if case in MENTIONS:
            yield Statement(self._study.catalog(HDS).literal_mentions[MENTIONS[case]])
        if case in WITH_TABLE:
            yield Paragraph((self._voice.say(N_("The guarantee table below applies to them.")),))

    def _title(self, template: str, level: int) -> Heading:
        return self._say.heading(level, self._voice.say(template))

    def _table(self) -> Iterator[Block]:
        table = self._published.table
        if table is None or table.digest is None:
            return
        yield self._title(N_("Guarantee table"), 2)
        yield Guarantees(self._study, self._voice).table(table)
        label = self._voice.say(N_("Digest of the table (SHA-256)"))
        yield Pairs(((label, cell(Code(table.digest))),))

    def _law(self) -> Iterator[Block]:
        law = self._published.law
        if law is None:
            return
        parts = (
            (N_("Regulations that could impose an access"), self._regulations(law)),
            (N_("Measures that reduce the risk"), _lines(known(law.mitigations))),
            (N_("Risks that remain"), _lines(known(law.residual_risks))),
        )
        if any(lines for _, lines in parts):
            yield self._title(N_("Laws of third countries"), 2)
        for template, lines in parts:
            if lines:
                yield self._title(template, 3)
                yield Bullets(lines)

    def _regulations(self, law: ThirdCountryLaw) -> tuple[Line, ...]:
        found: list[Line] = []
        for item in known(law.laws) or ():
            line = self._voice.say(
                N_("{country}: {text}"), country=self._voice.country(item.country), text=item.text
            )
            reach = known(item.reach)
            found.append((f"{line} – {reach}",) if reach else (line,))
        return tuple(found)


def _lines(texts: list[str] | None) -> tuple[Line, ...]:
    return tuple((text,) for text in texts or ())


def to_json(study: Study, voice: Voice) -> bytes | NotGenerated:
    """Give the page as data (``schemas/public-transfers.schema.json``), or refuse."""
    published = publish(study, voice)
    if isinstance(published, NotGenerated):
        return published
    content = {
        "hygie": study.version,
        "as_of": study.as_of.isoformat(),
        "inputs": {"dossier": study.dossier.digest},
        "organization": study.dossier.declared.organization.name,
        "referential": HDS,
        "tlp": "TLP:CLEAR",
        "activities": [_activity(standing, study, voice) for standing in published.standings],
        "guarantees": _rows(published.table),
        "third_country_law": _law(published.law),
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _activity(standing: Standing, study: Study, voice: Voice) -> dict[str, object]:
    mentions = study.catalog(HDS).literal_mentions
    return {
        "activity": standing.activity,
        "name": voice.say(ACTIVITIES[standing.activity]),
        "case": standing.case.value,
        "mention": mentions[MENTIONS[standing.case]] if standing.case in MENTIONS else None,
        "table": standing.case in WITH_TABLE,
    }


def _rows(table: GuaranteeTable | None) -> dict[str, object] | None:
    return None if table is None else {"rows": [row.plain() for row in table.rows], "sha256": table.digest}


def _law(law: ThirdCountryLaw | None) -> dict[str, object] | None:
    if law is None:
        return None
    return {
        "laws": [
            {"country": item.country, "text": item.text, "reach": known(item.reach)}
            for item in known(law.laws) or ()
        ],
        "mitigations": known(law.mitigations) or [],
        "residual_risks": known(law.residual_risks) or [],
    }


DOCUMENT = Kind(
    KIND,
    TITLE,
    (*PAGES, "json"),
    "public",
    (HDS,),
    lambda study, voice, _: build(study, voice),
    data=to_json,
)
