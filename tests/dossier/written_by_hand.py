"""Draws YAML files as people write them: comments, blank lines, every style, and where each entry stands."""

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

PLAIN: list[tuple[str, Any]] = [
    *[
        (word, word)
        for word in ("FR", "NO", "Hôpital", "l'état", "R&D !", "12:30", "2026-01-01", "010", "a:b", "é😀")
    ],
    *[
        (text, text)
        for text in (
            "https://exemple.fr/a?b=1",
            "-x",
            "a#b",
            "deux mots",
            "<<<",
            "01 23 45",
            "1234567890123456",
        )
    ],
    *[(number, json.loads(number)) for number in ("0", "12", "-3", "1.5", "1e3")],
    *[("null", None), ("~", None), ("true", True), ("False", False)],
]
FLOW_SAFE = [(written, value) for written, value in PLAIN if "?" not in written]
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "no", "null", "true", "12", "010", "1e5", ".inf", "~", "<<", "- a", "a: b", "a #b", "#"]
    ),
    st.sampled_from(
        ["'", '"', "\\", 'l\'"x"', "*a", "&a", "!a", "@a", "%a", "`a", "a:", ":a", "?", "-", "---", "..."]
    ),
    st.sampled_from(
        [
            "a\nb",
            "a\nb\n",
            "a\n\nb\n\n",
            " a\nb",
            "\n",
            "a\n  b\n",
            "a\n \nb",
            "\ta\n",
            "a\n\tb\n",
            "a\t",
            "a\n#b\n",
        ]
    ),
    st.text(
        alphabet=st.characters(
            exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"], exclude_characters="\ufeff"
        ),
        max_size=8,
    ),
    st.text(alphabet="ab:#-'\"\\ \n\t[]{},?&*!|>%@é😀", max_size=10),
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**8) + 1, 10**8 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
"""Any data that a file can hold."""


@dataclass
class Written:
    """A file: its text, its data, and for each path the lines of its entry (first, last, from 0)."""

    newline: str = "\n"
    lines: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    in_flow: set[Path] = field(default_factory=set)
    plain: dict[Path, Any] = field(default_factory=dict)
    ends_with_newline: bool = True
    mark: str = ""

    @property
    def text(self) -> str:
        return self.mark + self.newline.join(self.lines) + (self.newline if self.ends_with_newline else "")


class Hand:
    """The hand that writes: draws a style at each turn."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.step = draw(st.sampled_from([2, 2, 4, 3]))
        self.dash = draw(st.sampled_from([0, 2, 4]))
        self.gap = draw(st.sampled_from([1, 1, 3]))
        self.written = Written(newline=draw(st.sampled_from(["\n", "\r\n"])))
        self.notes = 0

    def among(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def note(self) -> str:
        self.notes += 1
        return f"# note {self.notes}: l'« hôte » [x"

    def beside(self) -> str:
        return self.among("", "", "  ", f" {self.note()}")

    def between(self, column: int) -> None:
        for kind in self.draw(st.lists(st.sampled_from(["", "#"]), max_size=2)):
            # After a text that keeps its blank lines, one more would belong to it.
            can_be_blank = not self.written.lines or self.written.lines[-1]
            self.written.lines.append("" if not kind and can_be_blank else " " * column + self.note())

    def keys(self) -> list[tuple[str, str]]:
        names = self.draw(st.lists(st.sampled_from("abcdefé"), min_size=1, max_size=3, unique=True))
        return [(self.among(name, name, f"'{name}'", f'"{name}"'), name) for name in names]

    def mapping(self, path: Path, column: int, depth: int, first: str | None = None) -> dict[str, Any]:
        data = {}
        for written, name in self.keys():
            if first is None:
                self.between(column)
            start = " " * column if first is None else first
            first = None
            here = (*path, name)
            line = len(self.written.lines)
            data[name] = self.value(here, f"{start}{written}:", column, depth, is_item=False)
            self.written.spans[here] = (line, len(self.written.lines) - 1)
        return data

    def sequence(self, path: Path, column: int, depth: int, first: str | None = None) -> list[Any]:
        data = []
        for index in range(self.among(1, 2, 3)):
            if first is None:
                self.between(column)
            start = (" " * column if first is None else first) + "-"
            first = None
            here = (*path, index)
            line = len(self.written.lines)
            data.append(self.value(here, start, column, depth, is_item=True))
            self.written.spans[here] = (line, len(self.written.lines) - 1)
        return data

    def value(self, path: Path, start: str, column: int, depth: int, *, is_item: bool) -> Any:
        """Write the line of a key or dash with its value, and give the value."""
        lines = self.written.lines
        kind = self.among(
            "plain", "plain", "quoted", "empty", "flow", "below", "literal", "folded", *["block"] * 3
        )
        if kind in ("plain", "quoted", "empty"):
            return self.scalar(kind, path, start)
        lines = self.written.lines
        if kind == "below":
            lines.append(start + self.beside())
            self.between(column + 1)
            margin = " " * (column + self.step)
            lines.extend([f"{margin}un texte", f"{margin} sur deux lignes"])
            return "un texte sur deux lignes"
        if kind == "flow":
            return self.flow(path, start, column + self.step)
        if kind == "block" and depth:
            return self.block(path, start, column, depth, is_item=is_item)
        return self.text(start, " " * (column + self.step))

    def scalar(self, kind: str, path: Path, start: str) -> Any:
        """Write a scalar on the line of its key or dash, or nothing, and give the value."""
        if kind == "plain":
            written, value = self.among(*PLAIN)
            self.written.lines.append(f"{start} {written}{self.beside()}")
            self.written.plain[path] = value
            return value
        if kind == "quoted":
            value = self.among("x", "l'été # non", 'dit "oui"', "a: b", "\\", "")
            written = self.among(json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'")
            self.written.lines.append(f"{start} {written}{self.beside()}")
            return value
        self.written.lines.append(start + self.beside())
        return None

    def text(self, start: str, margin: str) -> str:
        header, value = self.among(
            ("|", "un\n\ndeux # x\n"),
            ("|-", "un\n\ndeux # x"),
            ("|+", "un\n\ndeux # x\n\n"),
            (">-", "un\ndeux # x"),
        )
        blank = [""] if header == "|+" else self.among([], [""])
        self.written.lines += [f"{start} {header}", f"{margin}un", "", f"{margin}deux # x", *blank]
        return value

    def flow(self, path: Path, start: str, column: int) -> Any:
        comma, opening, closing = ", ", "", ""
        if self.among(True, False, False):
            newline = "\n" + " " * column
            opening, closing = newline, self.among("", newline, f",{newline}")
            comma = self.among(
                f",{newline}", f", {self.note()}{newline}", f",{newline}{self.note()}{newline}"
            )
        items = [self.among(*FLOW_SAFE) for _ in range(self.among(0, 1, 2, 3))]
        if not items:
            opening = closing = ""
        if self.among(True, False):
            value: Any = [item for _, item in items]
            written = "[" + opening + comma.join(text for text, _ in items) + closing + "]"
            children: list[str | int] = list(range(len(items)))
        else:
            value = {f"k{n}": item for n, (_, item) in enumerate(items)}
            written = (
                "{"
                + opening
                + comma.join(f"k{n}: {text}" for n, (text, _) in enumerate(items))
                + closing
                + "}"
            )
            children = list(value)
        line = len(self.written.lines)
        self.written.lines += f"{start} {written}{self.beside()}".split("\n")
        for child in children:
            self.written.spans[(*path, child)] = (line, len(self.written.lines) - 1)
            self.written.in_flow.add((*path, child))
        return value

    def block(self, path: Path, start: str, column: int, depth: int, *, is_item: bool) -> Any:
        write: Any = self.among(self.mapping, self.sequence)
        if is_item and self.among(True, True, False):
            beside = start + " " * self.gap
            return write(path, len(beside), depth - 1, beside)
        self.written.lines.append(start + self.beside())
        offset = self.dash if write == self.sequence and not is_item else self.step
        return write(path, column + offset, depth - 1)


@st.composite
def files(draw: Any) -> Written:
    """Draw a file of some depth."""
    hand = Hand(draw)
    if hand.among(True, False, False):
        hand.written.lines.append("---")
    hand.written.data = hand.mapping((), 0, 3)
    hand.written.mark = hand.among("", "", "\ufeff")
    ends_in_text = hand.written.lines[-1] == "" or hand.written.lines[-1].strip() == "deux # x"
    hand.between(0)
    hand.written.ends_with_newline = ends_in_text or hand.among(True, True, False)
    return hand.written
