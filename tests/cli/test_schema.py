"""``hygie schema``: which of the two schemas, and in which language."""

import json

from jsonschema import Draft202012Validator
from tests.cli.conftest import Hygie


def test_the_schema_of_systems_is_printed(hygie: Hygie) -> None:
    schema = json.loads(hygie("schema", "--systems").out)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["systems"]["description"] == "Systems."
    assert schema["$id"] != json.loads(hygie("schema").out)["$id"]


def test_the_schema_of_systems_is_described_in_french(hygie: Hygie) -> None:
    schema = json.loads(hygie("schema", "--systems", language="fr").out)
    assert schema["properties"]["systems"]["description"] == "Systèmes."
    assert schema["$defs"]["Step"]["properties"]["difficulty"]["description"].startswith("Difficulté")
