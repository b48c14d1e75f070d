"""Random types and systems of the composition language, small and full of everything that it can say."""

from random import Random
from typing import Any

from hygie.composition.language.vocabulary import CRITERIA, Systems

Data = dict[str, Any]

CAPABILITIES = ("reach", "touch", "order.a")
MODES = ("nominal", "degraded", "isolated", "emergency", "maintenance", "manual")
DIFFICULTIES = (None, "negligible", "low", "moderate", "high")
VECTORS = ("AV:N/AC:L/PR:N/UI:N", "AV:N/AC:H/PR:L/UI:R", "AV:P/AC:H/PR:H/UI:N", "AV:L/AC:L/PR:N/UI:N")


def some(rng: Random, items: Any, most: int = 3, least: int = 0) -> list[Any]:
    items = list(items)
    return rng.sample(items, min(len(items), rng.randint(least, most)))


def systems_of(
    *types: Data, system: Data | None = None, vulnerabilities: list[Data] | None = None
) -> Systems:
    """Read declarations as a file would give them."""
    named = {kind["title"]: kind for kind in types}
    data: Data = {"types": named, "vulnerabilities": vulnerabilities or []}
    if system is not None:
        data["systems"] = {"s": system}
    return Systems.model_validate(data)


def leaf_type(rng: Random, name: str) -> Data:
    """A type without components."""
    return _body(rng, _ported(rng, name), {})


def compound_type(rng: Random, name: str, inner: Data) -> Data:
    """A type with one or two components of another type, wired to its ports and to each other."""
    body = _ported(rng, name)
    inside = {f"k{number}": inner for number in range(rng.randint(1, 2))}
    body["components"] = {key: _component(rng, kind) for key, kind in inside.items()}
    body["wires"] = _wires(rng, inside, body["ports"])
    return _body(rng, body, inside)


def system(rng: Random, used: dict[str, Data]) -> Data:
    """A system of components, each with its type."""
    body: Data = {"title": "s", "modes": list(MODES)}
    body["components"] = {key: _component(rng, kind) for key, kind in used.items()}
    body["wires"] = _wires(rng, used, {})
    _body(rng, body, used)
    entering = _inner(used, "in")
    body["origins"] = {
        f"r{number}": {"title": "r", "has": some(rng, entering, 2, 1), "level": rng.randint(1, 4)}
        for number in range(2 if entering else 0)
    }
    body.pop("configurable")
    body["assumptions"] = _assumptions(rng, body)
    return body


def vulnerabilities(rng: Random, kind: Data) -> list[Data]:
    return [
        {"id": f"CVE-{part}", "type": kind["title"], "part": part, "cvss": [_vector(rng)]}
        for part in some(rng, kind["parts"], 2)
    ]


def _vector(rng: Random) -> str:
    return (
        f"CVSS:3.1/{rng.choice(VECTORS)}/S:{rng.choice('UC')}/C:L/I:{rng.choice('NH')}/A:{rng.choice('NH')}"
    )


def _ported(rng: Random, name: str) -> Data:
    ports = {
        f"p{number}": {"in": some(rng, CAPABILITIES, 2), "out": some(rng, CAPABILITIES, 2)}
        for number in range(rng.randint(1, 3))
    }
    return {"title": name, "ports": ports}


def _component(rng: Random, kind: Data) -> Data:
    configurable = set(kind["configurable"])
    controls = {name: rng.random() < 0.5 for name in some(rng, configurable & set(kind["controls"]), 3)}
    return {
        "type": kind["title"],
        "count": rng.choice([1, 1, 2]),
        "controls": controls,
        "needs": {
            name: {"integrity": rng.randint(0, 4)}
            for name in some(rng, configurable & set(kind["assets"]), 2)
        },
        "assumptions": _assumptions(rng, kind),
    }


def _assumptions(rng: Random, body: Data) -> Data:
    return {name: {"holds": rng.random() < 0.6} for name in some(rng, body["assumes"], 3)}


def _wires(rng: Random, used: dict[str, Data], own: Data) -> list[Data]:
    ends = [f"{key}.{port}" for key, kind in used.items() for port in kind["ports"]]
    wires: list[Data] = []
    for _ in range(rng.randint(1, 6)):
        first = rng.choice([*ends, *own])
        second = rng.choice(ends)
        if first != second:
            wires.append({"between": [first, second]})
            if rng.random() < 0.3:
                wires[-1]["modes"] = some(rng, MODES, 3, 1)
    return wires


def _inner(used: dict[str, Data], way: str) -> list[str]:
    return [
        f"{key}.{port}.{capability}"
        for key, kind in used.items()
        for port, sides in kind["ports"].items()
        for capability in sides[way]
    ]


def _inner_losses(used: dict[str, Data]) -> list[str]:
    return [
        f"{key}.{asset}.{what}" for key, kind in used.items() for asset in kind["assets"] for what in CRITERIA
    ]


def _own(ports: Data, way: str) -> list[str]:
    return [f"{port}.{capability}" for port, sides in ports.items() for capability in sides[way]]


def _body(rng: Random, body: Data, used: dict[str, Data]) -> Data:
    """Add what types and systems are both made of."""
    ports = body.get("ports", {})
    parts = [f"q{number}" for number in range(rng.randint(0, 2))]
    assets = [f"a{number}" for number in range(rng.randint(0, 2))]
    steps = [f"t{number}" for number in range(rng.randint(1, 5))]
    controls = [f"c{number}" for number in range(rng.randint(0, 4))]
    incoming, outgoing = _own(ports, "in"), _own(ports, "out")
    controlled = [f"{part}.control" for part in parts]
    stopped = [f"{part}.availability" for part in parts]
    lost = [f"{asset}.{criterion}" for asset in assets for criterion in CRITERIA]
    inner_in, inner_out, inner_lost = _inner(used, "in"), _inner(used, "out"), _inner_losses(used)
    # What enters counts more: else little would depend on it.
    seen = [*incoming, *incoming, *incoming, *inner_out, *steps, *controlled, *stopped, *lost, *inner_lost]
    given = [*outgoing, *inner_in]
    guardable = [*steps, *incoming, *outgoing, *controlled, *lost, *inner_in, *inner_out, *inner_lost]
    if not ports:
        guardable = [*inner_in, *inner_in, *inner_out, *inner_out, *inner_lost]
    falsifiable = [
        *incoming,
        *incoming,
        *outgoing,
        *controlled,
        *lost,
        *inner_in,
        *inner_out,
        *inner_lost,
        *steps,
    ]
    body["parts"] = {part: _part(rng, part, parts, seen) for part in parts}
    body["assets"] = {
        asset: {
            "title": asset,
            "on": rng.choice([*parts, None]),
            "needs": {criterion: rng.randint(0, 4) for criterion in some(rng, CRITERIA, 4)},
        }
        for asset in assets
    }
    body["controls"] = {
        control: {
            "title": control,
            "guards": some(rng, guardable, 4),
            "in_place": rng.choice([True, True, False, None]),
            "loses": some(rng, [*lost, *stopped], 1) if rng.random() < 0.3 else [],
            "modes": some(rng, MODES, 5, 1) if rng.random() < 0.3 else None,
        }
        for control in controls
    }
    body["steps"] = {step: _step(rng, seen, controlled, given, [*lost, *stopped], controls) for step in steps}
    body["assumes"] = {
        f"h{number}": {"text": "h", "falsifies": some(rng, falsifiable, 2, 1)}
        for number in range(rng.randint(0, 2))
    }
    body["configurable"] = some(rng, [*controls, *assets, *parts], 6)
    return body


def _part(rng: Random, part: str, parts: list[str], seen: list[str]) -> Data:
    made: Data = {"on": rng.choice([*parts[: parts.index(part)], None])}
    if rng.random() < 0.6:
        made["access"] = {"network": some(rng, seen, 2), "physical": some(rng, seen, 1)}
        made["privileges"] = {"low": some(rng, seen, 1)}
    return made


def _step(
    rng: Random,
    seen: list[str],
    controlled: list[str],
    given: list[str],
    lost: list[str],
    controls: list[str],
) -> Data:
    made: Data = {
        "difficulty": rng.choice(DIFFICULTIES),
        "takes": some(rng, controlled, 1),
        "emits": some(rng, given, 2),
        "loses": some(rng, lost, 1),
    }
    form = rng.randrange(3)
    if form == 0:
        made["any"] = some(rng, seen, 3, 1)
    elif form == 1:
        made["all"] = some(rng, seen, 2, 1)
    else:
        among = some(rng, seen, 4, 1)
        made["at_least"] = {"count": rng.randint(1, len(among)), "of": among}
    if controls and rng.random() < 0.3:
        made["detect"] = {"by": rng.choice(controls)}
    if rng.random() < 0.2:
        made["modes"] = some(rng, MODES, 4, 1)
    return made
