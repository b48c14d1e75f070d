"""Mistakes of the usual kinds in a Word template, read from what the template engine says of them.

The engine speaks English only: what is recognised becomes a code with its words, to be said in the reader's
language; what is not keeps the engine's own sentence, to be put after ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from hygie.dossier.suggest import closest
from hygie.kernel.parameters import Parameter

Mistake = tuple[str, dict[str, Parameter]]
"""The code of a mistake and its parameters."""

_TAGS: Final = ("for", "endfor", "if", "elif", "else", "endif")
_UNDEFINED: Final = re.compile(r"'(?P<name>[^']*)' is undefined")
_UNCLOSED: Final = re.compile(r"The innermost block that needs to be closed is '(?P<block>\w+)'")
_UNKNOWN: Final = re.compile(r"Encountered unknown tag '(?P<tag>\w+)'")
_UNREADABLE: Final = re.compile(
    r"unexpected '|unexpected char |unexpected end |expected token |[Ee]xpected an expression|Missing end of"
)
_OPENING: Final = re.compile(r"\{%[-+]?\s*(\w+)")


def wording(message: str) -> Mistake:
    """Recognise what the engine says of a template that it cannot read."""
    unclosed, unknown = _UNCLOSED.search(message), _UNKNOWN.search(message)
    if unknown is not None and unknown["tag"] not in _TAGS:
        tag = unknown["tag"]
        return "template_unknown_tag", {"tag": tag, "suggestion": closest(tag, _TAGS)}
    if unclosed is not None and unclosed["block"] in _TAGS:
        return "template_unclosed_block", {
            "block": unclosed["block"],
            "closing": f"end{unclosed['block']}",
        }
    if unknown is not None:
        return "template_unopened_block", {"tag": unknown["tag"]}
    if _UNREADABLE.match(message):
        return "template_syntax", {}
    return "template_syntax_other", {"message": message}


def name_not_known(message: str, words: Mapping[str, Any], own: Iterable[str]) -> Mistake:
    """Recognise a name that the words do not hold; ``own`` are the names that the template's loops give."""
    found = _UNDEFINED.search(message)
    if found is None:
        return "template_syntax_other", {"message": message}
    name = found["name"]
    known = {key for key in (*_keys(words), *own) if not key.startswith("_")}
    return "template_name", {"name": name, "suggestion": closest(name, sorted(known))}


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


def left_open(lines: Sequence[str], block: str) -> int:
    """Find the line of the last ``for`` or ``if`` that nothing closes; 0 where there is none."""
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(lines, start=1):
        for tag in _OPENING.findall(line):
            if tag in {"for", "if"}:
                opened.append((tag, number))
            elif tag in {"endfor", "endif"} and opened and opened[-1][0] == tag[3:]:
                opened.pop()
    return next((number for tag, number in reversed(opened) if tag == block), 0)
