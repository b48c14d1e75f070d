"""What makes a verdict differ from an earlier one, in sentences."""

from collections.abc import Iterable

from hygie.assessment.snapshot import Comparison, Difference, Line, facts_of
from hygie.assessment.study import Study
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

MOST_LINES = 3
"""Facts told of each side, those that appeared and those that are gone; the others are counted."""

_RANKS = {"not_met": 0, "undetermined": 1, "met": 2}


def difference_lines(difference: Difference, comparison: Comparison, study: Study, voice: Voice) -> list[str]:
    """Say the facts that appeared (``+``, with where they are written), then those that are gone (``−``).

    Facts that stand against come first. What is gone is said as the earlier answer said it, in its
    language. Where the facts are the same and the verdict is not, the proof is what changed.
    """
    appeared = _bounded("+", _appeared(difference, study, voice), voice)
    gone = _bounded("−", _gone(difference, comparison, voice), voice)
    if not appeared and not gone and difference.before == difference.after:
        return [voice.say(N_("The evidence, or its validity, is no longer the same."))]
    return appeared + gone


def _bounded(sign: str, sentences: Iterable[str], voice: Voice) -> list[str]:
    found = list(dict.fromkeys(sentences))
    lines = [f"{sign} {sentence}" for sentence in found[:MOST_LINES]]
    more = len(found) - MOST_LINES
    return (
        [*lines, voice.count(*N_plural("and {count} more", "and {count} more"), more)] if more > 0 else lines
    )


def _appeared(difference: Difference, study: Study, voice: Voice) -> Iterable[str]:
    facts = facts_of(study.verdicts[difference.referential][difference.requirement], study)
    for line in sorted(difference.appeared, key=_rank):
        fact = facts[line]
        said = voice.missing(fact, study.dossier) if isinstance(fact, Missing) else voice.reason(fact)
        place = study.dossier.place(fact.path)
        yield f"{said}   {place.file}:{place.line}"


def _gone(difference: Difference, comparison: Comparison, voice: Voice) -> Iterable[str]:
    for line in sorted(difference.gone, key=_rank):
        if line.code == "missing":
            yield voice.say(N_("{subject}: no longer missing"), subject=line.address)
        else:
            yield comparison.said.get(line) or line.address or line.subject


def _rank(line: Line) -> int:
    return _RANKS.get(line.status, len(_RANKS))
