"""An advisory, whatever its source: which versions of what are affected, how badly, what mends it.

One shape for OSV, CVE 5, CSAF and the databases of package ecosystems. Readers translate; they decide
nothing: whether a version is in a range is for ``hygie.matching``.
"""

from enum import StrEnum

import msgspec


class Standing(StrEnum):
    """What a source says of the versions named: the words of CSAF, OSV and VEX brought to four."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    FIXED = "fixed"
    UNDER_INVESTIGATION = "under_investigation"


class Range(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """An interval of versions; an empty bound is open.

    ``introduced``: first version inside. ``after``: last version before (exclusive). ``fixed``: first version
    outside. ``last_affected``: last version inside. OSV's ``introduced: "0"`` is an empty bound.
    """

    introduced: str = ""
    fixed: str = ""
    last_affected: str = ""
    after: str = ""


class Affected(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What of one product the advisory speaks of.

    A component is concerned if any of the three identities is its own.

    ``ecosystem`` and ``package``: see ``observations.packages.Package``; both or none. ``cpes``: CPE 2.3
    names, whose version part is left aside when ranges are given. ``vendor`` and ``product``: names for
    people, as written; ``product`` alone is a library known by its name, whoever packages it (a JavaScript
    library in a NuGet package). ``model``: a finer name below the product (a CSAF product_name below a
    family), empty if there is none.

    The versions concerned are those in any of ``ranges``, those enumerated in ``versions``, those that an
    expression of ``expressions`` (free text: "Rev B-M", "C.00.04 and prior", "vers:all/*") speaks of, and all
    of them if ``everything``; less those in ``excluded``. ``commits`` says that ranges of git commits were
    given too, which no version can be held against. ``scheme``: how the source says that versions are ordered
    (``semver``, ``rpm``, ``maven``…), empty if it does not. ``standing``: what is said of them. ``remedies``:
    what mends it here. ``within``: the product that it is a part of or installed on, where the source speaks
    of it only there (a relationship of CSAF); elsewhere nothing is said of it.
    """

    ecosystem: str = ""
    package: str = ""
    cpes: tuple[str, ...] = ()
    vendor: str = ""
    product: str = ""
    model: str = ""
    ranges: tuple[Range, ...] = ()
    versions: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    excluded: tuple[Range, ...] = ()
    everything: bool = False
    commits: bool = False
    scheme: str = ""
    standing: Standing = Standing.AFFECTED
    remedies: tuple["Remedy", ...] = ()
    within: "Affected | None" = None


class Remedy(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What mends or softens it: ``text`` is the source's own, ``url`` where more is said.

    ``kind`` is CSAF's word: ``vendor_fix``, ``mitigation``, ``workaround``, ``none_available``,
    ``no_fix_planned``.
    """

    kind: str
    text: str = ""
    url: str = ""


class Severity(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A CVSS vector (2.0 to 4.0) with the base score that the source gives, and who gives it; 0 to 10."""

    vector: str
    score: float | None = None
    source: str = ""


class Advisory(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One record of one source about one vulnerability.

    A CSAF document gives one record per vulnerability, its ``id`` being ``DOCUMENT#CVE`` (or ``DOCUMENT#n``),
    so that each has its own products. ``aliases``: other names of the same vulnerability, never of a related
    one. Dates are ISO 8601 as the source writes them, empty if unknown; ``withdrawn`` is the date of
    withdrawal (or ``modified`` where the source marks it without a date). ``exploitation``: ``none``, ``poc``
    or ``active`` (SSVC), empty if nobody says; ``automatable`` and ``technical_impact``: SSVC, as written in
    lower case. ``severity_word``: the source's own word where it gives no vector (``low`` to ``critical``).
    """

    id: str
    aliases: tuple[str, ...] = ()
    title: str = ""
    published: str = ""
    modified: str = ""
    withdrawn: str = ""
    severities: tuple[Severity, ...] = ()
    severity_word: str = ""
    exploitation: str = ""
    automatable: str = ""
    technical_impact: str = ""
    affected: tuple[Affected, ...] = ()
    references: tuple[str, ...] = ()
    cwes: tuple[str, ...] = ()
