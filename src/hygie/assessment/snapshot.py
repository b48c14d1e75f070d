"""What must be kept of a study to compare another with it later, and the comparison.

What is compared holds no sentence: codes, subjects and addresses, which do not depend on the language.
It is read back from the JSON of ``hygie check``, of this version or of an older one; the sentences of
that answer are kept beside, to say what is there no more.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from hygie.assessment.study import Study
from hygie.kernel.status import Status
from hygie.referentials.verdict import Missing, Reason, Verdict

LONGEST_SENTENCE = 400
"""What is kept of a sentence of an earlier answer: a file may hold anything."""


class Line(NamedTuple):
    """A reason or a missing datum, apart from any language and from line numbers."""

    code: str
    subject: str
    address: str
    status: str


class Difference(NamedTuple):
    """A verdict that is not what it was; ``appeared`` and ``gone`` are the facts that make the difference."""

    referential: str
    requirement: str
    before: str
    after: str
    strength_before: str | None
    strength_after: str | None
    appeared: tuple[Line, ...]
    gone: tuple[Line, ...]


class Comparison(NamedTuple):
    """How a study differs from an earlier one, and which of their inputs differ.

    ``said`` gives, for lines that are gone, the sentence of the earlier answer, in its language.
    """

    earlier_as_of: str
    dossier_changed: bool
    day_changed: bool
    version_changed: bool
    differences: tuple[Difference, ...]
    said: Mapping[Line, str] = MappingProxyType({})


class SnapshotError(Exception):
    """A file that was given as an earlier study is not one; the message names what is wrong."""


class _Reason(msgspec.Struct):
    code: str = ""
    subject: str = ""
    address: str = ""
    status: str = ""
    message: str = ""


class _Missing(msgspec.Struct):
    data: str = ""
    message: str = ""


class _Verdict(msgspec.Struct):
    requirement: str
    status: str
    strength: str | None = None
    reasons: list[_Reason] = []
    missing: list[_Missing] = []


class _Referential(msgspec.Struct):
    id: str
    verdicts: list[_Verdict]


class _Dossier(msgspec.Struct):
    organization: str = ""


class Snapshot(msgspec.Struct):
    """The part of an answer of ``hygie check`` that a comparison needs."""

    hygie: str
    as_of: date
    inputs: dict[str, Any]
    referentials: list[_Referential]
    dossier: _Dossier = msgspec.field(default_factory=_Dossier)


def read_snapshot(content: bytes) -> Snapshot:
    """Read the JSON that ``hygie check --format json`` gave.

    Raises:
        SnapshotError: it is not such an answer.
    """
    try:
        return msgspec.json.decode(content, type=Snapshot)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SnapshotError(str(error)) from error


def lines_of(verdict: Verdict, study: Study) -> frozenset[Line]:
    """Give the lines of a verdict: its reasons, and what is missing."""
    return frozenset(facts_of(verdict, study))


def facts_of(verdict: Verdict, study: Study) -> dict[Line, Reason | Missing]:
    """Give the lines of a verdict with the fact that each stands for, which can be worded."""
    dossier = study.dossier
    facts: dict[Line, Reason | Missing] = {
        _line(reason, verdict, study): reason for reason in reversed(verdict.reasons)
    }
    for item in verdict.missing:
        facts[Line("missing", "", dossier.address(item.path), "undetermined")] = item
    return facts


def _line(reason: Reason, verdict: Verdict, study: Study) -> Line:
    dossier = study.dossier
    return Line(
        reason.code,
        dossier.subject(reason.path),
        dossier.address(reason.path),
        reason_status(reason, verdict),
    )


def reason_status(reason: Reason, verdict: Verdict) -> str:
    """Give the word of the contract for what a reason brings to a verdict."""
    if verdict.status is Status.NOT_APPLICABLE:
        return Status.NOT_APPLICABLE.value
    return REASON_STATUS[reason.value.value]


REASON_STATUS: Mapping[str, str] = {"true": "met", "false": "not_met", "unknown": "undetermined"}
"""The same, apart from any verdict."""


def _earlier_lines(verdict: _Verdict) -> dict[Line, str]:
    """Give the lines of an earlier verdict, each with its sentence."""
    said = {
        Line(item.code, item.subject, item.address, item.status): item.message for item in verdict.reasons
    }
    return said | {Line("missing", "", item.data, "undetermined"): item.message for item in verdict.missing}


def _plain(sentence: str) -> str:
    """Keep what a terminal may show of a sentence that comes from a file: no control character."""
    shown = "".join(sign for sign in sentence if not unicodedata.category(sign).startswith("C"))
    return shown[:LONGEST_SENTENCE]


def compare(earlier: Snapshot, study: Study) -> Comparison:
    """Compare a study with an earlier one: which verdicts changed, and because of which facts."""
    before = {
        (referential.id, verdict.requirement): verdict
        for referential in earlier.referentials
        for verdict in referential.verdicts
    }
    differences = tuple(
        difference
        for referential, verdicts in study.verdicts.items()
        for requirement, verdict in verdicts.items()
        if (difference := _difference(before.get((referential, requirement)), referential, verdict, study))
    )
    gone = {line for difference in differences for line in difference.gone}
    said = {
        line: _plain(sentence)
        for verdict in before.values()
        for line, sentence in _earlier_lines(verdict).items()
        if line in gone
    }
    return Comparison(
        earlier.as_of.isoformat(),
        earlier.inputs.get("dossier") != study.dossier.digest,
        earlier.as_of != study.as_of,
        earlier.hygie != study.version,
        differences,
        said,
    )


def _difference(
    earlier: _Verdict | None, referential: str, verdict: Verdict, study: Study
) -> Difference | None:
    strength = verdict.strength.word if verdict.strength else None
    if earlier is None:
        return Difference(referential, verdict.requirement, "", verdict.status.value, None, strength, (), ())
    if (earlier.status, earlier.strength) == (verdict.status.value, strength):
        return None
    now, then = lines_of(verdict, study), _earlier_lines(earlier)
    return Difference(
        referential,
        verdict.requirement,
        earlier.status,
        verdict.status.value,
        earlier.strength,
        strength,
        tuple(sorted(now - then.keys())),
        tuple(sorted(then.keys() - now)),
    )
