"""Checks that need the referentials: what evidence claims to support must exist."""

from collections.abc import Iterator

from hygie.dossier.dossier import Dossier
from hygie.dossier.plan import plan_of
from hygie.dossier.suggest import closest
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.diagnostic import Diagnostic
from hygie.referentials.referential import PACKAGES, catalog_of


def check_supports(dossier: Dossier) -> tuple[Diagnostic, ...]:
    """List the ``supports`` lines that name no requirement, no entry and no section."""
    requirements = {item.id for referential in PACKAGES for item in catalog_of(referential)}
    return tuple(_unknown(dossier, requirements))


def _unknown(dossier: Dossier, requirements: set[str]) -> Iterator[Diagnostic]:
    known = {*requirements, *dossier.entries_by_ref}
    for index, piece in enumerate(dossier.declared.evidence):
        for position, target in enumerate(piece.supports):
            resolved = dossier.support_target(target)
            if isinstance(resolved, str):
                exists = resolved in requirements and target.rpartition("/")[0] in ("", *PACKAGES)
            else:
                exists = target in dossier.entries_by_ref or _is_section(resolved)
            if not exists:
                place = dossier.place(("evidence", index, "supports", position))
                parameters = {"found": target, "suggestion": closest(target, known)}
                yield Diagnostic("unknown_support", place, parameters)


def _is_section(path: tuple[str | int, ...]) -> bool:
    """Tell whether a dotted name follows the vocabulary: ``isms``, ``isms.scope``, ``third_country_law``."""
    plans = plan_of(Declarations)
    for step in path:
        plan = plans.get(str(step))
        if plan is None:
            return False
        plans = plan_of(plan.entry) if plan.entry else {}
    return True
