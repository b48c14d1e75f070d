"""The contracts that chapter 6 binds: each contract in force, and the model that clients are given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Clauses, Contract, ContractTemplate
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.parameters import Scalar, Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

MODEL = Term("contract", "model")


class Subject(NamedTuple):
    """A contract or the model contract: its name for people, its path, and whether it is concerned."""

    entry: Contract | ContractTemplate
    name: Scalar
    path: Path
    applies: Check

    @property
    def clauses(self) -> Clauses | None:
        """The clauses, where they are known."""
        return known(self.entry.clauses)

    @property
    def is_model(self) -> bool:
        """Whether this is the model contract."""
        return isinstance(self.entry, ContractTemplate)


def decide_each(
    facts: Facts, ids: Iterable[str], criteria: Callable[[Subject], tuple[Criterion, ...]]
) -> Decision:
    """Make one case a contract in force, one of the model contract, one a client without a contract.

    A contract not yet in effect is concerned: it is concluded. One that has ended is not. An unknown list
    of contracts makes a case of its own, so that the model contract is decided all the same. Of a client
    whose contract does not exist, every criterion (``ids``) is false.
    """
    found = tuple(_subjects(facts))
    cases = [
        Case(() if subject.applies.value is Truth.FALSE else criteria(subject), subject.path, subject.applies)
        for subject in found
    ]
    cases.extend(
        Case((), (section,), facts.lacks(None, section))
        for section in ("contracts", "contract_template")
        if known(getattr(facts.declared, section)) is None
    )
    cases.extend(_without_contract(tuple(ids), facts))
    concerned = some(case.applies for case in cases)
    return Decision(applies=concerned) if concerned.value is Truth.FALSE else Decision(tuple(cases))


def bound_clients(facts: Facts) -> Iterator[tuple[Client | None, Check]]:
    """Tell of each client whether a contract binds it; of an unknown list, one answer for no client.

    Only where the list of contracts is known: it is then the whole list.
    """
    contracts = facts.listed(facts.declared.contracts)
    if contracts is None:
        return
    clients = facts.listed(facts.declared.clients)
    if clients is None:
        yield None, facts.lacks(None, "clients")
    of_client: dict[str, list[Contract]] = defaultdict(list)
    for contract in contracts:
        of_client[contract.client].append(contract)
    for client in clients or ():
        ended = every(has_ended(one, facts) for one in of_client[client.id])
        found = ended.negated()
        if found.value is Truth.FALSE:
            found = facts.says(False, "client_without_contract", facts.path(client), client=client.name)
        yield client, found


def has_ended(contract: Contract, facts: Facts) -> Check:
    """Answer whether a contract has ended; one that says no end is open-ended."""
    if isinstance(contract.end, Unknown):
        return facts.lacks(contract, "end")
    return Check(Truth.of(contract.end is not None and not facts.clock.valid_through(contract.end)))


def _without_contract(ids: tuple[str, ...], facts: Facts) -> Iterator[Case]:
    """Make the cases of clients; a contract that may have ended is a case already."""
    for client, bound in bound_clients(facts):
        if client is None:
            yield Case((), ("clients",), bound)
        elif bound.value is Truth.FALSE:
            yield Case(tuple(Criterion(name, bound) for name in ids), facts.path(client))


def _subjects(facts: Facts) -> Iterator[Subject]:
    for contract in known(facts.declared.contracts) or ():
        name = known(contract.title) or contract.id
        path = facts.path(contract)
        yield Subject(contract, name, path, _in_force(contract, name, path, facts))
    model = known(facts.declared.contract_template)
    if model is not None:
        path = facts.path(model)
        applies = _reviewed(model, MODEL, path, facts)
        if not model.exists:
            applies = facts.says(False, "no_model_contract", (*path, "exists"))
        yield Subject(model, MODEL, path, applies)


def _in_force(contract: Contract, name: str, path: Path, facts: Facts) -> Check:
    if isinstance(contract.end, Unknown):
        return facts.lacks_at((*path, "end"))
    if contract.end is not None and not facts.clock.valid_through(contract.end):
        return facts.says(False, "contract_ended", (*path, "end"), contract=name, end=contract.end)
    return _reviewed(contract, name, path, facts)


def _reviewed(entry: Contract | ContractTemplate, name: Scalar, path: Path, facts: Facts) -> Check:
    """Reserve what nobody vouches for: the content of clauses is attested by a reader who gives a name."""
    review = known(entry.review)
    if review is None or not facts.clock.reached(review.read_on):
        return facts.reserve("convention:content_not_reviewed", (*path, "review"), contract=name)
    reference, digest = known(entry.document), known(review.document_sha256)
    if reference is None or digest is None:
        return TRUE
    document = facts.dossier.entry(f"evidence:{reference}")
    kept = known(document.sha256) if isinstance(document, Evidence) else None
    if kept is None or kept == digest:
        return TRUE
    return facts.reserve("convention:review_of_another_document", (*path, "review"), contract=name)


def clause_of(facts: Facts, subject: Subject, key: str) -> tuple[object, Path, Check | None]:
    """Find a clause, its path, and the answer that it imposes on every mention when it cannot be read."""
    clauses = subject.clauses
    base: Path = (*subject.path, "clauses")
    if clauses is None:
        return None, base, facts.lacks_at(base)
    clause = known(getattr(clauses, key))
    base = (*base, key)
    if clause is None:
        return None, base, facts.lacks_at(base)
    if not clause.present:
        path = (*base, "present")
        term = Term("clause", key)
        return None, base, facts.says(False, "clause_absent", path, contract=subject.name, clause=term)
    return clause, base, None
