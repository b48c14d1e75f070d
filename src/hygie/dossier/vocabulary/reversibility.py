"""How data comes back to the client and disappears from the host at the end of a contract."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    Confidentiality,
    Count,
    Entry,
    Id,
    Line,
    Maybe,
    ServiceRef,
    Text,
)


class ReversibilityStep(Entry):
    """One step of a reversibility plan."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    title: Line = Field(title="Step to carry out", description="What is done.")
    responsible: Maybe[Line] = Field(
        None, title="Responsible function", description="Who does it, by function."
    )
    within_days: Maybe[Count] = Field(None, description="Days after the end is notified.")


class ReversibilityPlan(Entry):
    """The plan for the end of contracts on one or several services (EXI-27)."""

    kind: ClassVar[str] = "reversibility_plan"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    services: list[ServiceRef] = Field(description="Services it covers.")
    steps: Maybe[list[ReversibilityStep]] = Field(None, description="Steps, in order.")
    formats: Maybe[list[Line]] = Field(None, description="Formats in which data is given back.")
    destruction: Maybe[Text] = Field(
        None, title="Destruction of copies", description="How copies are destroyed, and how it is proved."
    )
    costs: Maybe[Text] = Field(None, title="Computation of costs", description="How costs are computed.")
    virtual_machines: Maybe[Text] = Field(
        None,
        title="Virtual machines and containers",
        description="How virtual machines and containers are moved.",
    )
    tested: Maybe[date] = Field(None, description="Last trial of the plan.")
