"""Reads the answers of ``hygie watch``, and holds them against their schema."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.cli.conftest import Answer

SBOM = Path("examples/hospital/sboms/passerelle-ex-40.cdx.json")
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src" / "hygie" / "documents" / "schemas" / "watch.schema.json").read_text()
)
LINE = {"$schema": SCHEMA["$schema"], "$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]}


def answer_of(answer: Answer) -> Any:
    """Read an answer in JSON, which follows its schema."""
    found = json.loads(answer.out)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(found)
    return found


def lines_of(answer: Answer) -> list[Any]:
    """Read an answer in JSON lines, each of which follows the schema of its part."""
    lines = [json.loads(line) for line in answer.out.splitlines()]
    validator = Draft202012Validator(LINE)
    for line in lines:
        validator.validate(line)
    return lines
