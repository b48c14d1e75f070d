"""The practitioner kit as a workbook to fill in: drop-down lists, room for remarks, the rest locked.

Every text is written as text, whatever it begins with. The list of clients is in none of its cells. What
``hygie.dossier.practice_form`` says of its rows and columns is how it is read when it comes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hygie.assessment.study import Study
from hygie.documents.frame import Frame
from hygie.documents.owed.kit_content import (
    DATE,
    KIND,
    MEMO_RECEIVED,
    SEND_BACK_TO,
    TITLE,
    WISHES_SUPPORT,
    YOUR_PRACTICE,
    YOUR_PRODUCTS,
    Kit,
    introduction,
    kit_frame,
    kit_of,
    origin,
    said,
    send_back,
)
from hygie.dossier import practice_form as form
from hygie.dossier.workbook_text import (
    escaped_in_margin,
    fitting,
    is_tempting,
    property_of,
    sheet_names,
    write_text,
)
from hygie.law import memo
from hygie.law.memo import Words
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_KEY, _LABEL, _VALUE, _REMARK = form.KEY_COLUMN, form.LABEL_COLUMN, form.VALUE_COLUMN, form.REMARK_COLUMN
_WHY, _FIRST = 4, 5
_A4 = 9
_QUIET = {"font_color": "#55616B"}
_HEAD = {"bold": True, "bg_color": "#F1EFE9"}
_TO_FILL = {"bg_color": "#FFFDF0", "border": 1, "border_color": "#B9B4A9", "locked": False}


def to_form(study: Study, voice: Voice, client: str) -> bytes:
    """Write the questionnaire as a form; ``client`` is the id of the one that it is for, or empty."""
    # Loaded when used: only this format needs it.
    import xlsxwriter  # noqa: PLC0415

    kit = kit_of(study, client)
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        _Form(workbook, kit, kit_frame(study, voice, kit), voice).write()
    return content.getvalue()


@dataclass
class _Form:
    """Writes the two sheets: the practice, then the questions."""

    workbook: "Workbook"
    kit: Kit
    frame: Frame
    voice: Voice
    _formats: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        self._properties()
        names = sheet_names(map(self.voice.say, (YOUR_PRACTICE, N_("Questionnaire"))))
        practice, questions = (self.workbook.add_worksheet(name) for name in names)
        self._practice(practice)
        self._questions(questions)
        for sheet in (practice, questions):
            self._pages(sheet)
            # No password: the lock keeps from slips, not from anybody.
            sheet.protect("", {"format_columns": True, "format_rows": True})

    def _properties(self) -> None:
        self.workbook.set_properties(
            {
                "title": property_of(self.voice.say(TITLE)),
                "author": property_of(self.frame.organization),
                "category": self.frame.mark.label,
                "keywords": f"{KIND}, {self.frame.mark.label}",
                "created": datetime.combine(date.fromisoformat(self.frame.day), time()),
            }
        )

    # -- sheets ----------------------------------------------------------------------------------

    def _practice(self, sheet: "Worksheet") -> None:
        """Write what it is, then what is asked of the practice itself."""
        say, client = self.voice.say, self.kit.client
        self._columns(sheet, (16, 44, 44, 40))
        self._put(sheet, 0, _LABEL, say(TITLE), bold=True, font_size=14, text_wrap=False)
        row = 2
        for sentence in introduction(self.kit, self.voice):
            sheet.merge_range(row, _LABEL, row, _REMARK, "")
            self._put(sheet, row, _LABEL, sentence)
            sheet.set_row(row, 30)
            row += 1
        row += 1
        self._line(sheet, row, form.PRACTICE, say(YOUR_PRACTICE), None if client is None else client.id)
        if client is not None:
            self._put(sheet, row, _REMARK, client.name)
        self._line(sheet, row + 1, form.DATE, say(DATE))
        self._only_dates(sheet, row + 1)
        for below, key, asks in (
            (2, form.MEMO_RECEIVED, MEMO_RECEIVED),
            (3, form.WISHES_SUPPORT, WISHES_SUPPORT),
        ):
            self._line(sheet, row + below, key, say(asks))
            self._only(sheet, row + below, form.yes_or_no().values())
        self._line(sheet, row + 4, form.EDITION, say(N_("Version of the memo")), self.kit.edition.version)
        row += 6
        self._told(sheet, row, say(YOUR_PRODUCTS), ", ".join(self.kit.products) or "–")
        self._told(sheet, row + 1, say(SEND_BACK_TO), send_back(self.kit, self.voice), bold=True)
        sheet.merge_range(row + 3, _LABEL, row + 3, _REMARK, "")
        self._put(sheet, row + 3, _LABEL, origin(self.kit, self.voice), **_QUIET)
        sheet.set_row(row + 3, 30)

    def _questions(self, sheet: "Worksheet") -> None:
        """Write one row a question, below the name of its theme."""
        self._columns(sheet, (14, 60, 16, 36, 40, 44))
        titles = (
            N_("Question id"),
            N_("Question"),
            N_("Your answer"),
            N_("Remarks"),
            N_("Why"),
            N_("To begin with"),
        )
        for column, title in enumerate(titles):
            self._put(sheet, 0, column, self.voice.say(title), **_HEAD)
        row = 1
        for theme in self.kit.edition.themes:
            for column in range(len(titles)):
                self._put(sheet, row, column, said(theme, self.voice) if column == _LABEL else "", **_HEAD)
            row += 1
            for question in theme.questions:
                self._line(sheet, row, question.id, said(question.asks, self.voice))
                self._only(sheet, row, memo.answers().values())
                self._put(sheet, row, _REMARK, "", **_TO_FILL)
                sheet.data_validation(row, _REMARK, row, _REMARK, self._short_enough())
                self._put(sheet, row, _WHY, said(question.why, self.voice), **_QUIET)
                self._put(sheet, row, _FIRST, said(question.first, self.voice), **_QUIET)
                row += 1
        sheet.freeze_panes(1, _VALUE)
        sheet.repeat_rows(0)

    def _pages(self, sheet: "Worksheet") -> None:
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{escaped_in_margin(self.frame.organization)}&R{self.frame.mark.label}")
        sheet.set_footer(f"&L{escaped_in_margin(self.frame.footer)}&R&P/&N")

    # -- rows ------------------------------------------------------------------------------------

    def _columns(self, sheet: "Worksheet", widths: Sequence[int]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def _line(self, sheet: "Worksheet", row: int, key: str, label: str, value: str | None = None) -> None:
        """Write a row that is read back: its key, what it asks, room for the answer unless it is given."""
        self._put(sheet, row, _KEY, key, **_QUIET)
        self._put(sheet, row, _LABEL, label)
        if value is None:
            self._put(sheet, row, _VALUE, "", **_TO_FILL)
        else:
            self._put(sheet, row, _VALUE, value, bold=True)

    def _told(self, sheet: "Worksheet", row: int, label: str, value: str, **look: object) -> None:
        """Write a row that only says something."""
        self._put(sheet, row, _LABEL, label)
        self._put(sheet, row, _VALUE, value, **look)

    def _put(self, sheet: "Worksheet", row: int, column: int, text: str, **look: object) -> None:
        if not text:
            sheet.write_blank(row, column, None, self._format(**look))
            return
        if is_tempting(text):
            look["quote_prefix"] = True
        write_text(sheet, row, column, fitting(text), self._format(**look))

    def _format(self, **look: object) -> Any:  # noqa: ANN401 - the writer's formats have no public type
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"text_wrap": True, "valign": "top", **look})
        return self._formats[key]

    # -- what a cell accepts ---------------------------------------------------------------------

    def _only(self, sheet: "Worksheet", row: int, answers: Iterable[Words]) -> None:
        """Offer answers in a list, and refuse any other."""
        offered = [said(answer, self.voice) for answer in answers]
        rule = {
            "validate": "list",
            "source": offered,
            "error_title": self.voice.say(N_("Not in the list")),
            "error_message": self.voice.say(N_("Choose: {answers}"), answers=", ".join(offered)),
        }
        sheet.data_validation(row, _VALUE, row, _VALUE, rule)

    def _only_dates(self, sheet: "Worksheet", row: int) -> None:
        self._put_dates(sheet, row)
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": self.kit.edition.since,
            # A day typed as text is read as well: where the program sees no date in it, it may be kept.
            "error_type": "warning",
            "error_title": self.voice.say(N_("Not a date")),
            "error_message": self.voice.say(N_("Write a date, such as 2026-11-22.")),
        }
        sheet.data_validation(row, _VALUE, row, _VALUE, rule)

    def _put_dates(self, sheet: "Worksheet", row: int) -> None:
        self._put(sheet, row, _VALUE, "", **_TO_FILL, num_format="yyyy-mm-dd", align="left")

    def _short_enough(self) -> dict[str, object]:
        return {
            "validate": "length",
            "criteria": "<=",
            "value": form.LONGEST_REMARK,
            "input_message": self.voice.say(N_("Name nobody, and write nothing about a patient.")),
            "error_title": self.voice.say(N_("Too long")),
            "error_message": self.voice.say(N_("At most {count} characters."), count=form.LONGEST_REMARK),
        }
