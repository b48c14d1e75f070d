"""Findings that no advisory gives: what suppliers state of components, and what bills list themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

import msgspec
import numpy as np

from hygie.matching.aliases import canonical
from hygie.matching.identities import Route
from hygie.matching.severity import rated
from hygie.observations.advisory import Advisory, Standing
from hygie.observations.bill import Component
from hygie.observations.names import is_cve
from hygie.observations.statement import Subject
from hygie.watch.bearing import Named
from hygie.watch.decisions import Decision, Listing, holding
from hygie.watch.findings import STATUSES, Confidence, Findings, Ground, Status
from hygie.watch.gathering import Gathered, Product
from hygie.watch.heard import Spoken
from hygie.watch.knowledge import Knowledge
from hygie.watch.subjects import is_named
from hygie.watch.vulnerability import Vulnerability

STATED_BY_SUPPLIER: Final = "stated_by_supplier"
LISTED_IN_BILL: Final = "listed_in_bill"
Said: TypeAlias = Decision | Listing
Held: TypeAlias = Mapping[int, Mapping[int, Sequence[Said]]]
"""What is said of a vulnerability, by the numbers of component and product."""


class Case(NamedTuple):
    """A vulnerability in a component that no advisory gives, in products, as it is said there."""

    component: int
    vulnerability: Vulnerability
    status: Status
    ground: Ground
    decision: Decision | None
    products: tuple[Product, ...]


def with_stated(findings: Findings, said: Spoken, gathered: Gathered, knowledge: Knowledge) -> Findings:
    """Add what is said of components in which no advisory finds it.

    What is said of a whole product is not told again of its root where a finding in it is decided by it.
    The ratings of bills tell how grave a vulnerability is where the base knows nothing of that.
    """
    ratings = _ratings([listing for listing, _ in said.listed])
    if ratings:
        known = [_filled(each, ratings) for each in findings.tables.vulnerabilities]
        tables = msgspec.structs.replace(findings.tables, vulnerabilities=known)
        findings = msgspec.structs.replace(findings, tables=tables)
    cases = [
        case._replace(vulnerability=_filled(case.vulnerability, ratings))
        for case in _cases(findings, said, gathered, knowledge)
    ]
    return _added(findings, cases) if cases else findings


def _added(findings: Findings, cases: Sequence[Case]) -> Findings:
    """Add rows, and to the tables what they number."""
    tables, new = findings.tables, np.arange(len(cases))
    numbers: dict[Vulnerability, int] = {}
    for case in cases:
        numbers.setdefault(case.vulnerability, len(tables.vulnerabilities) + len(numbers))
    rows = {
        "vulnerability": [numbers[case.vulnerability] for case in cases],
        "component": [case.component for case in cases],
        "products": len(tables.products) + new,
        "status": [STATUSES.index(case.status) for case in cases],
        "ground": len(tables.grounds) + new,
        "mends": len(tables.mends) + 0 * new,
        "records": len(tables.records) + 0 * new,
        "decision": len(tables.decisions) + new,
    }
    columns = {
        name: np.concatenate((held := getattr(findings, name), np.array(values, dtype=held.dtype)))
        for name, values in rows.items()
    }
    more = {
        "vulnerabilities": numbers,
        "products": [case.products for case in cases],
        "grounds": [case.ground for case in cases],
        "mends": [()],
        "records": [()],
        "decisions": [case.decision for case in cases],
    }
    grown = msgspec.structs.replace(
        tables, **{name: [*getattr(tables, name), *values] for name, values in more.items()}
    )
    return msgspec.structs.replace(findings, tables=grown, **columns)


# -- what is said, by vulnerability and component -------------------------------------------------


def _cases(findings: Findings, said: Spoken, gathered: Gathered, knowledge: Knowledge) -> Iterator[Case]:
    by_key, names = _by_vulnerability(said, knowledge)
    doubtful = {id(each.statement) for each, _ in said.statements if each.doubtful}
    taken = _Taken(findings, {name.upper() for those in names.values() for name in those})
    roots = [gathered.number(each.root) if each.root else -1 for each in gathered.products] if by_key else []
    told = dict(zip(names, knowledge.told(list(names.values())), strict=True))
    for key, held in by_key.items():
        upper = {name.upper() for name in names[key]}
        for component, by_product in held.items():
            if not upper.isdisjoint(taken.of(component)):
                continue
            left = [
                product
                for product in by_product
                if roots[product] != component or upper.isdisjoint(taken.within(gathered.products[product]))
            ]
            yield from _of(component, left, held, roots, gathered, told[key], doubtful)


def _of(
    component: int,
    products: Iterable[int],
    held: Held,
    roots: Sequence[int],
    gathered: Gathered,
    vulnerability: Vulnerability,
    doubtful: Collection[int],
) -> Iterator[Case]:
    """Give the cases of one vulnerability in one component: products that are alike are one."""
    part = gathered.components[component]
    nothing: Mapping[int, Sequence[Said]] = {}
    alike: dict[tuple[object, ...], tuple[Sequence[Said], Sequence[Said], list[Product]]] = {}
    for number in sorted(products):
        product, refs = gathered.products[number], gathered.refs.get((component, number), ())
        whole = held.get(roots[number], nothing).get(number, ()) if roots[number] != component else ()
        those, whole = (
            _there(each, part, product, refs, doubtful) for each in (held[component][number], whole)
        )
        same = (len(those), *map(_key, those), *map(_key, whole))
        alike.setdefault(same, (those, whole, []))[2].append(product)
    groups: dict[tuple[object, str], tuple[Status, Ground, Decision | None, list[Product]]] = {}
    for those, whole, of in alike.values():
        decision = holding(each for each in (*those, *whole) if isinstance(each, Decision))
        listing = next((each for each in those if isinstance(each, Listing)), None)
        if (found := _judged(decision, listing, part)) is not None:
            key = (decision and _key(decision), str(found[1].parameters))
            groups.setdefault(key, (*found, decision, []))[3].extend(of)
    for status, ground, decision, where in groups.values():
        yield Case(component, vulnerability, status, ground, decision, tuple(where))


def _there(
    said: Sequence[Said], part: Component, product: Product, refs: Collection[str], doubtful: Collection[int]
) -> Sequence[Said]:
    """Give what is said as it holds in a place: what goes by a name may be about another product."""
    if not any(isinstance(each, Decision) and id(each.statement) in doubtful for each in said):
        return said
    met = (each.there(part, product, refs) if isinstance(each, Decision) else each for each in said)
    return [each for each in met if each is not None]


def _key(said: Said) -> tuple[int, bool]:
    return (id(said.statement), said.shown) if isinstance(said, Decision) else (id(said), False)


def _judged(
    decision: Decision | None, listing: Listing | None, part: Component
) -> tuple[Status, Ground] | None:
    """Give status and ground; nothing where "not affected" is said without a reason, and nothing else."""
    if decision is not None:
        standing = decision.statement.standing
        status = {Standing.AFFECTED: Status.AFFECTED, Standing.UNDER_INVESTIGATION: Status.TO_CHECK}.get(
            standing
        )
        if decision.closes:
            status = Status.FIXED if standing is Standing.FIXED else Status.NOT_AFFECTED
        if status is not None:
            return status, _ground(decision.statement.subjects, part, STATED_BY_SUPPLIER, {})
    if listing is None:
        return None
    by = listing.listed.by or listing.file
    return Status.TO_CHECK, _ground(listing.listed.subjects, part, LISTED_IN_BILL, {"by": by})


def _ground(subjects: Iterable[Subject], part: Component, code: str, parameters: Mapping[str, str]) -> Ground:
    """Say by which identity the component is named: that of the subject, or its own best one by reference."""
    subject = next((each for each in subjects if not each.ref and is_named(each, part)), None)
    if subject is None:
        route = Route.PURL if part.purl else Route.CPE if part.cpe else Route.NAME
        return Ground(route, Confidence.CERTAIN, code, parameters)
    if subject.purl:
        return Ground(Route.PURL, Confidence.CERTAIN, code, parameters)
    if subject.cpe:
        return Ground(Route.CPE, Confidence.LIKELY, code, parameters)
    return Ground(Route.NAME, Confidence.POSSIBLE, code, parameters)


def _by_vulnerability(
    said: Spoken, knowledge: Knowledge
) -> tuple[dict[str, dict[int, dict[int, list[Said]]]], dict[str, tuple[str, ...]]]:
    """Bring together what is said of one vulnerability, by whichever of its names; and give these names."""
    entries: list[tuple[Said, Named]] = [
        (each, named) for each, named in chain[tuple[Said, Named]](said.statements, said.listed) if named
    ]
    called = [tuple(dict.fromkeys(_spelled(name) for name in each.names)) for each, _ in entries]
    known = knowledge.known({name for names in called for name in names})
    called = [(*names, *dict.fromkeys(known[name] for name in names if name in known)) for names in called]
    keys = canonical((names[0], names[1:], False) for names in called)
    by_key: dict[str, dict[int, dict[int, list[Said]]]] = {}
    all_names: dict[str, dict[str, None]] = {}
    for key, names, (each, named) in zip(keys, called, entries, strict=True):
        all_names.setdefault(key, {key: None}).update(dict.fromkeys(names))
        held = by_key.setdefault(key, {})
        for component, products in named.items():
            of = held.setdefault(component, {})
            for product in products:
                of.setdefault(product, []).append(each)
    return by_key, {key: tuple(names) for key, names in all_names.items()}


def _spelled(name: str) -> str:
    """Write a name as the base does, whatever its case."""
    upper = name.upper()
    if is_cve(upper):
        return upper
    return f"GHSA-{name[5:].lower()}" if upper.startswith("GHSA-") else name


class _Taken:
    """Where findings speak of vulnerabilities that are named, by the names in upper case."""

    def __init__(self, findings: Findings, names: set[str]) -> None:
        self._components: dict[int, set[str]] = {}
        self._products: dict[int, set[str]] = {}
        of = [
            {name for each in (told.id, *told.aliases) if (name := each.upper()) in names}
            for told in findings.tables.vulnerabilities
        ]
        wanted = np.array([bool(each) for each in of], dtype=bool)
        rows = np.flatnonzero(wanted[findings.vulnerability]).tolist() if wanted.any() else []
        for row in rows:
            met = of[findings.vulnerability[row]]
            self._components.setdefault(int(findings.component[row]), set()).update(met)
            for product in findings.tables.products[findings.products[row]]:
                self._products.setdefault(id(product), set()).update(met)

    def of(self, component: int) -> set[str]:
        """Give the names that findings give to what they find in a component."""
        return self._components.get(component, set())

    def within(self, product: Product) -> set[str]:
        """Give the names that findings give to what they find in a product."""
        return self._products.get(id(product), set())


# -- ratings ---------------------------------------------------------------------------------------


def _ratings(listed: Iterable[Listing]) -> dict[str, Listing]:
    """Give what bills list with a rating or a title, by name in upper case."""
    found: dict[str, Listing] = {}
    for listing in listed:
        said = listing.listed
        if said.severities or said.word or said.title:
            for name in listing.names:
                found.setdefault(name.upper(), listing)
    return found


def _filled(vulnerability: Vulnerability, ratings: Mapping[str, Listing]) -> Vulnerability:
    """Add what a bill says of how grave it is, where no source does."""
    names = (vulnerability.id, *vulnerability.aliases)
    listing = next((ratings[name.upper()] for name in names if name.upper() in ratings), None)
    if listing is None:
        return vulnerability
    said = listing.listed
    more: dict[str, object] = {} if vulnerability.title else {"title": said.title}
    if vulnerability.cvss is None and not vulnerability.word:
        kept = rated(Advisory(id=vulnerability.id, severities=said.severities))
        more |= {"cvss": kept.score, "vector": kept.vector, "word": said.word}
    return msgspec.structs.replace(vulnerability, **more)
