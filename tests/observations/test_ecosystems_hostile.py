"""Every reader of advisories on damaged files: an answer, never an exception; nothing lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Refusal
from hygie.observations.cve5 import read_cve5
from hygie.observations.ecosystems import (
    read_friendsofphp,
    read_nodejs,
    read_retirejs,
    read_rustsec,
    read_victims,
)
from hygie.observations.endoflife import read_endoflife
from hygie.observations.epss import read_epss
from hygie.observations.kev import read_kev
from hygie.observations.osv import read_osv
from hygie.wording.observed.advisories import SENTENCES

VERSIONS = [
    {
        "version": "1",
        "status": "affected",
        "lessThan": "2",
        "versionType": "semver",
        "changes": [{"at": "1.5", "status": "unaffected"}],
    }
]
SAMPLES: dict[str, tuple[Callable[[bytes, str], Any], Any]] = {
    "osv": (
        read_osv,
        {
            "id": "A-1",
            "aliases": ["B"],
            "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}],
            "affected": [
                {
                    "package": {"ecosystem": "PyPI", "name": "x", "purl": "pkg:pypi/x"},
                    "ranges": [
                        {
                            "type": "ECOSYSTEM",
                            "events": [
                                {"introduced": "0"},
                                {"fixed": "1"},
                                {"introduced": "2"},
                                {"limit": "3"},
                            ],
                        }
                    ],
                    "versions": ["1"],
                }
            ],
            "database_specific": {"severity": "LOW", "cwe_ids": ["CWE-1"]},
        },
    ),
    "cve5": (
        read_cve5,
        {
            "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED"},
            "containers": {
                "cna": {
                    "affected": [
                        {
                            "vendor": "v",
                            "product": "p",
                            "versions": VERSIONS,
                            "defaultStatus": "affected",
                            "cpes": ["cpe:/a:v:p"],
                        }
                    ],
                    "metrics": [
                        {"cvssV3_1": {"vectorString": "CVSS:3.1/AV:N", "baseScore": 5}},
                        {"other": {"type": "ssvc", "content": {"options": [{"Exploitation": "poc"}]}}},
                    ],
                    "problemTypes": [{"descriptions": [{"cweId": "CWE-1"}]}],
                },
                "adp": [
                    {
                        "cpeApplicability": [
                            {"nodes": [{"cpeMatch": [{"vulnerable": True, "criteria": "cpe:2.3:a:v:p:1"}]}]}
                        ]
                    }
                ],
            },
        },
    ),
    "kev": (
        read_kev,
        {"vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": "2026-01-02", "dueDate": "2026-01-03"}]},
    ),
    "endoflife": (
        read_endoflife,
        {
            "schema_version": "1",
            "result": [
                {
                    "name": "x",
                    "identifiers": [{"type": "cpe", "id": "c"}],
                    "releases": [
                        {"name": "1", "isEol": True, "eolFrom": "2026-01-02", "latest": {"name": "1.2"}}
                    ],
                }
            ],
        },
    ),
    "endoflife-first": (read_endoflife, [{"cycle": "1", "eol": "2026-01-02", "lts": False}]),
    "retirejs": (
        read_retirejs,
        {
            "x": {
                "npmname": "x",
                "bowername": ["y"],
                "vulnerabilities": [
                    {
                        "below": "1",
                        "atOrAbove": "0.1",
                        "identifiers": {"CVE": ["CVE-2026-0001"], "githubID": "G"},
                        "cwe": ["CWE-1"],
                        "info": ["u"],
                    }
                ],
            }
        },
    ),
    "rustsec": (
        read_rustsec,
        {
            "advisory": {"id": "R-1", "package": "x", "aliases": ["B"], "cvss": "CVSS:3.1/AV:N"},
            "versions": {"patched": [">= 1, < 2"], "unaffected": ["^0.1"]},
        },
    ),
    "friendsofphp": (
        read_friendsofphp,
        {
            "reference": "composer://a/b",
            "cve": "CVE-2026-0001",
            "branches": {"1.x": {"time": "2026-01-02", "versions": [">=1", "<2"]}},
        },
    ),
    "nodejs": (
        read_nodejs,
        {
            "id": 3,
            "module_name": "x",
            "vulnerable_versions": "^1.2 || 2.x",
            "patched_versions": ">3",
            "cves": ["CVE-2026-0001"],
            "references": ["https://x"],
        },
    ),
    "victims": (
        read_victims,
        {
            "cve": "2026-0001",
            "affected": [
                {"groupId": "g", "artifactId": "a", "version": ["<=1.2,1", ">=2.0,2"], "fixedin": [">=2.3,2"]}
            ],
        },
    ),
}
HOSTILE = [
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    "",
    " ",
    "\x00",
    "\ud800",
    "é" * 3000,
    "=cmd|' /C calc'!A0",
    "9" * 5000,
    "1." * 2000,
    [],
    {},
    [[]],
    [None],
    {"a": {"b": []}},
    ["x"] * 50,
    "*",
    "<",
    "-",
    "0",
    "a" * 50_000 + "!",
]


def mutated(data: Any, path: list[int], value: Any) -> Any:
    """Put a value at a place that the path finds, choosing a child at each step."""
    if not path or not isinstance(data, (dict, list)) or not data:
        return value
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    key = keys[path[0] % len(keys)]
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[key] = mutated(copy[key], path[1:], value)
    return copy


def checked(name: str, content: bytes) -> None:
    found = SAMPLES[name][0](content, "x.json")
    problems = found.mistakes if isinstance(found, Refusal) else (*found.rejected, *found.notes)
    assert not isinstance(found, Refusal) or problems
    for each in problems:
        assert each.place.line >= 1
        if each.code in SENTENCES:
            SENTENCES[each.code].said.format(**each.parameters)
        else:
            assert each.code.startswith("content_"), each.code


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), max_size=9), st.sampled_from(HOSTILE), st.booleans())
@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_values_anywhere(name: str, path: list[int], value: Any, doubled: bool) -> None:
    data = mutated(SAMPLES[name][1], path, value)
    line = json.dumps(data).encode()
    checked(name, line + b"\n" + json.dumps(SAMPLES[name][1]).encode() if doubled else line)


@settings(max_examples=40)
@given(st.data())
@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_bytes(name: str, data: st.DataObject) -> None:
    content = bytearray(json.dumps(SAMPLES[name][1], indent=data.draw(st.sampled_from([None, 1]))).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=4))
        content = content or bytearray(b"{")
    checked(name, bytes(content[: data.draw(st.integers(1, len(content)))]))


@pytest.mark.parametrize("name", SAMPLES)
def test_deep_nesting_ends(name: str) -> None:
    for deep in (b'{"a":' * 50_000, b'{"id":' + b"[" * 50_000 + b"]" * 50_000 + b"}"):
        checked(name, deep)


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_any_bytes_as_scores(content: bytes) -> None:
    found = read_epss(b"cve,epss\n" + content, "x")
    if not isinstance(found, Refusal):
        for each in found.rejected:
            SENTENCES[each.code].said.format(**each.parameters)
