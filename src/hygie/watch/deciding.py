"""What statements change in findings: their status, and which products they are about."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.observations.advisory import Standing
from hygie.observations.names import is_cve
from hygie.watch.decisions import Decision, Decisions, holding, least_favourable
from hygie.watch.findings import STATUSES, Findings, Status
from hygie.watch.gathering import Gathered, Product
from hygie.watch.heard import Spoken
from hygie.watch.vulnerability import Vulnerability


def decide(findings: Findings, decisions: Decisions, gathered: Gathered, said: Spoken) -> Findings:
    """Apply statements; a finding about several products is split where they are not in the same case."""
    told = _spoken_of(findings.tables.vulnerabilities, decisions)
    rows = np.flatnonzero(told[findings.vulnerability]) if told.any() else np.empty(0, dtype=np.int64)
    if not len(rows):
        return findings
    tables = findings.tables
    products, held = list(tables.products), list(tables.decisions)
    places = _Places(said, gathered)
    numbers = {id(product): number for number, product in enumerate(gathered.products)}
    source, of, status, decision = [], [], [], []
    for row in rows.tolist():
        finding = findings[row]
        component = int(findings.component[row])
        cases: dict[tuple[int, bool], tuple[Decision | None, list[Product]]] = {}
        for product in finding.products:
            number = numbers[id(product)]
            refs = gathered.refs.get((component, number), ())
            met = (
                each.there(finding.component, product, refs)
                for each in places.of(finding.vulnerability, component, number)
            )
            ruling = _holding(finding.vulnerability, [each for each in met if each is not None])
            key = (id(ruling.statement), ruling.shown) if ruling else (0, False)
            cases.setdefault(key, (ruling, []))[1].append(product)
        for ruling, those in cases.values():
            source.append(row)
            of.append(len(products))
            products.append(tuple(those))
            status.append(STATUSES.index(_status(finding.status, ruling)))
            decision.append(len(held) if ruling else 0)
            held += [ruling] if ruling else []
    kept = np.setdiff1d(np.arange(len(findings)), rows)
    whole = findings.take(np.concatenate((kept, np.array(source, dtype=np.int64))))
    whole.products[len(kept) :], whole.decision[len(kept) :] = of, decision
    whole.status[len(kept) :] = status
    return msgspec.structs.replace(
        whole, tables=msgspec.structs.replace(tables, products=products, decisions=held)
    )


class _Places:
    """Statements by what they name: vulnerability, then component and product (their numbers)."""

    def __init__(self, said: Spoken, gathered: Gathered) -> None:
        self._of: dict[str, dict[tuple[int, int], list[Decision]]] = {}
        self._roots = [gathered.number(each.root) if each.root else -1 for each in gathered.products]
        for decision, named in said.statements:
            where = [(component, product) for component, those in named.items() for product in those]
            for name in {name.upper() for name in decision.names}:
                of = self._of.setdefault(name, defaultdict(list))
                for place in where:
                    of[place].append(decision)

    def of(self, vulnerability: Vulnerability, component: int, product: int) -> Collection[Decision]:
        """Give what may be said of a component, or of the product that contains it, by any name."""
        found: dict[int, Decision] = {}
        for name in {each.upper() for each in (vulnerability.id, *vulnerability.aliases)}:
            known: Mapping[tuple[int, int], Sequence[Decision]] = self._of.get(name, {})
            for place in ((component, product), (self._roots[product], product)):
                found |= {id(each): each for each in known.get(place, ())}
        return found.values()


def _holding(vulnerability: Vulnerability, held: Sequence[Decision]) -> Decision | None:
    """Choose what holds of statements on a finding; one that names several CVEs is closed for all or not.

    A statement on the finding's own name is about all of them. Short of one that closes for each, what is
    said is shown, and closes nothing.
    """
    names = {each.upper() for each in (vulnerability.id, *vulnerability.aliases)}
    several = sorted(name for name in names if is_cve(name))
    if len(several) <= 1 or not held:
        return holding(held)
    spoken = [({name.upper() for name in each.names}, each) for each in held]
    whole = [each for those, each in spoken if _is_on(vulnerability.id.upper(), those, each)]
    each_one = [holding((*whole, *(each for those, each in spoken if cve in those))) for cve in several]
    ruling = [each for each in each_one if each is not None]
    against = least_favourable(each for each in ruling if not each.closes)
    if against is None and len(ruling) == len(several):
        return holding(ruling)
    chosen = against or holding(held)
    return chosen.only_shown() if chosen else None


def _is_on(name: str, names: Collection[str], decision: Decision) -> bool:
    """Tell whether a statement is on a name itself: on one of its CVEs, the name is only what tells of it."""
    if decision.statement.vulnerability.upper() == name:
        return True
    return name in names and not any(is_cve(each) for each in names)


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
