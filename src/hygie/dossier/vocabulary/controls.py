"""Controls: what is in place to reduce a risk, and the measures or requirements that it implements."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    ActorRef,
    Entry,
    Id,
    Line,
    Maybe,
    SilenceMeans,
    Text,
)

MeasureState = Literal["implemented", "partial", "planned", "not_implemented"]
"""How far a measure or a control is implemented."""

Implemented = Annotated[str, Field(min_length=1, max_length=80)]
"""What a control implements: A.8.13, EXI-28, hds-2.0/EXI-28…"""


class Control(Entry):
    """A control, declared wherever it is at home: at the root, in a product, a service or an actor."""

    kind: ClassVar[str] = "control"

    id: Id
    title: Line = Field(description="The control in a few words.")
    implements: list[Implemented] = Field(
        default_factory=list,
        description="Measures and requirements that it implements, e.g. A.8.13 or EXI-28.",
    )
    state: Maybe[MeasureState] = Field(
        None, title="State of implementation", description="How far it is implemented."
    )
    since: Annotated[Maybe[date], SilenceMeans("already in place")] = Field(
        None, description="In place since; absent: it is in place already."
    )
    operated_by: Maybe[ActorRef] = Field(None, description="Actor that operates it: id.")
    description: Maybe[Text] = Field(
        None, title="Description of the control", description="What it does, and how."
    )
