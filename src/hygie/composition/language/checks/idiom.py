"""How mistakes of shape are told of the composition language: what its forms are, where its keys stand."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from hygie.composition.language.checks.lexicon import SAID
from hygie.composition.language.vocabulary import (
    CRITERIA,
    Capability,
    Component,
    Delay,
    Detection,
    Name,
    Needs,
    Origin,
    Publisher,
    Reference,
    Step,
    Systems,
    TypeName,
)
from hygie.dossier.idiom import Form, Idiom
from hygie.dossier.plan import plan_of
from hygie.dossier.suggest import bare
from hygie.dossier.vocabulary.base import Declared, pattern

_FEW = 4
"""Places that a mistake names at most: a key that stands in more of them stands nearly anywhere."""

_KEY = next(iter(Publisher.model_fields["ed25519"].metadata)).pattern


def named(found: str) -> str:
    """Make a name of what was written in the place of one; empty if no letter begins it."""
    plain = unicodedata.normalize("NFKD", found.replace("œ", "oe")).encode("ascii", "ignore").decode()
    words = "".join(sign if sign.isalnum() else " " for sign in plain.lower()).split()
    name = "-".join(words)[:64].rstrip("-")
    return name if name[:1].isalpha() else ""


def _reference(found: str) -> str:
    names = [named(name) for name in found.split(".")]
    return ".".join(names) if all(names) else ""


def _type_name(found: str) -> str:
    """Guess a type of the dossier; those of the library have names that cannot be guessed so."""
    name, at, version = found.partition("@")
    return "" if "/" in found or not named(name) else f"{named(name)}{at}{version}"


@cache
def idiom() -> Idiom:
    """Give what the language says of mistakes of shape."""
    forms = {
        pattern(Name): Form("name", named),
        pattern(Reference): Form("reference", _reference),
        pattern(Capability): Form("capability", _reference),
        pattern(TypeName): Form("type", _type_name),
        pattern(Delay): Form("delay", _delay),
        _KEY: Form("public_key"),
    }
    fields: dict[tuple[type[Declared], str], str] = {
        (Origin, "level"): "level",
        (Step, "time"): "delay",
        (Detection, "within"): "delay",
        (Step, "effort"): "effort",
        (Step, "probability"): "probability",
        (Component, "assumptions"): "assumption",
        **{(Needs, criterion): "need" for criterion in CRITERIA},
    }
    return Idiom(forms, fields, _synonyms(), _elsewhere())


def _synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, written in SAID.items():
        for synonym in (word, *written.split(", ")):
            found[bare(synonym)] = (*found.get(bare(synonym), ()), word)
    return found


_UNITS = {"j": "d", "jour": "d", "jours": "d", "day": "d", "days": "d", "d": "d", "heure": "h", "heures": "h",
          "hour": "h", "hours": "h", "h": "h", "mn": "min", "m": "min", "minute": "min", "minutes": "min",
          "min": "min"}  # fmt: skip


def _delay(found: str) -> str:
    """Guess a length of time from a number with another sign for its unit."""
    number = found.replace(",", ".").strip()
    unit = number.lstrip("0123456789.").strip()
    digits = number.removesuffix(unit).strip()
    known = _UNITS.get(unit.casefold(), "")
    return f"{digits}{known}" if known and digits.replace(".", "", 1).isdigit() else ""


def _elsewhere() -> dict[str, tuple[str, ...]]:
    """Give the places of keys that stand in few, of systems first: ``systems › … › origins › …``."""
    places: dict[str, list[str]] = {}
    for place, key in _places(Systems, "", ()):
        places.setdefault(key, []).append(place)
    return {
        key: tuple(sorted(where, key=lambda place: not place.startswith("systems")))
        for key, where in places.items()
        if len(where) <= _FEW
    }


def _places(model: type[Declared], above: str, path: tuple[type[Declared], ...]) -> Iterator[tuple[str, str]]:
    for key, plan in plan_of(model).items():
        yield above, key
        if plan.entry is not None and plan.entry not in path:
            below = f"{above} › {key}" if above else key
            inside = f"{below} › …" if plan.is_mapping else below
            yield from _places(plan.entry, inside, (*path, plan.entry))
