"""EXI-13: the split of responsibilities with clients is planned and checked (HDS §5.8.1; ISO 27001 8.1)."""

from hygie.dossier.vocabulary.assurance import Responsibility, ResponsibilityMatrix
from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.responsibilities import accountability_gaps, retained_measures
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import FALSE, TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-13"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each service has a matrix whose lines all split; c2: it was reviewed, its gaps are followed up."""
    services = facts.listed(facts.declared.services)
    matrices = facts.listed(facts.declared.responsibility_matrices)
    if services is None or matrices is None:
        absent = [name for name in ("services", "responsibility_matrices") if _is_absent(name, facts)]
        return Decision(undetermined=facts.lacks(None, *absent))
    planned = every(_planned(service, matrices, facts) for service in services)
    return Decision((Case((Criterion("c1", planned), Criterion("c2", _controlled(matrices, facts)))),))


def _is_absent(section: str, facts: Facts) -> bool:
    return known(getattr(facts.declared, section)) is None


def _planned(service: Service, matrices: tuple[ResponsibilityMatrix, ...], facts: Facts) -> Check:
    found = some(_filled(matrix, facts) for matrix in matrices if service.id in matrix.services)
    if found.value is not Truth.FALSE:
        return found
    path = facts.path(None, "responsibility_matrices")
    return every((facts.says(False, "service_without_matrix", path, service=service.name), found))


def _filled(matrix: ResponsibilityMatrix, facts: Facts) -> Check:
    rows = facts.listed(matrix.rows)
    if rows is None:
        return facts.lacks(matrix, "rows")
    if not rows:
        return every((FALSE, _accountability(matrix, facts)))
    there = facts.says(True, "matrix_filled", facts.path(matrix, "rows"), matrix=matrix.id)
    split = (_split(row, matrix, facts) for row in rows)
    return every((there, *split, _accountability(matrix, facts)))


def _split(row: Responsibility, matrix: ResponsibilityMatrix, facts: Facts) -> Check:
    """Answer whether a line gives the host or the client a part; a dash is no part."""
    parts = {field: known(getattr(row, field)) for field in ("host", "client")}
    if any(part not in {None, "-"} for part in parts.values()):
        return TRUE
    absent = [field for field, part in parts.items() if part is None]
    if absent:
        return facts.lacks(row, *absent)
    path = facts.path(row, "host")
    return facts.says(False, "responsibility_not_split", path, matrix=matrix.id, measure=row.measure)


def _controlled(matrices: tuple[ResponsibilityMatrix, ...], facts: Facts) -> Check:
    """c2: without any matrix there is no split to control."""
    if not matrices:
        return facts.says(False, "no_matrix", facts.path(None, "responsibility_matrices"))
    return every(every((_reviewed(matrix, facts), _followed(matrix, facts))) for matrix in matrices)


def _reviewed(matrix: ResponsibilityMatrix, facts: Facts) -> Check:
    reviewed = known(matrix.reviewed)
    if reviewed is None:
        return facts.lacks(matrix, "reviewed")
    path = facts.path(matrix, "reviewed")
    held = day(reviewed)
    if held is None or not facts.clock.reached(held):
        return facts.says(False, "matrix_not_reviewed", path, matrix=matrix.id)
    review = facts.says(True, "matrix_reviewed", path, matrix=matrix.id, reviewed=held)
    return every((review, facts.fresh(held, "responsibility_review_freshness", path)))


def _followed(matrix: ResponsibilityMatrix, facts: Facts) -> Check:
    return facts.flag(matrix, "gaps_followed", "gaps_followed", "gaps_not_followed", matrix=matrix.id)


def _accountability(matrix: ResponsibilityMatrix, facts: Facts) -> Check:
    """Reserve where a retained measure has not exactly one accountable party (quality check, convention)."""
    gaps = accountability_gaps(matrix, retained_measures(facts.declared))
    if not gaps:
        return TRUE
    measures = tuple(gap.measure for gap in gaps)
    path = facts.path(matrix, "rows")
    return facts.reserve("convention:single_accountable", path, matrix=matrix.id, measures=measures)
