"""The JSON Schema of a dossier's file, for editors: made from the vocabulary, so it cannot drift.

A dossier is spread over files and its parts are merged: the schema describes one file, so nothing is
required at the root; inside an entry, what the vocabulary requires is. ``null`` is refused, as the
loader does. References between entries and digests of evidence are out of its reach.
"""

from collections.abc import Callable, Iterator
from typing import Any

from hygie.dossier.vocabulary.base import Confidentiality, CountryCode, Entry, confidentiality_of, pattern
from hygie.dossier.vocabulary.root import FORMAT, Declarations
from hygie.law import all_country_codes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:hygie:dossier:{FORMAT}"
CONFIDENTIALITY = "x-hygie-confidentiality"
_COUNTRY = "CountryCode"

Schema = dict[str, Any]
Describe = Callable[[str], str]


def json_schema(describe: Describe = str) -> Schema:
    """Give the JSON Schema (2020-12) of a file of a dossier.

    ``describe`` translates the description of each field. Every property carries the class of its
    field under ``x-hygie-confidentiality``; a country is one of the codes that exist.
    """
    generated = Declarations.model_json_schema(by_alias=True, mode="validation")
    kept = _kept(generated, describe)
    definitions = kept.pop("$defs") | {_COUNTRY: _country()}
    for model in _models(Declarations):
        described = kept if model is Declarations else definitions[model.__name__]
        _classify(described, model)
    kept.pop("required")
    return {"$schema": DIALECT, "$id": IDENTIFIER, **kept, "$defs": dict(sorted(definitions.items()))}


def _models(root: type[Entry]) -> Iterator[type[Entry]]:
    """Walk the entries of the vocabulary, each once."""
    pending, seen = [root], {root}
    while pending:
        model = pending.pop()
        yield model
        for info in model.model_fields.values():
            for found in _entries(info.annotation):
                if found not in seen:
                    seen.add(found)
                    pending.append(found)


def _entries(annotation: Any) -> Iterator[type[Entry]]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _entries(argument)


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
    return {"$ref": f"#/$defs/{_COUNTRY}", **kept}


def _country() -> Schema:
    return {"type": "string", "pattern": pattern(CountryCode), "enum": list(all_country_codes())}
