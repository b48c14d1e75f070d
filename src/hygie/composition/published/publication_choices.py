"""Sets of inputs of a published type: which say the same, and which are true at the worst."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from hygie.composition.engine.monotone import antichain, elements, ordered
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.template import EXPLOIT_LEVEL, LEVEL
from hygie.composition.published.publication_content import GIVEN, Content, PublishedGuarantee


class Choices:
    """The inputs of a type, by position; a set of them is an integer."""

    def __init__(self, names: Sequence[str]) -> None:
        """Number the inputs."""
        self.names = names
        self.number = {name: position for position, name in enumerate(names)}
        self._modes = sum(1 << position for name, position in self.number.items() if name.startswith("mode:"))
        self._chains = [
            [1 << self.number[f"{kind}:{level}"] for level in sorted(levels)]
            for kind, levels in (("level", LEVEL), ("exploit", EXPLOIT_LEVEL))
        ]

    def simplified(self, sets: Iterable[int], fact: str) -> list[list[str]]:
        """Leave out the sets that say nothing more, in any scenario, than others do.

        Whoever does the harder does the easier (``level:1`` is true only where ``level:2`` is), one mode is
        true at a time, and no fact is its own reason.
        """
        itself = 1 << self.number[fact] if fact in self.number else 0
        possible = (
            self._widened(chosen)
            for chosen in sets
            if not chosen & itself and (chosen & self._modes).bit_count() <= 1
        )
        kept = ordered(self._narrowed(chosen) for chosen in antichain(possible))
        return [[self.names[position] for position in elements(chosen)] for chosen in kept]

    def _widened(self, chosen: int) -> int:
        """Add what is true wherever a set is."""
        for chain in self._chains:
            for harder, easier in pairwise(chain):
                if chosen & harder:
                    chosen |= easier
        return chosen

    def _narrowed(self, chosen: int) -> int:
        """Take out again what the rest of a widened set implies."""
        for chain in self._chains:
            for harder, easier in pairwise(chain):
                if chosen & harder:
                    chosen &= ~sum(chain[chain.index(easier) :])
                    break
        return chosen


def at_worst(content: Content, guarantee: PublishedGuarantee, mode: Mode) -> Iterator[str]:
    """Give the inputs under which a guarantee must hold: whatever enters the ports, only what it is given."""
    yield from (f"level:{level}" for level in LEVEL)
    yield from (f"exploit:{level}" for level in EXPLOIT_LEVEL)
    yield from ("seen", f"mode:{mode}")
    for name, control in content.controls.items():
        if name not in guarantee.given:
            yield f"absent:{name}"
        if control.loses:
            yield f"in-place:{name}"
    excluded: set[str] = set()
    for name, assumption in content.assumes.items():
        if assumption.port is not None:
            continue  # a guarantee is about ports that something is wired to
        if name in guarantee.given:
            excluded.update(assumption.falsifies)
        else:
            yield f"fails:{name}"
    for name, port in content.ports.items():
        for capability in port.incoming:
            if f"{name}.{capability}" not in excluded:
                yield f"{GIVEN}in:{name}.{capability}"
