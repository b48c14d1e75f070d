"""Questions that rules ask of a dossier in the same words, whatever their referential."""

from collections.abc import Iterable, Sequence
from typing import Any

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import Entry, known
from hygie.hosting.lack import Lack
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check, some


def declared_at(facts: Facts, path: Path) -> Any:  # noqa: ANN401 - a path may lead to any declared value
    """Give what is declared at a path, ``None`` where nothing is or where it is said not to be known."""
    return known(facts.dossier.value_at(path))


def lacking(facts: Facts, lacks: Iterable[Lack]) -> Check:
    """Answer unknown, for want of these data."""
    return facts.lacks_at(*(facts.path(lack.entry, lack.field) for lack in lacks))


def spared(taking_part: Check) -> Check:
    """Turn "it takes part" into "it is not concerned": what is known not to take part is spared.

    The reason that it takes no part then speaks for a true answer; that it takes part explains no gap.
    """
    if taking_part.value is Truth.TRUE:
        return Check(Truth.FALSE)
    reasons = tuple(reason._replace(value=Truth.TRUE) for reason in taking_part.reasons)
    return taking_part.negated()._replace(reasons=reasons)


def left_out(answers: Iterable[tuple[Entry, Check]], facts: Facts) -> tuple[Path, ...]:
    """Lead to the facts for which subjects are not concerned: those that are given, else the subject itself.

    ``answers`` say of each subject whether it is concerned: what holds of those that are needs these facts.
    """
    aside = [(entry, check.reasons) for entry, check in answers if check.value is Truth.FALSE]
    said = (tuple(reason.path for reason in reasons) or (facts.path(entry),) for entry, reasons in aside)
    return tuple(dict.fromkeys(path for paths in said for path in paths))


def one_of(
    entries: Sequence[Entry], field: str, codes: tuple[str, str], path: Path, facts: Facts, label: str
) -> Check:
    """Answer whether one entry of a list (at ``path``) has a boolean set; ``codes`` if so, and if none has.

    ``label`` is the field that names an entry in the sentence, under that same name.
    """
    yes, none = codes
    found = some(_flag(entry, field, yes, label, facts) for entry in entries)
    return facts.says(False, none, path) if found.value is Truth.FALSE else found


def _flag(entry: Entry, field: str, yes: str, label: str, facts: Facts) -> Check:
    name: Parameter = getattr(entry, label)
    return facts.flag(entry, field, yes, **{label: name})
