"""Software and services placed on the market, and how each holds the commitments of its vendor."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    PUBLIC,
    Activity,
    ActorRef,
    Confidentiality,
    Count,
    Entry,
    EvidenceRef,
    Id,
    Line,
    Maybe,
    ServiceRef,
    SilenceMeans,
    Text,
)
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.data_protection import HealthException, LawfulBasis

FlowPurpose = Literal["care", "study", "research", "other"]
Counterpart = Literal["health_actors", "patient", "other"]
Channel = Literal["messaging", "structured", "file_transfer", "export", "other"]
Identity = Literal["identified", "pseudonymised", "anonymised", "no_personal_data"]
Withstood = Literal["withstood", "not_withstood", "not_tested"]
PgssisDocument = Literal[
    "electronic_identification", "probative_value", "accountability", "connected_devices",
    "remote_interventions", "third_party_access", "backup", "physical_security", "other",
]  # fmt: skip


class Hosting(Entry):
    """Who hosts the health data of a product, and for which activities (FEIMA-02)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    host: ActorRef = Field(description="Actor that hosts: id.")
    activities: Maybe[list[Activity]] = Field(
        None, description="Hosting activities that are bought from it (1 to 6)."
    )
    service: Maybe[ServiceRef] = Field(None, description="Service of the host, where it is declared here.")
    since: Annotated[Maybe[date], SilenceMeans("already so")] = Field(
        None, title="In effect since", description="Since when; absent: it is so already."
    )


class Gap(Entry):
    """A gap that is still open, and the plan that closes it."""

    title: Line = Field(description="The gap.")
    plan: Maybe[Line | Literal[False]] = Field(
        None, title="Plan that will close it", description="What will close it; false if nothing will."
    )
    due: Maybe[date] = Field(None, title="Due date", description="When.")


class CnilFramework(Entry):
    """A reference framework of the CNIL and how the product stands to it (FEIMA-03)."""

    name: Line = Field(description="Name of the framework.")
    version: Maybe[Line] = Field(None, description="Version or date of the framework.")
    applicable: Maybe[bool] = Field(
        None, title="Framework applicable", description="Whether it covers a processing of the product."
    )
    analysed: Maybe[date | Literal["not_done"]] = Field(
        None, description="Day of the gap analysis; or not_done."
    )
    gaps: Maybe[list[Gap]] = Field(None, description="Open gaps; [] if the analysis left none.")


class PgssisConformity(Entry):
    """A document of the PGSSI-S and the level that the product reaches (FEIMA-04)."""

    document: PgssisDocument = Field(description="Document of the PGSSI-S.")
    title: Maybe[Line] = Field(None, description="Title, for one that has no word here.")
    binding: Maybe[bool] = Field(
        None,
        title="Legally binding",
        description="Whether it is legally binding for this product; electronic_identification always is.",
    )
    version: Maybe[Line] = Field(None, description="Version.")
    target: Maybe[Line] = Field(None, description="Level aimed at.")
    state: Maybe[Literal["reached", "in_part", "not_reached"]] = Field(
        None, title="Target level reached", description="Whether that level is reached."
    )
    assessed: Annotated[Maybe[date], SilenceMeans("already assessed")] = Field(
        None, description="Day of the assessment; absent: it is made already."
    )


class Anonymisation(Entry):
    """The three tests of anonymity (Article 29 Working Party, opinion 05/2014)."""

    singling_out: Maybe[Withstood] = Field(None, description="Singling out an individual.")
    linkability: Maybe[Withstood] = Field(None, description="Linking records of one individual.")
    inference: Maybe[Withstood] = Field(None, description="Inferring information on an individual.")
    assessed: Annotated[Maybe[date], SilenceMeans("already assessed")] = Field(
        None, description="Day of the assessment; absent: it is made already."
    )
    report: Maybe[EvidenceRef] = Field(None, description="Report: id of an evidence.")


class DataFlow(Entry):
    """An exchange or an export of data by a product (FEIMA-05 and 06)."""

    kind: ClassVar[str] = "data_flow"

    id: Id
    name: Line = Field(title="Exchange or export", description="What is sent, from whom to whom.")
    purpose: Maybe[FlowPurpose] = Field(
        None,
        title="Purpose of the flow",
        description="care between health actors; study or research for an export.",
    )
    health_data: Maybe[bool] = Field(
        None, title="Health data carried", description="Whether it carries personal health data."
    )
    channel: Maybe[Channel] = Field(
        None,
        title="Channel used",
        description="messaging: any message from person to person; structured: a channel that public "
        "authorities provide for (DMP…).",
    )
    counterpart: Maybe[Counterpart] = Field(
        None,
        title="Parties that it links",
        description="Messaging only: whom it links. health_actors: professionals and care services alone; "
        "patient: the patient or who stands for them.",
    )
    mssante: Maybe[bool] = Field(
        None, title="Sent through MSSanté", description="Messaging only: whether it goes through MSSanté."
    )
    operator: Maybe[Line] = Field(
        None, title="Messaging operator", description="Messaging only: operator of the messaging service."
    )
    operator_in_trust_space: Maybe[bool] = Field(
        None,
        title="Operator in the MSSanté trust space",
        description="Messaging only: whether the operator belongs to the MSSanté trust space.",
    )
    encrypted: Maybe[bool] = Field(
        None, title="Encrypted on its way", description="Whether the data is encrypted on its way."
    )
    encryption: Maybe[Line] = Field(None, title="Means of encryption", description="How it is encrypted.")
    identity: Maybe[Identity] = Field(
        None, title="Identification of people", description="What the data says of who people are."
    )
    technique: Maybe[Line] = Field(None, description="Technique of pseudonymisation or anonymisation.")
    anonymisation: Maybe[Anonymisation] = Field(None, description="Tests of the anonymisation.")
    legal_framework: Maybe[Line | Literal[False]] = Field(
        None,
        title="Legal framework (personal data)",
        description="For data that stays personal: legal basis or methodology of reference (MR-001…); false "
        "if there is none.",
    )
    since: Annotated[Maybe[date], SilenceMeans("already done")] = Field(
        None, description="Done since; absent: it is done already."
    )


class CollectedData(Entry):
    """Data that a product collects, with what makes it lawful (FEIMA-07)."""

    name: Line = Field(description="The data.")
    health: Maybe[bool] = Field(
        None, title="It is health data", description="Whether it is health data (GDPR art. 4(15))."
    )
    purpose: Maybe[Line | Literal[False]] = Field(
        None, title="Purpose of the data", description="What it serves; false if nothing."
    )
    basis: Maybe[LawfulBasis] = Field(None, description="Lawful basis (GDPR art. 6); none if there is none.")
    exception: Maybe[HealthException] = Field(
        None,
        description="Exception of GDPR art. 9; not_special_category where none is needed; none if there is "
        "none.",
    )
    retention: Maybe[Line | Literal[False]] = Field(
        None, title="Period of retention", description="How long it is kept; false if it is not decided."
    )
    necessary: Maybe[bool] = Field(
        None, title="Necessary for the purpose", description="Whether the purpose needs it."
    )


class PortabilityTrial(Entry):
    """A trial of the export of a record (FEIMA-08)."""

    on: date = Field(description="Day of the trial.")
    outcome: Maybe[Literal["success", "failure"]] = Field(
        None, title="Outcome of the trial", description="How it ended."
    )
    report: Maybe[EvidenceRef] = Field(None, description="Report: id of an evidence.")


class RecordExport(Entry):
    """How a record leaves the product (FEIMA-08)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    complete: Maybe[bool] = Field(
        None, title="Whole record exported", description="Whether the whole record is exported."
    )
    formats: Maybe[list[Line]] = Field(None, description="Formats of the export.")
    structured_format: Maybe[bool] = Field(
        None,
        title="Structured and common format",
        description="Whether one of them is structured and commonly used.",
    )
    delay: Maybe[Line] = Field(None, title="Time it takes", description="How long it takes.")
    cost: Maybe[Line] = Field(None, title="Cost of the export", description="What it costs.")
    conditions_told: Maybe[bool] = Field(
        None, title="Conditions told to clients", description="Whether clients are told these conditions."
    )
    rules: Maybe[list[Line]] = Field(None, description="Public rules followed, with their version.")
    trials: Maybe[list[PortabilityTrial]] = Field(None, description="Trials; [] for none.")


class Convergence(Entry):
    """The assessment filed on the ANS platform Convergence (FEIMA-09)."""

    assessed: Maybe[date | Literal["not_filed"]] = Field(
        None, description="Day on which the assessment was filed; or not_filed."
    )
    levels: Maybe[list[Line]] = Field(None, description="Levels it shows, in its own words.")
    roadmap: Maybe[bool] = Field(
        None, title="Roadmap of progress", description="Whether a roadmap of progress is set."
    )


class PracticeEthics(Entry):
    """The ethics criteria of practice-management software (FEIMA-10)."""

    version: Maybe[Line] = Field(None, description="Version of the criteria.")
    answers: Maybe[Literal["complete", "partial", "none"]] = Field(
        None, title="Answers to the self-assessment", description="How far the self-assessment is answered."
    )
    assessed: Annotated[Maybe[date], SilenceMeans("already assessed")] = Field(
        None, description="Day of the self-assessment; absent: it is made already."
    )
    gaps: Maybe[list[Gap]] = Field(None, description="Open gaps; [] for none.")


class Product(Entry):
    """A product or online service of a vendor."""

    kind: ClassVar[str] = "product"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    name: Annotated[Line, PUBLIC] = Field(description="Name on the market.")
    version: Annotated[Maybe[Line], PUBLIC] = Field(None, description="Version on the market.")
    description: Annotated[Maybe[Text], PUBLIC] = Field(
        None, title="Description of the product", description="What it is for, and for whom."
    )
    users: Maybe[Count] = Field(None, description="Health professionals who use it.")
    digital_health_service: Maybe[bool] = Field(
        None,
        title="Digital health service",
        description="Whether it is a digital health service (CSP L.1470-1), so that the PGSSI-S holds.",
    )
    practice_software: Maybe[bool] = Field(
        None, title="Practice-management software", description="Whether it is practice-management software."
    )
    keeps_records: Maybe[bool] = Field(
        None, title="Patient records kept", description="Whether it keeps patient records."
    )
    convergence_eligible: Maybe[bool] = Field(
        None,
        title="Eligible for Convergence",
        description="Whether the Convergence platform accepts it for assessment.",
    )
    hosts_health_data: Maybe[bool] = Field(
        None,
        title="Health data hosted",
        description="Whether health data is hosted, by the vendor or for it, on behalf of others.",
    )
    hosting: Maybe[list[Hosting]] = Field(
        None, title="Hosts of the product", description="Who hosts it; [] for nobody."
    )
    cnil_frameworks: Maybe[list[CnilFramework]] = Field(
        None, description="CNIL frameworks considered; [] if none covers a processing of the product."
    )
    pgssis: Maybe[list[PgssisConformity]] = Field(
        None, description="Documents of the PGSSI-S that apply; [] for none."
    )
    flows: Maybe[list[DataFlow]] = Field(None, description="Exchanges and exports of data; [] for none.")
    data: Maybe[list[CollectedData]] = Field(None, description="Personal data collected; [] for none.")
    export: Maybe[RecordExport] = Field(None, description="Export of records.")
    convergence: Maybe[Convergence] = Field(None, description="Assessment on Convergence.")
    ethics: Maybe[PracticeEthics] = Field(None, description="Ethics criteria of practice software.")
    controls: Maybe[list[Control]] = Field(None, description="Controls built into it; [] for none.")
