"""The names of facts in a body written as plain data."""

from typing import Any

from hygie.composition.language.vocabulary import CRITERIA

Data = dict[str, Any]


def guardable(types: Data, body: Data) -> list[str]:
    """Name what a control of a body may guard."""
    found = [*body["steps"], *own(body, "in"), *own(body, "out"), *of_parts(body), *losses(body)]
    for name, component in body["components"].items():
        kind = types[component["type"]]
        found += [f"{name}.{fact}" for fact in [*own(kind, "in"), *own(kind, "out"), *losses(kind)]]
    return found


def own(body: Data, way: str) -> list[str]:
    return [
        f"{name}.{capability}" for name, port in body.get("ports", {}).items() for capability in port[way]
    ]


def of_parts(body: Data) -> list[str]:
    return [f"{part}.{what}" for part in body["parts"] for what in ("control", "availability")]


def stopped(body: Data) -> list[str]:
    return [f"{part}.availability" for part in body["parts"]]


def losses(body: Data) -> list[str]:
    return [f"{asset}.{criterion}" for asset in body["assets"] for criterion in CRITERIA]
