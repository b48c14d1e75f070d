"""What changed since an earlier study: verdict by verdict, and because of what."""

from datetime import date
from itertools import islice

from hygie.assessment.snapshot import Comparison, Difference, Line
from hygie.documents.report.said import Teller
from hygie.documents.report.view import Changed, Sign, Turn
from hygie.documents.report.view import Line as Said
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_, N_plural

ENOUGH_CAUSES = 4

_INPUTS = (
    ("dossier_changed", N_("the dossier has changed"), N_("the dossier is the same")),
    ("day_changed", N_("the day is another one"), N_("the day is the same")),
    ("version_changed", N_("Hygie is another version"), N_("Hygie is the same version")),
)


def changed_since(comparison: Comparison, teller: Teller) -> Changed:
    """Tell a comparison: how many verdicts differ, which inputs do, and each difference."""
    voice = teller.voice
    count = len(comparison.differences)
    when = _day(comparison.earlier_as_of, teller)
    said = voice.count(*_SAID, count, day=when) if count else voice.say(_NOTHING, day=when)
    inputs = [voice.say(yes if getattr(comparison, name) else no) for name, yes, no in _INPUTS]
    return Changed(
        said, ", ".join(inputs), tuple(_turn(item, comparison, teller) for item in comparison.differences)
    )


_SAID = N_plural(
    "Since the study of {day}, {count} verdict has changed",
    "Since the study of {day}, {count} verdicts have changed",
)
_NOTHING = N_("Since the study of {day}, no verdict has changed")


def _day(written: str, teller: Teller) -> str:
    """Write the day of an earlier study in words; as it stands if it is not a date."""
    try:
        return teller.voice.date(date.fromisoformat(written))
    except ValueError:
        return written


def _turn(difference: Difference, comparison: Comparison, teller: Teller) -> Turn:
    return Turn(
        (difference.requirement,),
        _sign(difference.before, difference.strength_before, teller),
        _sign(difference.after, difference.strength_after, teller),
        _causes(difference, comparison, teller),
    )


def _causes(difference: Difference, comparison: Comparison, teller: Teller) -> tuple[Said, ...]:
    """Say the facts that make a difference; where the facts are the same, it is their proof that is not."""
    found = dict.fromkeys((*_appeared(difference, teller), *_gone(difference, comparison, teller)))
    if not found and difference.before == difference.after:
        return (Said(teller.voice.say(N_("The evidence, or its validity, is no longer the same."))),)
    return tuple(islice(found, ENOUGH_CAUSES))


def _sign(status: str, strength: str | None, teller: Teller) -> Sign:
    """Read a status that another version may have written; a word it does not know is shown as it is."""
    if not status:
        return Sign("not-applicable", "+", teller.voice.say(N_("new")))
    try:
        known = Status(status)
    except ValueError:
        return Sign("not-applicable", "·", status)
    return teller.status(known, Strength.__members__.get((strength or "").upper()))


def _appeared(difference: Difference, teller: Teller) -> list[Said]:
    """Say the facts that are there now, in their own sentences."""
    verdict = teller.study.verdicts[difference.referential][difference.requirement]
    address = teller.dossier.address
    wanted = {(line.code, line.address) for line in difference.appeared[: 4 * ENOUGH_CAUSES]}
    reasons = (item for item in verdict.reasons if (item.code, address(item.path)) in wanted)
    lacking = (item for item in verdict.missing if ("missing", address(item.path)) in wanted)
    against_first = sorted(islice(reasons, 4 * ENOUGH_CAUSES), key=lambda item: item.value is Truth.TRUE)
    said = [teller.reason(item) for item in against_first[:ENOUGH_CAUSES]]
    return said + [teller.missing(item) for item in islice(lacking, ENOUGH_CAUSES)]


_GONE = {
    "undetermined": N_("{subject}: no longer missing"),
    "not_met": N_("{subject}: no longer stands against"),
    "met": N_("{subject}: no longer speaks for"),
}


def _gone(difference: Difference, comparison: Comparison, teller: Teller) -> list[Said]:
    """Say the facts that are there no more as the earlier answer said them; else name what they were about.

    A fact in favour that is gone is told only where nothing else explains the difference: most often
    the fact that took its place does.
    """
    told = [line for line in difference.gone if line.status != "met" or not difference.appeared]
    return [_gone_line(line, comparison.said.get(line, ""), teller) for line in told[:ENOUGH_CAUSES]]


def _gone_line(line: Line, said: str, teller: Teller) -> Said:
    if said and line.code != "missing":
        return Said(teller.voice.say(N_("No longer: {said}"), said=said), address=line.address)
    path = teller.dossier.entries_by_ref.get(line.subject)
    subject = teller.subject(path) if path else (line.subject or line.address)
    template = _GONE.get(line.status, _GONE["met"])
    return Said(teller.voice.say(template, subject=subject), address=line.address)
