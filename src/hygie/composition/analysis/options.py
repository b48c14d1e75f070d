"""The controls that could be put in place, each with the places and the cost of doing so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hygie.composition.analysis.ratings import Change
from hygie.composition.lowering.scenario import ControlUse, Stance

OF_TYPE = "type:"
"""Says that a place is a type, where a component has the same name."""

UNRATED = 1.0
"""What a control costs whose cost is not written; the answer says that it is not rated."""


@dataclass(frozen=True, slots=True)
class Option:
    """A control that could be put in place: once for a class, or once for all instances of a type."""

    name: str
    uses: tuple[ControlUse, ...]
    cost: float
    rated: bool


def change_of(options: Sequence[Option]) -> Change:
    """Give what putting controls in place does to the inputs of every scenario."""
    uses = [use for option in options for use in option.uses]
    return Change(
        holds=tuple(use.placed for use in uses if use.placed >= 0), falls=tuple(use.absent for use in uses)
    )


def options_of(stance: Stance) -> Iterator[Option]:
    """List what can be decided; a control that is paid once for a type is decided once for it."""
    by_type: dict[tuple[str, str], list[ControlUse]] = {}
    paths = {instance.path for instance in stance.model.assembly.instances}
    for use in stance.controls:
        if use.in_place or not use.declared.guards:
            continue
        instance = stance.model.instances[use.owner]
        if use.declared.per == "type" and instance.path:  # a system is alone of its kind
            by_type.setdefault((instance.outside.name, use.name), []).append(use)
            continue
        cost = UNRATED if use.declared.cost is None else use.declared.cost
        name = at(use.name, instance.path)
        yield Option(name, (use,), cost * stance.model.copies[use.owner], use.declared.cost is not None)
    for (kind, name), uses in by_type.items():
        once = uses[0].declared.cost
        where = f"{OF_TYPE}{kind}" if kind in paths else kind
        yield Option(at(name, where), tuple(uses), UNRATED if once is None else once, once is not None)


def at(name: str, where: str) -> str:
    """Write a control or an assumption with its place, as ``--what-if`` wants it."""
    return f"{name}@{where}" if where else name
