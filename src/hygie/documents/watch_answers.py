"""The answer of ``hygie watch`` in JSON (contract: keys may be added, never renamed), written as a stream.

What many findings share (a vulnerability, a component, the products that contain it) is encoded once; a
finding is these pieces put side by side, so that a hundred thousand of them take a fraction of a second.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

import msgspec

from hygie import __version__
from hygie.documents.watch_pieces import joined, numbered, pieces
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.bill import Component
from hygie.watch.currency import notes, stale
from hygie.watch.decisions import Decision
from hygie.watch.findings import STATUSES, Finding, Findings, Ground, Mend, Record
from hygie.watch.gathering import Product
from hygie.watch.heard import Heard
from hygie.watch.support import SupportEnd
from hygie.watch.survey import Covered, Survey, Unevaluated
from hygie.watch.vulnerability import Gravity, Vulnerability

Json: TypeAlias = dict[str, Any]
_encode: Final = msgspec.json.Encoder().encode


def answer(survey: Survey, dossier: Json | None, digest: str | None = None) -> Iterator[bytes]:
    """Give the whole answer, piece by piece: one JSON object on one line.

    ``dossier`` is the block that says which dossier it is about, None without one; ``digest`` its digest.
    """
    head = _encode(_head(survey, dossier, digest))
    yield head[:-1] + b',"findings":['
    for number, chunk in enumerate(_findings(survey.findings, b',{"rank":', b"")):
        yield chunk if number else chunk[1:]
    yield b'],"not_evaluated":'
    yield _encode([_unevaluated(each) for each in survey.unevaluated])
    rest = {
        "vulnerabilities": [_details(each) for each in _told(survey)],
        "coverage": [_covered(each) for each in survey.covered],
        "support": [_support(each) for each in survey.supports],
        "unread": [_unread(each) for each in survey.unread],
        **_since(survey),
    }
    yield b"," + _encode(rest)[1:] + b"\n"


def lines(survey: Survey, dossier: Json | None, digest: str | None = None) -> Iterator[bytes]:
    """Give the answer as JSON lines: the head, then one object a line, each with its ``kind``."""
    yield _encode({"kind": "head", **_head(survey, dossier, digest), **_since(survey)}) + b"\n"
    yield from _findings(survey.findings, b'{"kind":"finding","rank":', b"\n")
    for kind, values in (
        ("vulnerability", map(_details, _told(survey))),
        ("not_evaluated", map(_unevaluated, survey.unevaluated)),
        ("coverage", map(_covered, survey.covered)),
        ("support", map(_support, survey.supports)),
        ("unread", map(_unread, survey.unread)),
    ):
        yield from (_encode({"kind": kind, **value}) + b"\n" for value in values)


def finding_json(finding: Finding) -> Json:
    """Give one finding: what the pieces put together say."""
    return {
        "rank": finding.rank,
        **_vulnerability(finding.vulnerability),
        "component": _component(finding.component),
        "products": _products(finding.products),
        "devices": [],
        "harms": None,
        **_ground(finding.ground),
        "state": finding.status,
        "remedies": _mends(finding.mends),
        "advisories": _records(finding.records),
        "decision": _decision(finding.decision),
    }


def _head(survey: Survey, dossier: Json | None, digest: str | None) -> Json:
    old = {each.segment.source for each in stale(survey.snapshot, survey.as_of)}
    return {
        "hygie": __version__,
        "as_of": survey.as_of.isoformat(),
        "inputs": {"dossier": digest, "feeds": survey.snapshot.digest, "traces": None, "policies": {}},
        "dossier": dossier,
        "sources": [
            {
                "source": each.source,
                "records": each.count,
                "newest": each.newest,
                "fetched": each.fetched,
                "stale": each.source in old,
            }
            for each in survey.snapshot.segments
        ],
        "notes": [
            {"code": each.code, **{name: _plain(value) for name, value in each.parameters.items()}}
            for each in notes(survey.snapshot, survey.as_of, survey.crowded)
        ]
        + [_diagnostic(each) for each in survey.heard.notes],
        "statements": _heard(survey.heard),
    }


def _heard(heard: Heard) -> Json:
    return {
        "read": heard.read,
        "applied": heard.applied,
        "ahead": heard.ahead,
        "listed": heard.listed,
        "idle": [
            {
                "file": each.file,
                "count": each.count,
                "examples": [
                    {"vulnerability": vulnerability, "subject": subject}
                    for vulnerability, subject in each.examples
                ],
            }
            for each in heard.idle
        ],
    }


def _findings(findings: Findings, opening: bytes, closing: bytes) -> Iterator[bytes]:
    """Encode the findings; see ``numbered``."""
    tables = findings.tables
    columns = [
        pieces(tables.vulnerabilities, _vulnerability, findings.vulnerability),
        pieces(tables.components, lambda each: {"component": _component(each)}, findings.component),
        pieces(tables.products, _of_products, findings.products),
        pieces(tables.grounds, _ground, findings.ground),
        pieces(STATUSES, lambda each: {"state": each}, findings.status),
        pieces(tables.mends, lambda each: {"remedies": _mends(each)}, findings.mends),
        pieces(tables.records, lambda each: {"advisories": _records(each)}, findings.records),
        pieces(tables.decisions, lambda each: {"decision": _decision(each)}, findings.decision),
    ]
    return numbered(joined(columns), len(findings), opening, b"}" + closing)


def _vulnerability(vulnerability: Vulnerability) -> Json:
    """Give what every finding of a vulnerability says of it; the rest is said once, by ``_details``."""
    return {
        "vulnerability": vulnerability.id,
        "aliases": vulnerability.aliases,
        "exploited": vulnerability.exploited,
        "epss": vulnerability.epss,
        "cvss": vulnerability.cvss,
        "severity": vulnerability.word or None,
    }


def _details(vulnerability: Vulnerability) -> Json:
    return {
        "vulnerability": vulnerability.id,
        "title": vulnerability.title,
        "exploited_since": vulnerability.listed or None,
        "ransomware": vulnerability.ransomware,
        "exploitation": vulnerability.exploitation or None,
        "cvss_vector": vulnerability.vector or None,
        "published": vulnerability.published or None,
        "references": vulnerability.references,
    }


def _told(survey: Survey) -> Iterable[Vulnerability]:
    """List the vulnerabilities that findings speak of, each once, by name."""
    table = survey.findings.tables.vulnerabilities
    told = {table[number].id: table[number] for number in set(survey.findings.vulnerability.tolist())}
    closed = survey.since.closed if survey.since is not None else ()
    told |= {finding.vulnerability.id: finding.vulnerability for finding, _ in closed}
    return (told[name] for name in sorted(told))


def _component(component: Component) -> Json:
    return {
        "ref": component.ref,
        "type": component.type,
        "name": component.name,
        "version": component.version or None,
        "supplier": component.supplier or None,
        "purl": component.purl or None,
        "cpe": component.cpe or None,
        **({"others": component.others} if component.others else {}),
    }


def _of_products(products: Iterable[Product]) -> Json:
    return {"products": _products(products), "devices": [], "harms": None}


def _products(products: Iterable[Product]) -> list[Json]:
    return [
        {"sbom": each.file, "name": each.name, "version": (each.root.version or None) if each.root else None}
        for each in products
    ]


def _ground(ground: Ground) -> Json:
    return {
        "route": ground.route.name.lower(),
        "confidence": ground.confidence,
        "because": {
            "code": ground.code,
            **({"identity": ground.identity} if ground.identity else {}),
            **{name: _plain(value) for name, value in ground.parameters.items()},
        },
    }


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _mends(mends: Iterable[Mend]) -> list[Json]:
    return [{name: value for name, value in each._asdict().items() if value} for each in mends]


def _records(records: Iterable[Record]) -> list[Json]:
    return [{"source": each.source, "id": each.id} for each in records]


def _decision(decision: Decision | None) -> Json | None:
    if decision is None:
        return None
    said = decision.statement
    return {
        "state": said.standing,
        "closes": decision.closes,
        "justification": said.justification or None,
        "explanation": said.explanation or None,
        "action": said.action or None,
        "author": said.author or None,
        "stated": said.stated or None,
        "file": decision.file,
    }


def _unevaluated(each: Unevaluated) -> Json:
    return {
        "component": _component(each.component),
        "reason": each.reason,
        "products": _products(each.products),
    }


def _covered(each: Covered) -> Json:
    return {
        "sbom": each.product.file,
        "format": f"{each.product.format} {each.product.version}".strip(),
        "product": each.product.name,
        "percent": each.percent,
        "components": each.total,
        "evaluated": each.evaluated,
        "not_evaluated": each.reasons,
        "rejected": [_diagnostic(item) for item in each.product.rejected],
    }


def _support(each: SupportEnd) -> Json:
    return {
        "component": _component(each.component),
        "products": _products(each.products),
        "source": each.source,
        "product": each.product or None,
        "cycle": each.cycle or None,
        "end": each.end,
        "state": each.state,
        "said": each.said or None,
    }


def _unread(refusal: Refusal) -> Json:
    return {"reasons": [_diagnostic(each) for each in refusal.mistakes]}


def _diagnostic(each: Diagnostic) -> Json:
    return {
        "code": each.code,
        "file": each.place.file,
        "line": each.place.line,
        "column": each.place.column,
        **{name: _plain(value) for name, value in each.parameters.items()},
    }


def _since(survey: Survey) -> Json:
    """Give what changed since an earlier snapshot, where it was asked for."""
    if survey.since is None or survey.earlier is None:
        return {}
    return {
        "since": {
            "feeds": survey.earlier.digest,
            "created": survey.earlier.created,
            **_standing(survey.all_findings),
            "opened": [
                {"rank": finding.rank, "why": why}
                for finding, why in zip(survey.since.opened, survey.since.why, strict=True)
            ],
            "closed": [{"why": why, **finding_json(finding)} for finding, why in survey.since.closed],
        }
    }


def _standing(findings: Findings) -> Json:
    """Count what is open in all, whether it opened since or before."""
    return {"open": findings.pressing(Gravity.LOW), "exploited": findings.pressing(Gravity.EXPLOITED)}
