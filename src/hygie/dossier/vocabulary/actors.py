"""Host, subcontractors, suppliers and certification body: who takes part, where, under which law."""

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
    CountryCode,
    Entry,
    Id,
    Line,
    Maybe,
    ServiceRef,
    SilenceMeans,
    Text,
)
from hygie.dossier.vocabulary.controls import Control

ActorRole = Literal["host", "subcontractor", "supplier", "certification_body"]
StorageNature = Literal["production", "replica", "backup", "archive", "log"]
SubjectionLink = Literal["registered_office", "ultimate_parent", "establishment", "other"]
TransferBasis = Literal[
    "art45", "art46.2.a", "art46.2.b", "art46.2.c", "art46.2.d", "art46.2.e", "art46.2.f",
    "art46.3.a", "art46.3.b", "art49", "none",
]  # fmt: skip


class Certificate(Entry):
    """A certificate of conformity, as its document states it."""

    kind: ClassVar[str] = "certificate"
    confidentiality: ClassVar[Confidentiality] = CLIENT
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("issued", "expires"),)

    id: Id
    scheme: Annotated[Literal["hds", "iso27001"], PUBLIC] = Field(
        title="Certified scheme", description="What is certified."
    )
    edition: Annotated[Maybe[Line], PUBLIC] = Field(
        None, description="Edition of the standard, e.g. '2.0', '2022'."
    )
    number: Annotated[Maybe[Line], PUBLIC] = Field(None, description="Number printed on the certificate.")
    body: Annotated[Maybe[ActorRef], PUBLIC] = Field(None, description="Certification body: id of an actor.")
    scope: Annotated[Maybe[Text], PUBLIC] = Field(None, description="Scope, as written on the certificate.")
    activities: Annotated[Maybe[list[Activity]], PUBLIC] = Field(
        None, description="HDS activities covered (1 to 6)."
    )
    issued: Annotated[Maybe[date], PUBLIC] = Field(None, description="Date of issue.")
    expires: Annotated[Maybe[date], PUBLIC] = Field(None, description="Last day of validity.")
    suspended: Maybe[bool] = Field(
        None, title="Suspended today", description="Whether it is suspended today."
    )
    suspended_since: Annotated[Maybe[date], SilenceMeans("since the issue")] = Field(
        None, description="First day of the suspension, if any."
    )
    withdrawn: Annotated[Maybe[date], SilenceMeans("not withdrawn")] = Field(
        None, title="Day of withdrawal", description="Day on which it was withdrawn, if it was."
    )


class Qualification(Entry):
    """A qualification by ANSSI, such as SecNumCloud."""

    kind: ClassVar[str] = "qualification"
    confidentiality: ClassVar[Confidentiality] = PUBLIC
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("granted", "expires"),)

    id: Id
    scheme: Literal["secnumcloud"] = Field(title="Kind of qualification", description="Which qualification.")
    version: Maybe[Line] = Field(None, description="Version of the scheme, e.g. '3.2'.")
    activities: Maybe[list[Activity]] = Field(None, description="HDS activities that its scope covers.")
    granted: Maybe[date] = Field(None, description="First day.")
    expires: Maybe[date] = Field(None, description="Last day of validity.")


class Storage(Entry):
    """A place where health data is stored (EXI-28): one line a place and a nature."""

    kind: ClassVar[str] = "storage"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    country: Maybe[CountryCode] = Field(None, description="Country where the data physically is.")
    site: Maybe[Line] = Field(None, description="Site or data centre; documents the location.")
    nature: Maybe[StorageNature] = Field(
        None, title="Nature of the storage", description="What is stored there."
    )
    health_data: Maybe[bool] = Field(
        None, title="Health data stored there", description="Whether personal health data is stored there."
    )
    services: Maybe[list[ServiceRef]] = Field(None, description="Services that use it.")
    since: Annotated[Maybe[date], SilenceMeans("already in use")] = Field(
        None, description="In use since; absent: it is in use already."
    )


class LocalLawAssessment(Entry):
    """Assessment of the law of the country of access (EDPB recommendations 01/2020 v2.0)."""

    done_on: Maybe[date | Literal["not_done"]] = Field(
        None, description="Date of the assessment; or not_done."
    )
    conclusion: Maybe[Text] = Field(None, title="Conclusion", description="What it concludes.")


class RemoteAccess(Entry):
    """A possible remote access to health data from outside the EEA or inside (EXI-29)."""

    kind: ClassVar[str] = "remote_access"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    country: Annotated[Maybe[CountryCode], PUBLIC] = Field(
        None, description="Country from which access is possible."
    )
    purpose: Annotated[Maybe[Line], PUBLIC] = Field(
        None, description="Purpose: support, monitoring, on-call…"
    )
    services: Maybe[list[ServiceRef]] = Field(None, description="Services concerned.")
    basis: Annotated[Maybe[TransferBasis], PUBLIC] = Field(
        None, description="GDPR basis: art45 (adequacy), art46.2.a to art46.3.b, art49, or none."
    )
    basis_date: Maybe[date] = Field(None, description="Date of the article 46 instrument.")
    recipient_covered: Maybe[bool] = Field(
        None,
        title="Recipient covered by a partial decision",
        description="Under a partial adequacy decision: whether the recipient is proven to be covered.",
    )
    safeguards_documented: Maybe[bool] = Field(
        None,
        title="Article 46 safeguards documented",
        description="Article 46 only: whether the safeguards are documented.",
    )
    supplementary_measures: Maybe[list[Line]] = Field(
        None,
        title="Supplementary measures (article 46)",
        description="Article 46 only: supplementary measures in place; [] if none was found necessary.",
    )
    local_law_assessment: Maybe[LocalLawAssessment] = Field(
        None,
        title="Assessment of the local law (article 46)",
        description="Article 46 only: assessment of the law of the country of access.",
    )
    since: Annotated[Maybe[date], SilenceMeans("already possible")] = Field(
        None, description="Possible since; absent: it is possible already."
    )


class Subjection(Entry):
    """A foreign law to which an actor is subject (EXI-30)."""

    confidentiality: ClassVar[Confidentiality] = PUBLIC

    country: CountryCode = Field(description="Country whose law applies to the actor.")
    link: Maybe[SubjectionLink] = Field(
        None,
        title="Reason for being subject to it",
        description="Why: registered office, ultimate parent, establishment.",
    )
    recipient_covered: Maybe[bool] = Field(
        None,
        title="Actor covered by a partial decision",
        description="Under a partial adequacy decision: whether the actor is proven to be covered.",
    )
    legal_analysis: Annotated[Maybe[date], SilenceMeans("no such analysis")] = Field(
        None,
        title="Analysis that excludes contrary access",
        description="Date of a legal analysis that concludes that no contrary access can be imposed; "
        "absent: none is attached.",
    )
    since: Annotated[Maybe[date], SilenceMeans("already so")] = Field(
        None, title="In effect since", description="Since when; absent: it holds already."
    )


class Change(Entry):
    """A change, by a subcontractor, of a measure that treats a risk (EXI-06)."""

    kind: ClassVar[str] = "change"
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("announced", "reviewed"),)

    id: Id
    announced: Maybe[date] = Field(None, description="Day on which it was announced or found.")
    what: Maybe[Text] = Field(None, title="Change announced", description="What changes.")
    reviewed: Maybe[date | Literal["not_reviewed"]] = Field(
        None, description="Day of the review; or not_reviewed."
    )


class ChangeControl(Entry):
    """How changes of a subcontractor's measures are kept under control (EXI-06)."""

    notification_clause: Maybe[bool] = Field(
        None,
        title="Contractual announcement of changes",
        description="Whether its contract makes it announce changes.",
    )
    review_procedure: Maybe[bool] = Field(
        None, title="Procedure for reviewing changes", description="Whether a procedure reviews its changes."
    )
    changes: Maybe[list[Change]] = Field(None, description="Log of its changes; [] if there was none.")
    measures: Maybe[list[Line]] = Field(None, description="Its measures that treat identified risks.")


class Actor(Entry):
    """Someone who contributes to the security of health data (HDS §2.1.1), or vouches for it."""

    kind: ClassVar[str] = "actor"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    name: Annotated[Line, PUBLIC] = Field(description="Legal name.")
    role: Annotated[ActorRole, PUBLIC] = Field(description="Role in the hosting service.")
    country: Annotated[Maybe[CountryCode], PUBLIC] = Field(
        None, description="Country of the registered office."
    )
    services: Maybe[list[ServiceRef]] = Field(None, description="Services it takes part in; [] for none.")
    activities: Annotated[Maybe[list[Activity]], PUBLIC] = Field(
        None, description="Hosting activities it carries out (1 to 6)."
    )
    under_host_supervision: Maybe[bool] = Field(
        None,
        title="Under the host's surveillance",
        description="Subcontractor acting under the host's security policy and surveillance: "
        "not an actor of the guarantee table (HDS §2.1.1).",
    )
    hds_certified: Annotated[Maybe[Literal["yes", "no", "exempt"]], PUBLIC] = Field(
        None,
        title="HDS certified (column 3 of the table)",
        description="Column 3 of the guarantee table; of a subcontractor: whether chosen as certified.",
    )
    exemption_reason: Annotated[Maybe[Text], PUBLIC] = Field(
        None, title="Reason for exemption", description="Why it is exempt, if it is."
    )
    certificates: Maybe[list[Certificate]] = Field(None, description="Certificates; [] for none.")
    qualifications: Annotated[Maybe[list[Qualification]], PUBLIC] = Field(
        None, description="ANSSI qualifications; [] for none."
    )
    storage: Maybe[list[Storage]] = Field(
        None, title="Storage of health data", description="Where it stores health data; [] if it stores none."
    )
    remote_accesses: Maybe[list[RemoteAccess]] = Field(
        None, description="Remote accesses to health data that are possible; [] if none is."
    )
    subject_to: Annotated[Maybe[list[Subjection]], PUBLIC] = Field(
        None, description="Laws of countries outside the EEA that it is subject to; [] for none."
    )
    staff: Maybe[Count] = Field(None, description="Persons of this actor who work on the hosting service.")
    change_control: Maybe[ChangeControl] = Field(None, description="Control of its changes (EXI-06).")
    controls: Maybe[list[Control]] = Field(None, description="Controls that it operates; [] for none.")
