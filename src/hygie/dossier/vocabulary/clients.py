"""Clients, their points of contact, and what can be sent to the authority at once."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    Confidentiality,
    Entry,
    Id,
    Line,
    Maybe,
    PersonRef,
    ProductRef,
    ServiceRef,
)


class PointOfContact(Entry):
    """Whom to reach at a client (EXI-11), by person or by function."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    exists: bool = Field(
        True, title="Point of contact named", description="false if the client has named no point of contact."
    )
    person: Maybe[PersonRef] = Field(None, title="Person in charge", description="A person of people.yaml.")
    function: Maybe[Line] = Field(
        None, title="Function in charge", description="Or a function, such as 'chief information officer'."
    )
    reach: Maybe[Line] = Field(None, description="E-mail or telephone of the function.")
    can_designate_health_professional: Maybe[bool] = Field(
        None,
        title="Can name a health professional",
        description="Whether it can name a health professional entitled to see the data.",
    )
    verified: Maybe[date] = Field(None, description="Last day on which it was verified.")


class Client(Entry):
    """A client of the host (HDS §2.1.3)."""

    kind: ClassVar[str] = "client"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    name: Line = Field(description="Legal name.")
    services: Maybe[list[ServiceRef]] = Field(None, description="Services subscribed.")
    products: Maybe[list[ProductRef]] = Field(None, description="Products used.")
    point_of_contact: Maybe[PointOfContact] = Field(None, description="Point of contact (EXI-11).")


class ContactList(Entry):
    """How the list of points of contact reaches the competent authority (EXI-11)."""

    immediate: Maybe[bool] = Field(
        None,
        title="Immediate sending",
        description="Whether it can be sent at once on request: false if the procedure imposes a wait.",
    )
    export_format: Maybe[Literal["csv", "xlsx", "pdf", "json", "paper", "other"]] = Field(
        None, description="Format in which it is sent."
    )
    export_tested: Maybe[date] = Field(None, description="Last test of the export.")
