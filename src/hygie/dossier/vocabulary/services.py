"""What is offered to clients, and with which means."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import (
    CLIENT,
    PUBLIC,
    Activity,
    ActorRef,
    Confidentiality,
    Entry,
    Id,
    Language,
    Line,
    Maybe,
    SilenceMeans,
)
from hygie.dossier.vocabulary.controls import Control

AssetKind = Literal["site", "hardware", "software", "network", "platform", "provider", "media"]
ProcessKind = Literal[
    "operation", "backup", "media_transfer", "support", "administration", "disposal", "other"
]
Resources = Literal["dedicated", "shared"]


class Interface(Entry):
    """An interface offered to clients (EXI-07)."""

    confidentiality: ClassVar[Confidentiality] = CLIENT

    name: Line = Field(description="Name of the interface: console, portal, API documentation…")
    languages: Maybe[list[Language]] = Field(None, description="Languages it is available in.")


class ManagedOperation(Entry):
    """Activity 5, managed operation, and its four cumulative parts (HDS §2.1.2)."""

    ancillary_only: Maybe[bool] = Field(
        None,
        title="Parts implied by activities 1 to 4 only",
        description="Whether the four parts are done only because activities 1 to 4 imply them.",
    )
    access_rights_process: Maybe[bool] = Field(
        None,
        title="(a) Access rights reviewed every year",
        description="(a) Named, justified, necessary access rights, reviewed every year.",
    )
    secured_access: Maybe[bool] = Field(
        None, title="(b) Secured access procedure", description="(b) The access procedure is secured."
    )
    access_traces: Maybe[bool] = Field(
        None,
        title="(c) Traces of accesses and motives",
        description="(c) Traces of accesses and their motives are kept.",
    )
    prior_validation: Maybe[bool] = Field(
        None,
        title="(d) Prior validation of interventions",
        description="(d) Interventions are validated beforehand.",
    )


class Service(Entry):
    """An offer of hosting, as clients buy it."""

    kind: ClassVar[str] = "service"
    confidentiality: ClassVar[Confidentiality] = CLIENT

    id: Id
    name: Annotated[Line, PUBLIC] = Field(description="Name that clients know.")
    activities: Annotated[Maybe[list[Activity]], PUBLIC] = Field(
        None,
        title="Hosting activities (1 to 6)",
        description="Hosting activities it comprises (1 to 6, article R.1111-9 CSP).",
    )
    resources: Maybe[list[Resources]] = Field(
        None, description="Kinds of resources given to clients: dedicated, shared, both."
    )
    interfaces: Maybe[list[Interface]] = Field(
        None, description="Interfaces offered to clients; [] for none."
    )
    level_1_support_languages: Maybe[list[Language]] = Field(
        None, description="Languages of first-level support."
    )
    managed_operation: Maybe[ManagedOperation] = Field(
        None,
        title="Administration and operation (activity 5)",
        description="Where activity 5 is carried out: how.",
    )
    controls: Maybe[list[Control]] = Field(None, description="Controls that protect it; [] for none.")


class Asset(Entry):
    """A means of processing: site, hardware, software, network, provider, medium (EXI-04)."""

    kind: ClassVar[str] = "asset"

    id: Id
    name: Line = Field(description="Name in the inventory.")
    asset_kind: Maybe[AssetKind] = Field(None, title="Kind", description="What it is.")
    owner: Maybe[ActorRef] = Field(None, description="Actor that owns or operates it.")


class Process(Entry):
    """A process that touches health data (EXI-04)."""

    kind: ClassVar[str] = "process"

    id: Id
    name: Line = Field(description="Name of the process.")
    process_kind: Maybe[ProcessKind] = Field(None, title="Kind of process", description="What it does.")


class MediaTransfer(Entry):
    """A transfer of physical media that carry health data (EXI-04)."""

    kind: ClassVar[str] = "media_transfer"

    id: Id
    name: Line = Field(title="Media carried", description="What is carried, from where to where.")
    encrypted: Maybe[bool] = Field(
        None, title="Encrypted media", description="Whether the media are encrypted."
    )
    since: Annotated[Maybe[date], SilenceMeans("already done")] = Field(
        None, description="Done since; absent: it is done already."
    )
