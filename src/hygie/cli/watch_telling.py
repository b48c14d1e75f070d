"""What the parts of the answer of ``hygie watch`` in text share: how much is told, and how it is named."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hygie.cli.screen import faint
from hygie.kernel.parameters import Parameter
from hygie.observations.bill import Component
from hygie.watch.survey import Survey
from hygie.wording.sentence import N_plural
from hygie.wording.sentences import sentences
from hygie.wording.voice import Voice

FEW: Final = 10
"""Findings of a kind that are told; the rest is counted, unless everything is asked for."""
NAMES: Final = 3
"""Components, products and records named in one line."""
INDENT: Final = "    "


@dataclass(frozen=True)
class Telling:
    """A survey that is told in a voice; ``everything`` leaves nothing out."""

    survey: Survey
    voice: Voice
    everything: bool = False

    @property
    def few(self) -> int:
        """Give how many of a kind are told."""
        return sys.maxsize if self.everything else FEW

    def more(self, count: int, indent: str = "  ") -> list[str]:
        """Count those that are left out, if there are any."""
        if count <= 0:
            return []
        said = self.voice.count(
            *N_plural("… and {count} other (--all shows it)", "… and {count} others (--all shows them)"),
            count,
        )
        return [faint(indent + said)]

    def names(self, names: Sequence[str]) -> str:
        """Name all that should be named; of many, a few, and count the others."""
        more = len(names) - NAMES
        if more <= 0 or self.everything:
            return ", ".join(names)
        said = self.voice.count(*N_plural("{count} more", "{count} more"), more)
        return ", ".join((*names[:NAMES], said))

    def reason(self, code: str, parameters: "dict[str, Parameter] | None" = None) -> str:
        """Say what a code means; one without a sentence stands for itself."""
        sentence = sentences().get(code)
        return code if sentence is None else self.voice.say(sentence.said, **(parameters or {}))

    def day(self, text: str) -> str:
        """Write a day in words; one that is not in the calendar, as its source writes it."""
        try:
            return self.voice.date(date.fromisoformat(text[:10]))
        except ValueError:
            return text

    def decimal(self, value: float) -> str:
        """Write a number with one decimal at most."""
        text = f"{value:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self.voice.language == "fr" else text


def named(component: Component) -> str:
    """Name a component, with its version if it has one."""
    return f"{component.name} {component.version}".strip()
