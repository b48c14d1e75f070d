"""Personal data: records of processing (GDPR art. 30), officer, agreements, assessments, breaches."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    AnyRef,
    ClientRef,
    Confidentiality,
    CountryCode,
    Entry,
    EvidenceRef,
    Id,
    Line,
    Maybe,
    PersonRef,
    ProductRef,
    ServiceRef,
    SilenceMeans,
    Text,
)
from hygie.dossier.vocabulary.controls import Control

CollectionContext = Literal[
    "prevention", "diagnosis", "care", "social_follow_up", "medico_social_follow_up", "other"
]
OnBehalfOf = Literal["data_producer", "patient", "other"]
ProcessingRole = Literal["controller", "joint_controller", "processor"]
LawfulBasis = Literal[
    "consent", "contract", "legal_obligation", "vital_interests", "public_interest", "legitimate_interests",
    "none",
]  # fmt: skip
"""The bases of GDPR article 6(1), (a) to (f); none: there is no basis."""

HealthException = Literal[
    "explicit_consent", "employment_and_social_protection", "vital_interests", "non_profit_body",
    "made_public_by_data_subject", "legal_claims", "substantial_public_interest", "care", "public_health",
    "research", "not_special_category", "none",
]  # fmt: skip
"""The exceptions of GDPR article 9(2), (a) to (j); not_special_category: none is needed."""


class ProcessingTransfer(Entry):
    """A transfer to a third country, as the record of processing states it (GDPR art. 30(1)(e))."""

    country: CountryCode = Field(description="Third country.")
    safeguards: Maybe[Line] = Field(None, description="Basis or safeguards of the transfer.")


class Processing(Entry):
    """A record of processing (GDPR article 30), for oneself or for clients."""

    kind: ClassVar[str] = "processing"

    id: Id
    name: Line = Field(description="Name of the processing.")
    role: Maybe[ProcessingRole] = Field(None, description="The organisation's role: controller or processor.")
    service: Maybe[ServiceRef] = Field(None, description="Service through which it is carried out.")
    product: Maybe[ProductRef] = Field(None, description="Product through which it is carried out.")
    controllers: Maybe[list[ClientRef]] = Field(
        None,
        title="Controllers it is carried out for",
        description="As a processor: the controllers it is carried out for.",
    )
    joint_controllers: Maybe[list[Line]] = Field(
        None,
        title="Other joint controllers",
        description="As a joint controller: the others, and how to reach them.",
    )
    health_data: Maybe[bool] = Field(
        None,
        title="Health data processed",
        description="Whether personal health data (GDPR art. 4(15)) is processed.",
    )
    collection_context: Maybe[CollectionContext] = Field(
        None, description="Context in which the data was collected (HDS §3.1.3)."
    )
    on_behalf_of: Maybe[OnBehalfOf] = Field(
        None,
        title="Hosted on behalf of",
        description="For whom it is hosted: who produced or collected the data, or the patient.",
    )
    means: Maybe[list[Annotated[str, AnyRef(("asset", "process", "actor"))]]] = Field(
        None,
        title="Means and processes used",
        description="Means and processes used, as kind:id (asset:…, process:…, actor:…).",
    )
    purposes: Maybe[Text] = Field(None, description="Purposes (GDPR art. 30).")
    data_categories: Maybe[list[Line]] = Field(None, description="Categories of data.")
    data_subjects: Maybe[list[Line]] = Field(None, description="Categories of data subjects.")
    recipients: Maybe[list[Line]] = Field(None, description="Categories of recipients.")
    transfers: Maybe[list[ProcessingTransfer]] = Field(
        None, description="Transfers to third countries; [] for none."
    )
    legal_basis: Maybe[Line] = Field(None, description="Lawful basis (GDPR art. 6 and 9).")
    retention: Maybe[Line] = Field(None, description="Retention period, or how it is decided.")
    security_measures: Maybe[list[Line]] = Field(
        None, description="General description of security measures."
    )
    controls: Maybe[list[Control]] = Field(None, description="Controls that protect it; [] for none.")
    dpia_required: Maybe[bool] = Field(
        None,
        title="Impact assessment required",
        description="Whether an impact assessment is required (GDPR art. 35).",
    )
    dpia: Maybe[EvidenceRef | Literal["not_done"]] = Field(
        None, description="Impact assessment (GDPR art. 35): id of an evidence; or not_done."
    )
    reviewed: Maybe[date] = Field(None, description="Last review of this record.")


class ProcessorAgreement(Entry):
    """The agreement with a client for whom personal data is processed (GDPR art. 28)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    client: ClientRef = Field(description="The client: id.")
    signed: Maybe[date | Literal["not_signed"]] = Field(
        None, description="Day of the last signature; or not_signed."
    )
    document: Maybe[EvidenceRef] = Field(None, description="The signed document: id of an evidence.")


class BreachProcedure(Entry):
    """What is done when personal data is breached (GDPR art. 33 and 34)."""

    exists: bool = Field(True, title="Procedure in place", description="false if there is no such procedure.")
    notifies_within_72_hours: Maybe[bool] = Field(
        None,
        title="Notification within 72 hours",
        description="Whether it makes the authority notified within 72 hours (GDPR art. 33(1)).",
    )
    tells_controllers: Maybe[bool] = Field(
        None,
        title="Information of the controllers",
        description="Whether it makes the controllers told without undue delay (GDPR art. 33(2)).",
    )
    dated: Annotated[Maybe[date], SilenceMeans("already in effect")] = Field(
        None, description="Date of the procedure; absent: it is in effect already."
    )


class DataProtection(Entry):
    """The organisation's data-protection officer and general arrangements."""

    officer: Maybe[PersonRef | Literal[False]] = Field(
        None, description="Data-protection officer: id of a person; false if there is none."
    )
    designated_on: Annotated[Maybe[date], SilenceMeans("already designated")] = Field(
        None, description="Date of designation to the authority; absent: it is done already."
    )
    officer_not_required: Maybe[Text | Literal[False]] = Field(
        None,
        title="Reason for having no officer",
        description="Why no officer is designated, if none has to be (GDPR art. 37); false if no reason is "
        "written.",
    )
    processor_agreements: Maybe[list[ProcessorAgreement]] = Field(
        None, description="Agreements of article 28 with clients; [] for none."
    )
    security_measures: Maybe[date | Literal["not_done"]] = Field(
        None,
        title="Last choice of the measures of article 32",
        description="Day on which the measures of article 32 were last chosen from the risks; or not_done.",
    )
    breach_procedure: Maybe[BreachProcedure] = Field(None, description="Procedure for breaches.")
