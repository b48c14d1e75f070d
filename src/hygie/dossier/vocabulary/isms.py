"""The information security management system: scope, context, objectives, risks, applicability."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    AnyRef,
    Confidentiality,
    ControlRef,
    Entry,
    Id,
    Language,
    Line,
    Maybe,
    PersonRef,
    SilenceMeans,
    Text,
)
from hygie.dossier.vocabulary.controls import MeasureState

RiskEvent = Literal["A", "B.a", "B.b", "B.c", "C", "D.a", "D.b", "D.c", "D.d", "E", "F", "G", "H"]
"""The thirteen leaves of EXI-05."""

EventVariant = Literal[
    "internal", "external",
    "staff", "client_designated",
    "organization", "client",
    "clumsiness", "malice",
    "host", "subcontractors",
]  # fmt: skip
"""Variants that one line of EXI-05 names: C, D, E, F and H have two each."""


_THEMES = {5: 37, 6: 8, 7: 14, 8: 34}
"""Organisational, people, physical, technological: how many measures each theme of annex A has."""

MEASURES: tuple[str, ...] = tuple(
    f"A.{theme}.{number}" for theme, count in _THEMES.items() for number in range(1, count + 1)
)
"""The numbers of the 93 measures of annex A of ISO/IEC 27001:2022, in order."""


class Scope(Entry):
    """The scope of the ISMS (ISO 27001 4.3, EXI-04)."""

    statement: Maybe[Text] = Field(None, description="The scope as written.")
    dated: Maybe[date] = Field(None, description="Date of the statement.")
    covers: Maybe[
        list[Annotated[str, AnyRef(("processing", "asset", "process", "storage", "media_transfer", "actor"))]]
    ] = Field(
        None,
        title="Content of the scope",
        description="What the scope comprises, as kind:id (processing:…, asset:…, process:…, storage:…, "
        "media_transfer:…, actor:…).",
    )


class Issue(Entry):
    """An external or internal issue (ISO 27001 4.1, EXI-02)."""

    label: Line = Field(description="The issue, in a few words.")
    origin: Maybe[Literal["internal", "external"]] = Field(None, description="Internal or external.")
    health_data_protection: Maybe[bool] = Field(
        None,
        title="Protection of entrusted health data",
        description="Whether it is the protection of the health data entrusted by clients.",
    )


class Context(Entry):
    """Context analysis (ISO 27001 4.1)."""

    reviewed: Maybe[date] = Field(None, description="Last review.")
    issues: Maybe[list[Issue]] = Field(None, description="Issues retained.")


class InterestedParty(Entry):
    """An interested party and what it requires (ISO 27001 4.2)."""

    name: Line = Field(title="Interested party", description="Who.")
    requirements: Maybe[list[Line]] = Field(None, title="Its requirements", description="What it requires.")


class LegalText(Entry):
    """A text of the legal register (EXI-03)."""

    text: Line = Field(title="Text followed", description="gdpr, csp, or the short name of another text.")
    articles: Maybe[list[Line]] = Field(
        None, description="Articles followed, e.g. 'L.1111-8' or a range 'R.1111-8-8..R.1111-11'."
    )
    version: Maybe[Line] = Field(None, description="Version followed.")
    monitored: Maybe[date] = Field(None, description="Last legal watch.")


class Objective(Entry):
    """An information security objective (ISO 27001 6.2, EXI-09)."""

    title: Line = Field(description="The objective.")
    health_data_protection: Maybe[bool] = Field(
        None,
        title="Protection of entrusted health data",
        description="Serves the protection of entrusted health data.",
    )
    gdpr_compliance: Maybe[bool] = Field(
        None, title="Compliance with the GDPR", description="Serves compliance with the GDPR."
    )
    indicator: Maybe[Line] = Field(None, title="Indicator", description="How it is measured.")
    due: Maybe[date] = Field(None, title="Due date", description="When it is to be reached.")


class Objectives(Entry):
    """The objectives and their approval."""

    approved: Maybe[date] = Field(None, description="Day on which management approved them.")
    items: Maybe[list[Objective]] = Field(None, description="The objectives.")


class MeasureDecision(Entry):
    """One of the 93 measures of annex A in the statement of applicability."""

    measure: Line = Field(description="Number of the measure, A.5.1 to A.8.34.")
    retained: Maybe[bool] = Field(None, title="Measure retained", description="Whether it is retained.")
    justification: Maybe[Text] = Field(
        None, title="Reason for retaining or excluding it", description="Why it is retained or excluded."
    )
    state: Annotated[Maybe[MeasureState], SilenceMeans("that of the controls that implement it")] = Field(
        None,
        description="State of implementation; absent: that of the controls that say they implement it.",
    )

    @property
    def name(self) -> str:
        """The measure, which names its line."""
        return self.measure


class StatementOfApplicability(Entry):
    """The statement of applicability (ISO 27001 6.1.3 d, EXI-08)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    languages: Maybe[list[Language]] = Field(
        None,
        title="Languages of the statement",
        description="Languages in which it is available to auditors.",
    )
    version: Maybe[Line] = Field(None, description="Version.")
    approved: Maybe[date] = Field(None, description="Day of approval.")
    measures: Maybe[list[MeasureDecision]] = Field(None, description="The measures.")


class CoveredEvent(Entry):
    """An event of EXI-05 that a risk covers, with the variants that were considered."""

    event: RiskEvent = Field(title="Event (EXI-05)", description="Leaf of EXI-05: A, B.a … H.")
    variants: Maybe[list[EventVariant]] = Field(
        None,
        title="Variants of the event",
        description="C: internal, external. D: staff, client_designated. E: organization, client. "
        "F: clumsiness, malice. H: host, subcontractors.",
    )


class Risk(Entry):
    """A risk of the register (ISO 27001 6.1.2)."""

    kind: ClassVar[str] = "risk"

    id: Id
    title: Line = Field(description="The risk in a sentence.")
    covers: Maybe[list[CoveredEvent]] = Field(None, description="Events of EXI-05 that it covers.")
    likelihood: Maybe[Line] = Field(None, description="Likelihood, on the dossier's scale.")
    severity: Maybe[Line] = Field(None, description="Severity, on the dossier's scale.")
    treatment: Maybe[Line] = Field(None, description="Treatment.")
    controls: Maybe[list[ControlRef]] = Field(None, description="Controls that treat it: ids.")
    residual: Maybe[Line] = Field(None, description="Residual risk, on the dossier's scale.")
    owner: Maybe[PersonRef] = Field(None, description="Owner: id of a person.")
    assessed: Maybe[date] = Field(None, description="Day of the assessment.")


class DiscardedEvent(Entry):
    """An event of EXI-05 that was considered and set aside, with the reason."""

    event: RiskEvent = Field(title="Event (EXI-05)", description="Leaf of EXI-05.")
    justification: Text = Field(title="Reason for setting it aside", description="Why it was set aside.")
    decided: Annotated[Maybe[date], SilenceMeans("already decided")] = Field(
        None, description="Day of the decision; absent: it is taken already."
    )


class RiskAssessment(Entry):
    """The state of the risk assessment as a whole."""

    state: Maybe[Literal["complete", "in_progress", "not_done"]] = Field(
        None,
        title="State of the assessment",
        description="complete: what the register does not hold was not considered.",
    )
    approved: Maybe[date] = Field(None, description="Day of approval.")
    discarded_events: Maybe[list[DiscardedEvent]] = Field(None, description="Events set aside; [] for none.")


class Isms(Entry):
    """The management system."""

    scope: Maybe[Scope] = Field(None, description="Scope (EXI-04).")
    context: Maybe[Context] = Field(None, description="Context and issues (EXI-02).")
    interested_parties: Maybe[list[InterestedParty]] = Field(None, description="Interested parties (EXI-03).")
    legal_register: Maybe[list[LegalText]] = Field(None, description="Legal register (EXI-03).")
    objectives: Maybe[Objectives] = Field(None, description="Security objectives (EXI-09).")
    statement_of_applicability: Maybe[StatementOfApplicability] = Field(
        None, description="Statement of applicability (EXI-08)."
    )
    risk_assessment: Maybe[RiskAssessment] = Field(None, description="Risk assessment (EXI-05).")
