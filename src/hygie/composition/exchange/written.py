"""A file of ``systems/`` made of what another tool said: named, checked against the language, written."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final, TypeAlias

import msgspec
from pydantic import ValidationError

from hygie.composition.exchange.losses import Losses
from hygie.composition.language.vocabulary import Bilingual, Systems, Words
from hygie.dossier.yaml_reader import DEFAULT
from hygie.dossier.yaml_writer import Layout, check_writable, write_block
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

_LONGEST_NAME: Final = 48
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
_LAYOUT: Final = Layout(flow=100)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an import made: the content of a new file of ``systems/``, and what to tell the user."""

    name: str
    content: bytes
    notes: tuple[Diagnostic, ...]


@dataclass
class Names:
    """Gives each thing a name of the language that nothing else has; ``taken`` are those not to be used."""

    taken: set[str] = field(default_factory=set)
    longest: int = _LONGEST_NAME
    _last: dict[str, int] = field(default_factory=dict)

    def give(self, wanted: str, otherwise: str) -> str:
        """Make a name of a text, with a number behind it where it is taken."""
        stem = slug(wanted)[: self.longest].rstrip("-") or otherwise
        name, count = stem, self._last.get(stem, 1)
        while name in self.taken:
            count += 1
            name = f"{stem}-{count}"
        self._last[stem] = count
        self.taken.add(name)
        return name


def slug(text: str) -> str:
    """Make lower-case letters, digits and dashes of a text; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("ß", "ss"))
    plain = plain.encode("ascii", "ignore").decode().lower()
    name = _NOT_IN_NAMES.sub("-", plain).strip("-")
    if name[:1].isdigit():
        name = f"n{name}"
    return name[:_LONGEST_NAME].rstrip("-")


def file_name(file: str, otherwise: str = "imported") -> str:
    """Name the file of ``systems/`` after the file that is imported."""
    stem = PurePath(file).name
    while PurePath(stem).suffix.lower() in (".json", ".xml", ".yaml", ".yml", ".cdx", ".bom", ".otm"):
        stem = PurePath(stem).stem
    return slug(stem) or otherwise


def write(
    name: str, data: Mapping[str, Any], losses: Losses, file: str, comments: Iterable[str]
) -> Exchanged | tuple[Diagnostic, ...]:
    """Write a root of the language as a file, or say what makes it unusable."""
    try:
        check_writable(dict(data), DEFAULT.depth)
        Systems.model_validate_json(msgspec.json.encode(data))
    except ValidationError as reason:
        wrong = reason.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in wrong["loc"])
        return (Diagnostic("exchange_not_expressed", Place(file), {"path": where, "message": wrong["msg"]}),)
    header = "".join(f"# {each}\n" for each in comments)
    content = (header + "\n".join(write_block(dict(data), 0, _LAYOUT)) + "\n").encode()
    if len(content) > DEFAULT.size:
        found = {"size": len(content), "limit": DEFAULT.size}
        return (Diagnostic("exchange_too_large", Place(file), found),)
    return Exchanged(name, content, losses.notes(file))


def said(words: Words | None, language: str) -> str:
    """Give a text for people in a language; empty if there is none."""
    if isinstance(words, Bilingual):
        return words.fr if language == "fr" else words.en
    return words or ""


Title: TypeAlias = str | Mapping[str, str]
"""A text for people: as a file gave it, or made here in both languages."""


def in_language(title: Title, language: str = "en") -> str:
    """Give a title in a language, as it is where it was given in one only."""
    return title if isinstance(title, str) else title[language]


def both(french: str, english: str) -> dict[str, str]:
    """Write a text for people in both languages."""
    return {"fr": french, "en": english}


def header(name: str, french: str, english: str, language: str) -> tuple[str, ...]:
    """Say in a language, at the head of a file, what it was made of and what is to be confirmed."""
    if language == "fr":
        return (f"Fait {french} {name} ; confirmez ou ôtez les étapes marquées (supposé).",)
    return (f"Made of {english} {name}; confirm or remove the steps marked (assumed).",)


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the keys that say nothing."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
