"""The voice of Hygie in one language: from codes and typed parameters to what people read."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Country, Duration, Named, Parameter, Parameters, Requirement, Term
from hygie.kernel.status import Status, Strength
from hygie.wording.catalogue import translator
from hygie.wording.labels import GLYPHS, MONTHS, STATUSES, STRENGTHS
from hygie.wording.sentence import N_, N_plural
from hygie.wording.sentences import sentences, terms
from hygie.wording.typography import french_spaces

if TYPE_CHECKING:
    # Only named in signatures: commands that read no dossier start without its vocabulary.
    from hygie.dossier.dossier import Dossier
    from hygie.dossier.paths import Path
    from hygie.referentials.catalog import Text
    from hygie.referentials.verdict import Missing, Reason, Reservation

ENOUGH_NAMES = 6
"""Longest enumeration in a sentence; the rest is counted."""


class Voice:
    """Speaks French or English; every sentence for people passes through here."""

    def __init__(self, language: str) -> None:
        """Choose a language: ``fr`` or ``en``."""
        self.language = language
        self._translator = translator(language)

    # -- general ---------------------------------------------------------------------------------

    def say(self, template: str, /, **parameters: Parameter) -> str:
        """Translate a template and fill it."""
        return self._fill(self._translator.gettext(template), parameters)

    def count(self, one: str, many: str, number: int, /, **parameters: Parameter) -> str:
        """Translate a template that depends on a number, given to it as ``{count}``."""
        chosen = self._translator.ngettext(one, many, number)
        return self._fill(chosen, {"count": number, **parameters})

    def text(self, pair: "Text") -> str:
        """Give a text of a catalogue, with this language's typography."""
        return self._typeset(pair.in_language(self.language))

    def _fill(self, template: str, parameters: Parameters) -> str:
        shown = {name: self.parameter(value) for name, value in parameters.items()}
        return self._typeset(template.format_map(shown))

    def _typeset(self, text: str) -> str:
        return french_spaces(text) if self.language == "fr" else text

    # -- parameters ------------------------------------------------------------------------------

    def parameter(self, value: Parameter) -> str:
        """Write a parameter as this language writes it."""
        if isinstance(value, tuple):
            return self.enumeration(value)
        if isinstance(value, Country | Term | Named):
            return self._worded(value)
        if isinstance(value, Duration):
            return self.duration(value)
        if isinstance(value, Requirement):
            return value.id
        if isinstance(value, bool):
            return self.say(N_("yes")) if value else self.say(N_("no"))
        if isinstance(value, date):
            return self.date(value)
        return self.number(value) if isinstance(value, int) else str(value)

    def _worded(self, value: Country | Term | Named) -> str:
        if isinstance(value, Country):
            return self.country(value.code)
        if isinstance(value, Term):
            return self.term(value.kind, value.word)
        return self.say(N_("{kind} “{name}”"), kind=self.term("kind", value.kind), name=value.name)

    def enumeration(self, values: Sequence[Parameter]) -> str:
        """Write a list: all of it when short, else its beginning and how many more."""
        shown = [self.parameter(value) for value in values[:ENOUGH_NAMES]]
        more = len(values) - len(shown)
        if more:
            shown.append(self.count(*N_plural("{count} more", "{count} more"), more))
        return ", ".join(shown)

    def date(self, day: date) -> str:
        """Write a date in words: 22 November 2026, 1er mai 2026."""
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{number} {self._translator.gettext(MONTHS[day.month - 1])} {day.year}"

    def duration(self, value: Duration) -> str:
        """Write a length of time: 3 years, 12 months."""
        parts = (
            (value.years, N_plural("{count} year", "{count} years")),
            (value.months, N_plural("{count} month", "{count} months")),
            (value.days, N_plural("{count} day", "{count} days")),
        )
        return " ".join(self.count(*forms, number) for number, forms in parts if number)

    def number(self, value: int) -> str:
        """Write a whole number with its thousands apart."""
        return f"{value:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    def country(self, code: str) -> str:
        """Name a country."""
        from hygie.law import country_name  # noqa: PLC0415 - loads the dated facts of law

        return country_name(code, self.language)

    def term(self, kind: str, word: str) -> str:
        """Name a word of a closed vocabulary; a word without a label stands for itself."""
        label = terms().get((kind, word))
        return word if label is None else self.say(label)

    # -- verdicts --------------------------------------------------------------------------------

    def status(self, status: Status) -> str:
        """Name a status, without its glyph."""
        return self.say(STATUSES[status])

    def glyph(self, status: Status) -> str:
        """Give the sign that always goes with the word."""
        return GLYPHS[status]

    def strength(self, strength: Strength | None) -> str:
        """Name a strength; empty where a verdict has none."""
        return "" if strength is None else self.say(STRENGTHS[strength])

    def reason(self, reason: "Reason | Reservation") -> str:
        """State a reason or a reservation."""
        return self._fill(self._translator.gettext(sentences()[reason.code].said), reason.parameters)

    def todo(self, reason: "Reason | Reservation") -> str | None:
        """Say what to do about a reason or a reservation, where there is something to do."""
        template = sentences()[reason.code].todo
        return None if template is None else self._fill(self._translator.gettext(template), reason.parameters)

    def missing(self, missing: "Missing", dossier: "Dossier") -> str:
        """Say what to write, starting with the entry that lacks it."""
        from hygie.wording import entries  # noqa: PLC0415 - loads the vocabulary of a dossier

        return entries.missing(self, missing, dossier)

    def field(self, path: "Path") -> str:
        """Name what the key at a path holds, by the short label of its field."""
        from hygie.wording import entries  # noqa: PLC0415 - loads the vocabulary of a dossier

        return entries.field(self, path)

    def subject(self, path: "Path", dossier: "Dossier") -> str:
        """Name the closest named entry that holds a path: its kind and its name, else its section."""
        from hygie.wording import entries  # noqa: PLC0415 - loads the vocabulary of a dossier

        return entries.subject(self, path, dossier)

    # -- mistakes --------------------------------------------------------------------------------

    def diagnostic(self, diagnostic: Diagnostic) -> str:
        """State a mistake of the user's, with what was expected and a suggestion where there is one."""
        precise = f"{diagnostic.code}.{diagnostic.parameters.get('problem', '')}"
        sentence = sentences().get(precise) or sentences()[diagnostic.code]
        said = self._fill(self._translator.gettext(sentence.said), diagnostic.parameters)
        todo = self._suggestion(diagnostic, sentence.todo)
        return f"{said} {todo}" if todo else said

    def _suggestion(self, diagnostic: Diagnostic, todo: str | None) -> str | None:
        suggestion = diagnostic.parameters.get("suggestion")
        if suggestion:
            return self.say(N_("Did you mean “{suggestion}”?"), suggestion=suggestion)
        return None if todo is None else self._fill(self._translator.gettext(todo), diagnostic.parameters)
