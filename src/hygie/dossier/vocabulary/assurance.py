"""What shows that the arrangements work: responsibilities, procedures, audits, training, publications."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    PUBLIC,
    Activity,
    ActorRef,
    AnyRef,
    ClientRef,
    Confidentiality,
    Count,
    CountryCode,
    Entry,
    Id,
    Line,
    Maybe,
    ServiceRef,
    Sha256,
    SilenceMeans,
    Text,
)

Raci = Literal["R", "A", "C", "I", "RA", "-"]
Topic = Literal["availability", "integrity", "confidentiality"]
AuditKind = Literal[
    "isms_hds", "access_traces", "shared_resources", "dedicated_resources", "hds_certification"
]
CommunicationKind = Literal[
    "hds_certificate",
    "subcontractor_certificate",
    "guarantee_table",
    "storage_location",
    "no_adequacy_and_safeguards",
    "third_country_law",
    "public_page_url",
    "model_contract",
]
PublishedForm = Literal["mention", "guarantee_table", "mention_and_guarantee_table"]


class Responsibility(Entry):
    """One line of the responsibility matrix."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    measure: Line = Field(description="Measure or activity, e.g. A.8.13.")
    host: Maybe[Raci] = Field(None, description="The host's part: R, A, C, I, RA, or - for none.")
    client: Maybe[Raci] = Field(None, description="The client's part.")


class ResponsibilityMatrix(Entry):
    """The split of security responsibilities for one or several services (EXI-13)."""

    kind: ClassVar[str] = "responsibility_matrix"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    services: list[ServiceRef] = Field(description="Services it covers.")
    clients: Maybe[list[ClientRef]] = Field(None, description="Clients it was given to.")
    rows: Maybe[list[Responsibility]] = Field(None, description="The lines.")
    reviewed: Maybe[date | Literal["never"]] = Field(None, description="Last review of the split; or never.")
    gaps_followed: Maybe[bool] = Field(
        None, title="Follow-up of gaps", description="Whether gaps found by the review are followed up."
    )


class CertificateLossProcedure(Entry):
    """What is done if a subcontractor loses its certificate (EXI-14)."""

    exists: bool = Field(True, title="Procedure in place", description="false if there is no such procedure.")
    triggers: Maybe[list[Literal["loss", "suspension"]]] = Field(None, description="Events that it covers.")
    subcontractors: Maybe[list[ActorRef]] = Field(
        None, description="Certified subcontractors that it covers."
    )
    monitoring: Maybe[Line] = Field(
        None, title="Monitoring of certificates", description="How certificates are monitored."
    )
    fallback: Maybe[Line] = Field(None, description="Fallback solution.")
    client_information: Maybe[Line] = Field(
        None, title="Information of clients", description="How clients are told."
    )
    dated: Annotated[Maybe[date], SilenceMeans("in effect")] = Field(
        None, description="Date of the procedure."
    )


class DedicatedAudits(Entry):
    """Audits by the client of its dedicated resources (EXI-15, first right)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    allowed: Maybe[bool] = Field(
        None, title="Clause or procedure", description="Whether a clause or procedure allows it."
    )
    assistance: Maybe[bool] = Field(
        None,
        title="Assistance during the audit",
        description="Whether the host helps keep security during the audit.",
    )


class TraceAccess(Entry):
    """Access by the client to the traces of accesses by the host's people (EXI-15, third right)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    available: Maybe[bool] = Field(
        None, title="Means to read the traces", description="Whether the client has a means to read them."
    )
    covers_all_personnel: Maybe[bool] = Field(
        None,
        title="Coverage of all personnel",
        description="Whether they cover everyone under the host's control, employed or not.",
    )
    retention: Maybe[Line] = Field(None, title="Retention of traces", description="How long traces are kept.")


class SummaryRequest(Entry):
    """A client's request for the management summary of the shared-resources audit."""

    confidentiality: ClassVar[Confidentiality] = CLIENT
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("asked", "answered"),)

    client: ClientRef = Field(title="Client that asked", description="Who asked.")
    asked: date = Field(title="Date", description="When.")
    answered: Maybe[date | Literal["refused", "pending"]] = Field(
        None, title="Date of sending", description="When it was sent."
    )


class ClientVerifications(Entry):
    """The four rights of verification opened to clients (EXI-15)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    dedicated_audits: Maybe[DedicatedAudits] = Field(
        None, title="Dedicated audits (15-1)", description="15-1."
    )
    summary_requests: Maybe[list[SummaryRequest]] = Field(
        None, title="Requests for summaries (15-2)", description="15-2: requests; [] if there were none."
    )
    trace_access: Maybe[TraceAccess] = Field(None, title="Access to traces (15-3)", description="15-3.")
    certification_report_terms: Maybe[bool] = Field(
        None,
        title="Access to the audit report (15-4)",
        description="15-4: whether written terms let clients read the last HDS certification audit report.",
    )


class Audit(Entry):
    """An audit that was carried out or is planned."""

    kind: ClassVar[str] = "audit"
    confidentiality: ClassVar[Confidentiality] = CLIENT
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("work_ended", "report_dated"),)

    id: Id
    audit_kind: AuditKind = Field(title="Object of the audit", description="What was audited.")
    title: Maybe[Line] = Field(None, description="Title.")
    planned: Maybe[date] = Field(
        None, title="Planned day", description="Day for which it is planned, while it is to come."
    )
    work_ended: Maybe[date] = Field(None, description="Last day of the audit work: this is the audit's date.")
    report_dated: Maybe[date] = Field(None, description="Date of the report.")
    auditor: Maybe[Line] = Field(None, title="Auditor", description="Who audited (organisation or function).")
    independent: Maybe[bool] = Field(
        None, title="Independent auditor", description="Whether the auditor is independent."
    )
    management_summary: Maybe[bool] = Field(
        None,
        title="Management summary for clients",
        description="Whether a management summary can be given to clients.",
    )
    services: Maybe[list[ServiceRef]] = Field(None, description="Services whose resources it covers.")
    populations: Maybe[list[ActorRef]] = Field(
        None,
        title="Actors audited (access traces)",
        description="For access traces: actors whose people's accesses were audited.",
    )
    findings: Maybe[list[Line]] = Field(None, description="Findings.")
    actions: Maybe[list[Line]] = Field(None, description="Actions.")


class Training(Entry):
    """An awareness session or campaign (EXI-10). Count each person once over all of them."""

    kind: ClassVar[str] = "training"

    id: Id
    actor: ActorRef = Field(title="Actor of the participants", description="Whose people attended.")
    held: Maybe[date] = Field(None, description="Last day.")
    topics: Maybe[list[Topic]] = Field(None, description="Criticality of health data in these respects.")
    attendees: Maybe[Count] = Field(None, description="Persons made aware, not counted in another session.")


_Subject = Annotated[
    str, AnyRef(("certificate", "actor", "storage", "remote_access", "service", "public_page"))
]


class Communication(Entry):
    """Something sent: to clients, to the certification body."""

    kind: ClassVar[str] = "communication"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    what: CommunicationKind = Field(title="Content sent", description="What was sent.")
    to: list[Annotated[str, AnyRef(("client", "actor"))]] = Field(
        title="Recipients", description="Recipients as client:id or actor:id."
    )
    sent: Maybe[date] = Field(None, title="Date", description="When.")
    about: Annotated[Maybe[list[_Subject]], SilenceMeans("everything")] = Field(
        None,
        title="Entries it is about",
        description="What it is about, as kind:id (certificate:…, remote_access:…); absent: everything.",
    )


class ForeignLaw(Entry):
    """A foreign regulation that could impose an access contrary to Union law (GDPR art. 48)."""

    confidentiality: ClassVar[Confidentiality] = PUBLIC

    country: CountryCode = Field(description="Country.")
    text: Line = Field(description="The regulation.")
    reach: Maybe[Text] = Field(None, title="Reach of the regulation", description="What it allows.")


class ThirdCountryLaw(Entry):
    """The analysis of third-country laws (EXI-30)."""

    confidentiality: ClassVar[Confidentiality] = PUBLIC

    analysed: Maybe[date | Literal["not_done"]] = Field(None, description="Day of the analysis; or not_done.")
    laws: Maybe[list[ForeignLaw]] = Field(
        None, description="Regulations found; [] if the analysis found none."
    )
    mitigations: Maybe[list[Text]] = Field(None, description="Mitigation measures; [] for none.")
    residual_risks: Maybe[list[Text]] = Field(None, description="Residual risks, described; [] for none.")
    edpb_considered: Maybe[bool] = Field(
        None,
        title="EDPB recommendations considered",
        description="Whether EDPB recommendations 01/2020 v2.0 were taken into account.",
    )


class PublicPage(Entry):
    """A public page of EXI-31, for one or several certified activities."""

    kind: ClassVar[str] = "public_page"
    confidentiality: ClassVar[Confidentiality] = PUBLIC

    id: Id
    url: Maybe[Line] = Field(None, description="Address.")
    activities: list[Activity] = Field(description="Certified activities it is about.")
    online: Maybe[bool] = Field(None, title="Page published", description="Whether it is published.")
    form: Maybe[PublishedForm] = Field(None, title="Content shown", description="What it shows.")
    mention: Maybe[Text] = Field(None, description="The mention, exactly as published.")
    table_sha256: Annotated[Maybe[Sha256], SilenceMeans("judged by its date")] = Field(
        None,
        description="Digest printed under the guarantee table that was published; "
        "absent: the table is judged by its date.",
    )
    updated: Maybe[date] = Field(None, description="Date of the published content.")
    dedicated: Maybe[bool] = Field(
        None, title="Dedicated page", description="Whether the page is dedicated to this information."
    )
    readable: Maybe[bool] = Field(None, title="Legible page", description="Whether it is legible.")
    open_to_public: Maybe[bool] = Field(
        None, title="Page open to the public", description="false if it stands behind a login."
    )
