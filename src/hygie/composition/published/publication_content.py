"""What a published type says: its outside and, for each fact of it, the minimal sets of inputs that give it.

The names of inputs and facts are those of docs/published-types.md. Nothing here names a part, a step or a
piece of software of the inside.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from hygie.composition.language.vocabulary import (
    CRITERIA,
    Kind,
    Name,
    Needs,
    Port,
    Reference,
    TypeName,
    Words,
)
from hygie.composition.lowering.template import EXPLOIT_LEVEL, IN_MODE, LEVEL, SEEN, FactKind, Key
from hygie.dossier.vocabulary.base import Declared, Line
from hygie.dossier.vocabulary.controls import Implemented

FORMAT = "hygie-type/"
FORMAT_VERSION = 1

Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}(\.[0-9]{1,400})?$")]
"""A number in decimal digits: the same in every language, which floating point is not."""

Number = Annotated[int, Field(ge=1, le=1_000_000)]
Unclear = Literal[
    "control", "assumption", "difficulty", "access", "privileges", "interaction", "rating"
]  # fmt: skip
Ids = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.:-]*$", max_length=320)]


class PublishedAsset(Declared):
    """Something to protect; ``needs`` are those of its place, ``copies`` how many there are inside."""

    title: Words
    needs: Needs
    essential: bool
    copies: Number


class PublishedControl(Declared):
    """A control that is left to whoever uses the type.

    ``prevents``: it guards something; ``loses``: in place, it may cost something in turn.
    """

    title: Words
    in_place: bool | None
    cost: Amount | None
    per: Literal["instance", "type"]
    implements: list[Implemented]
    prevents: bool
    loses: bool


class PublishedAssumption(Declared):
    """An assumption: ``falsifies`` is what enters the ports, ``inside`` says that there is something else.

    One on a ``port`` as a whole speaks for the assumptions inside that are computed through that port alone.
    """

    text: Words
    falsifies: list[Reference]
    inside: bool
    port: Name | None = None


class PublishedGuarantee(Declared):
    """A guarantee, and whether it was found true of the whole inside."""

    text: Words | None
    never: list[Reference]
    given: list[Name]
    holds: bool


class Content(Declared):
    """A published type, all but its signature."""

    format: Literal["hygie-type/1"]
    language: Literal[1]
    policy: Line
    type: TypeName
    version: Line | None
    title: Words
    kind: Kind
    example: bool
    ports: dict[Name, Port]
    assets: dict[Reference, PublishedAsset]
    controls: dict[Name, PublishedControl]
    assumes: dict[Name, PublishedAssumption]
    guarantees: dict[Name, PublishedGuarantee]
    configurable: list[Name]
    unknowns: dict[Unclear, Number]
    facts: dict[Ids, list[list[Ids]]]


SHARED_INPUTS: dict[str, int] = {
    **{f"level:{level}": node for level, node in LEVEL.items()},
    **{f"exploit:{level}": node for level, node in EXPLOIT_LEVEL.items()},
    "seen": SEEN,
    **{f"mode:{mode}": node for mode, node in IN_MODE.items()},
}
"""The inputs that all instances share, by name, and their nodes."""

GIVEN = "given:"
"""Before the name of a fact: what the surroundings do to it, before any control of the type guards it."""

_PREFIX = {FactKind.INCOMING: "in:", FactKind.OUTGOING: "out:", FactKind.LOSS: "loss:"}
_KIND = {prefix: kind for kind, prefix in _PREFIX.items()}


def fact_name(key: Key) -> str:
    """Name a fact of the outside."""
    return _PREFIX[key.kind] + key.name


def fact_key(name: str) -> Key:
    """Give the fact that a name means.

    Raises:
        KeyError: it is not the name of a fact of the outside.
    """
    prefix, colon, rest = name.partition(":")
    return Key(_KIND[prefix + colon], rest)


def own_facts(content: Content) -> Iterator[str]:
    """List the facts that whoever uses the type may name: they may hold from outside too."""
    for name, port in content.ports.items():
        yield from (f"in:{name}.{capability}" for capability in dict.fromkeys(port.incoming))
        yield from (f"out:{name}.{capability}" for capability in dict.fromkeys(port.outgoing))
    for name in content.assets:
        if "." not in name:
            yield from (f"loss:{name}.{criterion}" for criterion in CRITERIA)


def inner_losses(content: Content) -> Iterator[str]:
    """List the losses of assets of components inside that matter."""
    for name, asset in content.assets.items():
        if "." in name:
            for criterion in CRITERIA:
                if getattr(asset.needs, criterion) != 0:
                    yield f"loss:{name}.{criterion}"


def inputs(content: Content) -> Iterator[str]:
    """List the inputs that the sets of a type may name."""
    yield from SHARED_INPUTS
    for name, control in content.controls.items():
        yield f"absent:{name}"
        if control.loses:
            yield f"in-place:{name}"
    yield from (f"fails:{name}" for name in content.assumes)
    for fact in own_facts(content):
        yield GIVEN + fact
        if not fact.startswith("out:"):
            yield fact


def written_amount(value: float | None) -> str | None:
    """Write a number in decimal digits, as short as tells it from any other."""
    return None if value is None else format(Decimal(repr(value)).normalize(), "f")


def canonical(content: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """Give the one way of writing a content, of which the digest is taken and which is signed.

    Keys sorted, no spaces, UTF-8, no floating-point numbers.

    Raises:
        ValueError: it holds text that no UTF-8 can write.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()
