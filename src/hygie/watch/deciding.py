"""What statements change in findings: their status, and which products they are about."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.observations.advisory import Standing
from hygie.watch.decisions import Decision, Decisions
from hygie.watch.findings import STATUSES, Findings, Status
from hygie.watch.gathering import Gathered, Product
from hygie.watch.vulnerability import Vulnerability


def decide(findings: Findings, decisions: Decisions, gathered: Gathered) -> Findings:
    """Apply statements; a finding about several products is split where they are not in the same case."""
    told = _spoken_of(findings.tables.vulnerabilities, decisions)
    rows = np.flatnonzero(told[findings.vulnerability]) if told.any() else np.empty(0, dtype=np.int64)
    if not len(rows):
        return findings
    tables = findings.tables
    products, held = list(tables.products), list(tables.decisions)
    numbers = {id(product): number for number, product in enumerate(gathered.products)}
    source, of, status, decision = [], [], [], []
    for row in rows.tolist():
        finding = findings[row]
        component = int(findings.component[row])
        names = (finding.vulnerability.id, *finding.vulnerability.aliases)
        cases: dict[int, tuple[Decision | None, list[Product]]] = {}
        for product in finding.products:
            refs = gathered.refs.get((component, numbers[id(product)]), ())
            said = decisions.about(names, finding.component, product, refs)
            cases.setdefault(id(said), (said, []))[1].append(product)
        for said, those in cases.values():
            source.append(row)
            of.append(len(products))
            products.append(tuple(those))
            status.append(STATUSES.index(_status(finding.status, said)))
            decision.append(len(held) if said else 0)
            held += [said] if said else []
    kept = np.setdiff1d(np.arange(len(findings)), rows)
    whole = findings.take(np.concatenate((kept, np.array(source, dtype=np.int64))))
    whole.products[len(kept) :], whole.decision[len(kept) :] = of, decision
    whole.status[len(kept) :] = status
    return msgspec.structs.replace(
        whole, tables=msgspec.structs.replace(tables, products=products, decisions=held)
    )


def _status(status: Status, decision: Decision | None) -> Status:
    """Give the status of a finding once a statement is known."""
    if decision is None:
        return status
    standing = decision.statement.standing
    if decision.closes:
        return Status.FIXED if standing is Standing.FIXED else Status.NOT_AFFECTED
    return Status.AFFECTED if standing is Standing.AFFECTED else status


def _spoken_of(vulnerabilities: Sequence[Vulnerability], decisions: Decisions) -> npt.NDArray[np.bool_]:
    known = decisions.by_name
    if not known:
        return np.zeros(max(1, len(vulnerabilities)), dtype=bool)
    return np.array(
        [any(name.upper() in known for name in (each.id, *each.aliases)) for each in vulnerabilities],
        dtype=bool,
    )
