"""From a type to its published summary: the inside is analysed once, and left behind.

The graph of the type is cut at what enters its ports and at the losses of its own assets, which others may
cause or prevent. What is left between two cuts is summarised; put together again, the least fixpoint is the
same (Bekić), whatever surrounds the type.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hygie.composition.engine.graph import Graph, from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.summary import Implicants, summarise
from hygie.composition.language.vocabulary import ComponentType
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.template import MODES, FactKind, Key
from hygie.composition.published.publication import Published
from hygie.composition.published.publication_choices import Choices, at_worst
from hygie.composition.published.publication_content import (
    GIVEN,
    SHARED_INPUTS,
    Content,
    canonical,
    fact_name,
    inner_losses,
    inputs,
    own_facts,
)
from hygie.composition.published.publication_description import Subject, described, is_public
from hygie.composition.published.publication_guarantees import broken_guarantees
from hygie.composition.published.publication_ports import PortAssumptions, relevant
from hygie.composition.published.signing import sign
from hygie.kernel.digest import Digest, digest_bytes

CAP = 1024
"""Minimal sets from which a fact is not published: nobody could read them."""

_ROUGH = 4 * CAP
"""Minimal sets before those that differ in levels alone are put together."""


@dataclass(frozen=True, slots=True)
class Document:
    """A published type as a file; ``signed_by`` is empty where it is not signed."""

    content: Content
    file: bytes
    digest: Digest
    signed_by: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A type that cannot be published: one fact of it has more than ``cap`` minimal sets."""

    fact: str
    cap: int


def publish(lowering: Lowering, type_name: str, key: bytes | None = None) -> Document | TooLarge:
    """Publish a type; ``key`` is the private key (PEM) to sign it with.

    Raises:
        KeyError: there is no such type, or it is itself known by its summary alone.
        NotAKeyError: the key is not a private key.
        MissingExtraError: a key is given, and the extra ``signing`` is not installed.
    """
    body = lowering.composition.type_named(type_name)
    if not isinstance(body, ComponentType):
        raise KeyError(type_name)
    made = _Publisher(Subject(_of_everyone(lowering), type_name, body)).content()
    return made if isinstance(made, TooLarge) else _written(made, key)


def _of_everyone(lowering: Lowering) -> Lowering:
    """Leave out the vulnerabilities that touch some instances only: they are not those of the type."""
    composition = lowering.composition
    general = [item for item in composition.declared.vulnerabilities if item.components is None]
    declared = composition.declared.model_copy(update={"vulnerabilities": general})
    return Lowering(replace(composition, declared=declared), lowering.dossier, lowering.policy)


def _written(content: Content, key: bytes | None) -> Document:
    data = content.model_dump(mode="json", by_alias=True)
    sealed = canonical(data)
    digest = digest_bytes(sealed)
    signature = None if key is None else sign(sealed, key)
    whole = {
        "content": data,
        "digest": digest,
        "signature": signature.signature if signature else None,
        "signed_by": signature.signed_by if signature else None,
    }
    return Document(
        content, f"{_laid_out(whole)}\n".encode(), digest, signature.signed_by if signature else ""
    )


def _laid_out(value: object, margin: str = "") -> str:
    """Write JSON for people to read too: a line an entry, and one for each set of a fact."""
    deeper = margin + " "
    if isinstance(value, dict) and value:
        entries = [
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {_laid_out(value[key], deeper)}"
            for key in sorted(value)
        ]
        return "{\n" + ",\n".join(entries) + f"\n{margin}}}"
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], list):
        return "[\n" + ",\n".join(deeper + _laid_out(item) for item in value) + f"\n{margin}]"
    return json.dumps(value, ensure_ascii=False)


class _Publisher:
    """Makes the content of one type."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.model = subject.model
        self._ports = PortAssumptions(subject)

    def content(self) -> Content | TooLarge:
        bare = self._ports.added(described(self.subject))
        facts = self._facts(bare)
        if isinstance(facts, TooLarge):
            return facts
        content = relevant(bare.model_copy(update={"facts": facts}))
        template = Published(content, digest_bytes(b""), "").template
        broken = {*broken_guarantees(content, template), *self._broken_inside(content)}
        kept = {
            name: said.model_copy(update={"holds": name not in broken})
            for name, said in content.guarantees.items()
        }
        return content.model_copy(update={"guarantees": kept})

    @cached_property
    def _fixed(self) -> Graph:
        """The graph with what nobody outside may choose set once and for all."""
        need = self.model.graph.need.copy()
        for control in self.subject.stance.controls:
            if self.subject.is_open(control.owner, control.name):
                continue
            if not control.in_place:
                need[control.absent] = 0
            elif control.placed >= 0:
                need[control.placed] = 0
        for use in self.subject.stance.assumptions:
            if use.owner and not use.computed and not use.holds:
                need[use.fails] = 0
        return replace(self.model.graph, need=need)

    @cached_property
    def _outputs(self) -> dict[str, int]:
        """The node of each fact of the outside, and of the losses inside."""
        ends = self.model.instances[0].template.ends
        found = {fact_name(key): self.model.fact(0, key) for key in ends if key.kind in _PORTS}
        for owner, instance in enumerate(self.model.instances):
            before = f"{instance.path}." if instance.path else ""
            for key in instance.template.ends:
                if key.kind is FactKind.LOSS:
                    found[f"loss:{before}{key.name}"] = self.model.fact(owner, key)
        return found

    @cached_property
    def _choices(self) -> dict[str, int]:
        """The node of each input that somebody outside may choose."""
        template = self.model.instances[0].template
        nodes = dict(SHARED_INPUTS)
        for name, gates in template.controls.items():
            nodes[f"absent:{name}"] = self.model.node(0, gates.absent)
            nodes[f"in-place:{name}"] = self.model.node(0, gates.in_place) if gates.in_place >= 0 else -1
        for name, node in template.assumptions.items():
            nodes[f"fails:{name}"] = self.model.node(0, node)
        for key, ends in template.ends.items():
            if is_public(key) or key.kind is FactKind.INCOMING:
                nodes[GIVEN + fact_name(key)] = self.model.node(0, ends.entry)
        return nodes

    def _facts(self, bare: Content) -> dict[str, list[list[str]]] | TooLarge:
        """Summarise what lies between the cuts."""
        names, choices = [*own_facts(bare), *inner_losses(bare)], list(inputs(bare))
        asked, ports = self._ports.laid(self._fixed)
        cuts = [name for name in choices if name in self._outputs]
        graph, doors = _cut(asked, [self._outputs[name] for name in cuts])
        nodes = self._choices | dict(zip(cuts, doors, strict=True))
        nodes |= {f"fails:{name}": ports[said.port] for name, said in bare.assumes.items() if said.port}
        outputs = [self._outputs[name] for name in names]
        summary = summarise(graph, [nodes[name] for name in choices], outputs, cap=_ROUGH)
        order = Choices(choices)
        found: dict[str, list[list[str]]] = {}
        for name, output in zip(names, summary.outputs, strict=True):
            sets = order.simplified(output.sets, name) if isinstance(output, Implicants) else None
            if sets is None or len(sets) > CAP:
                return TooLarge(name, CAP)
            found[name] = sets
        return found

    def _broken_inside(self, content: Content) -> Iterator[str]:
        """Give the guarantees on facts of the inside, which are not told, that do not hold."""
        for name, guarantee in content.guarantees.items():
            hidden = [node for key in self.subject.promised(name) for node in self._hidden(*key)]
            for mode in MODES if hidden else ():
                sources = np.zeros(self._fixed.size, dtype=np.bool_)
                sources[[self._choices[choice] for choice in at_worst(content, guarantee, mode)]] = True
                if closure(self._fixed, sources=sources).holds[hidden].any():
                    yield name
                    break

    def _hidden(self, component: str, key: Key) -> list[int]:
        if not component:
            return [] if is_public(key) else [self.model.fact(0, key)]
        inside = self.model.assembly.inside[0, component]
        return [self.model.fact(self.model.classes.of[index], key) for index in inside]


_PORTS = (FactKind.INCOMING, FactKind.OUTGOING)


def _cut(graph: Graph, nodes: Sequence[int]) -> tuple[Graph, list[int]]:
    """Let what these nodes lead to be led to by new nodes, which nothing enters."""
    doors = list(range(graph.size, graph.size + len(nodes)))
    through = np.arange(graph.size, dtype=np.int32)
    through[list(nodes)] = doors
    need = np.concatenate((graph.need, np.ones(len(nodes), dtype=np.int32)))
    return from_edges(need, through[graph.tails()], graph.heads), doors
