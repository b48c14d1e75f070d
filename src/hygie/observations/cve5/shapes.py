"""The fields of a CVE record that are read. Source: CVE Record Format 5.2, CVE_Record_Format.json."""

from typing import Any

import msgspec


class Change(msgspec.Struct, gc=False):
    """From the version ``at`` on, inside a range, the status is another."""

    at: str = ""
    status: str = ""


class Version(msgspec.Struct, rename="camel", gc=False):
    """A version, or a range of versions, with its status."""

    version: str = ""
    status: str = ""
    less_than: str | None = None
    less_than_or_equal: str | None = None
    version_type: str = ""
    changes: tuple[Change, ...] = ()


class Product(msgspec.Struct, gc=False):
    """An entry of ``affected``."""

    vendor: str = ""
    product: str = ""
    collection: str = msgspec.field(name="collectionURL", default="")
    package: str = msgspec.field(name="packageName", default="")
    purl: str = msgspec.field(name="packageURL", default="")
    cpes: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    default: str = msgspec.field(name="defaultStatus", default="")


class CpeMatch(msgspec.Struct, rename="camel", gc=False):
    """A CPE and bounds of its versions."""

    criteria: str = ""
    vulnerable: bool = False
    version_start_including: str = ""
    version_start_excluding: str = ""
    version_end_including: str = ""
    version_end_excluding: str = ""


class CpeNode(msgspec.Struct, gc=False):
    """CPEs that are said together."""

    matches: tuple[CpeMatch, ...] = msgspec.field(name="cpeMatch", default=())
    negate: bool = False


class Applicability(msgspec.Struct, gc=False):
    """An entry of ``cpeApplicability``."""

    nodes: tuple[CpeNode, ...] = ()
    negate: bool = False


class Cvss(msgspec.Struct, rename="camel", gc=False):
    """A CVSS metric, of any version."""

    vector_string: str = ""
    base_score: float | None = None
    base_severity: str = ""


class Content(msgspec.Struct, rename="camel", gc=False):
    """What a metric of another kind holds: SSVC options, KEV's date, a word."""

    options: tuple[dict[str, Any], ...] = ()
    date_added: str = ""
    value: Any = None
    text: Any = None


class Other(msgspec.Struct, gc=False):
    """A metric of another kind."""

    type: str = ""
    content: Content | None = None


class Metric(msgspec.Struct, gc=False):
    """An entry of ``metrics``."""

    v40: Cvss | None = msgspec.field(name="cvssV4_0", default=None)
    v31: Cvss | None = msgspec.field(name="cvssV3_1", default=None)
    v30: Cvss | None = msgspec.field(name="cvssV3_0", default=None)
    v20: Cvss | None = msgspec.field(name="cvssV2_0", default=None)
    other: Other | None = None


class Reference(msgspec.Struct, gc=False):
    """An entry of ``references``."""

    url: str = ""


class Text(msgspec.Struct, gc=False):
    """A text in a language."""

    lang: str = ""
    value: str = ""


class Weakness(msgspec.Struct, gc=False):
    """A kind of weakness."""

    cwe: str = msgspec.field(name="cweId", default="")


class Problem(msgspec.Struct, gc=False):
    """An entry of ``problemTypes``."""

    descriptions: tuple[Weakness, ...] = ()


class Provider(msgspec.Struct, gc=False):
    """Who wrote a container."""

    name: str = msgspec.field(name="shortName", default="")


class Container(msgspec.Struct, rename="camel", gc=False):
    """What one provider says."""

    title: str = ""
    affected: tuple[Product, ...] = ()
    cpe_applicability: tuple[Applicability, ...] = ()
    metrics: tuple[Metric, ...] = ()
    problem_types: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()
    descriptions: tuple[Text, ...] = ()
    rejected_reasons: tuple[Text, ...] = ()
    provider_metadata: Provider | None = None


class Containers(msgspec.Struct, gc=False):
    """Those of the CNA and of the ADPs."""

    cna: Container | None = None
    adp: tuple[Container, ...] = ()


class Metadata(msgspec.Struct, rename="camel", gc=False):
    """The record's identifier, state and dates."""

    cve_id: str
    state: str = ""
    date_published: str = ""
    date_updated: str = ""
    date_rejected: str = ""


class Record(msgspec.Struct, rename="camel", gc=False):
    """A CVE record."""

    cve_metadata: Metadata
    containers: Containers
