"""Random systems wired otherwise: ports of one component joined to one another, components left by themselves."""

from itertools import combinations
from random import Random

from tests.composition.compositions import say_unused
from tests.composition.facts_written import Data


def add_loopbacks(rng: Random, data: Data) -> Data:
    """Join ports of one component to one another where something passes, and say again what is not wired."""
    types = data["types"]
    for body in [*types.values(), *data["systems"].values()]:
        wired = {frozenset(wire["between"]) for wire in body["wires"]}
        for name, component in body["components"].items():
            ports = types[component["type"]]["ports"]
            for pair in combinations(ports, 2):
                between = [f"{name}.{port}" for port in pair]
                if (
                    _passes(*(ports[port] for port in pair))
                    and frozenset(between) not in wired
                    and rng.random() < 0.4
                ):
                    how = rng.choice(["all", "each"])
                    body["wires"].append({"between": rng.sample(between, 2), "how": how})
        say_unused(types, body)
    return data


def leave_unwired(rng: Random, data: Data) -> Data:
    """Take all wires out of some systems, so that no wire decides what stands behind the ports of components."""
    if rng.random() < 0.3:
        data["systems"]["s"]["wires"] = []
        say_unused(data["types"], data["systems"]["s"])
    return data


def _passes(first: Data, second: Data) -> bool:
    return bool(set(first["out"]) & set(second["in"]) or set(second["out"]) & set(first["in"]))
