"""Findings as SARIF 2.1.0: a rule a vulnerability, a result where a bill lists what it touches."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

import msgspec

from hygie import __version__
from hygie.documents.sarif_frame import Json, log, region, tool, uri
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.place import Place
from hygie.matching.identities import Written, written
from hygie.observations.bills import read_bill
from hygie.observations.json_places import places_of
from hygie.watch.findings import Finding, Status
from hygie.watch.survey import Survey
from hygie.watch.vulnerability import Gravity, Vulnerability
from hygie.wording.sentence import N_
from hygie.wording.sentences import sentences
from hygie.wording.voice import Voice

Read = Callable[[str], bytes]
"""Gives the content of a bill again, by the name of its file."""

_LEVELS: Final = {
    Gravity.EXPLOITED: "error",
    Gravity.HIGH: "error",
    Gravity.UNKNOWN: "warning",
    Gravity.LOW: "warning",
}
_MOST_PRESSING: Final = 9.9
"""Severity (0 to 10) that viewers are told of what is exploited but has no score."""
_SHORT: Final = 120
_LONG: Final = 280
"""Signs of descriptions; sources are read to 300, so that what is longer is cut here, after a word."""
_NO_URI: Final = frozenset(' "<>\\^`{|}')
"""Signs that no URI holds as they are (RFC 3986, 2)."""


def sarif(survey: Survey, read: Read, voice: Voice) -> Iterator[bytes]:
    """Give the log; a finding that a statement closes is a result that is suppressed, with the reason."""
    numbers: dict[str, int] = {}
    rules: list[Json] = []
    results: list[Json] = []
    spots = _spots(survey, read)
    for finding in survey.findings:
        name = finding.vulnerability.id
        if name not in numbers:
            numbers[name] = len(rules)
            rules.append(_rule(finding.vulnerability, voice))
        for product in finding.products:
            places = spots[product.file].get(written(finding.component)) or [Place(product.file)]
            results.append(_result(finding, numbers[name], places, voice))
    run = {
        "tool": tool(__version__, voice.language, rules),
        "results": results,
        "columnKind": "unicodeCodePoints",
        "properties": {
            "asOf": survey.as_of.isoformat(),
            "feeds": survey.snapshot.digest,
            "coverage": {each.product.file: each.percent for each in survey.covered},
        },
    }
    yield msgspec.json.encode(log(run)) + b"\n"


def _spots(survey: Survey, read: Read) -> dict[str, dict[Written, list[Place]]]:
    """Find where each bill lists the components that have findings: the bills are read again for that."""
    wanted: dict[str, set[Written]] = defaultdict(set)
    for finding in survey.findings:
        for product in finding.products:
            wanted[product.file].add(written(finding.component))
    found: dict[str, dict[Written, list[Place]]] = {}
    for file, those in wanted.items():
        content = read(file)
        bill = read_bill(content, file)
        held: dict[Written, list[Place]] = defaultdict(list)
        if not isinstance(bill, Refusal):
            listed = [each for each in bill.components if written(each) in those]
            places = places_of(content, {each.at for each in listed}, file)
            for each in listed:
                held[written(each)].append(places[each.at])
        found[file] = held
    return found


def _rule(vulnerability: Vulnerability, voice: Voice) -> Json:
    name = vulnerability.id
    properties: Json = {"tags": ["security", "vulnerability"], "aliases": vulnerability.aliases}
    score = vulnerability.cvss if vulnerability.cvss is not None else None
    if score is None and vulnerability.exploited:
        score = _MOST_PRESSING
    if score is not None:
        properties["security-severity"] = f"{score:.1f}"
    exploited = voice.say(N_("It is known to be exploited.")) if vulnerability.exploited else ""
    whole = vulnerability.headline(_LONG) or name
    rule: Json = {
        "id": name,
        "shortDescription": {"text": vulnerability.headline(_SHORT) or name},
        "fullDescription": {"text": f"{whole} {exploited}".strip()},
        "properties": properties,
    }
    if address := next(filter(_is_address, vulnerability.references), ""):
        rule["helpUri"] = address
    return rule


def _is_address(text: str) -> bool:
    """Tell whether a reference can be written as a URI as it is: sources write all kinds of things."""
    return text.isascii() and text.isprintable() and not set(text) & _NO_URI


def _result(finding: Finding, number: int, places: Sequence[Place], voice: Voice) -> Json:
    component = f"{finding.component.name} {finding.component.version}".strip()
    told = finding.vulnerability
    shown = [_location(place) for place in places]
    result: Json = {
        "ruleId": told.id,
        "ruleIndex": number,
        "level": _LEVELS[told.gravity] if finding.status is Status.AFFECTED else "warning",
        "message": {"text": _message(finding, component, voice)},
        "locations": shown[:1],
        "relatedLocations": shown[1:],
        "partialFingerprints": {"finding/v1": f"{told.id}/{finding.component.purl or component}"},
        "properties": {
            "state": finding.status,
            "route": finding.ground.route.name.lower(),
            "confidence": finding.ground.confidence,
            "exploited": told.exploited,
        },
    }
    if not finding.status.open:
        why = _why_closed(finding, voice)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _why_closed(finding: Finding, voice: Voice) -> str:
    """Say why a finding is closed: a statement says so, or a surer identifier does."""
    if finding.decision is not None:
        said = finding.decision.statement
        return " ".join(filter(None, (said.justification, said.explanation)))
    ground = finding.ground
    return voice.say(sentences()[ground.code].said, **ground.parameters)


def _message(finding: Finding, component: str, voice: Voice) -> str:
    parameters = {"component": component, "vulnerability": finding.vulnerability.id}
    if finding.status is Status.TO_CHECK:
        said = voice.say(N_("{component} may be affected by {vulnerability}: to be checked."), **parameters)
    elif finding.status is Status.AFFECTED:
        said = voice.say(N_("{component} is affected by {vulnerability}."), **parameters)
    else:
        said = voice.say(N_("{component} is stated not to be affected by {vulnerability}."), **parameters)
    updates = tuple(mend.version for mend in finding.mends if mend.kind == "update")
    if not updates:
        return said
    mended = voice.say(N_("Mended in: {versions}."), versions=updates)
    return f"{said} {mended}"


def _location(place: Place) -> Json:
    file = PurePath(place.file)
    named = file.as_uri() if file.is_absolute() else uri(file.as_posix())
    physical = {"artifactLocation": {"uri": named}, "region": region(place.line, place.column)}
    return {"physicalLocation": physical}
