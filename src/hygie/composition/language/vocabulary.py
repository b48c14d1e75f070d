"""The words of the composition language: what a file of ``systems/`` may say (docs/composition.md).

Names are those of the field: capability (what an attacker has), loss (of availability, integrity,
confidentiality or auditability of an asset), control, assumption and guarantee, operating mode.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from hygie.dossier.vocabulary.base import ControlRef, Declared, EvidenceRef, Line, Maybe, Text
from hygie.dossier.vocabulary.controls import Implemented

LANGUAGE_VERSION = 1

Mode = Literal["nominal", "degraded", "isolated", "emergency", "maintenance", "manual"]
"""Operating modes: one fixed list, so that a type and the systems that use it mean the same."""

Criterion = Literal["availability", "integrity", "confidentiality", "auditability"]
CRITERIA: tuple[Criterion, ...] = ("availability", "integrity", "confidentiality", "auditability")

Difficulty = Literal["negligible", "low", "moderate", "high"]
"""How hard a step is; each word stands for a likelihood level, V4 to V1 (EBIOS Risk Manager)."""

LEVEL_OF: dict[Difficulty, int] = {"negligible": 4, "low": 3, "moderate": 2, "high": 1}

Kind = Literal[
    "device", "software", "service", "network", "workstation", "server", "storage", "people", "media", "place"
]
"""What a component is, for those who read a map."""

PartKind = Literal["hardware", "firmware", "operating-system", "software", "data", "network", "account"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
"""A local name: lower-case letters, digits and dashes."""

Capability = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}(\.[a-z0-9-]{1,40}){0,3}$")]
"""What an attacker may have over something, e.g. ``reach.ip`` or ``command.hl7``."""

Reference = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$", max_length=300)]
"""The name of a fact inside a type: ``step``, ``port.capability``, ``part.control``, ``asset.integrity``,
``component.port.capability``, ``component.asset.integrity``."""

TypeName = Annotated[
    str, StringConstraints(pattern=r"^(library/)?[a-z][a-z0-9-]{0,63}(@[0-9A-Za-z][0-9A-Za-z.+-]{0,31})?$")
]
"""A type of the dossier, or ``library/…`` for one that comes with Hygie; ``@version`` pins it."""

Delay = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,3})?(min|h|d)$")]
"""A length of time: ``30min``, ``4h``, ``2d``."""

Need = Annotated[int, Field(ge=0, le=4)]
Cost = Annotated[float, Field(ge=0, le=1e9)]
Copies = Annotated[int, Field(ge=1, le=1_000_000)]


class Bilingual(Declared):
    """A text for people in both languages."""

    fr: Line = Field(description="French.")
    en: Line = Field(description="English.")


Words: TypeAlias = Line | Bilingual


class Soup(Declared):
    """Software of unknown provenance (IEC 62304): by which names its vulnerabilities are looked for."""

    purl: Line | None = Field(None, description="Package URL.")
    cpe: Line | None = Field(None, description="CPE 2.3 name.")
    sbom: Line | None = Field(None, description="File of sboms/ and component in it, file#bom-ref.")
    version: Line | None = Field(None, description="Version, where the names above do not say it.")


class Access(Declared):
    """What gives access to a part, by CVSS attack vector; [] is nobody.

    An absent one is not known to the vulnerabilities of that very vector; to those of a farther one, nobody.
    """

    network: list[Reference] | None = Field(None, description="Access through the network (AV:N).")
    adjacent: list[Reference] | None = Field(None, description="Access from the same segment (AV:A).")
    local: list[Reference] | None = Field(None, description="A session, or a file opened on it (AV:L).")
    physical: list[Reference] | None = Field(None, description="Touching it (AV:P).")


class Privileges(Declared):
    """What gives privileges on a part (CVSS PR); [] is nobody.

    An absent one is not known where a vulnerability needs it; high ones that are written are low ones too.
    """

    low: list[Reference] | None = Field(None, description="An ordinary account (PR:L).")
    high: list[Reference] | None = Field(None, description="An administrator's account (PR:H).")


class Part(Declared):
    """Something a component is made of. Whoever controls it controls what runs on it and its assets."""

    title: Words | None = Field(None, description="What it is, for people.")
    kind: PartKind = Field("software", description="What sort of part.")
    on: Name | None = Field(None, description="The part it runs on.")
    soup: list[Soup] = Field(default_factory=list, description="Third-party software in it.")
    access: Access | None = Field(None, description="What gives access to it.")
    privileges: Privileges | None = Field(None, description="What gives privileges on it.")
    interaction: list[Reference] | None = Field(
        None, description="What makes a user act (CVSS UI); absent: not known; [] never."
    )


class Needs(Declared):
    """How much an asset needs of each criterion, 0 (nothing) to 4 (vital)."""

    availability: Maybe[Need] = Field(None, description="Need for availability.")
    integrity: Maybe[Need] = Field(None, description="Need for integrity.")
    confidentiality: Maybe[Need] = Field(None, description="Need for confidentiality.")
    auditability: Maybe[Need] = Field(None, description="Need for auditability.")


class Asset(Declared):
    """Something to protect: information or a function of care."""

    title: Words = Field(description="What it is, for people.")
    on: Name | None = Field(None, description="The part that holds it.")
    needs: Needs | None = Field(None, description="Its needs.")
    essential: bool = Field(
        default=False, description="An essential function: no control may cost it its availability."
    )


class AtLeast(Declared):
    """k of n; a component that stands for many counts for as many."""

    count: Copies = Field(description="How many are needed.")
    of: list[Reference] = Field(min_length=1, description="Among which.")


class Detection(Declared):
    """A step that is seen while it happens."""

    by: Name = Field(description="The control that sees it.")
    within: Delay | None = Field(None, description="How soon.")


class Step(Declared):
    """An attack step. All the conditions that are given must hold."""

    title: Words | None = Field(None, description="What the attacker does, for people.")
    any: list[Reference] | None = Field(None, min_length=1, description="One of these.")
    all: list[Reference] | None = Field(None, min_length=1, description="All of these.")
    at_least: AtLeast | None = Field(None, description="So many of these.")
    difficulty: Difficulty | None = Field(None, description="How hard; absent: negligible, and said so.")
    time: Delay | None = Field(None, description="How long it takes.")
    effort: Cost | None = Field(None, description="What it costs the attacker, in person-days.")
    probability: float | None = Field(None, ge=0, le=1, description="Probability of success, where known.")
    takes: list[Reference] = Field(
        default_factory=list, description="Parts it takes control of: part.control."
    )
    emits: list[Reference] = Field(
        default_factory=list, description="Capabilities it gives: port.capability, component.port.capability."
    )
    loses: list[Reference] = Field(default_factory=list, description="Losses it causes: asset.integrity…")
    detect: Detection | None = Field(None, description="What sees it.")
    modes: list[Mode] | None = Field(None, min_length=1, description="Modes in which it exists; absent: all.")


class CompositionControl(Declared):
    """A control: in place, the facts it guards cannot hold."""

    title: Words = Field(description="The control, for people.")
    guards: list[Reference] = Field(default_factory=list, description="Steps and facts it prevents.")
    in_place: Maybe[bool] = Field(None, description="Whether it is in place; absent or unknown counts as no.")
    cost: Cost | None = Field(None, description="What putting it in place costs; absent: not rated, 1.")
    per: Literal["instance", "type"] = Field(
        "instance", description="Paid for each instance, or once for all instances of the type."
    )
    implements: list[Implemented] = Field(default_factory=list, description="Requirements it implements.")
    loses: list[Reference] = Field(default_factory=list, description="Losses that it causes itself.")
    modes: list[Mode] | None = Field(
        None, min_length=1, description="Modes in which it works, and costs what it loses; absent: all."
    )


class Assumption(Declared):
    """What a component takes for granted of its environment; false, the facts it names hold."""

    text: Words = Field(description="The assumption, for people.")
    falsifies: list[Reference] = Field(min_length=1, description="Facts that hold where it is false.")


class Guarantee(Declared):
    """What a component promises of its outgoing capabilities and losses, under assumptions and controls."""

    text: Words | None = Field(None, description="The guarantee, for people.")
    never: list[Reference] = Field(min_length=1, description="Facts that never hold.")
    given: list[Name] = Field(default_factory=list, description="Assumptions and controls it rests on.")


class Port(Declared):
    """A place where a component meets others; ``in`` and ``out`` are seen from the component."""

    title: Words | None = Field(None, description="What it is, for people.")
    incoming: list[Capability] = Field(
        default_factory=list, alias="in", description="What an attacker may have over the component here."
    )
    outgoing: list[Capability] = Field(
        default_factory=list, alias="out", description="What an attacker may get over others from here."
    )


class DeclaredControl(Declared):
    """The state of a control that the dossier declares."""

    declared: ControlRef = Field(description="Id of a control of the dossier.")


class AssumptionState(Declared):
    """What is known of an assumption in one place."""

    holds: Maybe[bool] = Field(None, description="Whether it holds; absent or unknown counts as no.")
    because: Line | None = Field(None, description="Why.")
    evidence: list[EvidenceRef] = Field(default_factory=list, description="Evidence: ids.")


class Component(Declared):
    """An instance of a type, or ``count`` of them alike."""

    type: TypeName = Field(description="Its type.")
    title: Words | None = Field(None, description="Name for people.")
    count: Copies = Field(1, description="How many, alike and wired alike.")
    zone: Name | None = Field(None, description="The zone it stands in.")
    controls: dict[Name, Maybe[bool | DeclaredControl]] = Field(
        default_factory=dict, description="State of the controls that the type lets set."
    )
    assumptions: dict[Name, AssumptionState] = Field(
        default_factory=dict, description="What is known of its assumptions."
    )
    needs: dict[Name, Needs] = Field(default_factory=dict, description="Needs of assets the type lets set.")
    soup: dict[Name, list[Soup]] = Field(
        default_factory=dict, description="Third-party software of parts the type lets set."
    )
    unused: list[Name] = Field(default_factory=list, description="Ports to which nothing is connected.")


class Wire(Declared):
    """Joins two ports: what leaves one enters the other, both ways, capability by capability."""

    between: list[Reference] = Field(
        min_length=2, max_length=2, description="component.port twice; a port alone is the type's own."
    )
    how: Literal["all", "each"] = Field(
        "all", description="Every instance with every other, or shared out evenly, one by one."
    )
    modes: list[Mode] | None = Field(None, min_length=1, description="Modes in which it exists; absent: all.")


class Body(Declared):
    """What types and systems are both made of."""

    title: Words = Field(description="Name for people.")
    description: Text | Bilingual | None = Field(None, description="What it is.")
    parts: dict[Name, Part] = Field(default_factory=dict, description="Parts.")
    assets: dict[Name, Asset] = Field(default_factory=dict, description="Assets.")
    steps: dict[Name, Step] = Field(default_factory=dict, description="Attack steps.")
    controls: dict[Name, CompositionControl] = Field(default_factory=dict, description="Controls.")
    assumes: dict[Name, Assumption] = Field(default_factory=dict, description="Assumptions.")
    components: dict[Name, Component] = Field(default_factory=dict, description="Components inside.")
    wires: list[Wire] = Field(default_factory=list, description="Wires between the components inside.")


class ComponentType(Body):
    """A type of component, described once."""

    version: Line | None = Field(None, max_length=32, description="Version.")
    kind: Kind = Field("software", description="What it is, for maps.")
    example: bool = Field(default=False, description="An example: not the description of a real product.")
    sources: list[Line] = Field(default_factory=list, description="What it rests on.")
    ports: dict[Name, Port] = Field(default_factory=dict, description="Ports.")
    guarantees: dict[Name, Guarantee] = Field(default_factory=dict, description="Guarantees.")
    configurable: list[Name] = Field(
        default_factory=list, description="Controls, assets and parts that an instance may set."
    )


class Origin(Declared):
    """A risk origin (EBIOS Risk Manager, workshop 2): what an attacker starts with."""

    title: Words = Field(description="Who or what, for people.")
    has: list[Reference] = Field(min_length=1, description="What it starts with: component.port.capability.")
    level: Annotated[int, Field(ge=1, le=4)] = Field(
        4, description="Likelihood of its attempts, 1 (V1) to 4 (V4)."
    )
    modes: list[Mode] | None = Field(None, min_length=1, description="Modes in which it exists; absent: all.")


class Zone(Declared):
    """A zone of the map: a site, a segment, a responsibility."""

    title: Words = Field(description="Name for people.")


class System(Body):
    """A whole system: components wired together, and who may attack it."""

    modes: list[Mode] = Field(default=["nominal"], min_length=1, description="Modes studied.")
    zones: dict[Name, Zone] = Field(default_factory=dict, description="Zones, from outside to the patient.")
    origins: dict[Name, Origin] = Field(default_factory=dict, description="Risk origins.")
    assumptions: dict[Name, AssumptionState] = Field(
        default_factory=dict, description="What is known of the system's own assumptions."
    )


class DeclaredVulnerability(Declared):
    """A vulnerability known to touch a part of a type."""

    id: Line = Field(description="Its identifier: CVE-…, GHSA-…, or one of the dossier's own.")
    type: TypeName = Field(description="The type it touches.")
    part: Name = Field(description="The part of it.")
    components: list[Reference] | None = Field(
        None, min_length=1, description="Only these instances, by path; absent: all of the type."
    )
    cvss: list[Line] = Field(default_factory=list, description="CVSS vectors, 3.0, 3.1 or 4.0.")
    exploited: Maybe[bool] = Field(None, description="Known to be exploited (e.g. CISA KEV).")
    public_exploit: Maybe[bool] = Field(None, description="A public exploit exists.")
    epss: Maybe[Annotated[float, Field(ge=0, le=1)]] = Field(None, description="EPSS, 0 to 1.")
    source: Line | None = Field(None, description="Where it is described.")


class PublishedType(Declared):
    """A type known by its signed summary alone."""

    file: Line = Field(description="The summary, a file beside this one.")
    signed_by: Name = Field(description="Whose signature is expected: one of publishers.")


class Publisher(Declared):
    """Somebody whose signatures are trusted."""

    title: Words = Field(description="Who, for people.")
    ed25519: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")] = Field(
        description="Public key, base64."
    )


class Systems(Declared):
    """The root of the files of ``systems/``: each holds part of it, and the parts are merged."""

    language: Literal[1] = Field(1, description="Version of the composition language.")
    types: dict[Name, ComponentType] = Field(default_factory=dict, description="Component types.")
    published: dict[Name, PublishedType] = Field(default_factory=dict, description="Types known by summary.")
    publishers: dict[Name, Publisher] = Field(default_factory=dict, description="Trusted publishers.")
    systems: dict[Name, System] = Field(default_factory=dict, description="Systems.")
    vulnerabilities: list[DeclaredVulnerability] = Field(
        default_factory=list, description="Vulnerabilities known to touch the types."
    )
