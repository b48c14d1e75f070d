"""Makes a base of the examples; reads the answers of ``hygie watch``, and holds them against their schema."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.cli.conftest import Answer, Hygie

from hygie.feeds.base import Base
from hygie.feeds.outcome import Outcome
from hygie.feeds.sync import sync_from

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DAY = ("--as-of", "2026-11-22")

SBOM = Path("examples/hospital/sboms/passerelle-ex-40.cdx.json")
SCHEMA = json.loads((ROOT / "src" / "hygie" / "documents" / "schemas" / "watch.schema.json").read_text())
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


def watched(hygie: Hygie, *arguments: object, language: str = "en") -> Answer:
    return hygie("watch", *arguments, *DAY, language=language)


def fill(home: Path, first: Path) -> Path:
    """Fill a base with the examples; ``first`` is where what was known before is written.

    Before, the manufacturer had published nothing, nothing was exploited, and an advisory was not withdrawn.
    """
    shutil.copytree(EXAMPLES / "advisories" / "osv", first / "osv")
    file = first / "osv" / "HYG-EX-2026-103.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    del known["withdrawn"]
    file.write_text(json.dumps(known), encoding="utf-8")
    for sources, day in ((first, 2), (EXAMPLES / "advisories", 21)):
        done = sync_from(sources, Base(home), now=datetime(2026, 11, day, 6, tzinfo=UTC))
        assert isinstance(done, Outcome), done
    return home
