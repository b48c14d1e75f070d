"""Reads a MAL model and its language into a file of ``systems/``: one flat type, step by step.

A type of Hygie sees only what enters its own ports, while a MAL expression may go through several associations,
take their differences or follow one any number of times: there is no type per asset that means the same in
every model. So the model becomes one type whose steps are its OR and AND steps. A defence becomes a control where
all that it protects are AND steps that wait for an attacker; other defences, and existence steps, are taken as
they stand in the model. Steps that no attacker can ever perform are left out, as are times and detectors.

An attacker of the model becomes a risk origin. Where it has none, each step without a parent may be begun at:
it is an incoming capability, of which nobody has any until an origin says so.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from hygie.composition.exchange.foreign import (
    Plain,
    UnusableFileError,
    line,
    mapping,
    read_yaml_or_json,
    text,
    texts,
)
from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.mal import AND, DEFENCE, MalSteps, graph_of, satisfied_alone, steps_of_model
from hygie.composition.exchange.mal_toolbox import UnusableMalError, build_model, load_language
from hygie.composition.exchange.written import Exchanged, Names, file_name, without_empty, write
from hygie.composition.graph import Booleans
from hygie.composition.kernels import closure
from hygie.dossier.load import Refusal
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

KIND = "mal"

_PORT: Final = "attacker"
_CRITERIA: Final = {
    "isConfidentiality": "confidentiality", "isIntegrity": "integrity", "isAvailability": "availability",
}  # fmt: skip


def read(
    content: bytes, file: str, language: bytes, language_file: str, taken: frozenset[str] = frozenset()
) -> Exchanged | Refusal:
    """Read a model, written in a language, into a new file of ``systems/``.

    Raises:
        MissingExtraError: mal-toolbox is not installed.
    """
    try:
        data = read_yaml_or_json(content, file)
        model = build_model(dict(data), load_language(language, language_file))
        steps = steps_of_model(model)
    except UnusableFileError as reason:
        return Refusal(reason.mistakes)
    except UnusableMalError as reason:
        where = language_file if reason.what == "language" else file
        return Refusal((Diagnostic(f"exchange_mal_{reason.what}", Place(where), {"message": reason.reason}),))
    except (ValueError, KeyError) as reason:
        return Refusal((Diagnostic("exchange_mal_model", Place(file), {"message": line(str(reason))}),))
    losses = Losses()
    name = file_name(file, "mal")
    root = _Flat(model, steps, _entries(data, steps, losses), losses).root(name, taken)
    comments = (f"Made of the MAL model {name}.",)
    written = write(name, root, losses, file, comments)
    return Refusal(written) if isinstance(written, tuple) else written


def _entries(data: Plain, steps: MalSteps, losses: Losses) -> dict[str, list[int]]:
    """Give the steps at which each attacker of the model begins."""
    number = {name: index for index, name in enumerate(steps.names)}
    found: dict[str, list[int]] = {}
    for key, attacker in mapping(data, "attackers").items():
        named = [
            f"{asset}:{step}"
            for asset, points in mapping(attacker, "entry_points").items()
            for step in texts(points, "attack_steps")
        ]
        begun = [number[each] for each in named if each in number and steps.kinds[number[each]] <= AND]
        losses.add("exchange_references_lost", *(each for each in named if each not in number))
        if begun:
            found[text(attacker, "name") or f"Attacker {key}"] = begun
    return found


class _Flat:
    def __init__(
        self, model: Any, steps: MalSteps, entries: Mapping[str, list[int]], losses: Losses
    ) -> None:
        self.model, self.steps, self.entries, self.losses = model, steps, entries, losses
        self.controls = _controls(steps)
        # With its controls off, the most that can ever be satisfied alone and reached.
        off = MalSteps(
            steps.names, steps.kinds, steps.satisfied | self.controls, steps.uncertain, steps.tails, steps.heads
        )
        self.graph, self.alone = graph_of(off).graph, satisfied_alone(off)
        parents = np.zeros(steps.size, dtype=np.bool_)
        parents[steps.heads[steps.kinds[steps.tails] <= AND]] = True
        begun = np.zeros(steps.size, dtype=np.bool_)
        begun[[each for points in entries.values() for each in points]] = True
        self.begun: Booleans = begun if entries else ~parents & (steps.kinds <= AND)
        self.kept = closure(self.graph, sources=self.begun).holds
        self.names: dict[int, str] = {}
        self.parents_of: dict[int, list[int]] = {}
        for tail, head in zip(steps.tails.tolist(), steps.heads.tolist(), strict=True):
            self.parents_of.setdefault(head, []).append(tail)

    def root(self, name: str, taken: frozenset[str]) -> dict[str, Any]:
        """Give the root of the language."""
        locals_, capabilities = Names({_PORT}), Names(longest=36)
        for node in np.flatnonzero(self.kept | self.controls).tolist():
            self.names[node] = locals_.give(self.steps.names[node], "step")
        begun = {node: capabilities.give(self.steps.names[node], "step") for node in np.flatnonzero(self.begun).tolist()}
        assets = {asset: locals_.give(f"{asset} asset", "asset") for asset in self._valued()}
        title = line(str(self.model.name)) or name
        body = {
            "title": title,
            "ports": {_PORT: {"title": "Where an attacker begins", "in": list(begun.values())}} if begun else {},
            "assets": {key: {"title": line(asset) or "asset"} for asset, key in assets.items()},
            "steps": self._steps(begun, assets, locals_),
            "controls": self._controls_written(),
        }
        self._count_lost()
        type_name = Names(set(taken)).give(title, "model")
        component = {"type": type_name, "unused": [] if self.entries else [_PORT] * bool(begun)}
        system = {"title": title, "components": {"model": without_empty(component)}, "origins": self._origins(begun)}
        system_name = Names({*taken, type_name}).give(name, "system")
        return {
            "language": 1,
            "types": {type_name: without_empty(body)},
            "systems": {system_name: without_empty(system)},
        }

    def _steps(self, begun: Mapping[int, str], assets: Mapping[str, str], names: Names) -> dict[str, Any]:
        written: dict[str, Any] = {}
        risks = _risks(self.model.lang_graph)
        for node in np.flatnonzero(self.kept).tolist():
            condition = self._condition(node)
            if node in begun:
                condition = self._or_begun(node, begun[node], condition, written, names)
            asset, _, step = self.steps.names[node].rpartition(":")
            lost = risks.get((self._type_of[asset], step), ()) if asset in assets else ()
            loses = [f"{assets[asset]}.{criterion}" for criterion in lost]
            title = {"title": line(self.steps.names[node])}
            written[self.names[node]] = title | condition | ({"loses": loses} if loses else {})
        return written

    def _condition(self, node: int) -> dict[str, list[str]]:
        """Say what a step waits for: what is not satisfied alone, else whichever parent is performed."""
        parents = [each for each in self.parents_of.get(node, ()) if self.steps.kinds[each] <= AND]
        waited = [each for each in parents if not self.alone[each]]
        if self.steps.kinds[node] == AND and waited:
            return {"all": [self.names[each] for each in waited if each in self.names]}
        named = [self.names[each] for each in parents if self.kept[each]]
        return {"any": named} if named else {}

    def _or_begun(
        self, node: int, capability: str, condition: dict[str, list[str]], written: dict[str, Any], names: Names
    ) -> dict[str, list[str]]:
        """Let a step also be begun at, whatever it waits for otherwise."""
        fact = f"{_PORT}.{capability}"
        if "all" not in condition or not all(self.kept[each] for each in self._waited(node)):
            return {"any": [fact, *condition.get("any", [])]}
        met = names.give(f"{self.steps.names[node]} met", "met")
        written[met] = {"title": line(self.steps.names[node]), **condition}
        self.guarded.setdefault(node, []).append(met)
        return {"any": [fact, met]}

    def _waited(self, node: int) -> list[int]:
        attack = [each for each in self.parents_of.get(node, ()) if self.steps.kinds[each] <= AND]
        return [each for each in attack if not self.alone[each]]
