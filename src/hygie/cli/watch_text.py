"""The answer of ``hygie watch`` in text: what is exploited first, what could not be evaluated, what ends."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from hygie.cli.screen import faint, plain_lines, strong, wrap
from hygie.cli.watch_findings import findings_text
from hygie.cli.watch_rest import coverage_text, supports_text, unevaluated_text
from hygie.cli.watch_statements import statements_text
from hygie.cli.watch_telling import INDENT, Telling
from hygie.watch.currency import notes, stale
from hygie.watch.failing import failing
from hygie.watch.findings import Findings, Status
from hygie.watch.survey import Survey
from hygie.watch.vulnerability import Gravity
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

_GRAVITIES: Final = (
    (Gravity.EXPLOITED, N_plural("{count} exploited", "{count} exploited")),
    (Gravity.HIGH, N_plural("{count} high", "{count} high")),
    (Gravity.LOW, N_plural("{count} lower", "{count} lower")),
    (Gravity.UNKNOWN, N_plural("{count} of unknown severity", "{count} of unknown severity")),
)
_LEVELS: Final = {"exploited": Gravity.EXPLOITED, "high": Gravity.HIGH}
"""What ``--fail-on`` may leave some open findings out for."""


def watch_text(survey: Survey, voice: Voice, *, fail_on: str = "exploited", everything: bool = False) -> str:
    """Write the whole answer; ``everything`` leaves nothing out, ``fail_on`` is what makes a job fail."""
    telling = Telling(survey, voice, everything)
    lines = (
        *_heading(telling),
        *_counted(telling),
        *_left_out(telling, fail_on),
        *findings_text(telling),
        *unevaluated_text(telling),
        *supports_text(telling),
        *statements_text(telling),
        *coverage_text(telling),
    )
    return plain_lines("\n".join(lines))


def _heading(telling: Telling) -> Iterator[str]:
    survey, voice = telling.survey, telling.voice
    products = survey.gathered.products
    about = (
        " – ".join(dict.fromkeys((products[0].name, products[0].file)))
        if len(products) == 1
        else voice.count(*N_plural("{count} bill", "{count} bills of materials"), len(products))
    )
    yield strong(wrap(voice.say(N_("Watch of {about}, {day}"), about=about, day=survey.as_of)))
    snapshot = survey.snapshot
    made = voice.say(
        N_("Advisory base assembled on {day} ({digest}), {sources}"),
        day=date.fromisoformat(snapshot.created[:10]),
        digest=snapshot.digest[:19] + "…",
        sources=voice.count(*N_plural("{count} source", "{count} sources"), len(snapshot.segments)),
    )
    yield faint(wrap(made))
    yield faint(wrap(_newest(telling), "", INDENT))
    for note in notes(snapshot, survey.as_of, survey.crowded):
        yield strong(wrap(telling.reason(note.code, dict(note.parameters))))
    if survey.earlier is not None:
        day = date.fromisoformat(survey.earlier.created[:10])
        yield voice.say(N_("Only what changed since the base of {day}."), day=day)
    yield ""


def _newest(telling: Telling) -> str:
    """Name the newest day that each source knows of, those first that are stale."""
    survey, voice = telling.survey, telling.voice
    old = {each.segment.source for each in stale(survey.snapshot, survey.as_of)}
    shown = []
    for each in sorted(survey.snapshot.segments, key=lambda each: each.source not in old):
        day = telling.day(each.newest) if each.newest else voice.say(N_("no dates"))
        mark = " " + voice.say(N_("(stale)")) if each.source in old else ""
        # A source, its day and its mark stay on one line.
        shown.append(f"{each.source} {day}{mark}".replace(" ", "\u00a0"))
    if more := len(shown[telling.few :]):
        shown[telling.few :] = [voice.count(*N_plural("{count} more", "{count} more"), more)]
    return voice.say(N_("Newest record of each source: {sources}"), sources=" · ".join(shown))


# -- counts --------------------------------------------------------------------------------------


def _counted(telling: Telling) -> Iterator[str]:
    survey, voice = telling.survey, telling.voice
    opened = _opened(survey.findings)
    total = sum(sum(each.values()) for each in opened.values())
    if survey.since is not None:
        yield from _counted_since(telling, total)
    elif total:
        yield voice.count(*N_plural("{count} open finding:", "{count} open findings:"), total)
    elif any(each.evaluated for each in survey.covered):
        yield voice.say(N_("No open finding among the components that were evaluated."))
    else:
        yield voice.say(N_("No component was evaluated: nothing can be concluded."))
    for gravity, forms in _GRAVITIES:
        if counts := opened.get(gravity):
            yield "  " + voice.count(*forms, sum(counts.values())) + _split(counts, voice)
    if survey.since is not None and total:
        yield _standing(telling)


def _counted_since(telling: Telling, total: int) -> Iterator[str]:
    voice, earlier = telling.voice, telling.survey.earlier
    if total:
        yield voice.count(*N_plural("{count} new finding:", "{count} new findings:"), total)
    elif earlier is not None:
        day = date.fromisoformat(earlier.created[:10])
        yield wrap(voice.say(N_("Nothing new since the base of {day}."), day=day) + " " + _standing(telling))


def _standing(telling: Telling) -> str:
    """Say how many findings are open in all, whether they are new or not."""
    voice, opened = telling.voice, _opened(telling.survey.all_findings)
    total = sum(sum(each.values()) for each in opened.values())
    if not total:
        return voice.say(N_("No finding is open."))
    exploited = sum(opened.get(Gravity.EXPLOITED, Counter()).values())
    return voice.count(
        *N_plural(
            "In all, {count} finding is open, of which {exploited}.",
            "In all, {count} findings are open, of which {exploited}.",
        ),
        total,
        exploited=voice.count(*N_plural("{count} exploited", "{count} exploited"), exploited),
    )


def _opened(findings: Findings) -> dict[Gravity, Counter[Status]]:
    """Count the open findings, by gravity and by state."""
    opened: dict[Gravity, Counter[Status]] = {}
    for (status, gravity), count in findings.counts().items():
        if status.open:
            opened.setdefault(gravity, Counter())[status] += count
    return opened


def _split(counts: Counter[Status], voice: Voice) -> str:
    """Say how many are affected and how many to be checked, unless all are affected."""
    if not counts[Status.TO_CHECK]:
        return ""
    parts = [
        voice.count(*forms, counts[status])
        for status, forms in (
            (Status.AFFECTED, N_plural("{count} affected", "{count} affected")),
            (Status.TO_CHECK, N_plural("{count} to be checked", "{count} to be checked")),
        )
        if counts[status]
    ]
    return f" ({', '.join(parts)})"


def _left_out(telling: Telling, fail_on: str) -> Iterator[str]:
    """Say what is open and does not count for the exit code, though one could think that it does."""
    level, voice = _LEVELS.get(fail_on), telling.voice
    if level is None:
        return
    found = failing(telling.survey.findings, level)
    parts = [
        voice.count(*forms, count)
        for count, forms in (
            (found.unknown, N_plural("{count} of unknown severity", "{count} of unknown severity")),
            (
                found.possible,
                N_plural(
                    "{count} to be checked whose identity is only possible",
                    "{count} to be checked whose identities are only possible",
                ),
            ),
        )
        if count
    ]
    if parts:
        said = voice.say(
            N_("Not counted for --fail-on {level}: {parts}."), level=fail_on, parts=", ".join(parts)
        )
        yield wrap(said)
