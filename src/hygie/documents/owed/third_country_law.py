"""The sheet on third-country laws (D11; EXI-30): what clients and the certification body are told.

For one client (``--client``) it is made to be sent: it holds that client's own contract and nobody else's,
and is refused while something that it would state is not determined. Without a client it is for the
certification body and for internal use: it is always made, its gaps marked, and says to whom the analysis
was told and what remains to be done.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Bullets, Cell, Line, Notice, Pairs, Paragraph, Quiet, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.guarantee_table import ROLES, missing_of
from hygie.documents.owed.law_distribution import Distribution
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.owed.sovereignty_words import SovereigntyWords
from hygie.documents.phrases import Phrases
from hygie.documents.refusal import NotGenerated, not_generated
from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import ForeignLaw, ThirdCountryLaw
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.hosting.lack import Lack
from hygie.hosting.subjections import Bond, subjections
from hygie.hosting.transfers import unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "third-country-law"
TITLE = N_("Laws of third countries that could impose an access to health data")

_SUBJECT = (
    Column(N_("Actor"), 5),
    Column(N_("Role in the service"), 4),
    Column(N_("Country whose law applies"), 4),
    Column(N_("Why"), 4),
    Column(N_("Since"), 4),
    Column(N_("Adequacy on the day"), 5),
    Column(N_("Calls for EXI-30"), 3),
)
_LAWS = (Column(N_("Country"), 3), Column(N_("Regulation"), 6), Column(N_("What it allows"), 7))

_CALLS = {Truth.TRUE: N_("yes"), Truth.FALSE: N_("no"), Truth.UNKNOWN: N_("not determined")}
_STATED = ("c1", "c2", "c3")
"""The criteria of EXI-30 on what the sheet states: laws, mitigations, risks that remain."""


def build(study: Study, voice: Voice, client_id: str) -> Document | NotGenerated:
    """Make the sheet; for a client, refuse while something that it would state is not determined."""
    found = study.dossier.entry(f"client:{client_id}") if client_id else None
    sheet = _Sheet(study, voice, found if isinstance(found, Client) else None)
    if isinstance(found, Client) and sheet.gaps():
        return not_generated(KIND, "document_undetermined", sheet.gaps(), study, voice)
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(sheet.blocks()), landscape=True)


class _Sheet:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice, client: Client | None) -> None:
        self._study, self._voice, self._client = study, voice, client
        self._say, self._fields = Phrases(study, voice, places=False), Fields(study, voice)
        self._words = SovereigntyWords(study, voice)
        self._section = RequirementSection(study, voice, "EXI-30")
        self._declared = study.dossier.declared
        clock = Clock(study.as_of)
        bonds = subjections(self._declared, clock)
        self._bonds = tuple(bond for bond in bonds if bond.holds.truth is not Truth.FALSE)

    # -- what is not determined --------------------------------------------------------------------

    @property
    def _applies(self) -> Truth:
        """Whether EXI-30 applies, as its verdict says."""
        verdict = self._section.verdict
        if verdict is not None and verdict.status is Status.NOT_APPLICABLE:
            return Truth.FALSE
        return Truth.TRUE if verdict is not None and verdict.cases else Truth.UNKNOWN

    def gaps(self) -> tuple[Missing, ...]:
        """List the data without which the sheet would state something that is not known."""
        verdict = self._section.verdict
        found: list[Missing] = []
        if verdict is not None and self._applies is Truth.UNKNOWN:
            found += verdict.missing
        if self._applies is not Truth.FALSE:
            found += missing_of(self._study, self._lacks())
            for name, criterion in self._section.criteria.items():
                if name in _STATED and criterion.value is Truth.UNKNOWN:
                    found += criterion.missing
        return tuple(dict.fromkeys(found))

    def _lacks(self) -> Iterator[Lack]:
        if known(self._declared.actors) is None:
            yield Lack(None, "actors")
        for _, answer in unlisted(self._declared, "subject_to"):
            yield from answer.lacks
        for bond in self._bonds:
            if bond.applies.truth is Truth.UNKNOWN:
                yield from bond.applies.lacks

    # -- the sheet ---------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        if self._client is not None:
            yield Pairs(((self._voice.say(N_("For")), cell(self._client.name)),))
        yield self._section.asked()
        yield from self._not_to_be_sent()
        yield self._applicability()
        yield from self._subject()
        if self._applies is not Truth.FALSE:
            yield from self._analysis()
            yield from Distribution(self._study, self._voice, self._section).blocks(self._client)
        if self._client is None:
            yield from self._remaining()
            yield from self._section.blocks()

    def _not_to_be_sent(self) -> Iterator[Block]:
        gaps = self.gaps()
        if gaps:
            title = N_("This sheet is not complete and cannot be sent as it is: data are missing")
            yield Notice("refusal", self._voice.say(title), tuple(map(self._say.missing, gaps)))

    def _applicability(self) -> Block:
        verdict = self._section.verdict
        if self._applies is Truth.TRUE:
            title = N_("A law that may impose an access binds someone who takes part in the hosting.")
            names = sorted({bond.actor.name for bond in self._bonds if bond.applies.truth is Truth.TRUE})
            return Notice("attention", self._voice.say(title), tuple((name,) for name in names))
        if self._applies is Truth.FALSE and verdict is not None:
            lines = tuple((self._voice.reason(reason),) for reason in verdict.reasons)
            return Notice("plain", self._voice.say(N_("EXI-30 does not apply.")), lines)
        return Notice("attention", self._voice.say(N_("Whether EXI-30 applies is not determined.")))

    def _subject(self) -> Iterator[Block]:
        rows = [self._bond(bond) for bond in self._bonds if self._may_be_said(bond)]
        for actor, answer in unlisted(self._declared, "subject_to"):
            if answer.truth is not Truth.FALSE and self._client is None:
                silence: Cell = (self._fields.silence(actor.subject_to),)
                rows.append((cell(actor.name), cell(self._voice.say(ROLES[actor.role])), *((silence,) * 5)))
        title = self._voice.say(N_("Who is subject to the law of a third country"))
        yield self._say.heading(2, title)
        if rows:
            yield self._fields.table(title, _SUBJECT, rows, title)
        elif known(self._declared.actors) is None:
            yield Paragraph(self._fields.silence(self._declared.actors))
        else:
            words = N_("No one who takes part in the hosting is subject to the law of a third country.")
            yield Paragraph((self._voice.say(words),))

    def _may_be_said(self, bond: Bond) -> bool:
        return self._client is None or bond.applies.truth is not Truth.UNKNOWN

    def _bond(self, bond: Bond) -> tuple[Cell, ...]:
        since = cell("–") if isinstance(bond.entry, Actor) else self._fields.day(bond.entry, "since")
        if not isinstance(bond.entry, Actor) and bond.entry.since is None:
            since = cell(self._voice.say(N_("already so")))
        return (
            cell(bond.actor.name),
            cell(self._voice.say(ROLES[bond.actor.role])),
            self._words.country(bond.entry),
            self._words.link(bond),
            since,
            self._words.adequacy(bond),
            cell(self._voice.say(_CALLS[bond.applies.truth])),
        )

    def _analysis(self) -> Iterator[Block]:
        analysis = known(self._declared.third_country_law)
        yield self._say.heading(2, self._voice.say(N_("Analysis")))
        if analysis is None:
            yield Paragraph(self._fields.silence(self._declared.third_country_law))
            return
        yield Pairs(tuple(self._about(analysis)))
        yield self._title(N_("Regulations that could impose an access"))
        yield from self._regulations(analysis)
        yield self._title(N_("Measures that reduce the risk"))
        yield self._listed(analysis, "mitigations", N_("None is given."))
        yield self._title(N_("Risks that remain"))
        yield self._listed(analysis, "residual_risks", N_("None is described."))

    def _title(self, template: str) -> Block:
        return self._say.heading(3, self._voice.say(template))

    def _about(self, analysis: ThirdCountryLaw) -> Iterator[tuple[str, Cell]]:
        """Date the analysis; what is not known of it is left out of a sheet that is sent."""
        items = (
            (N_("Date of the analysis"), "analysed", self._fields.day(analysis, "analysed")),
            (
                N_("EDPB recommendations 01/2020 taken into account"),
                "edpb_considered",
                self._fields.flag(analysis, "edpb_considered"),
            ),
        )
        for label, field, content in items:
            if self._client is None or known(getattr(analysis, field)) is not None:
                yield self._voice.say(label), content

    def _regulations(self, analysis: ThirdCountryLaw) -> Iterator[Block]:
        laws = known(analysis.laws)
        if laws is None:
            yield Paragraph(self._fields.silence(analysis.laws))
        elif not laws:
            yield Paragraph((self._voice.say(N_("The analysis found none.")),))
        else:
            title = self._voice.say(N_("Regulations found"))
            yield self._fields.table(title, _LAWS, map(self._law, laws), title)

    def _law(self, law: ForeignLaw) -> tuple[Cell, ...]:
        reach = self._fields.text(law, "reach")
        if self._client is not None and known(law.reach) is None:
            reach = cell("–")
        return cell(self._voice.country(law.country)), cell(law.text), reach

    def _listed(self, analysis: ThirdCountryLaw, field: str, none: str) -> Block:
        texts = known(getattr(analysis, field))
        if texts is None:
            return Paragraph(self._fields.silence(getattr(analysis, field)))
        if not texts:
            return Paragraph((self._voice.say(none),))
        return Bullets(tuple((text,) for text in texts))

    # -- what remains ------------------------------------------------------------------------------

    def _remaining(self) -> Iterator[Block]:
        verdict = self._section.verdict
        if verdict is None:
            return
        lines: list[Line] = [
            (self._voice.todo(reason) or self._voice.reason(reason),)
            for reason in (*verdict.reasons, *verdict.notes)
            if reason.value is Truth.FALSE and self._applies is Truth.TRUE
        ]
        lines += [
            (self._voice.todo(item) or self._voice.reason(item), Quiet(self._voice.say(N_("(reservation)"))))
            for item in verdict.reservations
            if item.code == "convention:edpb_recommendations"
        ]
        lines += map(self._say.missing, verdict.missing)
        yield self._say.heading(2, self._voice.say(N_("What remains to be done")))
        if lines:
            yield self._say.bullets(lines)
        else:
            yield Paragraph((self._voice.say(N_("Nothing, by what is declared.")),))


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), build, addressed=True)
