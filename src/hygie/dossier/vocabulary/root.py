"""The root of a dossier: every file holds part of it, and the parts are merged."""

from typing import Annotated, Literal

from pydantic import Field

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import (
    Audit,
    CertificateLossProcedure,
    ClientVerifications,
    Communication,
    PublicPage,
    ResponsibilityMatrix,
    ThirdCountryLaw,
    Training,
)
from hygie.dossier.vocabulary.base import Entry, Maybe, SilenceMeans
from hygie.dossier.vocabulary.charter import (
    Charter,
    PracticeQuestionnaire,
    Promotion,
    SupportAction,
    SupportOffer,
)
from hygie.dossier.vocabulary.clients import Client, ContactList
from hygie.dossier.vocabulary.contracts import Contract, ContractTemplate
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.data_protection import DataProtection, Processing
from hygie.dossier.vocabulary.evidence import Evidence, Person
from hygie.dossier.vocabulary.imported import ImportedAssessment
from hygie.dossier.vocabulary.isms import Isms, Risk
from hygie.dossier.vocabulary.organization import Organization, Policy, Role
from hygie.dossier.vocabulary.products import Product
from hygie.dossier.vocabulary.reversibility import ReversibilityPlan
from hygie.dossier.vocabulary.services import Asset, MediaTransfer, Process, Service

ReferentialId = Literal["hds-2.0", "iso27001-2022", "feima-2021"]
"""The referentials that this Hygie evaluates."""

FORMAT = 1
"""The version of the dossier's format that this Hygie reads and writes."""


class Certification(Entry):
    """What the organisation wants of the HDS certification."""

    voluntary: Annotated[Maybe[bool], SilenceMeans("not asked for")] = Field(
        None,
        title="Voluntary certification",
        description="true to be evaluated even where the certification is not required; "
        "absent: only where it is.",
    )


class Declarations(Entry):
    """Everything that a dossier declares."""

    format: Literal[1] = Field(description="Version of the dossier's format.")
    organization: Organization = Field(description="The organisation.")
    roles: list[Role] = Field(
        min_length=1,
        title="Roles",
        description="What the organisation is: host, vendor, manufacturer, hospital.",
    )
    referentials: Annotated[Maybe[list[ReferentialId]], SilenceMeans("those of the roles")] = Field(
        None, description="Referentials to evaluate; absent: those of the roles."
    )
    policy: Policy = Field(
        default_factory=Policy, title="Reading policy", description="How strictly to read."
    )
    certification: Annotated[Maybe[Certification], SilenceMeans("nothing asked for")] = Field(
        None, description="The HDS certification that is sought."
    )
    people: list[Person] = Field(default_factory=list, description="Persons; only in people.yaml.")

    actors: Maybe[list[Actor]] = Field(
        None,
        title="Actors of the hosting service",
        description="Host, subcontractors, suppliers, certification body.",
    )
    services: Maybe[list[Service]] = Field(None, description="Hosting services offered.")
    processing: Maybe[list[Processing]] = Field(None, description="Record of processing (GDPR art. 30).")
    data_protection: Maybe[DataProtection] = Field(None, description="Data-protection arrangements.")
    assets: Maybe[list[Asset]] = Field(None, description="Means of processing.")
    processes: Maybe[list[Process]] = Field(None, description="Processes that touch health data.")
    media_transfers: Maybe[list[MediaTransfer]] = Field(
        None,
        title="Transfers of physical media",
        description="Transfers of physical media with health data; [] if there are none.",
    )

    controls: Maybe[list[Control]] = Field(
        None, description="Controls of the organisation as a whole; [] for none."
    )
    isms: Maybe[Isms] = Field(None, description="Management system.")
    risks: Maybe[list[Risk]] = Field(None, description="Risk register.")
    responsibility_matrices: Maybe[list[ResponsibilityMatrix]] = Field(
        None, description="Split of responsibilities with clients (EXI-13); [] for none."
    )
    certificate_loss_procedure: Maybe[CertificateLossProcedure] = Field(
        None, title="Procedure for the loss of a certificate (EXI-14)", description="EXI-14."
    )
    client_verifications: Maybe[ClientVerifications] = Field(
        None, title="Verifications by clients (EXI-15)", description="EXI-15."
    )
    audits: Maybe[list[Audit]] = Field(None, description="Audits; [] for none.")
    training: Maybe[list[Training]] = Field(None, description="Awareness sessions (EXI-10); [] for none.")

    clients: Maybe[list[Client]] = Field(None, description="Clients; [] for none.")
    contact_list: Maybe[ContactList] = Field(None, description="List of points of contact (EXI-11).")
    contracts: Maybe[list[Contract]] = Field(None, description="Hosting contracts; [] for none.")
    contract_template: Maybe[ContractTemplate] = Field(None, description="Model contract given to clients.")
    communications: Maybe[list[Communication]] = Field(
        None,
        title="Communications sent",
        description="What was sent to clients and to the certification body; [] for nothing.",
    )
    third_country_law: Maybe[ThirdCountryLaw] = Field(None, description="Third-country laws (EXI-30).")
    public_pages: Maybe[list[PublicPage]] = Field(None, description="Public pages of EXI-31; [] for none.")

    reversibility_plans: Maybe[list[ReversibilityPlan]] = Field(
        None, description="Plans for the end of contracts; [] for none."
    )

    products: Maybe[list[Product]] = Field(None, description="Products on the market; [] for none.")
    charter: Maybe[Charter] = Field(None, description="FEIMA charter: membership and signature.")
    promotions: Maybe[list[Promotion]] = Field(
        None, description="Actions that promoted the security memo (FEIMA-11); [] for none."
    )
    support_offer: Maybe[SupportOffer] = Field(
        None,
        title="Support offer (FEIMA-12)",
        description="Advice and support offered to health professionals (FEIMA-12).",
    )
    support_actions: Maybe[list[SupportAction]] = Field(
        None,
        title="Advice and support actions",
        description="Actions that advised or supported them (FEIMA-12); [] for none.",
    )
    practice_questionnaires: Maybe[list[PracticeQuestionnaire]] = Field(
        None, description="Questionnaires sent back by practices; [] for none."
    )
    imported_assessments: list[ImportedAssessment] = Field(
        default_factory=list,
        title="Assessments by other tools",
        description="What other tools said, to be confirmed.",
    )

    evidence: list[Evidence] = Field(default_factory=list, description="Evidence index.")
