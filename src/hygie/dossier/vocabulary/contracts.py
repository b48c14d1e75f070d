"""Hosting contracts, clause by clause, as article R.1111-11 CSP lists them (EXI-17 to 27)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    ClientRef,
    Confidentiality,
    CountryCode,
    Entry,
    EvidenceRef,
    Id,
    Line,
    Maybe,
    PersonRef,
    ServiceRef,
    Sha256,
    SilenceMeans,
    Text,
)


class NotApplicable(Entry):
    """A mention that has no object here, and why."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    not_applicable: Line = Field(description="Why it has no object.")


Mention = Maybe[bool]
RightMention = Maybe[bool | NotApplicable]


class Clause(Entry):
    """A clause of the contract; ``present: false`` says that the contract has none."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    present: bool = Field(
        True, title="Clause present", description="false if the contract has no such clause."
    )
    article: Maybe[Line] = Field(None, description="Article of the contract.")


class CertificateClause(Clause):
    """1°: scope and dates of the certificate (EXI-17), cross-checked with the certificate in force."""

    certificate_scope: Mention = Field(
        None, title="Scope of the certificate", description="Whether it states the scope of the certificate."
    )
    issue_date: Maybe[date | Literal["not_stated", "to_be_filled"]] = Field(
        None, description="Date of issue it states; to_be_filled: a model that leaves room for it."
    )
    renewal_date: Maybe[date | Literal["not_stated", "to_be_filled"]] = Field(
        None, description="Date of renewal it states; to_be_filled: a model that leaves room for it."
    )


class ServicesClause(Clause):
    """2°: the services and expected results (EXI-18)."""

    service_content: Mention = Field(None, description="Content of the services.")
    expected_results: Mention = Field(None, description="Expected results.")
    availability: Mention = Field(None, description="Results for availability.")
    integrity: Mention = Field(None, description="Results for integrity.")
    confidentiality_: Mention = Field(
        None, alias="confidentiality", description="Results for confidentiality."
    )
    auditability: Mention = Field(None, description="Results for auditability.")


class PlacesClause(Clause):
    """3°: the hosting places, which no EXI repeats (CSP-R1111-11-3)."""

    countries: Maybe[list[CountryCode]] = Field(None, description="Countries of the places it states.")
    places: Maybe[list[Line]] = Field(None, description="Sites it states, in the words used for storage.")


class DataSubjectsClause(Clause):
    """4°: data subjects' rights (EXI-19)."""

    right_of_access: RightMention = Field(
        None, title="Right of access", description="How the right of access is exercised."
    )
    rectification: RightMention = Field(None, description="Right to rectification.")
    restriction: RightMention = Field(None, description="Right to restriction.")
    objection: RightMention = Field(None, description="Right to object.")
    erasure: RightMention = Field(None, description="Right to erasure.")
    portability: RightMention = Field(None, description="Right to portability.")
    breach_notification: Mention = Field(
        None, title="Notification of breaches", description="How breaches are notified to the controller."
    )
    dpo_audits: Mention = Field(
        None,
        title="Audits by the data-protection officer",
        description="How the data-protection officer conducts audits.",
    )


class ContractualContactClause(Clause):
    """5°: whom the host calls at the client for incidents (EXI-20)."""

    person: Maybe[PersonRef] = Field(None, title="Person in charge", description="A person of people.yaml.")
    function: Maybe[Line] = Field(None, title="Function in charge", description="Or a function.")
    reach: Maybe[Line] = Field(None, description="Means of contact.")


class Indicator(Entry):
    """An indicator of quality or performance (EXI-21)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    measure: Line = Field(title="Quantity measured", description="What is measured.")
    guaranteed_level: Maybe[Line | Literal[False]] = Field(
        None, description="Level guaranteed; false if none is."
    )
    period: Maybe[Line | Literal[False]] = Field(
        None, title="Frequency of measurement", description="How often it is measured; false if not said."
    )


class ServiceLevelsClause(Clause):
    """6°: indicators, guaranteed levels, measurement period, penalties (EXI-21)."""

    indicators: Maybe[list[Indicator]] = Field(None, description="Indicators; [] if the clause has none.")
    penalties: Maybe[Literal["stated_exist", "stated_absent", "not_stated"]] = Field(
        None,
        title="Penalties",
        description="Whether the contract says that penalties exist, that there are none, or says nothing.",
    )


class SubcontractingClause(Clause):
    """7°: recourse to external providers (EXI-22)."""

    subcontracting_conditions: Mention = Field(
        None, description="Conditions of recourse to external providers."
    )
    equivalent_commitment: Mention = Field(
        None, description="Commitment to equivalent protection (GDPR 28(4))."
    )
    providers_listed: Mention = Field(
        None, title="Providers named", description="Whether providers are named; useful, not required."
    )


class AccessClause(Clause):
    """8°: access to the hosted data (EXI-23)."""

    access_rules: Mention = Field(
        None, title="Rules of access to the data", description="How access to the data is framed."
    )


class ChangesClause(Clause):
    """9°: technical changes (EXI-24)."""

    obligations_introduced_changes: Mention = Field(None, description="Obligations for changes by the host.")
    obligations_legal_changes: Mention = Field(None, description="Obligations for changes imposed by law.")
    prior_consent_service_levels: Mention = Field(
        None,
        title="Prior consent on service levels",
        description="Prior consent when a change by the host departs from the service levels.",
    )
    prior_consent_guarantees: Mention = Field(
        None,
        title="Prior consent on guarantees",
        description="Prior consent when a change by the host departs from the guarantees.",
    )


class GuaranteesClause(Clause):
    """10°: cover of a failure of the host (EXI-25)."""

    guarantees: Mention = Field(None, description="Guarantees.")
    procedures: Mention = Field(None, description="Procedures.")


class OtherUseClause(Clause):
    """11°: prohibition of any other use of the data (EXI-26)."""

    prohibition_recalled: Maybe[Literal["without_exception", "with_exception", "no"]] = Field(
        None,
        title="Prohibition recalled",
        description="Whether the prohibition is recalled, and without any reservation or exception.",
    )
    exception: Maybe[Text] = Field(None, description="The exception, if there is one.")


class ReversibilityClause(Clause):
    """12° to 14°: end of the contract (EXI-27)."""

    any_termination: Mention = Field(
        None,
        title="Normal and early end covered",
        description="Covers normal end and early end, whatever the reason.",
    )
    full_restitution: Mention = Field(None, description="Restitution of all the information.")
    destruction_of_copies: Mention = Field(None, description="Destruction of any copy after restitution.")
    costs_and_delays: Mention = Field(
        None, title="Costs and delays", description="How costs and delays are computed."
    )
    readable_formats: Mention = Field(None, description="Formats, readable and usable for portability.")
    vm_container_move: RightMention = Field(
        None,
        title="Virtual machines and containers",
        description="How virtual machines and containers are moved.",
    )


class ThirdCountryLawClause(Clause):
    """What EXI-30 puts in the contract: laws, mitigations, residual risks."""

    laws: Mention = Field(None, description="The list of foreign regulations.")
    mitigations: Mention = Field(None, description="The mitigation measures.")
    residual_risks: Mention = Field(None, description="The residual risks.")


class Clauses(Entry):
    """The clauses of a contract or of the model contract."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    certificate: Maybe[CertificateClause] = Field(None, description="R.1111-11, 1° (EXI-17).")
    services: Maybe[ServicesClause] = Field(None, description="R.1111-11, 2° (EXI-18).")
    hosting_places: Maybe[PlacesClause] = Field(None, description="R.1111-11, 3° (no EXI).")
    data_subjects: Maybe[DataSubjectsClause] = Field(None, description="R.1111-11, 4° (EXI-19).")
    contractual_contact: Maybe[ContractualContactClause] = Field(None, description="R.1111-11, 5° (EXI-20).")
    service_levels: Maybe[ServiceLevelsClause] = Field(None, description="R.1111-11, 6° (EXI-21).")
    subcontracting: Maybe[SubcontractingClause] = Field(None, description="R.1111-11, 7° (EXI-22).")
    access: Maybe[AccessClause] = Field(None, description="R.1111-11, 8° (EXI-23).")
    changes: Maybe[ChangesClause] = Field(None, description="R.1111-11, 9° (EXI-24).")
    guarantees: Maybe[GuaranteesClause] = Field(None, description="R.1111-11, 10° (EXI-25).")
    other_use: Maybe[OtherUseClause] = Field(None, description="R.1111-11, 11° (EXI-26).")
    reversibility: Maybe[ReversibilityClause] = Field(None, description="R.1111-11, 12° to 14° (EXI-27).")
    third_country_law: Maybe[ThirdCountryLawClause] = Field(None, description="EXI-30, where it applies.")


class Review(Entry):
    """Who read the contract and vouches for its clauses."""

    by: PersonRef = Field(description="The reader: id of a person of people.yaml.")
    read_on: date = Field(description="Day of the reading.")
    document_sha256: Maybe[Sha256] = Field(None, description="Digest of the document that was read.")


class Contract(Entry):
    """A hosting contract with a client."""

    kind: ClassVar[str] = "contract"
    confidentiality: ClassVar[Confidentiality] = CLIENT
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("effective", "end"),)

    id: Id
    client: ClientRef = Field(description="The client: id.")
    title: Maybe[Line] = Field(None, description="Title of the contract.")
    services: Maybe[list[ServiceRef]] = Field(None, description="Services it covers.")
    signed: Maybe[date] = Field(None, description="Day of the last signature.")
    effective: Maybe[date] = Field(None, description="First day.")
    end: Annotated[Maybe[date], SilenceMeans("open-ended")] = Field(
        None, description="Last day; absent for an open-ended contract."
    )
    document: Maybe[EvidenceRef] = Field(None, description="The signed document: id of an evidence.")
    review: Maybe[Review] = Field(
        None, title="Reading of the clauses", description="Who vouches for the clauses below."
    )
    clauses: Maybe[Clauses] = Field(None, description="The clauses.")


class ContractTemplate(Entry):
    """The model contract that the host gives to its clients (HDS ch. 6)."""

    kind: ClassVar[str] = "contract_template"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id = Field(description="Id of the model.")
    exists: bool = Field(
        True, title="Model contract in place", description="false if there is no model contract."
    )
    version: Maybe[Line] = Field(None, description="Version of the model.")
    given_since: Maybe[date] = Field(None, description="Day since which it is given to clients.")
    services: Maybe[list[ServiceRef]] = Field(None, description="Services it covers.")
    document: Maybe[EvidenceRef] = Field(None, description="The document: id of an evidence.")
    review: Maybe[Review] = Field(
        None, title="Reading of the clauses", description="Who vouches for the clauses below."
    )
    clauses: Maybe[Clauses] = Field(None, description="The clauses.")
