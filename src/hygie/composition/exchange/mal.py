"""What the Meta Attack Language says is reached, read from a model and asked of our own graphs.

The meaning of the kinds of steps (MAL specification, and what mal-simulator 3.3 computes): a *defence* that
is off, an *exist* whose assets are there and a *notExist* whose assets are not are satisfied without an
attacker; the opposite ones never are. An OR or AND step that those alone satisfy is satisfied too, so nothing
downstream waits for it; but an attacker performs a step only when he performed one of its parents. Hence two
least fixpoints: what is satisfied by itself, then what is reached from the entry points.

A defence counts as on only where its probability is 1; in between, it counts as off (the worst case).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hygie.composition.engine.graph import NEVER, Booleans, Graph, Integers, from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.exchange.mal_relations import Relations
from hygie.composition.exchange.mal_toolbox import (
    AttackGraph,
    LanguageAsset,
    LanguageStep,
    Model,
    Node,
)

Kinds = NDArray[np.int8]

KINDS: Final = ("or", "and", "defense", "exist", "notExist")
OR, AND, DEFENCE = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class MalSteps:
    """The steps of a model, numbered asset by asset, and which leads to which.

    ``kinds`` index ``KINDS``. ``satisfied`` says of the defences and existence steps which are satisfied
    without an attacker, ``uncertain`` which defences have a probability between 0 and 1. All three have
    shape (n,); edge ``i`` goes from ``tails[i]`` to ``heads[i]``, each pair once.
    """

    names: tuple[str, ...]
    kinds: Kinds
    satisfied: Booleans
    uncertain: Booleans
    tails: Integers
    heads: Integers

    @property
    def size(self) -> int:
        """The number of steps, defences and existence steps included."""
        return len(self.names)


@dataclass(frozen=True, slots=True, eq=False)
class MalGraph:
    """The graph in which an attacker moves from entry points given as sources.

    ``by_itself`` says which steps are satisfied without him; shape (n,).
    """

    graph: Graph
    by_itself: Booleans


def graph_of(steps: MalSteps) -> MalGraph:
    """Make the graph in which the closure of the entry points is what an attacker performs."""
    by_itself = satisfied_alone(steps)
    tails, heads = steps.tails, steps.heads
    attack = steps.kinds <= AND
    waited = ~by_itself[tails]
    missing = np.bincount(heads[waited], minlength=steps.size)
    waits = (steps.kinds == AND) & (missing > 0)
    kept = attack[tails] & (waited | ~waits[heads])
    need = np.where(waits, missing, 1).astype(np.int32)
    need[~attack] = NEVER
    return MalGraph(from_edges(need, tails[kept], heads[kept]), by_itself)


def satisfied_alone(steps: MalSteps) -> Booleans:
    """Say which steps are satisfied without an attacker; shape (n,)."""
    parents = np.bincount(steps.heads, minlength=steps.size).astype(np.int32)
    need = np.where(steps.kinds == AND, parents, 1).astype(np.int32)
    need[parents == 0] = NEVER
    need[steps.kinds > AND] = NEVER
    return closure(from_edges(need, steps.tails, steps.heads), sources=steps.satisfied).holds


def steps_of_model(model: Model) -> MalSteps:
    """Read the steps of a mal-toolbox ``Model``, its set expressions computed for all assets at once.

    Raises:
        ValueError: a step leads to a step that the asset does not have.
    """
    relations = Relations(model)
    kinds_of = {language.name: _kinds(language) for language, _ in relations.by_type()}
    each = (kinds_of[language.name] for language in relations.languages_of_assets())
    kinds = np.concatenate([np.zeros(0, dtype=np.int8), *each])
    tails, heads = relations.edges()
    satisfied, uncertain = _fixed(relations, len(kinds))
    names = tuple(
        f"{asset.name}:{name}" for asset in relations.assets for name in asset.lg_asset.attack_steps
    )
    return MalSteps(names, kinds, satisfied, uncertain, tails, heads)


def _kinds(language_asset: LanguageAsset) -> Kinds:
    return np.array([KINDS.index(step.type) for step in language_asset.attack_steps.values()], dtype=np.int8)


def _fixed(relations: Relations, size: int) -> tuple[Booleans, Booleans]:
    satisfied, uncertain = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    for language_asset, owners in relations.by_type():
        for position, step in enumerate(language_asset.attack_steps.values()):
            nodes = relations.offsets[owners] + position
            if step.type == "defense":
                chances = [chance_of(relations.assets[owner].defenses, step) for owner in owners]
                satisfied[nodes] = np.array(chances) < 1
                uncertain[nodes] = [0 < chance < 1 for chance in chances]
            elif step.type in ("exist", "notExist"):
                there = relations.has_any(step.requires, owners)
                satisfied[nodes] = there if step.type == "exist" else ~there
    return satisfied, uncertain


def chance_of(declared: Mapping[str, float], step: LanguageStep) -> float:
    """Give the probability that a defence is on: the model's, else the language's, else 0."""
    if step.name in declared:
        return float(declared[step.name])
    return _chance(step.ttc)


def _chance(distribution: object) -> float:
    """Read a Bernoulli distribution, the only one that says of a defence how often it is on."""
    if not isinstance(distribution, dict):
        return 0.0
    name, arguments = distribution.get("name"), distribution.get("arguments") or [0.0]
    if name in ("Enabled", "Disabled"):
        return float(name == "Enabled")
    return float(arguments[0]) if name == "Bernoulli" else 0.0


def steps_of_attack_graph(attack_graph: AttackGraph) -> MalSteps:
    """Read the steps of a mal-toolbox ``AttackGraph``; their numbers follow the order of its nodes."""
    nodes = list(attack_graph.nodes.values())
    number = {node.id: index for index, node in enumerate(nodes)}
    pairs = np.array(
        [(number[node.id], number[child.id]) for node in nodes for child in node.children], dtype=np.int32
    ).reshape(-1, 2)
    chances = [_chance(node.ttc) if node.type == "defense" else 0.0 for node in nodes]
    satisfied = [_is_satisfied(node, chance) for node, chance in zip(nodes, chances, strict=True)]
    return MalSteps(
        tuple(node.full_name for node in nodes),
        np.array([KINDS.index(node.type) for node in nodes], dtype=np.int8),
        np.array(satisfied, dtype=np.bool_),
        np.array([0 < chance < 1 for chance in chances], dtype=np.bool_),
        np.ascontiguousarray(pairs[:, 0]),
        np.ascontiguousarray(pairs[:, 1]),
    )


def _is_satisfied(node: Node, chance: float) -> bool:
    if node.type == "defense":
        return chance < 1
    return node.type in ("exist", "notExist") and bool(node.existence_status) == (node.type == "exist")
