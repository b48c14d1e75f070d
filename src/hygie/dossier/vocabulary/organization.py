"""Who the dossier is about, and how it wants to be evaluated."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    PUBLIC,
    RESTRICTED,
    Confidentiality,
    Count,
    CountryCode,
    Entry,
    Language,
    Line,
    Maybe,
    Text,
)

Role = Literal["host", "vendor", "manufacturer", "hospital"]
TrafficLight = Literal["clear", "green", "amber", "amber+strict", "red"]


class Designations(Entry):
    """Formal designations by the State: entered, never deduced, never exported."""

    confidentiality: ClassVar[Confidentiality] = RESTRICTED

    operator_of_vital_importance: Maybe[bool] = Field(
        None, description="Designated OIV (code de la défense)."
    )
    operator_of_essential_services: Maybe[bool] = Field(
        None, description="Designated OSE (law 2018-133, NIS 1)."
    )


class Organization(Entry):
    """The organisation whose file this is."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    name: Annotated[Line, PUBLIC] = Field(description="Legal name, as it must appear on documents.")
    registration: Annotated[Maybe[Line], PUBLIC] = Field(None, description="SIREN, SIRET or FINESS number.")
    country: Annotated[Maybe[CountryCode], PUBLIC] = Field(
        None, description="Country of the registered office."
    )
    contact: Annotated[Maybe[Line], PUBLIC] = Field(
        None,
        title="Contact details",
        description="How to reach the organisation: postal address, e-mail or telephone.",
    )
    sector: Maybe[Line] = Field(None, description="Main activity, in the organisation's own words.")
    headcount: Maybe[Count] = Field(
        None,
        title="Headcount in annual work units",
        description="Annual work units (recommendation 2003/361).",
    )
    turnover_thousand_eur: Maybe[Count] = Field(None, description="Annual turnover, in thousands of euros.")
    balance_sheet_thousand_eur: Maybe[Count] = Field(
        None, description="Annual balance sheet total, in thousands of euros."
    )
    designations: Annotated[Maybe[Designations], RESTRICTED] = Field(
        None, description="Formal designations by the State; restricted, never exported."
    )


class Policy(Entry):
    """How strictly the organisation wants to be read; each choice is printed with the verdicts."""

    binding_conventions: list[Line] = Field(
        default_factory=list,
        description="Reservations that lower a verdict here: evidence_missing, evidence_expired, stale, "
        "convention:NAME. One about evidence binds those that are worse.",
    )
    traffic_light: TrafficLight = Field("amber", description="TLP mark of produced documents (TLP 2.0).")
    languages: list[Language] = Field(default_factory=lambda: ["fr"], description="Languages of documents.")
    note: Maybe[Text] = Field(
        None, title="Reasons for these choices", description="Why these choices were made."
    )
