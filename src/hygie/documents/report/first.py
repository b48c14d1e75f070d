"""The first screen: one sentence, one bar a referential, what blocks, what to do first."""

from collections import Counter
from collections.abc import Iterable, Iterator

from hygie.assessment.horizon import Change
from hygie.assessment.priorities import Shortcoming, Unlock, first_actions, shortcomings
from hygie.documents.answers import Answers
from hygie.documents.phrases import version_of
from hygie.documents.report.rows import requirements_counted
from hygie.documents.report.said import WORST_FIRST, Teller, because_of
from hygie.documents.report.view import Bar, Blocker, First, Line, Segment, Step
from hygie.dossier.paths import Path, alias_of
from hygie.kernel.status import Status, Strength
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_, N_plural

STEPS = 3
STEPS_WHEN_SPARSE = 6
ENOUGH_BLOCKERS = 4


# -- the sentence ------------------------------------------------------------------------------------


def sentence_of(verdicts: Iterable[Verdict], teller: Teller) -> str:
    """Say where the organisation stands, in one sentence."""
    voice = teller.voice
    counts, declared = _counts(verdicts)
    total = sum(counts.values()) - counts[Status.NOT_APPLICABLE]
    if not total:
        return voice.say(N_("No requirement applies to this dossier."))
    if is_sparse(counts):
        decided = total - counts[Status.UNDETERMINED]
        return voice.count(*_BEGUN, decided, total=total)
    if counts[Status.MET] == total:
        return voice.count(*_ALL_MET, total) + _on_declaration(declared, total, teller) + "."
    parts = [voice.count(*forms, counts[status]) for status, forms in _PARTS.items() if counts[status]]
    return voice.count(*_OF_THOSE, total, said=_joined(parts, teller))


def _joined(parts: list[str], teller: Teller) -> str:
    *firsts, last = parts
    return teller.voice.say(N_("{first} and {last}"), first=", ".join(firsts), last=last) if firsts else last


def is_sparse(counts: Counter[Status]) -> bool:
    """Tell whether a dossier is hardly begun: it says too little for most of what applies."""
    total = sum(counts.values()) - counts[Status.NOT_APPLICABLE]
    return counts[Status.UNDETERMINED] * 2 > total


def _counts(verdicts: Iterable[Verdict]) -> tuple[Counter[Status], int]:
    """Count the statuses, and the met ones that rest on declarations alone."""
    counts: Counter[Status] = Counter()
    declared = 0
    for verdict in verdicts:
        counts[verdict.status] += 1
        declared += verdict.status is Status.MET and verdict.strength is Strength.DECLARED
    return counts, declared


def _on_declaration(declared: int, total: int, teller: Teller) -> str:
    if not declared:
        return ""
    if declared == total:
        return ", " + teller.voice.say(N_("all of them on mere declaration"))
    return ", " + teller.voice.count(*_DECLARED, declared)


_BEGUN = N_plural(
    "The dossier is only begun: {count} requirement out of {total} can be decided so far.",
    "The dossier is only begun: {count} requirements out of {total} can be decided so far.",
)
_ALL_MET = N_plural(
    "The {count} requirement that applies is met", "The {count} requirements that apply are met"
)
_OF_THOSE = N_plural(
    "Of the {count} requirement that applies, {said}.", "Of the {count} requirements that apply, {said}."
)
_DECLARED = N_plural("{count} of them on mere declaration", "{count} of them on mere declaration")
_PARTS = {
    Status.NOT_MET: N_plural("{count} is not met", "{count} are not met"),
    Status.PARTIAL: N_plural("{count} is met in part", "{count} are met in part"),
    Status.UNDETERMINED: N_plural("{count} cannot be decided yet", "{count} cannot be decided yet"),
}


# -- the bar -----------------------------------------------------------------------------------------


def bar_of(referential: str, teller: Teller) -> Bar:
    """Give the bar of a referential: counts, never a percentage."""
    catalog = teller.study.catalog(referential)
    counts, declared = _counts(teller.study.verdicts[referential].values())
    segments = tuple(
        Segment(
            teller.status(status),
            counts[status],
            requirements_counted(status, counts[status], teller),
            teller.voice.count(*_DECLARED, declared) if status is Status.MET and declared else "",
        )
        for status in WORST_FIRST
        if counts[status]
    )
    title = teller.voice.text(catalog.title)
    version = version_of(catalog, teller.voice)
    return Bar(referential, title, version, segments, ", ".join(segment.words for segment in segments))


# -- what blocks, what to do -------------------------------------------------------------------------


def first_of(teller: Teller) -> First:
    """Give the first screen's two lists."""
    study = teller.study
    counts, declared = _counts(every_verdict(teller))
    sparse = is_sparse(counts)
    blockers = [item for name in study.applicable for item in _blockers(name, teller)]
    steps = [item for name in study.applicable for item in _steps(name, teller, sparse=sparse)]
    return First(
        tuple(blockers[:ENOUGH_BLOCKERS]),
        teller.others(len(blockers) - ENOUGH_BLOCKERS),
        tuple(steps[: STEPS_WHEN_SPARSE if sparse else STEPS]),
        _done(declared, teller),
        tuple(_unopened(teller, {step.section for step in steps})) if sparse else (),
        sparse,
    )


def _done(declared: int, teller: Teller) -> str:
    """Say what is left where nothing fails and nothing lacks: proof, if verdicts rest on declarations."""
    if not declared:
        return teller.voice.say(N_("Nothing is left to do but to keep the evidence up to date."))
    return teller.voice.count(*_PROVE, declared)


_CHOICES = {"referentials", "certification"}
"""Sections that say how to evaluate: nothing waits for them."""


def _unopened(teller: Teller, named: set[str]) -> Iterator[Line]:
    """Name the sections of which the dossier says nothing yet, but for those that a step already names."""
    declared = teller.dossier.declared
    for name in type(declared).model_fields:
        section = alias_of(declared, name)
        if getattr(declared, name) is None and section not in _CHOICES | named:
            yield Line(teller.voice.field((section,)), address=section)


_PROVE = N_plural(
    "{count} requirement that is met rests on declarations alone: list the evidence that supports it.",
    "{count} requirements that are met rest on declarations alone: list the evidence that supports them.",
)


def every_verdict(teller: Teller) -> Iterator[Verdict]:
    """Go through the verdicts of every referential."""
    for verdicts in teller.study.verdicts.values():
        yield from verdicts.values()


def _blockers(referential: str, teller: Teller) -> list[Blocker]:
    """Put together the shortcomings that say the same thing of several subjects, in their order."""
    alike: dict[str, list[Shortcoming]] = {}
    for item in shortcomings(teller.study, referential):
        alike.setdefault(item.reason.code, []).append(item)
    return [_blocker(items, teller) for items in alike.values()]


def _blocker(items: list[Shortcoming], teller: Teller) -> Blocker:
    touched = tuple(dict.fromkeys(name for item in items for name in item.requirements))
    alike = len(items) - 1
    return Blocker(
        teller.voice.reason(items[0].reason),
        teller.status(items[0].status),
        touched,
        teller.voice.count(*N_plural("and {count} alike", "and {count} alike"), alike) if alike else "",
    )


def _steps(referential: str, teller: Teller, *, sparse: bool) -> Iterator[Step]:
    actions = first_actions(teller.study, referential, STEPS_WHEN_SPARSE if sparse else STEPS)
    yield from (_mend(item, teller) for item in actions.shortcomings)
    yield from (_prevent(change, teller) for change in actions.falls)
    yield from (_write(unlock, teller) for unlock in actions.unlocks)


def _mend(item: Shortcoming, teller: Teller) -> Step:
    text = teller.voice.todo(item.reason) or teller.voice.reason(item.reason)
    return _step(text, item.reason.path, item.requirements, N_("would answer {names}"), teller)


def _prevent(change: Change, teller: Teller) -> Step:
    because = next(iter(because_of(change)), None)
    text = Answers(teller.study, teller.voice).fall(change)
    path = because.path if because else ()
    return _step(text, path, (change.requirement,), N_("would keep {names}"), teller)


def _write(unlock: Unlock, teller: Teller) -> Step:
    text, path = teller.missing(unlock.missing).text, unlock.missing.path
    if unlock.alone:
        return _step(text, path, unlock.alone, N_("would unlock by itself {names}"), teller)
    return _step(text, path, unlock.requirements, N_("would help unlock {names}"), teller)


def _step(text: str, path: Path, names: tuple[str, ...], template: str, teller: Teller) -> Step:
    place, section = (teller.place(path), str(path[0])) if path else ("", "")
    return Step(text, place, section, teller.voice.say(template, names=names))
