"""What every SARIF 2.1.0 log of ours shares: its frame, and how files are named in it."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

Json: TypeAlias = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log(run: Json) -> Json:
    """Give a log of one run."""
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def tool(version: str, language: str, rules: Sequence[Json]) -> Json:
    """Name Hygie as the tool of a run, with the rules that its results point to."""
    driver = {"name": "Hygie", "semanticVersion": version, "language": language, "rules": rules}
    return {"driver": driver}


def region(line: int, column: int) -> Json:
    """Give a place in a file; columns count characters."""
    return {"startLine": line, "startColumn": column}


def uri(file: str) -> str:
    """Write a relative path as a URI reference (SARIF 3.4.3): escape what a URI cannot hold."""
    return quote(file, safe="/")
