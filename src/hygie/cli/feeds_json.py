"""The JSON answers of ``hygie feeds``."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hygie import __version__
from hygie.feeds.freshness import freshness
from hygie.feeds.outcome import FileReport, Outcome
from hygie.feeds.snapshot import Segment, Snapshot
from hygie.kernel.diagnostic import Diagnostic
from hygie.wording.voice import Voice

Json = dict[str, Any]


def head(snapshot: Snapshot, as_of: date) -> Json:
    """Give the block that starts every answer, and which snapshot it is about."""
    return {
        "hygie": __version__,
        "as_of": as_of.isoformat(),
        "inputs": {"dossier": None, "feeds": snapshot.digest, "traces": None, "policies": {}},
        "dossier": None,
        "snapshot": {
            "digest": snapshot.digest,
            "created": snapshot.created,
            "checked": snapshot.checked,
            "records": sum(segment.count for segment in snapshot.segments),
        },
    }


def status_answer(
    snapshots: tuple[Snapshot, ...], as_of: date, damaged: Iterable[tuple[str, Diagnostic]], voice: Voice
) -> Json:
    """Answer ``hygie feeds status`` about the first of the snapshots."""
    return head(snapshots[0], as_of) | {
        "sources": [source(segment, as_of) for segment in snapshots[0].segments],
        "snapshots": [
            {"digest": item.digest, "created": item.created, "checked": item.checked} for item in snapshots
        ],
        "damaged": [{"source": name} | problem(diagnostic, voice) for name, diagnostic in damaged],
    }


def source(segment: Segment, as_of: date) -> Json:
    """Tell of one source: what it holds, where from, how old."""
    found = freshness(segment, as_of)
    return {
        "source": segment.source,
        "kind": segment.kind.value,
        "records": segment.count,
        "set_aside": segment.rejected,
        "reasons": segment.reasons,
        "kept": segment.kept,
        "newest": segment.newest or None,
        "newest_days": _past(found.newest),
        "fetched": segment.fetched or None,
        "age_days": _past(found.age),
        "stale": found.stale or None,
        "origin": segment.origin,
        "digest": f"sha256:{segment.digest}",
        "notes": segment.notes,
    }


def _past(days: int | None) -> int | None:
    """Give an age; what is later than the day asked about has none."""
    return None if days is None or days < 0 else days


def sync_answer(outcome: Outcome, as_of: date, voice: Voice) -> Json:
    """Answer ``hygie feeds sync``."""
    return head(outcome.snapshot, as_of) | {
        "before": outcome.before.digest if outcome.before is not None else None,
        "sources": [_synced(segment, outcome, as_of) for segment in outcome.snapshot.segments],
        "failed": [{"source": name} | problem(diagnostic, voice) for name, diagnostic in outcome.failed],
        "files": [_file(report, voice) for report in outcome.files],
        "set_aside": [problem(diagnostic, voice) for diagnostic in outcome.rejected],
    }


def state(name: str, outcome: Outcome) -> str:
    """Say what became of a source: ``replaced``, ``unchanged``, ``failed`` or ``carried``."""
    if name in outcome.replaced:
        return "replaced"
    if any(name == failed for failed, _ in outcome.failed):
        return "failed"
    return "unchanged" if name in outcome.unchanged else "carried"


def _synced(segment: Segment, outcome: Outcome, as_of: date) -> Json:
    changed = outcome.changes[segment.source]
    return source(segment, as_of) | {
        "state": state(segment.source, outcome),
        "changes": {
            "added": len(changed.added),
            "changed": len(changed.changed),
            "withdrawn": len(changed.withdrawn),
            "reinstated": len(changed.reinstated),
            "removed": len(changed.removed),
        },
    }


def _file(report: FileReport, voice: Voice) -> Json:
    return {
        "file": report.name,
        "kinds": dict(sorted(report.kinds.items())),
        "records": report.read,
        "set_aside": report.rejected,
        "sources": list(report.sources),
        "unusable": report.refusals,
        "problems": [problem(diagnostic, voice) for diagnostic in report.refused],
    }


def problem(diagnostic: Diagnostic, voice: Voice) -> Json:
    """Tell of a problem: its code, where, and in words."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": voice.diagnostic(diagnostic),
    }
