"""Reads a MAL model and its language into a file of ``systems/``: one flat type, step by step.

A type of Hygie sees only what enters its own ports, while a MAL expression may go through several
associations, take their differences or follow one any number of times: there is no type per asset that means
the same in every model. So the model becomes one type whose steps are its OR and AND steps. A defence becomes
a control where all that it protects are AND steps that wait for an attacker; other defences, and existence
steps, are taken as they stand in the model. Steps that no attacker can ever perform are left out, as are
times and detectors.

An attacker of the model becomes a risk origin. Where it has none, each step without a parent may be begun at:
it is an incoming capability, of which nobody has any until an origin says so.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from hygie.composition.engine.graph import Booleans
from hygie.composition.engine.kernels import closure
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
from hygie.composition.exchange.mal_toolbox import (
    Language,
    Model,
    UnusableMalError,
    build_model,
    load_language,
)
from hygie.composition.exchange.written import Exchanged, Names, both, file_name, without_empty, write
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place

KIND = "mal"

_PORT: Final = "attacker"
_CRITERIA: Final = {
    "isConfidentiality": "confidentiality", "isIntegrity": "integrity", "isAvailability": "availability",
}  # fmt: skip


def read(
    content: bytes,
    file: str,
    language: bytes,
    language_file: str,
    taken: frozenset[str] = frozenset(),
    speech: str = "en",
) -> Exchanged | Refusal:
    """Read a model, written in a MAL language, into a new file of ``systems/`` commented in ``speech``.

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
        found = {"message": reason.reason, "problem": reason.problem}
        return Refusal((Diagnostic(f"exchange_mal_{reason.what}", Place(where), found),))
    except (ValueError, KeyError) as reason:
        return Refusal((Diagnostic("exchange_mal_model", Place(file), {"message": line(str(reason))}),))
    losses = Losses()
    name = file_name(file, "mal")
    root = _Flat(model, steps, _entries(data, steps, losses), losses).root(name, taken)
    comments = (f"Fait du modèle MAL {name}." if speech == "fr" else f"Made of the MAL model {name}.",)
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
        self, model: Model, steps: MalSteps, entries: Mapping[str, list[int]], losses: Losses
    ) -> None:
        self.model, self.steps, self.entries, self.losses = model, steps, entries, losses
        self.attack = steps.kinds <= AND
        self.controls = _controls(steps)
        # With its controls off, the most that can ever be satisfied alone and performed.
        self.satisfied = steps.satisfied | self.controls
        off = replace(steps, satisfied=self.satisfied)
        self.alone = satisfied_alone(off)
        self.begun = self._begun()
        self.kept = closure(graph_of(off).graph, sources=self.begun).holds
        self.parents_of: dict[int, list[int]] = {}
        for tail, head in zip(steps.tails.tolist(), steps.heads.tolist(), strict=True):
            self.parents_of.setdefault(head, []).append(tail)
        self.names: dict[int, str] = {}
        self.guarded: dict[int, str] = {}

    def _begun(self) -> Booleans:
        """Say where an attacker begins: as the model says, else at any step without a parent."""
        begun = np.zeros(self.steps.size, dtype=np.bool_)
        if self.entries:
            begun[[each for points in self.entries.values() for each in points]] = True
            return begun
        follow = self.steps.heads[self.attack[self.steps.tails]]
        begun[self.attack] = True
        begun[follow] = False
        return begun

    def root(self, name: str, taken: frozenset[str]) -> dict[str, Any]:
        """Give the root of the language."""
        names, capabilities = Names({_PORT}), Names(longest=36)
        for node in _numbers(self.kept | self.controls):
            self.names[node] = names.give(self.steps.names[node], "step")
        begun = {node: capabilities.give(self.steps.names[node], "step") for node in _numbers(self.begun)}
        valued = self._valued()
        assets = {asset: names.give(f"{asset} asset", "asset") for asset, _ in valued.values()}
        title = line(str(self.model.name)) or name
        body: dict[str, Any] = {
            "title": title,
            "ports": {
                _PORT: {
                    "title": both("Là où un attaquant commence", "Where an attacker begins"),
                    "in": list(begun.values()),
                }
            }
            if begun
            else {},
            "assets": {key: {"title": line(asset) or "asset"} for asset, key in assets.items()},
            "steps": self._steps(begun, names),
        }
        for node, (asset, criteria) in valued.items():
            body["steps"][self.names[node]]["loses"] = [f"{assets[asset]}.{each}" for each in criteria]
        body["controls"] = self._controls_written()
        self._count_lost()
        type_name = Names(set(taken)).give(title, "model")
        unused = [_PORT] if begun and not self.entries else []
        system = {
            "title": title,
            "components": {"model": without_empty({"type": type_name, "unused": unused})},
            "origins": self._origins(begun),
        }
        system_name = Names({*taken, type_name}).give(name, "system")
        types, systems = {type_name: without_empty(body)}, {system_name: without_empty(system)}
        return {"language": 1, "types": types, "systems": systems}

    def _steps(self, begun: Mapping[int, str], names: Names) -> dict[str, Any]:
        written: dict[str, Any] = {}
        for node in _numbers(self.kept):
            title = {"title": line(self.steps.names[node])}
            condition = self._condition(node)
            self.guarded[node] = self.names[node] if condition else ""
            if node in begun:
                fact = f"{_PORT}.{begun[node]}"
                if condition and self.steps.kinds[node] == AND:
                    # Who begins there does it whatever the step waits for otherwise.
                    met = self.guarded[node] = names.give(f"{self.steps.names[node]} met", "met")
                    written[met] = title | condition
                    condition = {"any": [met]}
                condition = {"any": [fact, *condition.get("any", [])]}
            written[self.names[node]] = title | condition
        return written

    def _condition(self, node: int) -> dict[str, list[str]]:
        """Say what a step waits for: what is not satisfied alone, else whichever parent is performed.

        Empty where no attacker can perform it but by beginning there.
        """
        parents = self.parents_of.get(node, [])
        if self.steps.kinds[node] == AND:
            waited = [each for each in parents if not self.alone[each]]
            if any(not self.kept[each] for each in waited):
                return {}
            if waited:
                return {"all": [self.names[each] for each in waited]}
        named = [self.names[each] for each in parents if self.kept[each]]
        return {"any": named} if named else {}

    def _controls_written(self) -> dict[str, Any]:
        children: dict[int, list[int]] = {}
        for tail, head in zip(self.steps.tails.tolist(), self.steps.heads.tolist(), strict=True):
            if self.controls[tail]:
                children.setdefault(tail, []).append(head)
        written = {}
        for node in _numbers(self.controls):
            guards = [self.guarded[each] for each in children[node] if self.guarded.get(each)]
            if guards:
                in_place = not self.steps.satisfied[node]
                title = line(self.steps.names[node])
                written[self.names[node]] = {"title": title, "guards": guards, "in_place": in_place}
        return written

    def _valued(self) -> dict[int, tuple[str, list[str]]]:
        """Give the asset of each step that the language says is a loss, and of what."""
        risks = _risks(self.model.lang_graph)
        type_of = {asset.name: asset.type for asset in self.model.assets.values()}
        found = {}
        for node in _numbers(self.kept):
            asset, _, step = self.steps.names[node].rpartition(":")
            criteria = risks.get((type_of[asset], step))
            if criteria:
                found[node] = asset, criteria
        return found

    def _origins(self, begun: Mapping[int, str]) -> dict[str, Any]:
        names = Names()
        if not self.entries:
            self.losses.add("exchange_origin_missing", line(str(self.model.name)) or "?")
        return {
            names.give(title, "attacker"): {
                "title": title,
                "has": list(dict.fromkeys(f"model.{_PORT}.{begun[each]}" for each in points)),
            }
            for title, points in self.entries.items()
        }

    def _count_lost(self) -> None:
        steps = self.steps
        fixed = (steps.kinds == DEFENCE) & ~self.controls
        self.losses.add("exchange_mal_defences_fixed", *(steps.names[node] for node in _numbers(fixed)))
        self.losses.add("exchange_mal_uncertain", *(steps.names[node] for node in _numbers(steps.uncertain)))
        never = self.attack & ~self.kept
        self.losses.add("exchange_mal_never", *(steps.names[node] for node in _numbers(never)))
        for language_asset in self.model.lang_graph.assets.values():
            for step in language_asset.attack_steps.values():
                timed = step.ttc is not None and step.type in ("or", "and")
                self.losses.add("exchange_mal_times_lost", *([step.full_name] if timed else []))
                self.losses.add("exchange_mal_detectors_lost", *([step.full_name] if step.detectors else []))


def _controls(steps: MalSteps) -> Booleans:
    """Say which defences can be turned on and off: those of AND steps that wait for an attacker.

    Nothing that is satisfied without an attacker then depends on them, so turning one changes no other
    condition.
    """
    ways = np.bincount(steps.tails, minlength=steps.size)
    loose = np.bincount(steps.tails[steps.kinds[steps.heads] != AND], minlength=steps.size)
    candidates = (steps.kinds == DEFENCE) & (ways > 0) & (loose == 0)
    alone = satisfied_alone(replace(steps, satisfied=steps.satisfied | candidates))
    decisive = np.bincount(steps.tails[alone[steps.heads]], minlength=steps.size) > 0
    switched: Booleans = candidates & ~decisive
    return switched


def _risks(language: Language) -> dict[tuple[str, str], list[str]]:
    """Give the criteria that the language says each step loses; an asset has those of what it extends."""
    described = {asset["name"]: asset for asset in language.lang_spec["assets"]}
    found: dict[tuple[str, str], list[str]] = {}
    for name in described:
        here, seen = name, set()
        while here in described and here not in seen:
            seen.add(here)
            for step in described[here]["attackSteps"]:
                risk = step.get("risk") or {}
                criteria = [criterion for key, criterion in _CRITERIA.items() if risk.get(key)]
                if criteria:
                    found.setdefault((name, step["name"]), criteria)
            here = described[here].get("superAsset")
    return found


def _numbers(chosen: Booleans) -> list[int]:
    numbers: list[int] = np.flatnonzero(chosen).tolist()
    return numbers
