"""The vendors' charter: who signed it, and what is done for the health professionals (FEIMA, 2021)."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    PUBLIC,
    ClientRef,
    Confidentiality,
    Count,
    Entry,
    EvidenceRef,
    Id,
    Line,
    Maybe,
    PersonRef,
    ProductRef,
    SilenceMeans,
    Text,
)

MemoAnswer = Literal["yes", "in_part", "no", "not_applicable", "do_not_know"]


class Charter(Entry):
    """Membership of the federation and signature of its charter (charter §3 and 4)."""

    confidentiality: ClassVar[Confidentiality] = PUBLIC

    member: Maybe[bool] = Field(
        None,
        title="Member of the federation",
        description="Whether the organisation is a member of the federation.",
    )
    candidate: Maybe[bool] = Field(
        None, title="Candidate for membership", description="Whether it has applied for membership."
    )
    signed: Maybe[date | Literal["not_signed"]] = Field(
        None, description="Day of the signature; or not_signed."
    )
    signatory: Maybe[PersonRef] = Field(None, title="Signatory", description="Who signed: id of a person.")
    company: Maybe[Line] = Field(None, description="Company named on the signature.")
    products: Maybe[list[ProductRef]] = Field(
        None, description="Products named with the signature; the charter binds for all of them anyway."
    )


class Promotion(Entry):
    """An action that promotes the security memo for private practice (FEIMA-11)."""

    kind: ClassVar[str] = "promotion"

    id: Id
    medium: Line = Field(title="Medium used", description="E-mailing, meeting, page of the software…")
    on: Maybe[date] = Field(None, description="Day.")
    memo_version: Maybe[Line] = Field(None, description="Version of the memo that was promoted.")
    clients: Maybe[list[ClientRef] | Literal["all"]] = Field(
        None, description="Clients it was sent to; all for all of them."
    )
    reached: Annotated[Maybe[Count], SilenceMeans("it reached somebody")] = Field(
        None, description="Health professionals it reached; 0 if it reached nobody; absent: it reached some."
    )
    evidence: Maybe[EvidenceRef] = Field(
        None, description="List of recipients or similar: id of an evidence."
    )


class SupportAction(Entry):
    """An action that advises or supports health professionals (FEIMA-12)."""

    kind: ClassVar[str] = "support_action"

    id: Id
    action_kind: Maybe[Literal["training", "support", "audit", "advice"]] = Field(
        None, title="Kind", description="What it is."
    )
    title: Line = Field(description="The action in a few words.")
    on: Maybe[date] = Field(None, description="Day.")
    clients: Maybe[list[ClientRef] | Literal["all"]] = Field(
        None, description="Clients it was for; all for all of them."
    )
    attendees: Annotated[Maybe[Count], SilenceMeans("somebody took part")] = Field(
        None, description="Persons who took part; 0 if nobody did; absent: some did."
    )


class SecurityContact(Entry):
    """Whom health professionals reach about security (FEIMA-12)."""

    confidentiality: ClassVar[Confidentiality] = PUBLIC

    function: Maybe[Line] = Field(None, description="Function.")
    reach: Maybe[Line] = Field(None, description="E-mail, telephone or address of a page.")
    verified: Maybe[date] = Field(None, description="Last day on which it was verified.")


class SupportOffer(Entry):
    """The advice and support that is offered to health professionals (FEIMA-12)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    described: Maybe[bool] = Field(
        None, title="Offer described in writing", description="Whether the offer is described in writing."
    )
    content: Maybe[Text] = Field(None, title="Content of the offer", description="What it comprises.")
    security_contact: Maybe[SecurityContact] = Field(None, description="Security contact.")


class PracticeAnswer(Entry):
    """The answer to one question of the practice's questionnaire."""

    question: Line = Field(
        title="Question asked", description="Id of the question, as printed in the questionnaire."
    )
    answer: MemoAnswer = Field(
        title="Answer given", description="yes, in_part, no, not_applicable or do_not_know."
    )
    remark: Maybe[Text] = Field(None, title="Remark of the practice", description="What the practice adds.")


class PracticeQuestionnaire(Entry):
    """A questionnaire on the memo's themes that a practice filled in and sent back."""

    kind: ClassVar[str] = "practice_questionnaire"

    id: Id
    client: ClientRef = Field(description="The practice: id of a client.")
    returned: Maybe[date] = Field(None, description="Day on which it came back.")
    memo_version: Maybe[Line] = Field(None, description="Version of the memo it is about.")
    memo_received: Maybe[bool] = Field(
        None,
        title="Memo received by the practice",
        description="Whether the practice says it received the memo.",
    )
    wishes_support: Maybe[bool] = Field(
        None, title="Support asked for", description="Whether the practice asks for support."
    )
    answers: list[PracticeAnswer] = Field(default_factory=list, description="The answers.")
