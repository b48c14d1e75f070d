"""What ``hygie feeds`` says on a screen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from hygie.cli.feeds_json import state
from hygie.cli.screen import faint, strong, wrap
from hygie.feeds.changes import SourceChanges
from hygie.feeds.freshness import freshness
from hygie.feeds.outcome import FileReport, Outcome
from hygie.feeds.readers import READERS
from hygie.feeds.snapshot import Kind, Segment, Snapshot
from hygie.kernel.diagnostic import Diagnostic
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

AMOUNTS = {
    Kind.ADVISORIES: N_plural("{count} advisory", "{count} advisories"),
    Kind.EXPLOITED: N_plural("{count} exploited vulnerability", "{count} exploited vulnerabilities"),
    Kind.EPSS: N_plural("{count} score", "{count} scores"),
    Kind.LIFECYCLES: N_plural("{count} product", "{count} products"),
}
NOTES = {"model": N_("model {value}")}
"""What a source says of itself: EPSS, the version of its model."""
FEEDS = frozenset(kind.value for kind in READERS)


def status_lines(snapshot: Snapshot, as_of: date, voice: Voice) -> Iterator[str]:
    """Tell of the base, source by source."""
    yield from _heading(snapshot, voice)
    for segment in snapshot.segments:
        yield ""
        yield f"{strong(segment.source)}  {_amount(segment, voice)}  {faint(segment.origin)}"
        yield wrap(_joined(_age(segment, as_of, voice), voice), "  ")


def _heading(snapshot: Snapshot, voice: Voice) -> Iterator[str]:
    total = sum(segment.count for segment in snapshot.segments)
    yield strong(
        voice.count(
            *N_plural(
                "Advisory base: {count} source, {amount}",
                "Advisory base: {count} sources, {amount}",
            ),
            len(snapshot.segments),
            amount=voice.count(*N_plural("{count} record", "{count} records"), total),
        )
    )
    yield faint(snapshot.digest)
    made = date.fromisoformat(snapshot.created[:10])
    seen = date.fromisoformat(snapshot.checked[:10])
    if made == seen:
        yield voice.say(N_("Made on {day}."), day=made)
    else:
        yield voice.say(N_("Made on {day}, found unchanged on {seen}."), day=made, seen=seen)


def _amount(segment: Segment, voice: Voice) -> str:
    said = voice.count(*AMOUNTS[segment.kind], segment.count)
    if segment.rejected:
        said += ", " + voice.say(N_("{count} set aside"), count=segment.rejected)
    if segment.kept:
        said += ", " + voice.count(
            *N_plural("{count} kept from before", "{count} kept from before"), segment.kept
        )
    return said


def _joined(parts: Iterable[str], voice: Voice) -> str:
    """Join parts of a line by semicolons, as this language writes them."""
    whole = ""
    for part in parts:
        whole = voice.say(N_("{before}; {then}"), before=whole, then=part) if whole else part
    return whole


def _age(segment: Segment, as_of: date, voice: Voice) -> Iterator[str]:
    found = freshness(segment, as_of)
    if found.age is not None:
        day = date.fromisoformat(segment.fetched[:10])
        if found.age < 0:
            yield voice.say(N_("fetched on {day}, later than that day"), day=day)
        else:
            forms = N_plural("fetched on {day} ({count} day)", "fetched on {day} ({count} days)")
            yield voice.count(*forms, found.age, day=day)
    if found.newest is not None:
        day = date.fromisoformat(segment.newest)
        if found.newest < 0:
            yield voice.say(N_("newest record of {day}, later than that day"), day=day)
        else:
            forms = N_plural("newest record of {day} ({count} day)", "newest record of {day} ({count} days)")
            yield voice.count(*forms, found.newest, day=day)
    else:
        yield voice.say(N_("records without dates"))
    for name, value in sorted(segment.notes.items()):
        yield voice.say(NOTES[name], value=value) if name in NOTES else value
    if found.stale:
        if found.stale == "fetched":
            why = voice.say(N_("STALE: not asked for more than {limit} days"), limit=found.limit)
        else:
            why = voice.say(N_("STALE: no record of the last {limit} days"), limit=found.limit)
        yield strong(why)


def sync_lines(outcome: Outcome, voice: Voice, *, everything: bool) -> Iterator[str]:
    """Tell what a synchronisation did: sources and counts; file by file and record by record if asked."""
    yield from _heading(outcome.snapshot, voice)
    yield ""
    for segment in outcome.snapshot.segments:
        said = _state(segment, outcome, voice)
        amount = _amount(segment, voice)
        told = voice.say(
            N_("{source}: {amount}; {changes}"), source=segment.source, amount=amount, changes=said
        )
        yield wrap(told, "  ", "    ")
    yield ""
    yield from _summary(outcome, voice)
    if everything:
        for report in outcome.files:
            yield from _file(report, voice)
        for diagnostic in outcome.rejected:
            yield _about(str(diagnostic.place), voice.diagnostic(diagnostic), voice)
    elif any(report.rejected or report.refusals for report in outcome.files) or outcome.rejected:
        yield voice.say(N_("Each of them, file by file: --all."))


def _state(segment: Segment, outcome: Outcome, voice: Voice) -> str:
    found = state(segment.source, outcome)
    if found == "unchanged":
        return voice.say(N_("nothing new"))
    if found in ("failed", "carried"):
        return voice.say(N_("kept as it was on {day}"), day=date.fromisoformat(segment.fetched[:10]))
    return ", ".join(_changes(outcome.changes[segment.source], voice)) or voice.say(N_("nothing new"))


def _changes(changed: SourceChanges, voice: Voice) -> Iterator[str]:
    for ids, forms in (
        (changed.added, N_plural("{count} added", "{count} added")),
        (changed.changed, N_plural("{count} changed", "{count} changed")),
        (changed.withdrawn, N_plural("{count} withdrawn", "{count} withdrawn")),
        (changed.reinstated, N_plural("{count} reinstated", "{count} reinstated")),
        (changed.removed, N_plural("{count} removed", "{count} removed")),
    ):
        if ids:
            yield voice.count(*forms, len(ids))


def _summary(outcome: Outcome, voice: Voice) -> Iterator[str]:
    aside: Counter[str] = Counter()
    for report in outcome.files:
        aside.update({kind: count for kind, count in report.kinds.items() if kind not in FEEDS})
    yield voice.count(*N_plural("{count} file looked at.", "{count} files looked at."), len(outcome.files))
    if aside:
        kinds = ", ".join(f"{_kind(kind, voice)} {count}" for kind, count in sorted(aside.items()))
        yield wrap(voice.say(N_("Left aside, being no feeds: {kinds}."), kinds=kinds))
    kept = sum(segment.kept for segment in outcome.snapshot.segments if segment.source in outcome.replaced)
    if kept:
        yield wrap(
            voice.count(
                *N_plural(
                    "{count} record was kept from before: what was read of its source may not be whole.",
                    "{count} records were kept from before: what was read of their sources may not be whole.",
                ),
                kept,
            )
        )
    links = sum(each.code == "feeds_not_plain" for report in outcome.files for each in report.refused)
    if links:
        yield wrap(
            voice.count(
                *N_plural(
                    "{count} link or device was not followed.", "{count} links or devices were not followed."
                ),
                links,
            )
        )
    if outcome.refusals:
        yield voice.count(
            *N_plural("{count} content cannot be used at all.", "{count} contents cannot be used at all."),
            outcome.refusals,
        )


def _kind(kind: str, voice: Voice) -> str:
    return voice.say(N_("not recognised")) if kind == "unknown" else kind


def _file(report: FileReport, voice: Voice) -> Iterator[str]:
    kinds = ", ".join(
        f"{_kind(kind, voice)}" + (f" × {count}" if count > 1 else "")
        for kind, count in sorted(report.kinds.items())
    )
    yield _about(report.name, kinds or voice.say(N_("nothing in it")), voice)
    if report.read or report.rejected:
        forms = N_plural("{count} record read, {aside} set aside", "{count} records read, {aside} set aside")
        counts = voice.count(*forms, report.read, aside=report.rejected)
        yield f"  {counts} → {', '.join(report.sources)}"
    yield from (problem_line(diagnostic, voice, "  ") for diagnostic in report.refused)


def problem_line(diagnostic: Diagnostic, voice: Voice, indent: str = "") -> str:
    """Word a problem after the place where it is; an address has no lines."""
    place = diagnostic.place
    where = place.file if "://" in place.file or place.line == place.column == 1 else str(place)
    return indent + _about(where, voice.diagnostic(diagnostic), voice)


def failure_line(source: str, diagnostic: Diagnostic, voice: Voice) -> str:
    """Word what happened to a source."""
    if diagnostic.place.file == source:
        return _about(source, voice.diagnostic(diagnostic), voice)
    return _about(source, problem_line(diagnostic, voice), voice)


def unreached_lines(told: Iterable[Diagnostic], voice: Voice) -> Iterator[str]:
    """Word why no source could be had: a line for each host and reason, with the sources it would give."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for each in told:
        found.setdefault((str(each.parameters.get("host") or each.place.file), each.code), []).append(each)
    for (host, _), group in found.items():
        sources = ", ".join(sorted({str(each.parameters.get("source", "")) for each in group}))
        yield _about(f"{host} ({sources})", voice.diagnostic(group[0]), voice)


def as_it_was(snapshot: Snapshot | None, voice: Voice) -> str:
    """Say that nothing became of the base."""
    if snapshot is None:
        return voice.say(N_("There is no advisory base yet."))
    day = date.fromisoformat(snapshot.created[:10])
    return voice.say(N_("The advisory base of {day} is as it was."), day=day)


def _about(subject: str, said: str, voice: Voice) -> str:
    return voice.say(N_("{subject}: {said}"), subject=subject, said=said)
