"""How each product holds the commitments of the FEIMA charter, for practitioners and the federation.

They know neither English nor files: there are sentences only, and no place in a file before the annex,
which is the auditor's. The charter provides for no inspection: the document counts what is held, and gives
no percentage and no label.
"""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import (
    Block,
    Cell,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Table,
    cell,
)
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.charter_account import FEIMA, Account, Subject
from hygie.documents.owed.charter_annex import annex
from hygie.documents.owed.charter_signature import signature
from hygie.documents.phrases import BY_URGENCY, Phrases
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Requirement
from hygie.referentials.feima_2021.applicability import binds
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "charter-commitments"
TITLE = N_("Commitments of the FEIMA charter")
PRODUCTS_A_TABLE = 4
"""How many products a page is wide enough for."""

_BINDS = {
    Truth.TRUE: N_("The charter binds the company."),
    Truth.FALSE: N_("The charter does not bind the company."),
    Truth.UNKNOWN: N_("Whether the charter binds the company is not known."),
}

_MEANING = {
    Status.MET: N_("everything that the commitment asks is held"),
    Status.PARTIAL: N_("a part of it is held, a part is not"),
    Status.NOT_MET: N_("it is not held"),
    Status.UNDETERMINED: N_("what is known is not enough to tell"),
    Status.NOT_APPLICABLE: N_("it is not about this product"),
}


def build(study: Study, voice: Voice) -> Document:
    """Make the account of the twelve commitments; where the charter does not bind, only why."""
    account = Account(study, voice)
    frame = frame_of(account.study, voice, "policy", [FEIMA])
    blocks = tuple(_Commitments(account, voice).blocks())
    return Document(KIND, voice.say(TITLE), frame, blocks)


class _Commitments:
    """The parts of the document, in order."""

    def __init__(self, account: Account, voice: Voice) -> None:
        self._account = account
        self._study = account.study
        self._voice = voice
        self._say = Phrases(account.study, voice)

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "The vendors of the federation commit themselves to twelve points for the security "
                        "of health data. Here is how the company holds them, product by product."
                    )
                ),
            )
        )
        yield from signature(self._study, self._voice)
        bound = binds(self._study.facts)
        yield Notice(
            "plain" if bound.value is Truth.TRUE else "attention",
            self._voice.say(_BINDS[bound.value]),
            (
                *((self._voice.reason(reason),) for reason in bound.reasons),
                *((self._account.tell(item),) for item in bound.missing),
            ),
        )
        if bound.value is Truth.TRUE:
            yield from self._result()
            yield from self._matrix()
            yield from self._each()
            yield from annex(self._account, self._voice)

    def _title(self, level: int, template: str) -> Block:
        return self._say.heading(level, self._voice.say(template))

    # -- the result ------------------------------------------------------------------------------

    def _result(self) -> Iterator[Block]:
        verdicts = list(self._account.verdicts)
        applicable = [item for _, item in verdicts if item.status is not Status.NOT_APPLICABLE]
        held = sum(item.status is Status.MET for item in applicable)
        counted = self._voice.say(
            N_("Commitments held, of the {count} that apply: {held}."), count=len(applicable), held=held
        )
        yield self._title(2, N_("The result"))
        yield Notice("plain", counted, (self._no_label(), *self._all_held(held, len(applicable))))
        columns = (N_("Status"), N_("What it means"), N_("Number"), N_("Which"))
        yield Table(
            self._voice.say(N_("Commitments by status")),
            tuple(map(self._voice.say, columns)),
            tuple(self._of_status(status, verdicts) for status in BY_URGENCY),
            (4, 6, 2, 6),
        )

    def _no_label(self) -> Line:
        template = N_(
            "The charter provides for no inspection: this is the company's own account, on its day. It is "
            "neither a label, nor a score, nor a certificate."
        )
        return (self._voice.say(template),)

    def _all_held(self, held: int, applicable: int) -> tuple[Line, ...]:
        if held < applicable:
            return ()
        return ((self._voice.say(N_("Every commitment that applies is held by what is declared.")),),)

    def _of_status(self, status: Status, verdicts: list[tuple[Requirement, Verdict]]) -> tuple[Cell, ...]:
        names = [self._number(asked) for asked, item in verdicts if item.status is status]
        return (
            ((self._say.badge(status),),),
            cell(self._voice.say(_MEANING[status])),
            cell(self._voice.number(len(names))),
            cell(", ".join(names) or "–"),
        )

    def _number(self, asked: Requirement) -> str:
        """Number a commitment as the charter lists it."""
        return asked.source.clause

    # -- product by commitment -------------------------------------------------------------------

    def _matrix(self) -> Iterator[Block]:
        """Draw one table, or several where there are more products than a page is wide enough for."""
        products = self._account.products
        yield self._title(2, N_("Product by product"))
        for first in range(0, max(len(products), 1), PRODUCTS_A_TABLE):
            yield self._table(products[first : first + PRODUCTS_A_TABLE], first)

    def _table(self, products: tuple[Subject, ...], first: int) -> Block:
        subjects = (self._account.company, *products)
        columns = (
            self._voice.say(N_("Commitment")),
            self._voice.say(N_("Together")),
            *(subject.name for subject in subjects),
        )
        if len(self._account.products) <= PRODUCTS_A_TABLE:
            caption = self._voice.say(N_("How each product holds each commitment"))
        else:
            template = N_("How each product holds each commitment: products {first} to {last}")
            caption = self._voice.say(template, first=first + 1, last=first + len(products))
        rows = tuple(self._row(asked, verdict, subjects) for asked, verdict in self._account.verdicts)
        return Table(caption, columns, rows, (7, *(3 for _ in columns[1:])))

    def _row(self, asked: Requirement, verdict: Verdict, subjects: Iterable[Subject]) -> tuple[Cell, ...]:
        found = (self._account.of(verdict, subject) for subject in subjects)
        title = f"{self._number(asked)}. {self._voice.text(asked.title)}"
        return (
            cell(title),
            ((self._say.badge(verdict.status),),),
            *(((self._say.badge(item.status),),) if item.cases else cell("–") for item in found),
        )

    # -- commitment by commitment ----------------------------------------------------------------

    def _each(self) -> Iterator[Block]:
        groups = self._study.catalog(FEIMA).groups
        last = None
        for asked, verdict in self._account.verdicts:
            if asked.group is not None and asked.group != last:
                yield self._say.heading(2, self._voice.text(groups[asked.group]))
                last = asked.group
            yield from self._commitment(asked, verdict)

    def _commitment(self, asked: Requirement, verdict: Verdict) -> Iterator[Block]:
        title = f"{self._number(asked)}. {self._voice.text(asked.title)}"
        yield self._say.heading(3, title, self._say.badge(verdict.status), anchor=asked.id)
        yield Paragraph((self._voice.text(asked.statement),))
        read = ((self._voice.text(doubt),) for doubt in asked.doubts)
        yield from self._as_pairs([(N_("How it is read"), read)])
        binding = self._account.binding(verdict)
        if binding is not None:
            yield Notice("attention", binding)
        subjects = self._account.subjects(verdict)
        for subject in subjects:
            yield self._say.heading(4, subject.name, self._say.badge(subject.status))
            yield from self._pairs(asked, verdict, subject)
        if not subjects:
            yield from self._without_subject(verdict)
        elif self._account.company not in [item._replace(cases=()) for item in subjects]:
            yield from self._about_the_company(verdict)

    def _pairs(self, asked: Requirement, verdict: Verdict, subject: Subject) -> Iterator[Block]:
        account = self._account
        held = N_("Not concerned") if subject.status is Status.NOT_APPLICABLE else N_("What is held")
        parts: list[tuple[str, Iterable[Line]]] = [
            (held, account.held(subject, asked)),
            (N_("What is not held"), account.not_held(subject, asked)),
            (N_("What is not known yet"), account.not_known(subject)),
            (N_("How well it is proved"), self._proof(subject)),
            (N_("Also worth knowing"), account.remarks(subject, verdict)),
            (N_("Doubts that change no result"), account.doubts(subject, verdict)),
            (N_("Next steps"), account.next_steps(subject, asked, verdict)),
        ]
        yield from self._as_pairs(parts)

    def _proof(self, subject: Subject) -> Iterator[Line]:
        strengths = [case.strength for case in subject.cases if case.strength is not None]
        if strengths and subject.status is not Status.NOT_APPLICABLE:
            yield (self._account.proof(min(strengths)),)

    def _without_subject(self, verdict: Verdict) -> Iterator[Block]:
        """Say why a commitment is about no product, or what is not known to tell which."""
        yield from self._as_pairs(
            [
                (N_("Why"), ((self._voice.reason(item),) for item in verdict.reasons)),
                (N_("What is not known yet"), ((self._account.tell(item),) for item in verdict.missing)),
            ]
        )

    def _about_the_company(self, verdict: Verdict) -> Iterator[Block]:
        """Say what a commitment decided product by product adds about what is none of them."""
        company = self._account.company
        yield from self._as_pairs(
            [
                (N_("Also worth knowing"), self._account.remarks(company, verdict)),
                (N_("Doubts that change no result"), self._account.doubts(company, verdict)),
            ]
        )

    def _as_pairs(self, parts: list[tuple[str, Iterable[Line]]]) -> Iterator[Block]:
        cells = ((label, tuple(dict.fromkeys(lines))) for label, lines in parts)
        found = tuple((self._voice.say(label), lines) for label, lines in cells if lines)
        if found:
            yield Pairs(found)


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (FEIMA,), lambda study, voice, _: build(study, voice))
