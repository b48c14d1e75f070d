"""The JSON Schema of a file that people write, for editors: made from the vocabulary, so it cannot drift.

A dossier is spread over files and its parts are merged: the schema describes one file, so nothing is
required at the root; inside an entry, what the vocabulary requires is. ``null`` is refused, as the
loader does. References between entries and digests of evidence are out of its reach.
"""

from collections.abc import Callable, Iterator
from typing import Any

from hygie.dossier.vocabulary.base import (
    Confidentiality,
    CountryCode,
    Declared,
    Entry,
    confidentiality_of,
    pattern,
)
from hygie.dossier.vocabulary.root import FORMAT, Declarations
from hygie.law import all_country_codes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:hygie:dossier:{FORMAT}"
CONFIDENTIALITY = "x-hygie-confidentiality"
_COUNTRY = "CountryCode"
_COUNTRY_REFERENCE = f"#/$defs/{_COUNTRY}"

Schema = dict[str, Any]
Describe = Callable[[str], str]


def json_schema(
    describe: Describe = str, model: type[Declared] = Declarations, identifier: str = IDENTIFIER
) -> Schema:
    """Give the JSON Schema (2020-12) of a file that holds part of a root, by default that of a dossier.

    ``describe`` translates the description of each field; ``identifier`` is the schema's own, a URI. Every
    property of an entry of a dossier carries the class of its field under ``x-hygie-confidentiality``; a
    country is one of the codes that exist.
    """
    kept = _kept(model.model_json_schema(by_alias=True, mode="validation"), describe)
    definitions = _countries(kept) | kept.pop("$defs")
    for entry in _entries_under(model):
        _classify(kept if entry is model else definitions[entry.__name__], entry)
    kept.pop("required", None)
    return {"$schema": DIALECT, "$id": identifier, **kept, "$defs": dict(sorted(definitions.items()))}


def _entries_under(root: type[Declared]) -> Iterator[type[Entry]]:
    """Walk the entries of a vocabulary, each once."""
    pending, seen = [root], {root}
    while pending:
        model = pending.pop()
        if issubclass(model, Entry):
            yield model
        for info in model.model_fields.values():
            for found in _models(info.annotation):
                if found not in seen:
                    seen.add(found)
                    pending.append(found)


def _models(annotation: Any) -> Iterator[type[Declared]]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)


def _classify(schema: Schema, model: type[Entry]) -> None:
    """Write the confidentiality of each field beside its type."""
    for name, info in model.model_fields.items():
        marked: Confidentiality = confidentiality_of(model, name)
        schema["properties"][info.alias or name][CONFIDENTIALITY] = marked.value


def _kept(schema: Schema, describe: Describe, *, names: bool = False) -> Schema:
    """Copy a schema without null, without generated titles, with descriptions put through ``describe``.

    ``names`` says that the keys are those of a mapping of schemas, not words of JSON Schema.
    """
    copy: Schema = {}
    for key, value in schema.items():
        if names:
            copy[key] = _kept(value, describe)
        elif key in ("properties", "$defs"):
            copy[key] = _kept(value, describe, names=True)
        elif key == "patternProperties":
            # A name that is not of the expected form is refused, not let through unread.
            copy |= {key: _kept(value, describe, names=True), "additionalProperties": False}
        elif key == "description":
            # What a model says of itself speaks to developers; what a field says, to whoever writes.
            copy |= {} if "properties" in schema else {key: describe(value)}
        elif key not in ("title", "anyOf") and not (key == "default" and value is None):
            copy[key] = _kept(value, describe) if isinstance(value, dict) else value
    if not names:
        copy |= _branches(schema.get("anyOf", ()), describe)
    return _named(copy)


def _branches(branches: Any, describe: Describe) -> Schema:  # noqa: ANN401 - a list of schemas
    """Give the branches of a union but null; a branch that stays alone needs no union."""
    kept = [_kept(branch, describe) for branch in branches if branch != {"type": "null"}]
    return kept[0] if len(kept) == 1 else {"anyOf": kept} if kept else {}


def _named(schema: Schema) -> Schema:
    """Replace the shape of a country's code by its name: the codes are listed once."""
    if schema.get("pattern") != pattern(CountryCode):
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("type", "pattern")}
    return {"$ref": _COUNTRY_REFERENCE, **kept}


def _countries(schema: Schema) -> Schema:
    """Give the definition of a country's code, where a schema refers to it."""
    if not _holds(schema, _COUNTRY_REFERENCE):
        return {}
    codes = list(all_country_codes())
    return {_COUNTRY: {"type": "string", "pattern": pattern(CountryCode), "enum": codes}}


def _holds(schema: Any, text: str) -> bool:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, dict):
        return any(_holds(value, text) for value in schema.values())
    if isinstance(schema, list):
        return any(_holds(value, text) for value in schema)
    return bool(schema == text)
