"""The security memo for private practice (PGSSI-S): its themes, and our questionnaire on them, dated.

The themes are the memo's; the questions, their reasons and the first steps are in our own words. The
id of a question (``access-2``) never changes its meaning, so that a questionnaire printed years ago
can still be read.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated

import msgspec

from hygie.law.dated import Dated, MalformedLawError, Text, check_spans
from hygie.law.languages import in_language
from hygie.law.reading import read

_FILE = "memo.yaml"


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Words(_Record, frozen=True, kw_only=True):
    """The same words in French and in English."""

    fr: Text
    en: Text

    def said(self, language: str) -> str:
        """Choose the words in ``fr`` or ``en``.

        Raises:
            ValueError: the language is neither.
        """
        return in_language(language, fr=self.fr, en=self.en)


class Question(_Record, frozen=True, kw_only=True):
    """A question to a practice: what it asks, why, and what to do first if the answer is not yes."""

    id: Text
    asks: Words
    why: Words
    first: Words


class Theme(Words, frozen=True, kw_only=True):
    """A theme of the memo, and the questions on it."""

    id: Text
    questions: Annotated[tuple[Question, ...], msgspec.Meta(min_length=1)]


class Memo(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edition of the memo, in force from its publication until the next."""

    version: Text
    themes: Annotated[tuple[Theme, ...], msgspec.Meta(min_length=1)]

    def questions(self) -> tuple[Question, ...]:
        """List the questions of all themes, in order."""
        return tuple(question for theme in self.themes for question in theme.questions)


class _MemoFile(_Record, frozen=True, kw_only=True):
    answers: dict[str, Words]
    editions: Annotated[tuple[Memo, ...], msgspec.Meta(min_length=1)]


def memo(as_of: date) -> Memo | None:
    """Give the edition in force on a day, or None before the first."""
    return next((edition for edition in editions() if edition.covers(as_of)), None)


def editions() -> tuple[Memo, ...]:
    """List the editions, the oldest first."""
    return _file().editions


def edition(version: str) -> Memo | None:
    """Find an edition by its version."""
    return next((each for each in editions() if each.version == version), None)


def answers() -> Mapping[str, Words]:
    """Give the answers that a practice can give, by their word of the vocabulary, in the order offered."""
    return _file().answers


@cache
def _file() -> _MemoFile:
    """Read the file.

    Raises:
        MalformedLawError: editions overlap, or an id stands twice or outside its theme.
    """
    found = read(_FILE, _MemoFile)
    check_spans(_FILE, ((each.since, each.until) for each in found.editions))
    for each in found.editions:
        ids = [question.id for question in each.questions()]
        if len(set(ids)) < len(ids):
            raise MalformedLawError(_FILE, f"edition {each.version}: a question stands twice")
        for theme in each.themes:
            if not all(question.id.startswith(f"{theme.id}-") for question in theme.questions):
                raise MalformedLawError(_FILE, f"theme {theme.id}: a question has the id of another theme")
    return found
