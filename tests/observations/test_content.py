"""Bytes of others: unpacked within bounds, brought to UTF-8, decoded, with the place of the first fault."""

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Refusal
from hygie.kernel.place import Place
from hygie.observations.content import decode_json, line, mappings, text, texts, too_deep, unpack
from hygie.observations.detect import Kind, detect
from hygie.observations.json_places import locate, locate_all, place_at, places_of
from hygie.observations.reading import Bounds

FILE = "x.json"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def _refused(found: object) -> tuple[str, int, int]:
    assert isinstance(found, Refusal), found
    (mistake,) = found.mistakes
    assert mistake.place.file == FILE
    return mistake.code, mistake.place.line, mistake.place.column


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_every_unicode_encoding_becomes_utf8(encoding: str) -> None:
    written = '{"nom": "Hôpital, 病院, 𝔸"}'
    assert unpack(written.encode(encoding), FILE) == written.encode()
    assert unpack(gzip.compress(written.encode(encoding)), FILE) == written.encode()


def test_xml_brought_to_utf8_no_longer_declares_another_encoding() -> None:
    found = unpack('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"), FILE)
    assert isinstance(found, bytes)
    assert b"UTF-16" not in found
    assert found.endswith("<a>é</a>".encode())
    kept = b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>'
    assert unpack(kept, FILE) == kept


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BZh9", ("content_compressed", 1, 1)),
        (b"PK\x03\x04", ("content_compressed", 1, 1)),
        (gzip.compress(gzip.compress(b"{}")), ("content_compressed", 1, 1)),
        (b"\x1f\x8b", ("content_gzip_truncated", 1, 1)),
        (gzip.compress(b"x" * 5000)[:-9], ("content_gzip_truncated", 1, 1)),
        (b"\x1f\x8b\x08\x00garbage, not deflate", ("content_gzip_damaged", 1, 1)),
        (gzip.compress(b"{}") + b"rest", ("content_gzip_damaged", 1, 1)),
        (gzip.compress(bytes(50_000_000)), ("content_bomb", 1, 1)),
        ('{"é": "'.encode() + "\n\n  é".encode("latin-1"), ("content_not_text", 3, 3)),
        ("é".encode("utf-16") + b"\x00\xd8\x00\x00", ("content_not_text", 1, 2)),
    ],
    ids=["bzip2", "zip", "twice", "magic", "cut", "damaged", "trailing", "bomb", "latin1", "surrogate"],
)
def test_what_cannot_be_unpacked_is_refused_at_its_place(
    content: bytes, expected: tuple[str, int, int]
) -> None:
    assert _refused(unpack(content, FILE)) == expected


def test_bounds_of_size_hold_before_memory_is_taken() -> None:
    packed = gzip.compress(bytes(30_000_000))
    tracemalloc.start()
    assert _refused(unpack(packed, FILE, Bounds(size=3_000_000))) == ("content_too_large", 1, 1)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert _refused(unpack(b"{} ", FILE, Bounds(size=2))) == ("content_too_large", 1, 1)
    assert _refused(decode_json(b"[" + b"0," * 99 + b"0]", FILE, Bounds(items=12))) == (
        "content_too_many",
        1,
        1,
    )
    members = gzip.compress(b"[") + gzip.compress(b"1") + gzip.compress(b"]") + bytes(512)
    assert unpack(members, FILE) == b"[1]"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ("content_json_truncated", 1, 1)),
        ('{"a":\n [1,', ("content_json_truncated", 2, 5)),
        ('{"é":\r\n  NaN}', ("content_json_number", 2, 3)),
        ("[1,\n -Infinity]", ("content_json_number", 2, 3)),
        ('{"a": "9e999", "b":\n 1e999}', ("content_json_number", 2, 2)),
        ("[" + "9" * 5000 + "]", ("content_json_number", 1, 2)),
        ('{"a": 1}\n x', ("content_json_syntax", 2, 2)),
        ('{"a" 1}', ("content_json_syntax", 1, 6)),
        ("[\n" * 100_000, ("content_too_deep", 1, 1)),
        ("[" * 129 + "]" * 129, ("content_too_deep", 1, 1)),
    ],
    ids=["empty", "cut", "nan", "infinity", "huge", "digits", "trailing", "colon", "abyss", "deep"],
)
def test_json_faults_are_told_at_their_place(content: str, expected: tuple[str, int, int]) -> None:
    assert _refused(decode_json(content.encode(), FILE)) == expected


def test_json_that_others_would_trip_over_is_read() -> None:
    assert decode_json(b"[" * 128 + b"]" * 128, FILE) is not None
    assert decode_json(rb'{"a": "\ud800x \ud83d\ude00 \\ud800"}', FILE) == {"a": "�x 😀 \\ud800"}
    assert decode_json(b'{"a": 1, "a": 2}', FILE) == {"a": 2}
    assert decode_json(b"[1.10, 1e999, 3]", FILE, written=True) == ["1.10", "1e999", 3]


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(_depth, inside), default=0)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=100)
def test_depth_is_measured_whatever_the_texts_hold(value: Any, escaped: bool, indent: int | None) -> None:
    value = [value, '[{"\\', "]]"]
    content = json.dumps(value, ensure_ascii=escaped, indent=indent).encode("utf-8", "replace")
    depth = _depth(value)
    assert [too_deep(content, bound) for bound in (depth - 1, depth)] == [True, False]


def _pointers(value: Any, at: str = "") -> Any:
    yield at, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _pointers(child, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _pointers(child, f"{at}/{index}")


@given(JSON, st.booleans(), st.sampled_from([None, 0, 3]))
@settings(max_examples=100)
def test_every_pointer_is_found_where_its_value_is_written(
    value: Any, escaped: bool, indent: int | None
) -> None:
    written = json.dumps({"": [value], "~/": value}, ensure_ascii=escaped, indent=indent)
    content = written.encode("utf-8", "surrogatepass")
    pointers = dict(_pointers(json.loads(written)))
    found = locate_all(content, pointers, FILE)
    for pointer, expected in pointers.items():
        place = found[pointer]
        here = "\n".join(written.split("\n")[place.line - 1 :])[place.column - 1 :]
        assert json.JSONDecoder().raw_decode(here)[0] == expected
        assert place == locate(content, pointer, FILE)
        assert place == place_at(content, len(written[: len(written) - len(here)].encode()), FILE)


def test_places_that_are_not_there_give_the_start_of_the_file() -> None:
    for content in (
        b"",
        b"{",
        b'{"a',
        b'{"a":',
        b'{"a": [1, 2',
        b'["' + b"\\" * 100_000,
        b"[" * 100_000,
        b"]",
    ):
        assert locate(content, "/a/3/b", FILE) == Place(FILE)
    assert places_of(b"", {"7:2", "8", ""}, FILE) == {
        "7:2": Place(FILE, 7, 2),
        "8": Place(FILE, 8),
        "": Place(FILE),
    }


def test_plain_helpers_take_what_has_the_right_type_and_nothing_else() -> None:
    data = {
        "a": {"b": "  x\n\x1b[31m\ud800 y "},
        "n": 3,
        "f": 1.5,
        "t": True,
        "l": [1, {"k": 2}, "z", None, []],
    }
    assert text(data, "a", "b") == "x [31m y"
    assert [text(data, key) for key in ("n", "f", "t", "l", "none")] == ["3", "1.5", "", "", ""]
    assert text(10**5000) == ""
    assert list(mappings(data, "l")) == [{"k": 2}]
    assert texts(data, "l") == ["1", "z"]
    assert line("é" * 3000) == "é" * 2000


@given(st.text())
def test_a_line_is_one_line_without_controls(found: str) -> None:
    cleaned = line(found, 50)
    assert len(cleaned.splitlines()) <= 1
    assert cleaned == cleaned.strip() == line(cleaned, 50)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    cleaned.encode()


def test_a_line_turns_no_writing_around_and_keeps_letters_that_go_from_right_to_left() -> None:
    assert line("Pump \u202egnp.exe\u202c \u2067x\u2069") == "Pump gnp.exe x"
    assert line("משאבה Pump مضخة") == "משאבה Pump مضخة"
    assert text({"a": "\u202eb"}, "a") == "b"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ('{"components": [' + '{"name": "x"},' * 9000 + '{}], "bomFormat": "CycloneDX"}', "", Kind.CYCLONEDX_JSON),
        ('{"bomFormat": "CycloneDX", "components": [', "", Kind.CYCLONEDX_JSON),
        ('{"bomFormat": "CycloneDX", "vulnerabilities": [{}]}', "", Kind.CYCLONEDX_VEX),
        ('<?xml version="1.0"?><!-- <a> --><b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.9">', "", Kind.CYCLONEDX_XML),
        ('<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4">', "", Kind.CYCLONEDX_XML),
        ("<html>", "", None),
        ("# comment\n\nSPDXVersion: SPDX-2.3", "", Kind.SPDX2_TAG),
        ('{"a": 1}\n{"id": "X-1", "modified": "2020"}\n', "", Kind.OSV),
        ('[{"cycle": "1", "eol": false}]', "", Kind.ENDOFLIFE),
        ("#model_version:v2025\ncve,epss,percentile\n", "", Kind.EPSS),
        ("UDI;Fabricant;Modèle\n", "", Kind.INVENTORY_CSV),
        ("a,b\n", "parc.csv", Kind.INVENTORY_CSV),
        ("a,b\n", "parc.txt", None),
        ("", "", None),
        ('{"schema_version": "1.6.0", "id": "X-1"}', "", Kind.OSV),
        ('{"id": "X-1", "affected": [{"versions": []}]}', "", Kind.OSV),
        ('{"id": "X-1", "affected": {"package": {}}}', "", Kind.OSV),
        ('{"id": "X-1", "name": "y"}', "", None),
        ('{"cve": "2013-1", "affected": []}', "", Kind.VICTIMS),
        ('[{"id": "X-1", "modified": "2020"}]', "", Kind.OSV),
        ('[{"cveMetadata": {"cveId": "CVE-2026-1"}}]', "", Kind.CVE5),
        ('[{"document": {"csaf_version": "2.0"}}]', "", None),
        ('{"cveID": "CVE-2026-0001", "vulnerabilityName": "x"}\n{"cveID": "CVE-2026-0002"}', "", Kind.KEV),
        ('"cveID","vendorProject"\n', "kev.csv", Kind.KEV),
        ('{"product": "x", "cycles": []}', "", Kind.ENDOFLIFE),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)  # fmt: skip
def test_files_are_told_by_what_they_say(content: str, name: str, expected: Kind | None) -> None:
    assert detect(content.encode(), name) is expected


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_nothing_is_too_strange_to_be_looked_at(content: bytes) -> None:
    unpacked = unpack(content, FILE)
    if isinstance(unpacked, bytes):
        detect(unpacked, FILE)
        decode_json(unpacked, FILE)


@pytest.mark.realdata
def test_real_files_are_told_apart(veille: Path) -> None:
    folders = {
        "sbom/spdx3": "spdx3-json", "sbom/container": "spdx2-json", "vex/openvex": "openvex", "csaf/icsma": "csaf",
        "osv": "osv", "cve5": "cve5", "kev/*catalog*": "kev", "kev/*ties.json*": "kev", "epss": "epss",
        "endoflife/*.gz": "endoflife", "other/retirejs*": "retirejs", "other/rustsec*": "rustsec",
        "other/friends*": "friends-of-php", "other/victims*": "victims", "other/nodejs*": "nodejs-security-wg",
        "sbom/*.cdx*.json*": "cyclonedx-json", "sbom/*.cdx.xml*": "cyclonedx-xml", "sbom/*.spdx": "spdx2-tag",
        "sbom/*.spdx.json*": "spdx2-json", "fleet": "inventory-csv", "mds2/*.csv": "mds2", "mds2/*.xlsx": "xlsx",
        "vex/cyclonedx/*_vex.json": "cyclonedx-vex", "vex/cyclonedx/*bom*": "cyclonedx-json",
    }  # fmt: skip
    for folder, expected in folders.items():
        for path in sorted(veille.glob(folder if "*" in folder else f"{folder}/*")):
            content = unpack(path.read_bytes(), path.name)
            assert isinstance(content, bytes), path
            assert detect(content, path.name) == expected, path
