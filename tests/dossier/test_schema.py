"""The JSON Schema of a dossier's file: valid, complete, and of the loader's opinion."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from hygie.dossier.load import load_dossier
from hygie.dossier.schema import CONFIDENTIALITY, DIALECT, json_schema
from hygie.dossier.vocabulary.base import Confidentiality
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Refusal
from hygie.law import all_country_codes

HOST = Path(__file__).parents[2] / "examples" / "host"
FILES = sorted(path for path in HOST.rglob("*.yaml"))
MINIMAL = "format: 1\norganization: {name: Essai}\nroles: [host]\n"
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

WRONG = {
    "unknown key at the root": "actor: []",
    "unknown key in an entry": "actors: [{id: a, name: A, role: host, contry: FR}]",
    "required key left out": "actors: [{id: a, role: host}]",
    "null": "actors: ~",
    "null in an entry": "actors: [{id: a, name: A, role: host, country: ~}]",
    "null in a list": "services: [{id: s, name: S, activities: [~]}]",
    "word that is not one of the list": "actors: [{id: a, name: A, role: hosts}]",
    "country that does not exist": "actors: [{id: a, name: A, role: host, country: UK}]",
    "country in small letters": "actors: [{id: a, name: A, role: host, country: fr}]",
    "id with a capital letter": "clients: [{id: Valmont, name: V}]",
    "text where a boolean is expected": 'contact_list: {immediate: "true"}',
    "word of YAML 1.1 for a boolean": "contact_list: {immediate: yes}",
    "number where text is expected": "organization: {name: 12}",
    "text where a number is expected": 'actors: [{id: a, name: A, role: host, staff: "4"}]',
    "negative number": "actors: [{id: a, name: A, role: host, staff: -1}]",
    "fraction of a person": "actors: [{id: a, name: A, role: host, staff: 1.5}]",
    "activity out of range": "services: [{id: s, name: S, activities: [7]}]",
    "one value where a list is expected": "services: [{id: s, name: S, activities: 1}]",
    "list where one value is expected": "contact_list: {export_format: [csv]}",
    "list where a mapping is expected": "organization: []",
    "day that does not exist": "isms: {context: {reviewed: 2026-02-30}}",
    "French date": "isms: {context: {reviewed: 22/11/2026}}",
    "empty text": 'clients: [{id: v, name: ""}]',
    "digest cut short": "evidence: [{id: e, evidence_kind: other, title: T, sha256: abc}]",
    "unknown without a reason": 'actors: [{id: a, name: A, role: host, country: {unknown: ""}}]',
    "unknown beside something else": "organization: {name: A, country: {unknown: why, code: FR}}",
    "unknown where an answer is required": "actors: [{id: a, name: {unknown: why}, role: host}]",
    "leaf of EXI-05 that does not exist": "risks: [{id: r, title: R, covers: [{event: B.d}]}]",
    "other version of the format": "format: 2",
    "no role": "roles: []",
}


def _data(content: bytes, name: str = "x.yaml") -> Any:
    read = read_yaml(content, name)
    assert isinstance(read, Document), read
    return read.data


def test_the_schema_is_a_valid_2020_12_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert SCHEMA["$id"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HOST).as_posix())
def test_each_file_of_the_example_agrees(file: Path) -> None:
    assert not list(VALIDATOR.iter_errors(_data(file.read_bytes())))


@pytest.mark.parametrize("written", WRONG.values(), ids=WRONG.keys())
def test_the_schema_and_the_loader_refuse_the_same(written: str, tmp_path: Path) -> None:
    section = written.partition(":")[0]
    kept = "".join(line for line in MINIMAL.splitlines(keepends=True) if not line.startswith(f"{section}:"))
    (tmp_path / "hygie.yaml").write_text(kept + written, encoding="utf-8")
    loaded = load_dossier(tmp_path)
    assert isinstance(loaded, Refusal)
    assert any(mistake.place.line == kept.count("\n") + 1 for mistake in loaded.mistakes), loaded.mistakes
    assert list(VALIDATOR.iter_errors(_data(written.encode())))


def test_a_file_may_hold_any_part_of_the_dossier() -> None:
    assert "required" not in SCHEMA
    assert not list(VALIDATOR.iter_errors({}))
    assert set(SCHEMA["properties"]) == set(Declarations.model_fields)


def _objects() -> list[Any]:
    return [
        SCHEMA,
        *(item for name, item in SCHEMA["$defs"].items() if "properties" in item and name != "Unknown"),
    ]


def test_every_field_has_a_class_of_confidentiality() -> None:
    classes = {item.value for item in Confidentiality}
    found = [field.get(CONFIDENTIALITY) for item in _objects() for field in item["properties"].values()]
    assert set(found) == classes
    designations = SCHEMA["$defs"]["Organization"]["properties"]["designations"]
    assert designations[CONFIDENTIALITY] == "restricted"


def test_every_object_is_closed() -> None:
    assert all(item["additionalProperties"] is False for item in _objects())


def test_nothing_may_be_null() -> None:
    assert not [
        item for item in _walk(SCHEMA) if item.get("type") == "null" or item.get("default", 0) is None
    ]


def _walk(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _walk(item)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for item in schema.values() for found in _walk(item))]


def test_a_country_is_one_that_exists() -> None:
    assert SCHEMA["$defs"]["CountryCode"]["enum"] == list(all_country_codes())


def test_every_definition_is_used() -> None:
    used = {item["$ref"].rpartition("/")[2] for item in _walk(SCHEMA) if isinstance(item.get("$ref"), str)}
    assert used == set(SCHEMA["$defs"])


def test_descriptions_are_put_through_the_translation() -> None:
    asked: list[str] = []

    def describe(text: str) -> str:
        asked.append(text)
        return f"<{text}>"

    translated = json_schema(describe)
    given = [item["description"] for item in _walk(translated) if isinstance(item.get("description"), str)]
    assert given
    assert set(given) == {f"<{text}>" for text in asked}
    assert translated["$defs"]["Storage"]["properties"]["country"]["description"].startswith("<Country")
