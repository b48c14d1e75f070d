"""Checks that need the referentials: what the dossier says of requirements must name some that exist."""

from collections.abc import Collection, Iterator

from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.suggest import closest
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import MEASURES, MeasureDecision
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.diagnostic import Diagnostic
from hygie.referentials.annex_a import STATEMENT
from hygie.referentials.referential import PACKAGES, catalog_of

TO_COME = frozenset(
    {
        "feima-2021", "ansm-dm", "mdr", "connected-devices", "nis2", "cra", "ai-act", "gdpr",
        "csp-incidents", "ehds", "enisa-health",
    }
) - frozenset(PACKAGES)  # fmt: skip
"""Referentials that this version does not evaluate: their requirements may be named, with their prefix."""


def check_supports(dossier: Dossier) -> tuple[Diagnostic, ...]:
    """List what names no requirement, no measure, no entry and no section.

    These are the ``supports`` of evidence, the ``implements`` of controls, the requirements of imported
    assessments, and the measures of the statement of applicability, of which each has one line at most.
    """
    names = {name: frozenset(item.id for item in catalog_of(name)) for name in PACKAGES}
    return (
        *_supports(dossier, names),
        *_implemented(dossier, names),
        *_assessed(dossier, names),
        *_measures(dossier),
    )


Names = dict[str, frozenset[str]]
"""The requirements of each referential."""


def _exists(target: str, names: Names) -> bool:
    """Tell whether a name is that of a requirement, with its referential or without."""
    referential, _, requirement = target.rpartition("/")
    if not referential:
        return any(requirement in known_names for known_names in names.values())
    return requirement in names.get(referential, ())


def _supports(dossier: Dossier, names: Names) -> Iterator[Diagnostic]:
    words = {*dossier.entries_by_ref, *_all(names)}
    for index, piece in enumerate(dossier.declared.evidence):
        for position, target in enumerate(piece.supports):
            resolved = dossier.support_target(target)
            section = not isinstance(resolved, str) and _is_section(resolved)
            if not (section or target in dossier.entries_by_ref or _exists(target, names)):
                yield _unknown(
                    "unknown_support", target, words, ("evidence", index, "supports", position), dossier
                )


def _implemented(dossier: Dossier, names: Names) -> Iterator[Diagnostic]:
    for control in dossier.controls:
        for position, target in enumerate(control.implements):
            if not _may_be_named(target, names):
                path = dossier.path(control, "implements", position)
                yield _unknown("unknown_implemented", target, _all(names), path, dossier)


def _assessed(dossier: Dossier, names: Names) -> Iterator[Diagnostic]:
    for item in dossier.declared.imported_assessments:
        if not _may_be_named(item.requirement, names):
            path = dossier.path(item, "requirement")
            yield _unknown("unknown_assessed", item.requirement, _all(names), path, dossier)


def _may_be_named(target: str, names: Names) -> bool:
    referential, _, requirement = target.rpartition("/")
    return _exists(target, names) or (referential in TO_COME and bool(requirement))


def _measures(dossier: Dossier) -> Iterator[Diagnostic]:
    lines: list[MeasureDecision] = known(dossier.value_at(STATEMENT)) or []
    first: dict[str, Path] = {}
    for line in lines:
        path = dossier.path(line, "measure")
        if line.measure not in MEASURES:
            yield _unknown("unknown_measure", line.measure, MEASURES, path, dossier)
        elif line.measure in first:
            parameters = {"measure": line.measure}
            yield Diagnostic(
                "measure_twice", dossier.place(path), parameters, dossier.place(first[line.measure])
            )
        first.setdefault(line.measure, path)


def _unknown(code: str, found: str, words: Collection[str], path: Path, dossier: Dossier) -> Diagnostic:
    return Diagnostic(code, dossier.place(path), {"found": found, "suggestion": _guess(found, words)})


def _guess(found: str, words: Collection[str]) -> str:
    """Guess what was meant: a measure is often written without its letter, a name with a wrong prefix."""
    bare = "".join(found.rpartition("/")[2].split()).upper()
    right = next((name for name in (bare, f"A.{bare}") if name in words), None)
    return right or closest(found, sorted(words))


def _all(names: Names) -> frozenset[str]:
    return frozenset().union(*names.values())


def _is_section(path: Path) -> bool:
    """Tell whether a dotted name follows the vocabulary: ``isms``, ``isms.scope``, ``third_country_law``."""
    plans = plan_of(Declarations)
    for step in path:
        plan = plans.get(str(step))
        if plan is None:
            return False
        plans = plan_of(plan.entry) if plan.entry else {}
    return True
