"""The split of responsibilities with clients, and where nobody is clearly accountable (EXI-13, HDS §5.8.1).

That each measure retained in the statement of applicability has exactly one accountable party is a check of
ours: the referential asks that responsibilities be shared out, and says no more.
"""

from typing import NamedTuple

from hygie.dossier.vocabulary.assurance import Responsibility, ResponsibilityMatrix
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.vocabulary.services import Service


class Gap(NamedTuple):
    """A retained measure that has not exactly one accountable party: its rows, and those accountable."""

    measure: str
    rows: int
    accountable: int


def retained_measures(declared: Declarations) -> tuple[str, ...]:
    """List the measures that the statement of applicability retains; none while it is not known."""
    isms = known(declared.isms)
    statement = known(isms.statement_of_applicability) if isms is not None else None
    measures = known(statement.measures) if statement is not None else None
    return tuple(dict.fromkeys(item.measure for item in measures or () if known(item.retained)))


def accountability_gaps(matrix: ResponsibilityMatrix, retained: tuple[str, ...]) -> tuple[Gap, ...]:
    """List the retained measures of which a matrix does not make exactly one party accountable, in order."""
    rows: dict[str, list[Responsibility]] = {}
    for row in known(matrix.rows) or ():
        rows.setdefault(row.measure, []).append(row)
    gaps = (_gap(measure, rows.get(measure, [])) for measure in retained)
    return tuple(gap for gap in gaps if gap.accountable != 1)


def _gap(measure: str, rows: list[Responsibility]) -> Gap:
    parts = [known(part) or "" for row in rows for part in (row.host, row.client)]
    return Gap(measure, len(rows), sum("A" in part for part in parts))


def services_without_matrix(declared: Declarations) -> tuple[Service, ...]:
    """List the services that no matrix covers; none while the services or the matrices are not known."""
    services, matrices = known(declared.services), known(declared.responsibility_matrices)
    if services is None or matrices is None:
        return ()
    covered = {service for matrix in matrices for service in matrix.services}
    return tuple(service for service in services if service.id not in covered)
