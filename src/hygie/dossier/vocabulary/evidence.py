"""Evidence: the pieces that support what is declared; and persons."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    RESTRICTED,
    Confidentiality,
    Entry,
    Id,
    Line,
    Maybe,
    Sha256,
    SilenceMeans,
    Text,
)

EvidenceKind = Literal[
    "certificate", "audit_report", "contract", "policy", "procedure", "register", "minutes", "attestation",
    "screenshot", "inventory", "trace", "sbom", "export", "other",
]  # fmt: skip


class Evidence(Entry):
    """A piece of evidence: dated, attributed, with its validity.

    It is *observed* when it was collected from the thing itself (a trace, an inventory, an export),
    *attested* when somebody vouches for it.
    """

    kind: ClassVar[str] = "evidence"
    intervals: ClassVar[tuple[tuple[str, str], ...]] = (("effective", "valid_until"),)

    id: Id
    evidence_kind: EvidenceKind = Field(title="Kind", description="What it is.")
    title: Line = Field(description="Title.")
    file: Maybe[Line] = Field(None, description="Path inside the dossier, e.g. evidence/certificate.pdf.")
    reference: Maybe[Line] = Field(
        None, title="Place outside the dossier", description="Or where it is kept, if outside the dossier."
    )
    sha256: Maybe[Sha256] = Field(None, description="Digest of the file.")
    origin: Literal["attested", "observed"] = Field(
        "attested",
        title="Origin of the evidence",
        description="observed: collected from the thing itself; attested: somebody vouches for it.",
    )
    effective: Maybe[date] = Field(None, description="Date of effect.")
    received: Maybe[date] = Field(None, description="Day on which it was received.")
    valid_until: Annotated[Maybe[date], SilenceMeans("no end of validity")] = Field(
        None, description="Last day of validity; absent if it has none."
    )
    attester: Maybe[Line] = Field(
        None, title="Attested by", description="Who vouches: a function, an organisation, or a person's id."
    )
    independent: Maybe[bool] = Field(
        None, title="Independent attester", description="Whether who vouches is independent."
    )
    supports: list[Line] = Field(
        default_factory=list,
        title="Supported requirement or entry",
        description="What it supports: a requirement (EXI-16), an entry (actor:west, contract:valmont) "
        "or a section (isms.scope).",
    )
    note: Maybe[Text] = Field(None, description="Remark.")


class Person(Entry):
    """A person, behind an opaque id; people.yaml stays out of git."""

    kind: ClassVar[str] = "person"
    confidentiality: ClassVar[Confidentiality] = RESTRICTED

    id: Id
    name: Maybe[Line] = Field(None, description="Name.")
    function: Maybe[Line] = Field(None, description="Function.")
    email: Maybe[Line] = Field(None, description="E-mail.")
    telephone: Maybe[Line] = Field(None, description="Telephone.")
