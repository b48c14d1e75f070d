"""Dossiers for tests: made of plain data, and changed by addresses that people can read."""

import json
import re
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hygie.dossier.build import assemble
from hygie.dossier.dossier import Dossier
from hygie.dossier.sources import Sources
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.clock import Clock
from hygie.kernel.digest import digest_bytes
from hygie.referentials.facts import Facts
from hygie.referentials.referential import assess_all
from hygie.referentials.verdict import Verdict

TESTS = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)


@cache
def _conforming(family: str) -> str:
    # Through JSON, so that what an anchor shares in the file is not shared in memory.
    content = (TESTS / family / "conforming.yaml").read_bytes()
    return json.dumps(yaml.load(content, Loader=yaml.CSafeLoader), default=str)


def conforming(family: str = "hds") -> dict[str, Any]:
    """Give a fresh copy of the dossier for which every requirement is met: of ``hds``, or of ``feima``."""
    data: dict[str, Any] = json.loads(_conforming(family))
    return data


def dossier_of(data: dict[str, Any]) -> Dossier:
    """Make a dossier of plain data, without files."""
    text = json.dumps(data, default=str)
    return assemble(Declarations.model_validate_json(text), Sources(), digest_bytes(text.encode()))


def verdicts_of(
    data: dict[str, Any], as_of: date = TODAY, referential: str = "hds-2.0"
) -> dict[str, Verdict]:
    """Assess plain data against a referential, and against those whose verdicts it needs."""
    return assess_all([referential], Facts(dossier_of(data), Clock(as_of)))[referential]


_STEP = re.compile(r"([a-zA-Z_0-9]+)|\[([^\]]+)\]")


def _steps(address: str) -> list[str]:
    """Read ``actors[west].storage[s1].country`` as steps; ``[x]`` picks a list item by id or index."""
    return [match.group(1) or f"[{match.group(2)}]" for match in _STEP.finditer(address)]


def _index(items: list[Any], wanted: str) -> int:
    for index, item in enumerate(items):
        if isinstance(item, dict) and wanted in (item.get("id"), item.get("measure"), item.get("event")):
            return index
    return int(wanted)


def _enter(value: Any, step: str) -> Any:
    return value[_index(value, step[1:-1])] if step.startswith("[") else value[step]


def change(data: dict[str, Any], address: str, value: Any) -> None:
    """Set, or remove when ``value`` is the word ``absent``, or append at ``address[+]``."""
    *parents, last = _steps(address)
    holder: Any = data
    for step in parents:
        if not step.startswith("[") and step not in holder:
            holder[step] = {}
        holder = _enter(holder, step)
    if last == "[+]":
        holder.append(deepcopy(value))
    elif value == "absent":
        del holder[_index(holder, last[1:-1]) if last.startswith("[") else last]
    elif last.startswith("["):
        holder[_index(holder, last[1:-1])] = deepcopy(value)
    else:
        holder[last] = deepcopy(value)
