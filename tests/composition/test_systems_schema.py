"""The JSON Schema of the files of ``systems/``: valid, complete, and of the reader's opinion."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hygie.composition.language.read import read_types
from hygie.composition.language.vocabulary import Systems
from hygie.dossier.schema import CONFIDENTIALITY, DIALECT, json_schema
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Refusal

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/systems/**/*.yaml"))
LIBRARY = sorted((ROOT / "src" / "hygie" / "composition").rglob("library/*.yaml"))
SCHEMA = json_schema(model=Systems, identifier="urn:hygie:systems:1")
VALIDATOR = Draft202012Validator(SCHEMA)

TYPE = "types: {pump: {title: Pump, %s}}"
SYSTEM = "systems: {ward: {title: Ward, %s}}"
WRONG = {
    "key that does not exist": "type: {}",
    "null": "types: ~",
    "newer language": "language: 2",
    "type without a title": "types: {pump: {kind: device}}",
    "title in one language of the two": "types: {pump: {title: {fr: Pompe}}}",
    "key that a type does not have": TYPE % "prots: {}",
    "name with a capital letter": "types: {Pump: {title: Pump}}",
    "name of a part with a space": TYPE % "parts: {the board: {}}",
    "sort of part that is not in the list": TYPE % "parts: {board: {kind: card}}",
    "capability with an underscore": TYPE % "ports: {lan: {in: [reach_ip]}}",
    "incoming where in is written": TYPE % "ports: {lan: {incoming: [reach.ip]}}",
    "one fact where a list is expected": TYPE % "steps: {s: {any: lan.reach.ip}}",
    "condition of nothing": TYPE % "steps: {s: {any: []}}",
    "difficulty that is not in the list": TYPE % "steps: {s: {any: [t], difficulty: easy}}",
    "time without a unit": TYPE % 'steps: {s: {any: [t], time: "30"}}',
    "probability above one": TYPE % "steps: {s: {any: [t], probability: 1.5}}",
    "need above four": TYPE % "assets: {a: {title: A, needs: {integrity: 5}}}",
    "need that is unknown without a reason": TYPE
    % "assets: {a: {title: A, needs: {integrity: {unknown: ''}}}}",
    "word of YAML 1.1 for a boolean": TYPE % "controls: {c: {title: C, in_place: yes}}",
    "assumption that falsifies nothing": TYPE % "assumes: {a: {text: A, falsifies: []}}",
    "wire with three ends": SYSTEM % "wires: [{between: [a.b, c.d, e.f]}]",
    "mode that is not in the list": SYSTEM % "modes: [nightly]",
    "no component at all": SYSTEM % "components: {c: {type: pump, count: 0}}",
    "version that is not one": SYSTEM % "components: {c: {type: 'pump@'}}",
    "state of a control as text": SYSTEM % "components: {c: {type: pump, controls: {k: 'true'}}}",
    "level of an origin above four": SYSTEM % "origins: {o: {title: O, has: [c.p.x], level: 5}}",
    "vulnerability of nothing": "vulnerabilities: [{id: CVE-2020-0001}]",
    "key cut short": "publishers: {maker: {title: Maker, ed25519: abc=}}",
}


def data_of(content: bytes) -> Any:
    read = read_yaml(content, "x.yaml")
    assert isinstance(read, Document), read
    return read.data


@pytest.mark.parametrize("file", [*EXAMPLES, *LIBRARY], ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_comes_with_hygie_agrees(file: Path) -> None:
    assert not list(VALIDATOR.iter_errors(data_of(file.read_bytes())))


@pytest.mark.parametrize("written", WRONG.values(), ids=WRONG.keys())
def test_the_schema_and_the_reader_refuse_the_same(written: str) -> None:
    assert isinstance(read_types(written.encode(), "x.yaml"), Refusal)
    assert list(VALIDATOR.iter_errors(data_of(written.encode())))


def test_the_mistakes_are_of_shape_alone() -> None:
    # What WRONG is made of is accepted without the mistake: it is the mistake that is refused.
    for whole in (TYPE % "kind: device", SYSTEM % "modes: [nominal]"):
        assert not isinstance(read_types(whole.encode(), "x.yaml"), Refusal)
        assert not list(VALIDATOR.iter_errors(data_of(whole.encode())))


def test_there_are_files_to_agree_with() -> None:
    assert EXAMPLES
    assert LIBRARY


def test_it_is_a_valid_2020_12_schema_of_every_section() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert set(SCHEMA["properties"]) == set(Systems.model_fields)
    assert "required" not in SCHEMA
    assert not list(VALIDATOR.iter_errors({}))


def test_every_mapping_is_closed_and_every_definition_used() -> None:
    found = list(walk(SCHEMA))
    mappings = [item for item in found if item.get("type") == "object"]
    assert all(item["additionalProperties"] is False for item in mappings)
    used = {item["$ref"].rpartition("/")[2] for item in found if isinstance(item.get("$ref"), str)}
    assert used == set(SCHEMA["$defs"])


def test_nothing_may_be_null_and_no_class_is_claimed() -> None:
    # Confidentiality is that of a dossier's entries; a description of systems has no such classes.
    found = list(walk(SCHEMA))
    assert not [item for item in found if item.get("type") == "null" or CONFIDENTIALITY in item]


def test_every_field_is_described_in_the_chosen_language() -> None:
    asked: list[str] = []

    def describe(text: str) -> str:
        asked.append(text)
        return f"<{text}>"

    translated = json_schema(describe, Systems)
    fields = [field for item in walk(translated) for field in properties_of(item)]
    assert fields
    assert {field["description"] for field in fields} == {f"<{text}>" for text in asked}


def properties_of(schema: dict[str, Any]) -> list[Any]:
    return (
        list(schema["properties"].values())
        if schema.get("type") == "object" and "properties" in schema
        else []
    )


def walk(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for item in schema for found in walk(item)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for item in schema.values() for found in walk(item))]
