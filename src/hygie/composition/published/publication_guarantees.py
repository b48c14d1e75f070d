"""The guarantees of a published type, against what its summary tells of the outside."""

from collections.abc import Sequence

import numpy as np

from hygie.composition.engine.graph import from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.monotone import elements, shrink
from hygie.composition.lowering.template import MODES, FactKind, Key, Template
from hygie.composition.published.publication_choices import at_worst
from hygie.composition.published.publication_content import (
    GIVEN,
    SHARED_INPUTS,
    Content,
    PublishedGuarantee,
)

_ENTERING = f"{GIVEN}in:"
_IN_PLACE = "in-place:"


def broken_guarantees(content: Content, template: Template) -> set[str]:
    """Give the guarantees that the summary belies, as far as they are about facts of the outside."""
    return {
        name
        for name, guarantee in content.guarantees.items()
        if _Breaking(content, template, guarantee)(everything=True)
    }


def belied_by(content: Content, template: Template, name: str) -> tuple[str, ...]:
    """Give a least set of what may enter, or be put in place, that breaks a guarantee.

    Empty where it needs nothing, or is broken inside, of which nothing is told.
    """
    breaking = _Breaking(content, template, content.guarantees[name])
    if not breaking(everything=True):
        return ()
    least = shrink((1 << len(breaking.free)) - 1, breaking)
    return tuple(breaking.free[element].rpartition(":")[2] for element in elements(least))


class _Breaking:
    """Tells whether a guarantee is broken in some mode when some of what is free is true."""

    def __init__(self, content: Content, template: Template, guarantee: PublishedGuarantee) -> None:
        self._graph = from_edges(template.need, template.tails, template.heads)
        self._nodes = _choice_nodes(template)
        self._facts = [template.ends[_promised(name, content)].fact for name in guarantee.never]
        worst = [tuple(at_worst(content, guarantee, mode)) for mode in MODES]
        given = {f"{_IN_PLACE}{name}" for name in guarantee.given}
        self.free: Sequence[str] = [
            choice for choice in worst[0] if choice.startswith((_ENTERING, _IN_PLACE)) and choice not in given
        ]
        self._fixed = [[choice for choice in chosen if choice not in self.free] for chosen in worst]

    def __call__(self, chosen: int = 0, *, everything: bool = False) -> bool:
        free = self.free if everything else [self.free[element] for element in elements(chosen)]
        return bool(self._facts) and any(self._holds([*fixed, *free]) for fixed in self._fixed)

    def _holds(self, choices: Sequence[str]) -> bool:
        sources = np.zeros(self._graph.size, dtype=np.bool_)
        sources[[self._nodes[choice] for choice in choices]] = True
        return bool(closure(self._graph, sources=sources).holds[self._facts].any())


def _promised(reference: str, content: Content) -> Key:
    is_loss = reference.partition(".")[0] in content.assets
    return Key(FactKind.LOSS if is_loss else FactKind.OUTGOING, reference)


def _choice_nodes(template: Template) -> dict[str, int]:
    """Give the nodes of the inputs that do not depend on what surrounds the type."""
    nodes = dict(SHARED_INPUTS)
    for name, gates in template.controls.items():
        nodes |= {f"absent:{name}": gates.absent, f"{_IN_PLACE}{name}": gates.in_place}
    nodes |= {f"fails:{name}": node for name, node in template.assumptions.items()}
    for key, ends in template.ends.items():
        if key.kind is FactKind.INCOMING:
            nodes[f"{_ENTERING}{key.name}"] = ends.entry
    return nodes
