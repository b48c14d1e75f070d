"""From bytes to the node tree, within bounds: the only part of the reader that calls libyaml."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)
from yaml.nodes import Node

from hygie.dossier.yaml_mistakes import Mark, Mistakes, excerpt, syntax_mistake


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold: beyond, it is refused.

    ``size`` is in bytes; ``depth`` is the number of steps from the root to the deepest value;
    ``values`` counts keys, values, lists and mappings; ``mistakes`` is how many are reported.
    """

    size: int = 10_000_000
    depth: int = 24
    values: int = 500_000
    mistakes: int = 1_000


DEFAULT: Final = Limits()


class LimitError(Exception):
    """Stops libyaml's composer: a bound is passed; `survey` says which and where."""


class _Composer(CParser):
    """libyaml's composer, counting every node before it is made and resolving no tag."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        super().__init__(content)
        # The C code calls these two around each node, and recurses between them.
        self.descend_resolver, self.ascend_resolver = _guards(limits)

    @staticmethod
    def resolve(_kind: object, _value: object, _implicit: object) -> None:
        """Leave the tag empty: what a scalar means is read later, from its text and style."""


def _guards(limits: Limits) -> tuple[Callable[[object, object], None], Callable[[], None]]:
    deepest, most = limits.depth + 1, limits.values
    depth = count = 0

    def descend(_parent: object, _index: object) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > deepest or count > most:
            raise LimitError

    def ascend() -> None:
        nonlocal depth
        depth -= 1

    return descend, ascend


def compose(content: bytes, limits: Limits) -> Node | None:
    """Compose the one document of a file, ``None`` if there is none.

    Raises:
        LimitError: It is too deep, or holds too many values.
        yaml.error.MarkedYAMLError: It is not YAML, or not one document.
    """
    return _Composer(content, limits).get_single_node()


def survey(content: bytes, text: str, limits: Limits, mistakes: Mistakes) -> None:
    """Add all that the events alone show: properties, aliases, documents, bounds, syntax.

    It never recurses, and stops where a bound is passed. ``text`` is ``content`` decoded.
    """
    parser = CParser(content)
    surveyor = _Surveyor(text, limits, mistakes)
    try:
        while parser.check_event():
            event = parser.get_event()
            if event is None or not surveyor.accepts(event):
                return
    except MarkedYAMLError as error:
        mistakes.add_diagnostic(syntax_mistake(error, text, mistakes.file))


def _start(event: Event) -> Mark:
    if event.start_mark is None:
        message = "libyaml marks every event"
        raise TypeError(message)
    return event.start_mark


class _Surveyor:
    def __init__(self, text: str, limits: Limits, mistakes: Mistakes) -> None:
        self.text, self.limits, self.mistakes = text, limits, mistakes
        self.depth = self.values = self.documents = 0

    def accepts(self, event: Event) -> bool:
        """Look at one event and add its mistakes; false if the rest is not to be looked at."""
        if isinstance(event, NodeEvent):
            return self._accepts_node(event)
        if isinstance(event, CollectionEndEvent):
            self.depth -= 1
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.mistakes.add("yaml_several_documents", _start(event))
                return False
        return True

    def _accepts_node(self, event: NodeEvent) -> bool:
        self.values += 1
        mark = _start(event)
        if self.depth > self.limits.depth:
            self.mistakes.add("yaml_too_deep", mark, {"limit": self.limits.depth})
            return False
        if self.values > self.limits.values:
            self.mistakes.add("yaml_too_many_values", mark, {"limit": self.limits.values})
            return False
        self._look_at_properties(event)
        if isinstance(event, CollectionStartEvent):
            self.depth += 1
        return True

    def _look_at_properties(self, event: NodeEvent) -> None:
        mark = _start(event)
        if isinstance(event, AliasEvent):
            self.mistakes.add("yaml_alias", mark, {"name": excerpt(event.anchor or "")})
            return
        if event.anchor:
            self.mistakes.add("yaml_anchor", mark, {"name": excerpt(event.anchor or "")})
        tag = event.tag if isinstance(event, ScalarEvent | CollectionStartEvent) else None
        # The tag "!" alone leaves no trace in the event, but the node starts there and is not empty.
        is_empty = event.end_mark is None or event.end_mark.index == mark.index
        is_bare = not is_empty and self.text[mark.index : mark.index + 1] == "!"
        if tag or is_bare:
            self.mistakes.add("yaml_tag", mark, {"found": excerpt(tag or "!")})
