"""Reads one YAML file of a dossier: strict, bounded, with the place of every value.

The dialect is a small one, so that a file means the same to every reader and to every person: scalars
of the core schema (`scalars`), mappings with text keys each written once, lists. Aliases, tags, merge
keys, directives and second documents are refused; the codes are listed in `yaml_mistakes`.

libyaml parses; its recursion is stopped at each node before it goes deeper, so that no file can exhaust
the stack, and PyYAML's own resolver never runs.
"""

import codecs
import re
from itertools import islice
from typing import Final

from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.scalars import read_plain
from hygie.dossier.yaml_document import Document, Path
from hygie.dossier.yaml_mistakes import Mistakes, TooManyMistakesError, excerpt, place_at, syntax_mistake
from hygie.dossier.yaml_nodes import DEFAULT, LimitError, Limits, compose, survey
from hygie.dossier.yaml_values import UNUSABLE, Data, code_point, convert
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

__all__ = ["DEFAULT", "Data", "Document", "Limits", "Path", "read_yaml"]

# A directive can only stand there; libyaml compares each %TAG with all others, so none reaches it.
_DIRECTIVE: Final = re.compile(r"^%[^\r\n]*", re.MULTILINE)
# Where an anchor or a tag can start: first on its line, or after what announces a value.
_PROPERTY: Final = re.compile(r"(?:^|[-?:,\[{])[ \t]*[&!]", re.MULTILINE)
_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "utf32"),
    (codecs.BOM_UTF32_BE, "utf32"),
    (codecs.BOM_UTF16_LE, "utf16"),
    (codecs.BOM_UTF16_BE, "utf16"),
)
_CHARACTERS_LOOKED_AT: Final = 1_000


def read_yaml(content: bytes, file: str, limits: Limits = DEFAULT) -> Document | tuple[Diagnostic, ...]:
    """Read a file's content, or give every mistake that one pass finds, in the order of the text.

    ``file`` is the path as the user knows it, for places; nothing is opened. An error of syntax ends
    the reading, all other mistakes are collected up to ``limits.mistakes``.
    """
    if len(content) > limits.size:
        return (Diagnostic("yaml_too_large", Place(file), {"size": len(content), "limit": limits.size}),)
    body = content.removeprefix(codecs.BOM_UTF8)
    decoded = _decode(body, file)
    if isinstance(decoded, tuple):
        return decoded
    has_byte_order_mark = len(body) != len(content)
    mistakes = Mistakes(file, limits.mistakes)
    try:
        root = _read_tree(body, decoded, limits, mistakes)
        data = {} if root is None else convert(root, mistakes)
    except TooManyMistakesError:
        root, data = None, {}
    if mistakes.found or not isinstance(data, dict):
        return tuple(sorted(mistakes.found, key=lambda diagnostic: diagnostic.place))
    return Document(file, decoded, data, root, has_byte_order_mark)


def _read_tree(content: bytes, text: str, limits: Limits, mistakes: Mistakes) -> Node | None:
    """Compose the tree; ``None`` if there is nothing, or nothing more, to convert."""
    try:
        root = compose(content, limits)
    except (LimitError, MarkedYAMLError) as error:
        survey(content, text, limits, mistakes)
        if not mistakes.found and isinstance(error, MarkedYAMLError):
            mistakes.add_diagnostic(syntax_mistake(error, text, mistakes.file))
        return None
    if _PROPERTY.search(text):
        survey(content, text, limits, mistakes)
    if isinstance(root, ScalarNode) and not root.value and not root.style:
        return None
    if root is not None and not isinstance(root, MappingNode):
        mistakes.add("yaml_root_not_mapping", root.start_mark, {"found": _kind(root)})
    return root


def _kind(root: Node) -> str:
    if isinstance(root, SequenceNode):
        return "list"
    value = read_plain(root.value) if isinstance(root, ScalarNode) and not root.style else ""
    kinds = {type(None): "null", bool: "boolean", str: "text"}
    return kinds.get(type(value), "number")


def _decode(content: bytes, file: str) -> str | tuple[Diagnostic, ...]:
    for mark, problem in _OTHER_ENCODINGS:
        if content.startswith(mark):
            return (_not_utf8(content, file, 0, problem),)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        is_truncated = error.end == len(content) and error.reason == "unexpected end of data"
        return (_not_utf8(content, file, error.start, "truncated" if is_truncated else "invalid"),)
    return _unusable(text, file) or text


def _not_utf8(content: bytes, file: str, index: int, problem: str) -> Diagnostic:
    before = content[:index].decode()
    parameters = {"problem": problem, "byte": f"0x{content[index]:02X}"}
    return Diagnostic("yaml_encoding", place_at(before, len(before), file), parameters)


def _unusable(text: str, file: str) -> tuple[Diagnostic, ...]:
    """Refuse the first of each character that a file cannot hold, and directives."""
    first: dict[str, int] = {}
    for match in islice(UNUSABLE.finditer(text), _CHARACTERS_LOOKED_AT):
        first.setdefault(match[0], match.start())
    if first:
        return tuple(
            Diagnostic("yaml_character", place_at(text, index, file), {"character": code_point(character)})
            for character, index in first.items()
        )
    if directive := _DIRECTIVE.search(text):
        place = place_at(text, directive.start(), file)
        return (Diagnostic("yaml_directive", place, {"found": excerpt(directive[0])}),)
    return ()
