"""The catalogue of translations: message ids in English, French complete and default.

``locale/fr/LC_MESSAGES/hygie.po`` is the source. Its compiled form, ``hygie.mo``, is made when the
package is built and is the only one of the two that is installed. In a working copy both lie side by
side, and the compiled one is made again whenever it is older, so that nobody reads stale text.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from hygie.wording.typography import french_spaces

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Translator",
    "UnknownLanguageError",
    "french_spaces",
    "translator",
]

LOCALE = Path(__file__).with_name("locale")
LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"

_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # equal sources give equal bytes, whenever they are compiled


class UnknownLanguageError(ValueError):
    """A language that Hygie does not speak was asked for."""

    def __init__(self, language: str) -> None:
        """Name the language, and those that are spoken."""
        super().__init__(f"no catalogue for {language!r}; languages: {', '.join(LANGUAGES)}")


@dataclass(frozen=True, slots=True)
class Translator:
    """Says messages in one language; a message that the catalogue lacks stays in English."""

    language: str
    _words: NullTranslations

    def gettext(self, message: str) -> str:
        """Translate a message."""
        # The empty message is the catalogue's own header.
        return self._words.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Translate a message by the number of things it speaks of (French counts zero as one).

        The catalogue may hold the two forms as a pair (``N_plural``) or each by itself (``N_``).
        """
        said = self._words.ngettext(singular, plural, count)
        if said not in {singular, plural}:
            return said
        one = count == 1 or (count == 0 and self.language == "fr")
        return self.gettext(singular if one else plural)

    def pgettext(self, context: str, message: str) -> str:
        """Translate a message that means something else in another context."""
        return self._words.pgettext(context, message)


@cache
def translator(language: str) -> Translator:
    """Give the translator of a language: ``fr``, or ``en`` which leaves messages as they are.

    Raises:
        UnknownLanguageError: no other language is spoken.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language)
    return Translator(language, NullTranslations() if language == "en" else _read(source_of(language)))


def source_of(language: str) -> Path:
    """Tell where the source of a language's catalogue is; the compiled one lies beside it, as ``.mo``."""
    return LOCALE / language / "LC_MESSAGES" / "hygie.po"


def _read(source: Path) -> GNUTranslations:
    compiled = source.with_suffix(".mo")
    if is_stale(source):
        content = compile_catalogue(source.read_bytes())
        with suppress(OSError):  # a working copy that cannot be written to is compiled at each start
            write_compiled(source, content)
    else:
        content = compiled.read_bytes()
    return GNUTranslations(BytesIO(content))


def is_stale(source: Path) -> bool:
    """Tell whether a source is there and its compiled form is missing or older."""
    compiled = source.with_suffix(".mo")
    if not source.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_catalogue(source: bytes) -> bytes:
    """Compile the text of a ``.po`` into a ``.mo``, with French spacing; fuzzy entries are left out."""
    # Babel takes a while to load and is of no use once a catalogue is compiled.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    catalog = read_po(BytesIO(source))
    catalog.creation_date = catalog.revision_date = _NO_DATE
    if catalog.locale is not None and catalog.locale.language == "fr":
        for message in catalog:
            if message.id:
                message.string = _french(message.string or "")
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def _french(string: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return french_spaces(string) if isinstance(string, str) else tuple(map(french_spaces, string))


def write_compiled(source: Path, content: bytes) -> None:
    """Write a compiled catalogue beside its source, at once, so that no reader meets half of it."""
    temporary = source.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(content)
    temporary.replace(source.with_suffix(".mo"))
