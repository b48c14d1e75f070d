"""Random small systems to give advice on: with costs, essential functions, and instances that are alike."""

from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

from tests.composition.compositions import Data, declarations, some
from tests.composition.facts_written import losses, stopped
from tests.composition.told import lowering_of
from tests.composition.tried import Told

from hygie.composition.language.vocabulary import CRITERIA

MOST_PLACES, MOST_OPTIONS = 12, 7
COSTS = (0, 1, 1, 2, 2.5, 7)


def small_system(rng: Random) -> Data:
    """Write a system of few components, with something that could be decided about it."""
    while True:
        data = declarations(rng, rng.choice([1, 1, 2]))
        if rng.random() < 0.7:
            twin(data, rng.choice(list(data["systems"]["s"]["components"])))
        for body in [*data["types"].values(), data["systems"]["s"]]:
            _decorate(rng, body)
        told = Told(lowering_of(data))
        if len(told.world.places) <= MOST_PLACES and 0 < len(told.options) <= MOST_OPTIONS:
            return data


def twin(data: Data, name: str) -> None:
    """Set beside a component another one that cannot be told from it."""
    body = data["systems"]["s"]
    body["components"]["twin"] = deepcopy(body["components"][name])
    again = [
        {**wire, "between": [_renamed(end, name) for end in wire["between"]]}
        for wire in body["wires"]
        if any(end.startswith(f"{name}.") for end in wire["between"])
    ]
    body["wires"] += again
    for section in ("parts", "steps", "controls", "assumes", "origins"):
        _both(body[section], name)
    for vulnerability in data["vulnerabilities"]:
        _both(vulnerability, name)


def _renamed(reference: str, name: str) -> str:
    return (
        f"twin.{reference.removeprefix(f'{name}.')}" if f"{reference}.".startswith(f"{name}.") else reference
    )


def _both(value: Any, name: str) -> None:
    """Name the twin wherever the component is."""
    for inner in value.values() if isinstance(value, dict) else ():
        _both(inner, name)
        if isinstance(inner, list):
            inner += [_renamed(one, name) for one in inner if _renamed(one, name) not in inner]


def _decorate(rng: Random, body: Data) -> None:
    """Add controls that could be put in place, some at a price for something else; and all that has a price."""
    for number, asset in enumerate(body["assets"]):
        lost = [f"{asset}.{criterion}" for criterion in CRITERIA]
        for letter in some(rng, "gh", 2):
            guards = some(rng, [*lost, *body["steps"]], 3, 1)
            harmed = [fact for fact in [*stopped(body), *losses(body)] if fact not in guards]
            added = {"title": "Guard", "guards": guards}
            if rng.random() < 0.5:
                added["loses"] = some(rng, harmed, 2)
            body["controls"][f"{letter}{number}"] = added
    for control in body["controls"].values():
        control["per"] = rng.choice(["instance", "instance", "type"])
        if rng.random() < 0.8:
            control["cost"] = rng.choice(COSTS)
    for asset in body["assets"].values():
        asset["essential"] = rng.random() < 0.4
    for step in body["steps"].values():
        step["effort"] = rng.choice([0, 1, 1, 2, 5.5])
        step["time"] = rng.choice(["0min", "5min", "1h", "2d"])
    for origin in body.get("origins", {}).values():
        origin["level"] = max(origin["level"], rng.choice([1, 4]))


def box(
    *,
    modes: Sequence[str] = ("nominal",),
    components: str = "{b: {type: b}}",
    attacked: bool = True,
    **sections: str,
) -> str:
    """Write a system ``s`` of a box ``b`` attacked at its port ``n``; asset names stand for what is vital."""
    assets = "".join(
        f"      {asset}: {{title: A, essential: {str(asset == 'care').lower()}, needs: {{"
        + ", ".join(f"{one}: {4 if one == vital else 0}" for one in CRITERIA)
        + "}}\n"
        for asset, vital in (("d", "integrity"), ("e", "integrity"), ("care", "availability"))
        if any(f"{asset}.{vital}" in text for text in sections.values())
    )
    inside = "".join(f"    {name}:\n{_indented(text)}" for name, text in sections.items())
    return f"""
types:
  b:
    title: B
    ports: {{n: {{in: [y, z]}}}}
    assets:
{assets}{inside}systems:
  s:
    title: S
    modes: [{", ".join(modes)}]
    origins: {"{o: {title: O, has: [b.n.y]}}" if attacked else "{}"}
    components: {components}
"""


def _indented(text: str) -> str:
    return "".join(f"      {line.strip()}\n" for line in text.strip().splitlines())
