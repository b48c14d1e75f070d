"""What ``hygie watch`` tells besides findings: what was not evaluated, what ends, coverage, stale sources."""

from collections.abc import Iterator
from itertools import chain

from hygie.cli.screen import faint, strong, width, wrap
from hygie.cli.watch_telling import INDENT, Telling, named
from hygie.watch.currency import Stale, stale
from hygie.watch.support import SupportState
from hygie.watch.survey import UNREADABLE, Covered, Unevaluated
from hygie.wording.sentence import N_, N_plural


def unevaluated_text(telling: Telling) -> Iterator[str]:
    """Tell the components that were not evaluated, by reason; those that could not be read one by one."""
    left, unreadable = telling.survey.unevaluated, telling.survey.unreadable
    if not left and not unreadable:
        return
    yield ""
    yield strong(
        telling.voice.count(
            *N_plural(
                "{count} component not evaluated: silence about it proves nothing",
                "{count} components not evaluated: silence about them proves nothing",
            ),
            len(left) + unreadable,
        )
    )
    by_reason: dict[str, list[Unevaluated]] = {}
    for each in left:
        by_reason.setdefault(each.reason, []).append(each)
    for reason, those in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        yield wrap(f"{len(those)} × {telling.reason(reason)}", "  ", INDENT)
        yield faint(wrap(telling.names([named(each.component) for each in those]), INDENT))
    if unreadable:
        yield wrap(f"{unreadable} × {telling.reason(UNREADABLE)}", "  ", INDENT)
        yield from _unreadable(telling, unreadable)


def _unreadable(telling: Telling, total: int) -> Iterator[str]:
    rejected = chain.from_iterable(each.rejected for each in telling.survey.gathered.products)
    for diagnostic, _ in zip(rejected, range(telling.few), strict=False):
        yield wrap(f"{diagnostic.place}: {telling.voice.diagnostic(diagnostic)}", INDENT, INDENT + "  ")
    yield from telling.more(total - telling.few, INDENT)


def supports_text(telling: Telling) -> Iterator[str]:
    """Tell the components whose support has ended."""
    ended = [each for each in telling.survey.supports if each.state is SupportState.ENDED]
    if not ended:
        return
    yield ""
    yield strong(telling.voice.say(N_("Support has ended ({count})"), count=len(ended)))
    for each in ended[: telling.few]:
        end = telling.day(each.end) if each.end else each.said
        cycle = f"{each.product} {each.cycle}".strip()
        yield wrap(f"{named(each.component)} – {end}" + (f" ({cycle})" if cycle else ""), "  ", INDENT)
    yield from telling.more(len(ended) - telling.few)


def coverage_text(telling: Telling) -> Iterator[str]:
    """Tell how much of each bill was evaluated, the least first, and which sources are stale."""
    covered = sorted(
        telling.survey.covered,
        key=lambda each: (-1.0 if each.percent is None else each.percent, each.product.file),
    )
    yield ""
    yield strong(telling.voice.say(N_("Coverage")))
    for each in covered[: telling.few]:
        yield from _share(each, telling)
    yield from telling.more(len(covered) - telling.few)
    yield from _stale(telling)


def _share(each: Covered, telling: Telling) -> Iterator[str]:
    """Write a line; the file has its own where both do not go together: a path is never cut."""
    if each.percent is None:
        said = telling.voice.say(N_("this bill of materials lists no component at all"))
    else:
        counted = telling.voice.count(
            *N_plural("{count} component of {total} evaluated", "{count} components of {total} evaluated"),
            each.evaluated,
            total=each.total,
        )
        share = telling.decimal(each.percent)
        said = telling.voice.say(N_("{percent} %  {counted}"), percent=share, counted=counted)
    whole = f"  {said} – {each.product.file}"
    if len(whole) <= width():
        yield whole
    else:
        yield wrap(said, "  ")
        yield wrap(each.product.file, INDENT)


def _stale(telling: Telling) -> Iterator[str]:
    found = stale(telling.survey.snapshot, telling.survey.as_of)
    if not found:
        return
    yield ""
    yield strong(wrap(telling.voice.say(N_("The base is stale: what was published since is not in it"))))
    for each in found[: telling.few]:
        said = telling.voice.say(N_("{source}: {age}"), source=each.segment.source, age=_age(each, telling))
        yield wrap(said, "  ", INDENT)
    yield from telling.more(len(found) - telling.few)
    yield wrap(telling.voice.say(N_("Bring it up to date: hygie feeds sync.")), "  ")


def _age(each: Stale, telling: Telling) -> str:
    segment, found, voice = each.segment, each.freshness, telling.voice
    newest = (
        voice.say(N_("newest record of {day}"), day=telling.day(segment.newest))
        if segment.newest
        else voice.say(N_("records without dates"))
    )
    why = (
        voice.say(N_("not asked for more than {limit} days"), limit=found.limit)
        if found.stale == "fetched"
        else voice.say(N_("none for more than {limit} days"), limit=found.limit)
    )
    return f"{newest}, {why}"
