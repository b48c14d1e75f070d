"""What a system says of itself: the modes that it studies, its zones."""

from collections.abc import Iterator

from hygie.composition.language.checks.context import Held
from hygie.composition.language.vocabulary import Mode, System
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters


def check_system(held: Held) -> Iterator[Diagnostic]:
    """Check the zones of components, and that the modes of what a system holds are among its own."""
    if isinstance(held.body, System):
        if held.is_whole:
            yield from _modes(held, held.body)
        yield from _zones(held, held.body)
        return
    for name, component in held.body.components.items():
        if component.zone is not None:
            parameters: Parameters = {"found": component.zone}
            yield held.mistake("composition_zone_in_type", ("components", name, "zone"), parameters)


def _zones(held: Held, system: System) -> Iterator[Diagnostic]:
    for name, component in system.components.items():
        zone = component.zone
        if zone is not None and zone not in system.zones:
            among = held.study.among(zone, system.zones)
            yield held.mistake("composition_unknown_zone", ("components", name, "zone"), among)


def _modes(held: Held, system: System) -> Iterator[Diagnostic]:
    studied = tuple(system.modes)
    for where, modes in _moded(system):
        for index, mode in enumerate(modes):
            if mode not in studied:
                parameters: Parameters = {"found": mode, "expected": studied}
                yield held.mistake("composition_mode_not_studied", (*where, "modes", index), parameters)


def _moded(system: System) -> Iterator[tuple[Path, list[Mode]]]:
    for index, wire in enumerate(system.wires):
        if wire.modes is not None:
            yield ("wires", index), wire.modes
    for section in ("steps", "controls", "origins"):
        for name, entry in getattr(system, section).items():
            if entry.modes is not None:
                yield (section, name), entry.modes
