"""Examples whose answers others have published, as graphs: tests/data/composition/published.yaml says its form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from hygie.composition.engine.graph import NEVER, Booleans, Floats, Graph, from_edges

FILE = Path(__file__).parents[1] / "data" / "composition" / "published.yaml"


@dataclass(frozen=True)
class Control:
    cost: float
    probability: float
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A question and what it gives; ``printed`` is where, empty if the figure is ours."""

    ask: str
    gives: Any
    at: str
    tolerance: float
    printed: str
    leaf: str
    below: float
    scenario: "Scenario"


@dataclass(frozen=True)
class Scenario:
    """What is given when a question is asked.

    ``variables`` are the leaves that may hold or not, ``constants`` those that do hold; ``blocked`` are the
    nodes that controls block.
    """

    variables: tuple[str, ...]
    constants: tuple[str, ...]
    blocked: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A graph; node ``i`` is ``names[i]``, leaves first. A leaf needs ``NEVER``: a source makes it hold."""

    id: str
    graph: Graph
    names: tuple[str, ...]
    leaves: Mapping[str, Mapping[str, Any]]
    controls: Mapping[str, Control]
    goal: str
    answers: tuple[Answer, ...]
    delay: Floats
    link_delay: Floats

    @cached_property
    def number(self) -> Mapping[str, int]:
        return {name: node for node, name in enumerate(self.names)}

    def mask(self, names: Iterable[str]) -> Booleans:
        mask = np.zeros(self.graph.size, dtype=np.bool_)
        mask[[self.number[name] for name in names]] = True
        return mask

    def of_leaves(self, key: str, default: float) -> Floats:
        """Give a figure of each leaf, such as its cost or probability, and nothing for gates; shape (n,)."""
        figures = [float(leaf.get(key, default)) for leaf in self.leaves.values()]
        return np.array(figures + [0.0] * (self.graph.size - len(figures)))


@cache
def examples() -> tuple[Example, ...]:
    """Read all examples."""
    return tuple(_example(raw) for raw in yaml.safe_load(FILE.read_text(encoding="utf-8"))["examples"])


def asked(*asks: str) -> list[tuple[Example, Answer]]:
    """Give the answers to these questions, each with its example."""
    return [(example, answer) for example in examples() for answer in example.answers if answer.ask in asks]


def _example(raw: dict[str, Any]) -> Example:
    leaves, gates = raw["leaves"], raw["gates"]
    names = (*leaves, *gates)
    number = {name: node for node, name in enumerate(names)}
    links = [
        (number[tail], number[name], gate.get("link_delay", {}).get(tail, 0.0))
        for name, gate in gates.items()
        for tail in _inputs(gate)
    ]
    links.sort(key=lambda link: link[0])
    tails, heads, delays = zip(*links, strict=True)
    need = [NEVER] * len(leaves) + [_need(gate) for gate in gates.values()]
    controls = {
        name: Control(control["cost"], control.get("probability", 1.0), tuple(control["blocks"]))
        for name, control in raw.get("controls", {}).items()
    }
    return Example(
        raw["id"],
        from_edges(
            np.array(need, dtype=np.int32), np.array(tails, dtype=np.int32), np.array(heads, dtype=np.int32)
        ),
        names,
        leaves,
        controls,
        raw["goal"],
        tuple(_answer(raw, answer) for answer in raw["answers"]),
        np.array([float({**leaves, **gates}[name].get("delay", 0.0)) for name in names]),
        np.array(delays, dtype=np.float64),
    )


def _inputs(gate: dict[str, Any]) -> list[str]:
    inputs: list[str] = gate.get("any") or gate.get("all") or gate["of"]
    return inputs


def _need(gate: dict[str, Any]) -> int:
    return 1 if "any" in gate else gate.get("at_least", len(_inputs(gate)))


def _answer(raw: dict[str, Any], answer: dict[str, Any]) -> Answer:
    constants = [leaf for leaf in raw.get("constants", []) if leaf not in answer.get("free", [])]
    allowed = set(answer.get("only", raw["leaves"])) - set(answer.get("without", [])) - set(constants)
    if "marked" in answer:
        allowed &= {name for name, leaf in raw["leaves"].items() if answer["marked"] in leaf.get("marks", [])}
    blocked = [node for control in answer.get("with", []) for node in raw["controls"][control]["blocks"]]
    return Answer(
        answer["ask"],
        answer["is"],
        answer.get("at", raw["goal"]),
        answer.get("within", 0.0),
        answer.get("printed", ""),
        answer.get("leaf", ""),
        answer.get("below", 0.0),
        Scenario(tuple(leaf for leaf in raw["leaves"] if leaf in allowed), tuple(constants), tuple(blocked)),
    )
