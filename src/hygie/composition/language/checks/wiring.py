"""Ports and wires: each wire lets something pass, each port that may be attacked is wired or said unused."""

from collections.abc import Iterator
from typing import NamedTuple

from hygie.composition.language.checks.context import Held, overlapping
from hygie.composition.language.checks.facts import entering, own_ports_used
from hygie.composition.language.names import Problem, Sides, Use
from hygie.composition.language.vocabulary import ComponentType, Mode, System, Wire
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters

Port = tuple[str, str]
"""A component and its port; the component is empty for a port of the type itself."""


_REACHING: frozenset[Use] = frozenset({"emits", "has", "falsifies"})
"""Uses of a name through which something enters the port of a component."""


class End(NamedTuple):
    """One end of a wire, and how many instances stand there."""

    port: Port
    sides: Sides
    instances: int = 1


def check_wires(held: Held) -> Iterator[Diagnostic]:
    """Check the wires and the ports of a type or system."""
    connected: dict[Port, int] = {}
    doubtful = _doubtful(held)
    known: dict[frozenset[str], list[tuple[int, list[Mode] | None]]] = {}
    for index, wire in enumerate(held.body.wires):
        ends: list[End] = []
        for side, text in enumerate(wire.between):
            owner, _, name = text.rpartition(".")
            connected.setdefault((owner, name), index)
            end = _end(held, text, ("wires", index, "between", side))
            if isinstance(end, End):
                ends.append(end)
            elif end is not None:
                yield end
                # What was meant is perhaps there: it is not said to be wired to nothing as well.
                doubtful |= _perhaps(held, text, str(end.parameters.get("suggestion", "")))
        yield from _repeated(held, index, wire, known.setdefault(frozenset(wire.between), []))
        if len(ends) == len(wire.between):
            yield from _joined(held, index, wire, *ends)
    yield from _unused(held, connected)
    if held.is_whole:
        yield from _unwired(held, connected, doubtful)
        if isinstance(held.body, ComponentType) and held.body.components:
            yield from _idle(held, held.body, connected, doubtful)


def _doubtful(held: Held) -> set[str]:
    """Give the components and ports that a wrong name of a fact perhaps meant."""
    found: set[str] = set()
    for used in held.used:
        if isinstance(used.meaning, Problem) and used.use != "never":
            meant = _perhaps(held, used.reference, used.meaning.suggestion)
            found |= meant if used.use in _REACHING else meant.difference(held.body.components)
    return found


def _perhaps(held: Held, written: str, suggestion: str) -> set[str]:
    """Give what a wrong name perhaps meant: what begins it, what is suggested, else anything."""
    begun = {written.partition(".")[0], suggestion.partition(".")[0]}
    known = {*held.body.components, *held.scope.ports}
    return begun & known or known


def _end(held: Held, text: str, where: Path) -> End | Diagnostic | None:
    """Find one end of a wire; nothing if its component has a type that does not exist."""
    owner, _, name = text.partition(".")
    if not name:
        return _own_end(held, text, where)
    components = held.body.components
    if owner not in components:
        guess = held.study.guess(owner, components)
        parameters = {"found": text, "name": owner, "suggestion": f"{guess}.{name}" if guess else ""}
        return held.mistake("composition_unknown_component", where, parameters)
    seen = held.outside_of(owner)
    if seen is None:
        return None
    if name not in seen.ports:
        among = held.study.among(name, seen.ports, owner)
        if name.partition(".")[0] in seen.ports:  # a fact where a port is expected
            among["suggestion"] = f"{owner}.{name.partition('.')[0]}"
        return held.mistake("composition_unknown_port", where, {"name": owner, **among})
    return End((owner, name), seen.ports[name], components[owner].count)


def _own_end(held: Held, text: str, where: Path) -> End | Diagnostic:
    ports = held.scope.ports
    if isinstance(held.body, System):
        return held.mistake("composition_wire_own_port", where, {"found": text})
    if text not in ports:
        among = held.study.among(text, ports)
        return held.mistake("composition_unknown_port", where, {"name": held.name, **among})
    return End(("", text), ports[text])


def _repeated(
    held: Held, index: int, wire: Wire, known: list[tuple[int, list[Mode] | None]]
) -> Iterator[Diagnostic]:
    for first, modes in known:
        if overlapping(modes, wire.modes):
            found = " – ".join(wire.between)
            yield held.twice("composition_wire_twice", ("wires", first), ("wires", index), {"found": found})
            break
    known.append((index, wire.modes))


def _joined(held: Held, index: int, wire: Wire, first: End, second: End) -> Iterator[Diagnostic]:
    here, names = ("wires", index), {"first": wire.between[0], "second": wire.between[1]}
    is_inside = bool(first.port[0] and second.port[0])
    if not first.port[0] and not second.port[0]:
        yield held.mistake("composition_wire_own_ports", here, names)
        return
    # Two ports of one component may be joined, and one port only to that of other instances.
    if first.port == second.port and (first.instances == 1 or wire.how == "each"):
        yield held.mistake("composition_wire_to_itself", here, {"found": wire.between[0]})
    if not _passes(first, second):
        suggestion = _fitting(held, first, second) or _fitting(held, second, first)
        yield held.mistake("composition_wire_idle", here, {**names, "suggestion": suggestion})
    smaller, larger = sorted((first.instances, second.instances))
    # One port of the type itself faces all the instances inside: there is nothing to share out.
    if wire.how == "each" and is_inside and larger % smaller:
        parameters: Parameters = {**names, "larger": larger, "smaller": smaller}
        yield held.mistake("composition_not_shared_evenly", here, parameters)


def _passes(first: End, second: End) -> bool:
    """Say whether a capability can pass, one way or the other; a type's own port is seen from inside."""
    if not first.port[0] or not second.port[0]:
        return not (
            first.sides.incoming.isdisjoint(second.sides.incoming)
            and first.sides.outgoing.isdisjoint(second.sides.outgoing)
        )
    return not (
        first.sides.outgoing.isdisjoint(second.sides.incoming)
        and first.sides.incoming.isdisjoint(second.sides.outgoing)
    )


def _fitting(held: Held, first: End, second: End) -> str:
    """Give another port of the second component that would let something pass, for a suggestion."""
    owner = second.port[0]
    seen = held.outside_of(owner) if owner else None
    for name, sides in seen.ports.items() if seen else ():
        if (owner, name) != first.port and _passes(first, End((owner, name), sides)):
            return f"{owner}.{name}"
    return ""


def _unwired(held: Held, connected: dict[Port, int], doubtful: set[str]) -> Iterator[Diagnostic]:
    entered = entering(held)
    for name, component in held.body.components.items():
        seen = held.outside_of(name)
        if seen is None or name in doubtful:
            continue
        free = tuple(
            port
            for port, sides in seen.ports.items()
            if sides.incoming
            and (name, port) not in connected
            and (name, port) not in entered
            and port not in component.unused
        )
        if free:
            parameters: Parameters = {"found": name, "ports": free}
            yield held.mistake("composition_port_unwired", ("components", name), parameters, key=True)


def _unused(held: Held, connected: dict[Port, int]) -> Iterator[Diagnostic]:
    for name, component in held.body.components.items():
        seen = held.outside_of(name) if component.unused else None
        for index, port in enumerate(component.unused):
            here = ("components", name, "unused", index)
            if seen is not None and port not in seen.ports:
                among = held.study.among(port, seen.ports)
                yield held.mistake("composition_unknown_port", here, {"name": name, **among})
            elif (name, port) in connected:
                wire = ("wires", connected[name, port])
                parameters = {"found": f"{name}.{port}"}
                yield held.twice("composition_unused_yet_wired", wire, here, parameters)


def _idle(
    held: Held, body: ComponentType, connected: dict[Port, int], doubtful: set[str]
) -> Iterator[Diagnostic]:
    """Ports of a type made of others: what enters must lead somewhere."""
    if any(_open(part.access) for part in body.parts.values()):
        return  # a part whose access is not written is reachable from every port
    used = own_ports_used(held) | doubtful
    for name, sides in held.scope.ports.items():
        if sides.incoming and ("", name) not in connected and name not in used:
            yield held.mistake("composition_own_port_idle", ("ports", name), {"found": name}, key=True)


def _open(access: object) -> bool:
    vectors = ("network", "adjacent", "local", "physical")
    return access is None or any(getattr(access, vector) is None for vector in vectors)
