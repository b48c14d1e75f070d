"""Questions that several HDS rules ask of a dossier in the same words."""

from collections.abc import Sequence
from typing import Any

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import Entry, known
from hygie.hosting.participants import takes_part
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check, some


def declared_at(facts: Facts, path: Path) -> Any:  # noqa: ANN401 - a path may lead to any declared value
    """Give what is declared at a path, ``None`` where nothing is or where it is said not to be known."""
    return known(facts.dossier.value_at(path))


def participation(actor: Actor, facts: Facts) -> Check:
    """Answer whether a subcontractor takes part in the hosting; unknown while its services are."""
    value = takes_part(actor)
    if value is Truth.UNKNOWN:
        return facts.lacks(actor, "services")
    code = "subcontractor_takes_part" if value is Truth.TRUE else "subcontractor_takes_no_part"
    return facts.says(value, code, facts.path(actor, "services"), actor=actor.name)


def spared(taking_part: Check) -> Check:
    """Turn "it takes part" into "it is not concerned": what is known not to take part is spared.

    The reason that it takes no part then speaks for a true answer; that it takes part explains no gap.
    """
    if taking_part.value is Truth.TRUE:
        return Check(Truth.FALSE)
    reasons = tuple(reason._replace(value=Truth.TRUE) for reason in taking_part.reasons)
    return taking_part.negated()._replace(reasons=reasons)


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
