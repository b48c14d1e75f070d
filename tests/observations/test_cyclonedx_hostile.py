"""Bills that lie, break off or attack: a refusal with its place, or a bill in which nothing is lost silently."""

import gzip
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.bill import Bill
from hygie.observations.bills import read_bill
from hygie.observations.reading import Bounds
from hygie.wording.observed.bills import SENTENCES

FILE = "bill"
HEAD = '<bom xmlns="http://cyclonedx.org/schema/bom/1.4">'
GOOD: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "serialNumber": "urn:uuid:1",
    "metadata": {
        "timestamp": "2026-01-02T03:04:05Z",
        "component": {"name": "pump", "type": "device", "bom-ref": "root", "components": [{"name": "board"}]},
        "supplier": {"name": "Maker"},
    },
    "components": [
        {"name": "a", "version": "1", "bom-ref": "a", "purl": "pkg:npm/a@1", "properties": [{"name": "n", "value": "v"}]},
        {"name": "b", "bom-ref": "b", "supplier": {"name": "S"}, "authors": [{"name": "A"}], "components": [{"name": "c", "components": [{"name": "d"}]}]},
    ],
    "services": [{"name": "s", "cpe": "cpe:2.3:a:s:s:1:*:*:*:*:*:*:*", "services": [{"name": "t"}]}],
    "dependencies": [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a", "b"]}],
}  # fmt: skip


def _refused(content: bytes, bounds: Bounds | None = None) -> Diagnostic:
    started = time.perf_counter()
    found = read_bill(content, FILE, bounds or Bounds())
    assert isinstance(found, Refusal), found
    assert time.perf_counter() - started < 10
    (mistake,) = found.mistakes
    assert mistake.code in SENTENCES
    SENTENCES[mistake.code].said.format(**mistake.parameters)
    return mistake


def _read(content: bytes) -> Bill:
    found = read_bill(content, FILE)
    assert isinstance(found, Bill), found
    return found


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "bill_empty", 1, 1),
        (b"{}", "bill_unknown", 1, 1),
        (b"hello", "bill_unknown", 1, 1),
        (b'{"a":\n 1', "content_json_truncated", 2, 3),
        (b'{"cveMetadata": {}}', "bill_other_kind", 1, 1),
        (b'{"$schema": "http://cyclonedx.org/schema/bom-1.4.schema.json",\n "components": [', "content_json_truncated", 2, 17),
        (b'{"bomFormat": "CycloneDX", "specVersion": "2.0"}', "bill_version_unread", 1, 1),
        (b'{"bomFormat": "CycloneDX",\n "x": NaN}', "content_json_number", 2, 7),
        (b'{"bomFormat": "CycloneDX", "x": "\n\xe9"}', "content_not_text", 2, 1),
        (b'{"bomFormat": "CycloneDX", "components": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "content_too_deep", 1, 1),
        (b'{"bomFormat": "CycloneDX", "components": [' + b'{"name": "x", "components": [' * 10_000 + b"]}" * 10_000 + b"]}", "content_too_deep", 1, 1),
        (gzip.compress(json.dumps(GOOD).encode())[:-12], "content_gzip_truncated", 1, 1),
        (gzip.compress(b'{"bomFormat": "CycloneDX", "components": [' + b" " * 60_000_000), "content_bomb", 1, 1),
        (f'<!DOCTYPE bom [<!ENTITY a "{"x" * 99}"><!ENTITY b "{"&a;" * 99}">]>\n{HEAD}&b;</bom>'.encode(), "content_xml_entities", 1, 1),
        (f'<?xml version="1.0"?>\n <!DOCTYPE bom SYSTEM "file:///etc/passwd">{HEAD}</bom>'.encode(), "content_xml_entities", 2, 2),
        (f'<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}&a;</bom>'.encode(), "content_xml_entities", 1, 1),
        (f"{HEAD}\n<components><component></components></bom>".encode(), "content_xml_syntax", 2, 26),
        (f"{HEAD}&nbsp;</bom>".encode(), "content_xml_syntax", 1, 50),
        (f'<?xml version="1.0" encoding="klingon"?>{HEAD}</bom>'.encode(), "content_xml_encoding", 1, 1),
        (f'<?xml version="1.0" encoding="shift_jis"?>{HEAD}</bom>'.encode(), "content_xml_encoding", 1, 1),
        ((HEAD + "<components><component>" * 10_000).encode(), "content_too_deep", 1, 1511),
        (b'<bom xmlns="http://cyclonedx.org/schema/bom/2.0"/>', "bill_version_unread", 1, 1),
        (b'<bom xmlns="cyclonedx"/>', "bill_not_cyclonedx", 1, 1),
        (b"<html><body/></html>", "bill_unknown", 1, 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_its_place(
    content: bytes, code: str, line: int, column: int
) -> None:
    mistake = _refused(content)
    assert (mistake.code, mistake.place) == (code, Place(FILE, line, column))


def test_bounds_hold() -> None:
    many = {**GOOD, "components": [{"name": "x"}] * 50}
    assert _refused(json.dumps(many).encode(), Bounds(items=20)).code == "bill_too_many"
    assert _refused(json.dumps(many).encode(), Bounds(size=100)).code == "content_too_large"
    xml = f"{HEAD}<components>{'<component><name>x</name></component>' * 50}</components></bom>".encode()
    assert _refused(xml, Bounds(items=20)).code == "bill_too_many"
    assert _refused(xml, Bounds(items=5)).code == "content_too_many"
    nested: dict[str, Any] = {"name": "x"}
    for _ in range(20):
        nested = {"name": "x", "components": [nested]}
    content = json.dumps({**GOOD, "components": [nested]}).encode()
    assert _refused(content, Bounds(depth=20)).code == "content_too_deep"
    assert _read(content).total == len(_read(json.dumps(GOOD).encode()).components) + 21 - 4


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_encodings_read_as_utf8_does(encoding: str) -> None:
    good = _read(json.dumps(GOOD).encode())
    assert _read(json.dumps(GOOD).encode(encoding)) == good
    xml = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>{HEAD}<components><component><name>é</name></component></components></bom>'
    assert _read(xml.encode(encoding)).components[0].name == "é"


def test_xml_in_latin_1_is_read_when_it_says_so() -> None:
    xml = f'<?xml version="1.0" encoding="windows-1252"?>{HEAD}<components>\n <component><name>h\xf4pital</name><x:name xmlns:x="other">no</x:name></component></components></bom>'
    (found,) = _read(xml.encode("latin-1")).components
    assert (found.name, found.at) == ("hôpital", "2:2")


def test_thousands_of_equal_references_are_told_apart_in_linear_time() -> None:
    parts = [
        {"name": "x", "bom-ref": "r"},
        {"name": "y", "bom-ref": "r#2"},
        *[{"name": "z", "bom-ref": "r"}] * 20_000,
    ]
    started = time.perf_counter()
    bill = _read(json.dumps({**GOOD, "components": parts}).encode())
    assert time.perf_counter() - started < 10
    refs = [each.ref for each in bill.components]
    assert len(set(refs)) == len(refs) == bill.total
    assert sum(each.code == "bill_ref_repeated" for each in bill.notes) == 20_000


def test_cycles_are_kept_as_they_are_written() -> None:
    assert _read(json.dumps(GOOD).encode()).depends == (("a", ("b",)), ("b", ("a", "b")))


def test_a_quiet_number_that_no_program_holds_does_not_stop_the_reading() -> None:
    content = json.dumps(GOOD)[:-1] + ', "extra": [1e99999, ' + "9" * 4000 + "]}"
    assert _read(content.encode()).total == _read(json.dumps(GOOD).encode()).total
    surrogate = json.dumps({**GOOD, "components": [{"name": "SURROGATE"}]}).replace("SURROGATE", "\\udc00x")
    assert _read(surrogate.encode()).components[2].name == "�x"


JUNK = st.sampled_from(
    [None, True, 0, 1.5, -(10**30), "", " ", "x" * 2500, "\x00\x1b[2J", "\u202ea", "é\ud800", [], {}, [[]], [None], {"name": 1},
     {"name": "n"}, [{"name": "n"}], [{"bom-ref": "a"}], {"components": [1]}, [{"name": "q", "components": {"name": "r"}}]]
)  # fmt: skip


def _changed(value: Any, steps: list[float], junk: Any) -> Any:
    """Put junk somewhere in a value, each step choosing a child."""
    if not steps or not isinstance(value, (dict, list)) or not value:
        return junk
    copy: Any = value.copy()
    keys = list(copy) if isinstance(copy, dict) else list(range(len(copy)))
    key = keys[int(steps[0] * len(keys))]
    copy[key] = _changed(copy[key], steps[1:], junk)
    return copy


def _held(value: Any) -> int:
    """Count what a list of components holds, whatever it holds; no list where one should be counts for one."""
    if value is None:
        return 0
    if not isinstance(value, list):
        return 1
    return sum(1 + (_held(each["components"] or None) if isinstance(each, dict) and "components" in each else 0) for each in value)  # fmt: skip


def _held_services(value: Any) -> int:
    if not isinstance(value, list):
        return 0
    services = [each for each in value if isinstance(each, dict)]
    return sum(
        bool(each.get("purl") or each.get("cpe")) + _held_services(each.get("services")) for each in services
    )


@given(
    st.lists(
        st.tuples(st.lists(st.floats(0, 1, exclude_max=True), max_size=6), JUNK), min_size=1, max_size=4
    ),
)
@settings(max_examples=100)
def test_nothing_is_lost_whatever_is_changed(changes: list[tuple[list[float], Any]]) -> None:
    data: Any = GOOD
    for steps, junk in changes:
        data = _changed(data, steps, junk)
    found = read_bill(json.dumps(data).encode(), FILE)
    if isinstance(found, Refusal):
        assert (
            not isinstance(data, dict) or data.get("bomFormat") != "CycloneDX" or data["specVersion"] != "1.5"
        )
        return
    metadata = data.get("metadata")
    root = metadata.get("component") if isinstance(metadata, dict) else None
    expected = _held(None if root is None else [root]) + _held(data.get("components")) + _held_services(data.get("services"))  # fmt: skip
    assert found.total == expected
    refs = [each.ref for each in found.components]
    assert len(set(refs)) == len(refs)
    assert {found.root, *(each.parent for each in found.components)} <= {"", *refs}
    for each in found.components:
        assert each.name
        json.dumps([getattr(each, name) for name in each.__struct_fields__], ensure_ascii=False).encode()
    for mistake in (*found.rejected, *found.notes):
        SENTENCES[mistake.code].said.format(**mistake.parameters)


@given(st.integers(0, 2000), st.binary(max_size=3), st.booleans())
@settings(max_examples=100)
def test_bytes_changed_anywhere_give_a_bill_or_a_refusal(at: int, junk: bytes, xml: bool) -> None:
    content = json.dumps(GOOD).encode()
    if xml:
        content = f"{HEAD}<components><component type='library'><name>a</name></component></components></bom>".encode()
    changed = content[: at % len(content)] + junk + content[at % len(content) + len(junk) + 1 :]
    found = read_bill(changed, FILE)
    mistakes = found.mistakes if isinstance(found, Refusal) else (*found.rejected, *found.notes)
    assert {each.code for each in mistakes} <= set(SENTENCES)
