"""A CVE record as an advisory: the containers of the CNA and of the ADPs merged, no entry left out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Range, Severity, Standing
from hygie.observations.content import line
from hygie.observations.cpe import ANY, NA, read_cpe
from hygie.observations.cve5.carving import Spoken, carved
from hygie.observations.cve5.identities import package_of
from hygie.observations.cve5.shapes import Container, CpeMatch, Cvss, Metadata, Metric, Product, Record
from hygie.observations.cve5.versions import parts_of
from hygie.observations.losses import nothing_said, still_said
from hygie.observations.names import is_cve, is_cwe, severity
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import (
    LONGEST_TITLE,
    MOST_REFERENCES,
    UNSAID,
    Flaw,
    decode_record,
    read_records,
)

_DECODER: Final = msgspec.json.Decoder(Record)
_NO_NAME: Final = frozenset(("", "n/a", "na", "-", "none", "unknown", "unspecified", "[unknown]"))
_SCHEMES: Final = frozenset(
    [
        "alpine",
        "apk",
        "composer",
        "deb",
        "debian",
        "dpkg",
        "gem",
        "go",
        "hex",
        "maven",
        "npm",
        "nuget",
        "packagist",
        "pep440",
        "pypi",
        "python",
        "rpm",
        "semver",
    ]
)
"""Version types that name a way to order versions; others are words of one vendor."""
_SAYS_WHAT: Final = r"/containers(?:/(?:cna|adp(?:/\d+)?)(?:/(?:affected|cpeApplicability)\b.*)?)?\Z"
"""The parts of a record that say what is affected, or that hold such parts."""
_EXPLOITATION: Final = {"none": "none", "poc": "poc", "public poc": "poc", "active": "active"}


def read_cve5(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read CVE records: one, an array of records, or a record a line."""
    return read_records(content, file, bounds, advisory_of_cve5)


def advisory_of_cve5(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one record; ``notes`` receives what was left aside of it.

    A record that was rejected is kept, withdrawn, so that what was found through it closes.
    """
    flaws: list[Flaw] = []
    record = decode_record(content, _DECODER, flaws)
    if isinstance(record, Flaw):
        return record
    meta = record.cve_metadata
    if not is_cve(meta.cve_id):
        return Flaw("cve5_id", "/cveMetadata/cveId", {"id": line(meta.cve_id, 80)})
    containers = (*((record.containers.cna,) if record.containers.cna else ()), *record.containers.adp)
    exploitation, automatable, impact = _ssvc(containers)
    severities, word = _severities(containers)
    withdrawn = _withdrawn(meta)
    affected = tuple([affected for container in containers for affected in _affected(container)])
    if not affected and not withdrawn and (nothing := nothing_said(flaws, _SAYS_WHAT)):
        return nothing
    affected = still_said(affected, flaws, _SAYS_WHAT)
    if notes is not None:
        notes.extend(flaws)
    return Advisory(
        id=meta.cve_id,
        title=_title(containers),
        published=meta.date_published,
        modified=meta.date_updated,
        withdrawn=withdrawn,
        severities=severities,
        severity_word=word,
        exploitation=exploitation,
        automatable=automatable,
        technical_impact=impact,
        affected=affected,
        references=_references(containers),
        cwes=_cwes(containers),
    )


def _withdrawn(meta: Metadata) -> str:
    if meta.state.upper() != "REJECTED":
        return ""
    return meta.date_rejected or meta.date_updated or meta.date_published or "unknown"


def _title(containers: tuple[Container, ...]) -> str:
    """Take the first title, else the first description, else why it was rejected."""
    for container in containers[:1]:
        texts = (*container.descriptions, *container.rejected_reasons)
        english = next((text.value for text in texts if text.lang.startswith("en")), "")
        found = container.title or english or next((text.value for text in texts), "")
        if found:
            return line(found[:LONGEST_TITLE], LONGEST_TITLE)
    return ""


def _references(containers: tuple[Container, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for container in containers:
        for each in container.references:
            if len(found) == MOST_REFERENCES:
                return tuple(found)
            if each.url:
                found[each.url] = None
    return tuple(found)


def _cwes(containers: tuple[Container, ...]) -> tuple[str, ...]:
    found = [
        weakness.cwe
        for container in containers
        for problem in container.problem_types
        for weakness in problem.descriptions
        if weakness.cwe and is_cwe(weakness.cwe)
    ]
    return tuple(dict.fromkeys(found))


def _severities(containers: tuple[Container, ...]) -> tuple[tuple[Severity, ...], str]:
    """Give the CVSS vectors, each once for who gives it, and the first word of a metric that has none."""
    found: dict[tuple[str, str], Severity] = {}
    word = ""
    for container in containers:
        source = container.provider_metadata.name if container.provider_metadata else ""
        for metric in container.metrics:
            for cvss in _vectors(metric):
                score = cvss.base_score
                score = score if score is not None and 0 <= score <= 10 else None  # noqa: PLR2004 - CVSS
                if cvss.vector_string:
                    vector = cvss.vector_string.strip()
                    found.setdefault((vector, source), Severity(vector, score, source))
                else:
                    word = word or severity(cvss.base_severity)
            content = metric.other.content if metric.other else None
            said = (content.value or content.text) if content and not word else None
            word = word or severity(said)
    return tuple(found.values()), word


def _vectors(metric: Metric) -> Iterator[Cvss]:
    for each in (metric.v40, metric.v31, metric.v30, metric.v20):
        if each is not None:
            yield each


def _ssvc(containers: tuple[Container, ...]) -> tuple[str, str, str]:
    """Give exploitation (a KEV metric is one), automatable and technical impact: the last that is said."""
    said: dict[str, str] = {}
    exploited = False
    for container in containers:
        for metric in container.metrics:
            if metric.other is None or metric.other.content is None:
                continue
            if metric.other.type.lower() == "kev":
                exploited = True
            elif metric.other.type.lower() == "ssvc":
                for option in metric.other.content.options:
                    said.update(
                        (key.lower(), line(value, 40).lower())
                        for key, value in option.items()
                        if isinstance(value, str)
                    )
    exploitation = "active" if exploited else _EXPLOITATION.get(said.get("exploitation", ""), "")
    return exploitation, said.get("automatable", ""), said.get("technical impact", "")


def _affected(container: Container) -> Iterator[Affected]:
    for product in container.affected:
        yield from _of_product(product)
    for applicability in container.cpe_applicability:
        for node in applicability.nodes:
            if not (applicability.negate or node.negate):
                yield from (_of_cpe(match) for match in node.matches if match.vulnerable and match.criteria)


def _of_product(product: Product) -> Iterator[Affected]:
    """Give what is affected and what is not known to be; if there is neither, what is not affected."""
    default = product.default.strip().lower() or "unknown"
    parts = parts_of(product)
    affected = carved(parts, "affected", default)
    unknown = carved(parts, "unknown", "")  # the default is said where it decides alone
    for spoken in affected:
        yield _built(product, spoken, Standing.AFFECTED)
    for spoken in unknown:
        yield _built(product, spoken, Standing.UNDER_INVESTIGATION)
    if affected or unknown:
        return
    for spoken in carved(parts, "unaffected", ""):
        yield _built(product, spoken, Standing.NOT_AFFECTED)
    if not parts:
        standing = Standing.NOT_AFFECTED if default == "unaffected" else Standing.UNDER_INVESTIGATION
        yield _built(product, Spoken(everything=True), standing)


def _built(product: Product, spoken: Spoken, standing: Standing) -> Affected:
    package = package_of(product.purl, product.collection, product.package)
    return Affected(
        ecosystem=package.ecosystem if package else "",
        package=package.name if package else "",
        cpes=product.cpes,
        vendor=_name(product.vendor),
        product=_name(product.product) or _name(product.package),
        ranges=tuple(spoken.ranges),
        versions=tuple(spoken.versions),
        expressions=tuple(spoken.texts),
        excluded=spoken.excluded,
        everything=spoken.everything,
        commits=spoken.commits,
        scheme=_scheme(product),
        standing=standing,
    )


@lru_cache(maxsize=1 << 12)
def _name(found: str) -> str:
    """Give a name as written, empty if it is what stands for none."""
    return "" if found.strip().lower() in _NO_NAME else line(found, LONGEST_TITLE)


def _scheme(product: Product) -> str:
    """Give how versions are ordered, where all entries say the same and it is a way that has a name."""
    found = {each.version_type.strip().lower() for each in product.versions if each.version_type}
    found &= _SCHEMES
    return found.pop() if len(found) == 1 else ""


def _of_cpe(match: CpeMatch) -> Affected:
    """Read bounds beside a CPE; without any, the version is that of the CPE, and ANY is all of them."""
    bounds = Range(
        match.version_start_including,
        match.version_end_excluding,
        match.version_end_including,
        match.version_start_excluding,
    )
    if bounds != Range():
        return Affected(cpes=(match.criteria,), ranges=(bounds,))
    cpe = read_cpe(match.criteria)
    if cpe is None or cpe.version == NA:
        return Affected(cpes=(match.criteria,), expressions=(UNSAID,))
    if cpe.version == ANY:
        return Affected(cpes=(match.criteria,), everything=True)
    return Affected(
        cpes=(match.criteria,),
        versions=(cpe.version if cpe.update in (ANY, NA) else f"{cpe.version}_{cpe.update}",),
    )
