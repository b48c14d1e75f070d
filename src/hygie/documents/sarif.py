"""Verdicts as SARIF 2.1.0, for the tools that show findings beside the lines of a repository."""

from pathlib import PurePath
from typing import Any

from hygie.assessment.snapshot import REASON_STATUS
from hygie.assessment.study import Study
from hygie.documents.answers import REASON_OF, Answers
from hygie.documents.sarif_frame import log, region, tool, uri
from hygie.kernel.place import Place
from hygie.kernel.status import Status
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import Verdict
from hygie.wording.voice import Voice

Json = dict[str, Any]

_BASE = "DOSSIER"

_LEVELS = {Status.NOT_MET: "error", Status.PARTIAL: "warning", Status.UNDETERMINED: "note"}


def sarif(study: Study, voice: Voice) -> Json:
    """Give one run: a rule a requirement, and a result for each one that is not met.

    A requirement that is met or has no object gives no result, as a clean file gives none.
    """
    answers = Answers(study, voice)
    rules: list[Json] = []
    results: list[Json] = []
    for referential in study.applicable:
        catalog = study.catalog(referential)
        for requirement in catalog:
            rules.append(_rule(referential, requirement, voice))
            verdict = study.verdicts[referential][requirement.id]
            if verdict.status in _LEVELS:
                results.append(_result(len(rules) - 1, referential, verdict, study, answers))
    run = {
        "tool": tool(study.version, voice.language, rules),
        "results": results,
        "columnKind": "unicodeCodePoints",
        "properties": {"asOf": study.as_of.isoformat(), "dossier": study.dossier.digest},
    } | _bases(study)
    return log(run)


def _rule(referential: str, requirement: Requirement, voice: Voice) -> Json:
    return {
        "id": f"{referential}/{requirement.id}",
        "name": requirement.id,
        "shortDescription": {"text": voice.text(requirement.title)},
        "fullDescription": {"text": voice.text(requirement.statement)},
        "help": {"text": voice.text(requirement.next_step)},
    }


def _result(index: int, referential: str, verdict: Verdict, study: Study, answers: Answers) -> Json:
    places = list(dict.fromkeys(_places(verdict, study))) or [study.dossier.place(())]
    shown = [_location(place, study.dossier.location) for place in places]
    return {
        "ruleId": f"{referential}/{verdict.requirement}",
        "ruleIndex": index,
        "level": _LEVELS[verdict.status],
        "message": {"text": answers.summary(verdict)},
        # Only the first is where the finding is shown: the others say where else to look.
        "locations": shown[:1],
        "relatedLocations": shown[1:],
        "partialFingerprints": {"requirement/v1": f"{referential}/{verdict.requirement}"},
        "properties": {
            "status": verdict.status.value,
            "strength": verdict.strength.word if verdict.strength else None,
        },
    }


def _places(verdict: Verdict, study: Study) -> list[Place]:
    wanted = REASON_OF[verdict.status]
    paths = [item.path for item in verdict.reasons if REASON_STATUS[item.value.value] == wanted]
    paths += [item.path for item in verdict.missing]
    return [study.dossier.place(path) for path in paths]


def _location(place: Place, folder: str) -> Json:
    physical = {"artifactLocation": _artifact(place.file, folder), "region": region(place.line, place.column)}
    return {"physicalLocation": physical}


def _artifact(file: str, folder: str) -> Json:
    """Locate a file from where the command ran, or from the dossier where its path is absolute."""
    if PurePath(folder).is_absolute():
        return {"uri": uri(file), "uriBaseId": _BASE}
    return {"uri": uri((PurePath(folder) / file).as_posix())}


def _bases(study: Study) -> Json:
    """Give the base of the URIs of a dossier at an absolute path; it ends with a slash (SARIF 3.14.14)."""
    folder = PurePath(study.dossier.location)
    return {"originalUriBaseIds": {_BASE: {"uri": f"{folder.as_uri()}/"}}} if folder.is_absolute() else {}
