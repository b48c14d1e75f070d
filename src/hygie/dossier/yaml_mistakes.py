"""The mistakes found while reading a YAML file: their codes, and the making of each.

Every code with its parameters (sentences are written elsewhere, from these):

| code | parameters | ``place``; ``related`` |
| --- | --- | --- |
| ``yaml_too_large`` | ``size``, ``limit``: bytes | start of the file |
| ``yaml_encoding`` | ``problem``: ``utf16``, ``utf32``, ``invalid``, ``truncated``; ``byte`` | the byte |
| ``yaml_character`` | ``character``: ``U+0000`` | the first of it, or the text that escapes it |
| ``yaml_syntax`` | ``problem``: one of ``PROBLEMS``; ``found``; ``message`` of libyaml | ; what was open |
| ``yaml_directive`` | ``found``: the line | the line that starts with ``%`` |
| ``yaml_several_documents`` | | the second ``---`` |
| ``yaml_too_deep`` | ``limit``: steps from the root | the first value too deep |
| ``yaml_too_many_values`` | ``limit`` | the first value too many |
| ``yaml_anchor``, ``yaml_alias`` | ``name`` | the ``&name``, the ``*name`` |
| ``yaml_tag`` | ``found``: the tag, resolved | the ``!`` |
| ``yaml_root_not_mapping`` | ``found``: ``list``, ``text``, ``number``, ``boolean`` or ``null`` | the value |
| ``yaml_duplicate_key`` | ``key`` | the later key; the first |
| ``yaml_merge_key`` | | the ``<<`` |
| ``yaml_key_not_text`` | ``found``: as written, or ``list``, ``mapping`` | the key |
| ``yaml_not_finite`` | ``found``: as written | the value |
| ``yaml_too_many_mistakes`` | ``limit`` | the last mistake kept |
"""

from dataclasses import dataclass, field
from typing import Final, Protocol

from yaml.error import MarkedYAMLError

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place

CODES: Final = frozenset(
    {
        "yaml_alias",
        "yaml_anchor",
        "yaml_character",
        "yaml_directive",
        "yaml_duplicate_key",
        "yaml_encoding",
        "yaml_key_not_text",
        "yaml_merge_key",
        "yaml_not_finite",
        "yaml_root_not_mapping",
        "yaml_several_documents",
        "yaml_syntax",
        "yaml_tag",
        "yaml_too_deep",
        "yaml_too_large",
        "yaml_too_many_mistakes",
        "yaml_too_many_values",
    }
)
"""Every code this reader gives."""

PROBLEMS: Final = frozenset(
    {
        "bad_escape",  # an escape that does not exist in a double-quoted text
        "bad_indentation",  # a line that starts at none of the columns open above it
        "block_text_header",  # something else than an indicator after | or >
        "missing_colon",  # a line of a mapping without its colon
        "misplaced_dash",  # a list item where none can stand
        "reserved_character",  # a text that starts with @ ` * & ! and should be quoted
        "tab_indentation",  # a tab where spaces are needed
        "colon_in_text",  # a colon and a space in a value between braces: quote it, or a comma is missing
        "unclosed_bracket",  # [ or { never closed, or a comma missing inside
        "unclosed_quote",  # ' or " never closed
        "unexpected_colon",  # a second colon on the line (quote the text), or a key indented too far
        "unexpected_text",  # something after a value that was complete
        "other",  # none of these: libyaml's message says it
    }
)
"""What can be wrong in a ``yaml_syntax``, in the words of its ``problem``."""

EXCERPT: Final = 80
"""The longest text of the user's that a parameter repeats."""

# libyaml's own words, which it has kept for ten years; the first that is found in its message decides.
_MESSAGES: Final = (
    ("found a tab character", "tab_indentation"),
    ("quoted scalar: found unknown escape", "bad_escape"),
    ("quoted scalar: did not find expected hexdecimal", "bad_escape"),
    ("quoted scalar: found invalid Unicode", "bad_escape"),
    ("quoted scalar", "unclosed_quote"),
    ("block scalar", "block_text_header"),
    ("mapping values are not allowed", "unexpected_colon"),
    ("block sequence entries are not allowed", "misplaced_dash"),
    ("could not find expected ':'", "missing_colon"),
    ("cannot start any token", "reserved_character"),
    ("while scanning an anchor", "reserved_character"),
    ("while scanning an alias", "reserved_character"),
    ("a tag", "reserved_character"),
    ("tag handle", "reserved_character"),
    ("flow sequence", "unclosed_bracket"),
    ("flow mapping", "unclosed_bracket"),
    ("expected node content", "unexpected_text"),
    ("block collection", "bad_indentation"),
    ("block mapping", "bad_indentation"),
    ("expected <document start>", "unexpected_text"),
)
_AT_THE_OPENING: Final = frozenset(
    {"missing_colon", "reserved_character", "unclosed_bracket", "unclosed_quote"}
)


class Mark(Protocol):
    """A point of the text as the parser gives it, counted from 0."""

    index: int
    line: int
    column: int


def excerpt(text: str) -> str:
    """Keep the beginning of what the user wrote."""
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def place_at(text: str, index: int, file: str) -> Place:
    """Give the place of a character of a text by its index."""
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def syntax_mistake(error: MarkedYAMLError, text: str, file: str) -> Diagnostic:
    """Make a ``yaml_syntax`` of libyaml's error, at what was opened if it is what was not closed."""
    message = ": ".join(part for part in (error.context, error.problem) if part)
    marks = [mark.index for mark in (error.problem_mark, error.context_mark) if mark is not None]
    indexes = [min(index, len(text)) for index in marks] or [0]
    problem = _problem(message, text, indexes[0])
    if problem in _AT_THE_OPENING:
        indexes.reverse()
    is_related = indexes[0] != indexes[-1] and problem != "unexpected_text"
    return Diagnostic(
        "yaml_syntax",
        place_at(text, indexes[0], file),
        {"problem": problem, "found": text[indexes[0] : indexes[0] + 1], "message": message},
        place_at(text, indexes[1], file) if is_related else None,
    )


def _problem(message: str, text: str, index: int) -> str:
    problem = next((word for part, word in _MESSAGES if part in message), "other")
    if problem == "unexpected_text" and "flow node" in message and not text[index:].strip():
        return "unclosed_bracket"
    if problem == "reserved_character" and text[index : index + 1] == "\t":
        return "tab_indentation"
    line_before = text[text.rfind("\n", 0, index) + 1 : index]
    if problem == "unclosed_bracket" and text[index : index + 1] == ":" and ": " in line_before:
        return "colon_in_text"
    if problem == "bad_indentation" and line_before.strip(" -"):
        return "unexpected_text"
    return problem


class TooManyMistakesError(Exception):
    """Stops the reading of a file that is full of mistakes."""


@dataclass(slots=True)
class Mistakes:
    """The mistakes of one file, in the order found, up to a limit."""

    file: str
    limit: int
    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: str, mark: Mark, parameters: Parameters | None = None, related: Mark | None = None
    ) -> None:
        """Record a mistake at a parser's mark, or raise ``TooManyMistakesError``."""
        self.add_diagnostic(
            Diagnostic(
                code, self._place(mark), parameters or {}, None if related is None else self._place(related)
            )
        )

    def add_diagnostic(self, diagnostic: Diagnostic) -> None:
        """Record a mistake already made, or raise ``TooManyMistakesError``."""
        self.found.append(diagnostic)
        if len(self.found) >= self.limit:
            last = Diagnostic("yaml_too_many_mistakes", diagnostic.place, {"limit": self.limit})
            self.found.append(last)
            raise TooManyMistakesError

    def _place(self, mark: Mark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)
