"""The reader of YAML files: what it reads, what it refuses, and where it says it stands."""

import math
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygie.dossier.scalars import read_plain
from hygie.dossier.yaml_mistakes import CODES, PROBLEMS
from hygie.dossier.yaml_reader import Document, Limits, read_yaml
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

FILE = "isms.yaml"


def read(text: str | bytes, limits: Limits | None = None) -> Document:
    content = text if isinstance(text, bytes) else text.encode()
    result = read_yaml(content, FILE, limits or Limits())
    assert isinstance(result, Document), result
    return result


def refuse(text: str | bytes, limits: Limits | None = None) -> tuple[Diagnostic, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    result = read_yaml(content, FILE, limits or Limits())
    assert isinstance(result, tuple), result.data
    assert result
    assert {mistake.code for mistake in result} <= CODES
    assert {mistake.parameters.get("problem", "other") for mistake in result} <= PROBLEMS | {
        "utf16",
        "utf32",
        "invalid",
        "truncated",
    }
    return result


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("y", "y"),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("-3", -3),
        ("0o17", 15),
        ("0x1F", 31),
        ("-0x1F", "-0x1F"),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("010", "010"),
        ("-010", "-010"),
        ("00", "00"),
        ("12345678", 12345678),
        ("1234567890123456", "1234567890123456"),
        ("73282932000074", "73282932000074"),
        ("0x" + "f" * 16, "0x" + "f" * 16),
        ("1.5", 1.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        (".", "."),
        ("-", "-"),
        ("+", "+"),
        ("1.2.3", "1.2.3"),
        ("e3", "e3"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z"),
        ("=", "="),
        (".inf2", ".inf2"),
    ],
)
def test_a_plain_scalar_follows_the_core_schema(written: str, value: object) -> None:
    assert read_plain(written) == value
    assert type(read_plain(written)) is type(value)


CORE = [
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda _: math.nan),
]
"""The table of YAML 1.2.2, section 10.3.2, as it stands there."""


@given(
    st.text(alphabet="0123456789+-.eExofninfNaN~ulltrAF_", max_size=8)
    | st.from_regex(CORE[6][0], fullmatch=True)
)
def test_scalars_differ_from_the_standard_only_for_identifiers(text: str) -> None:
    expected = next((read_as(text) for pattern, read_as in CORE if pattern.fullmatch(text)), text)
    got = read_plain(text)
    if isinstance(expected, int) and isinstance(got, str):
        assert re.fullmatch(r"[-+]?0[0-9]+|[-+]?[0-9]{9,}|0[xo].{9,}", text)
        assert got == text
    else:
        assert repr(got) == repr(expected)


def test_quoted_scalars_are_text() -> None:
    data = read("a: '1'\nb: \"true\"\nc: ''\nd: |\n  12\ne: >-\n  no\n  way\n'<<': x\n\"1\": y\n").data
    assert data == {"a": "1", "b": "true", "c": "", "d": "12\n", "e": "no way", "<<": "x", "1": "y"}


@pytest.mark.parametrize("text", ["", "\n\n", "# seul un commentaire", "---\n", "--- # rien\n", "\ufeff"])
def test_a_file_that_holds_nothing_is_an_empty_mapping(text: str) -> None:
    document = read(text)
    assert document.data == {}
    assert document.place(("absent", 0)) == Place(FILE, 1, 1)


def test_collections_keep_their_order() -> None:
    document = read("b: [1, {c: }, []]\na:\n- x\n-\n- - y\n  - {}\n")
    assert document.data == {"b": [1, {"c": None}, []], "a": ["x", None, ["y", {}]]}
    assert list(document.data) == ["b", "a"]


PLACED = "\ufeff# tête\r\nhôte:\r\n  nom: é😀 x\r\n  'liste': [a, {b: 😀, c: 1}]\r\nvide:\r\nfin:\r\n- x\r\n"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("hôte",), (3, 3), (2, 1)),
        (("hôte", "nom"), (3, 8), (3, 3)),
        (("hôte", "liste"), (4, 12), (4, 3)),
        (("hôte", "liste", 1), (4, 16), (4, 16)),
        (("hôte", "liste", 1, "c"), (4, 26), (4, 23)),
        (("hôte", "liste", 2), (4, 12), (4, 3)),
        (("hôte", "absent", "b", 0), (3, 3), (2, 1)),
        (("hôte", "nom", "b"), (3, 8), (3, 3)),
        (("vide",), (5, 6), (5, 1)),
        (("fin", 0), (7, 3), (7, 3)),
        (("fin", "x"), (7, 1), (6, 1)),
        (("fin", -1), (7, 1), (6, 1)),
        (("absent",), (2, 1), (2, 1)),
    ],
)
def test_each_value_has_its_place(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    document = read(PLACED)
    assert document.has_byte_order_mark
    assert document.place(path) == Place(FILE, *value)
    assert document.place(path, key=True) == Place(FILE, *key)


REFUSED: list[tuple[str | bytes, list[tuple[str, int, int]]]] = [
    ("a: 1\nb: 2\na: 3\na: 4\n", [("yaml_duplicate_key", 3, 1), ("yaml_duplicate_key", 4, 1)]),
    ("x: {a: 1, 'a': 2}\n", [("yaml_duplicate_key", 1, 11)]),
    ("a: &x 1\nb: *x\n", [("yaml_anchor", 1, 4), ("yaml_alias", 2, 4)]),
    ("&x a: 1\n", [("yaml_anchor", 1, 1)]),
    ("a: *absent\n", [("yaml_alias", 1, 4)]),
    ("a: &x\n  - *x\n", [("yaml_anchor", 1, 4), ("yaml_alias", 2, 5)]),
    ("a: !!str 1\nb: ! x\nc: [!t 2]\n", [("yaml_tag", 1, 4), ("yaml_tag", 2, 4), ("yaml_tag", 3, 5)]),
    ("a: !!python/object:os.system x\n", [("yaml_tag", 1, 4)]),
    ("a: &x !t 1\na: 2\n", [("yaml_anchor", 1, 4), ("yaml_tag", 1, 4), ("yaml_duplicate_key", 2, 1)]),
    ("a: 1\n---\nb: 2\n", [("yaml_several_documents", 2, 1)]),
    ("%YAML 1.1\n---\na: 1\n", [("yaml_directive", 1, 1)]),
    ("<<: {a: 1}\n", [("yaml_merge_key", 1, 1)]),
    (
        "1: a\ntrue: b\n~: c\n",
        [("yaml_key_not_text", 1, 1), ("yaml_key_not_text", 2, 1), ("yaml_key_not_text", 3, 1)],
    ),
    ("? [a]\n: 1\n? {b: 1}\n: 2\n", [("yaml_key_not_text", 1, 3), ("yaml_key_not_text", 3, 3)]),
    (
        "a: .inf\nb: [-.Inf, .nan]\nc: 1e999\n",
        [("yaml_not_finite", n, m) for n, m in ((1, 4), (2, 5), (2, 12), (3, 4))],
    ),
    ("- a\n", [("yaml_root_not_mapping", 1, 1)]),
    ("\n  12\n", [("yaml_root_not_mapping", 2, 3)]),
    (b"a: \xe9\n", [("yaml_encoding", 1, 4)]),
    ("à: é".encode()[:-1], [("yaml_encoding", 1, 4)]),
    ("a: é".encode("utf-16"), [("yaml_encoding", 1, 1)]),
    ("a: é".encode("utf-32"), [("yaml_encoding", 1, 1)]),
    (b"a: b\n  \x00\x07\x00", [("yaml_character", 2, 3), ("yaml_character", 2, 4)]),
    ("a: x\u2028y\u0085\n", [("yaml_character", 1, 5), ("yaml_character", 1, 7)]),
    ("a: b\rc: d\n", [("yaml_character", 1, 5)]),
    ("a: x\ufeff\n", [("yaml_character", 1, 5)]),
    ('a:\n  - "\\e[2J"\n', [("yaml_character", 2, 5)]),
    ('"\\0": 1\n', [("yaml_character", 1, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_is_refused_is_placed(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    found = [(mistake.code, mistake.place.line, mistake.place.column) for mistake in refuse(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "problem", "line", "column"),
    [
        ("a:\n\t- b\n", "tab_indentation", 2, 1),
        ("a: b\n\tc: d\n", "tab_indentation", 2, 1),
        ("a: |\n\tx\n", "tab_indentation", 2, 1),
        ('b: 1\na: "x\n\nc: 2\n', "unclosed_quote", 2, 4),
        ("a: 'it\n---\n", "unclosed_quote", 1, 4),
        ("a: [1, 2\nb: 3\n", "unclosed_bracket", 1, 4),
        ("a: {b: 1\n", "unclosed_bracket", 1, 4),
        ("a: {b: 1 c: 2}\n", "colon_in_text", 1, 11),
        ("a: [1,\n", "unclosed_bracket", 2, 1),
        ("a: 1\n  b: 2\n", "unexpected_colon", 2, 4),
        ("a: x: y\n", "unexpected_colon", 1, 5),
        ("a:\n  - b\n c: 2\n", "bad_indentation", 3, 2),
        ("a:\n  b: 1\n c: 2\n", "bad_indentation", 3, 2),
        ("a: 1\nb\nc: 2\n", "missing_colon", 2, 1),
        ("a: @x\n", "reserved_character", 1, 4),
        ("a: `x`\n", "reserved_character", 1, 4),
        ("a: * x\n", "reserved_character", 1, 4),
        ("a: !e!x 1\n", "reserved_character", 1, 4),
        ('a: "x" y\n', "unexpected_text", 1, 8),
        ("a: [b, , c]\n", "unexpected_text", 1, 8),
        ("a: ]\n", "unexpected_text", 1, 4),
        ('a: "\\q"\n', "bad_escape", 1, 5),
        ('a: "\\ud800"\n', "bad_escape", 1, 7),
        ("a: | x\n  b\n", "block_text_header", 1, 6),
        ("a: - b\n", "misplaced_dash", 1, 4),
    ],
)
def test_an_error_of_syntax_says_what_is_wrong(text: str, problem: str, line: int, column: int) -> None:
    (mistake,) = refuse(text)
    assert (mistake.code, mistake.parameters["problem"]) == ("yaml_syntax", problem)
    assert mistake.place == Place(FILE, line, column)


def test_a_duplicate_points_to_both() -> None:
    (mistake,) = refuse("a:\n  b: 1\n  'b': 2\n")
    assert mistake == Diagnostic("yaml_duplicate_key", Place(FILE, 3, 3), {"key": "b"}, Place(FILE, 2, 3))


def test_french_punctuation_is_not_taken_for_yaml() -> None:
    text = "a: Attention ! R&D, l'hébergeur\nb: texte **gras** & co\nc:\n- oui !\n- x *y* !z &t\n"
    assert read(text).data["c"] == ["oui !", "x *y* !z &t"]


def test_a_file_at_its_limits_is_read_and_one_beyond_is_not() -> None:
    limits = Limits(size=20, depth=2, values=7, mistakes=2)
    assert read(b"a: [b, c, d]" + b"\n" * 8, limits).data == {"a": ["b", "c", "d"]}
    size = refuse(b"a: [b, c, d]" + b"\n" * 9, limits)
    assert size == (Diagnostic("yaml_too_large", Place(FILE), {"size": 21, "limit": 20}),)
    depth = refuse("a: [b, [c]]\n", limits)
    assert depth == (Diagnostic("yaml_too_deep", Place(FILE, 1, 9), {"limit": 2}),)
    values = refuse("a: [b, c, d, e, f]\n", limits)
    assert values == (Diagnostic("yaml_too_many_values", Place(FILE, 1, 17), {"limit": 7}),)
    many = refuse("a:\na:\na:\n", limits)
    assert [mistake.code for mistake in many] == ["yaml_duplicate_key"] * 2 + ["yaml_too_many_mistakes"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 1_000_000, "yaml_too_deep"),
        (b"{a: " * 1_000_000, "yaml_too_deep"),
        (b"- " * 1_000_000, "yaml_too_deep"),
        (b"? " * 1_000_000, "yaml_too_deep"),
        (b"!t [" * 1_000_000, "yaml_tag"),
        (b"&a [" * 1_000_000, "yaml_anchor"),
        (b"a: b\n" * 10_000_000, "yaml_too_large"),
        (b"\0" * 10_000_000, "yaml_character"),
        (b"%TAG !a! b\n" * 900_000, "yaml_directive"),
        (b"a: 1\n...\n" + b"%TAG !a! b\n" * 900_000, "yaml_directive"),
        ("".join(" " * n + "a:\n" for n in range(3_000)).encode(), "yaml_too_deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_at_once(content: bytes, code: str) -> None:
    start = time.perf_counter()
    assert refuse(content)[0].code == code
    assert time.perf_counter() - start < 5


def test_a_billion_laughs_is_refused() -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    codes = {mistake.code for mistake in refuse("\n".join(lines))}
    assert codes == {"yaml_anchor", "yaml_alias"}


def test_duplicates_among_many_keys_stay_cheap() -> None:
    keys = [f"k{n}:\n" for n in range(20_000)]
    start = time.perf_counter()
    assert len(refuse("".join(keys + keys[:900:-1]))) == 1_001
    assert time.perf_counter() - start < 5


PIECES = "a b : - [ ] { } , ? &x *x !t | > ' \" # << % 1 é 😀 ~ \\ .inf --- ..."
YAML_LIKE = st.lists(
    st.sampled_from(
        [*PIECES.split(), " ", ": ", "- ", " #", "\n", "\n  ", "\n---\n", "|\n", "\t", "\r\n", "\r", "\x00"]
    ),
    max_size=40,
).map("".join)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | YAML_LIKE.map(str.encode))
def test_any_content_is_read_or_refused(content: bytes) -> None:
    result = read_yaml(content, FILE, Limits(depth=4))
    if isinstance(result, Document):
        assert isinstance(result.data, dict)
        return
    assert result
    lines = content.decode(errors="replace").split("\n")
    for mistake in result:
        assert mistake.code in CODES
        assert 1 <= mistake.place.line <= len(lines)
        assert 1 <= mistake.place.column <= len(lines[mistake.place.line - 1]) + 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=50))
def test_what_double_quotes_can_say_is_read_or_refused_by_character(text: str) -> None:
    escaped = "".join(f"\\U{ord(character):08x}" for character in text)
    result = read_yaml(f'a: "{escaped}"'.encode(), FILE)
    if isinstance(result, Document):
        assert result.data == {"a": text}
    else:
        assert [mistake.code for mistake in result] == ["yaml_character"]
