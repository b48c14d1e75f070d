"""What a supplier says of a vulnerability in its product: one VEX statement, whatever the format."""

import msgspec

from hygie.observations.advisory import Remedy, Severity, Standing


class Subject(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What a statement speaks of: a purl or a CPE, a bill's reference, or a product's name.

    ``bill`` and ``ref`` come from a CycloneDX BOM-Link (serial number, or file name, and bom-ref).
    ``within``: the product that contains it, where the statement is about a part of a product (OpenVEX
    subcomponents): identifier of the product. ``vendor``: who makes what is known by its name alone: that
    product, if there is one, else the subject; empty if nobody says so.
    """

    purl: str = ""
    cpe: str = ""
    bill: str = ""
    ref: str = ""
    name: str = ""
    version: str = ""
    within: str = ""
    vendor: str = ""


class Statement(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One statement: ``standing`` of ``subjects`` towards ``vulnerability`` and its ``aliases``.

    ``justification``: the format's own word (OpenVEX, CycloneDX, CSAF flag), empty if none is given: a
    statement that something is not affected without justification or impact statement is weak, and said so.
    ``supersedes`` nothing by itself: the later ``stated`` (ISO 8601) of two statements on the same subject
    holds.
    """

    vulnerability: str
    standing: Standing
    subjects: tuple[Subject, ...]
    aliases: tuple[str, ...] = ()
    justification: str = ""
    explanation: str = ""
    action: str = ""
    author: str = ""
    stated: str = ""
    remedies: tuple[Remedy, ...] = ()
    at: str = ""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A vulnerability that a bill lists without deciding anything about it.

    ``subjects``: what it is listed for; the bill's own product where the entry names nothing. ``by``: the
    source that the entry names, else the tool that wrote the bill, else empty. ``severities`` and ``word``
    (of CVSS) are its ratings.
    """

    vulnerability: str
    subjects: tuple[Subject, ...] = ()
    aliases: tuple[str, ...] = ()
    by: str = ""
    severities: tuple[Severity, ...] = ()
    word: str = ""
    title: str = ""
