"""What a contract states of each item of article R.1111-11: read in the verdicts, never decided again.

The truth of a mention is that of the criterion of EXI-17 to 27 and CSP-R1111-11-3 for that contract, so
that an annex and the verdicts cannot disagree. EXI-30 has one case for all the contracts: its rule itself
answers for each (``stated_by``). Nothing of another client, and no place in a file, comes out of here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from hygie.assessment.study import Study
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import STATUS_OF
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import Clause, Contract
from hygie.kernel.parameters import Term
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth, all_of
from hygie.referentials.catalog import Requirement
from hygie.referentials.hds_2_0.rules import csp_r1111_11_3, exi_30
from hygie.referentials.hds_2_0.rules.contract_clauses import CONTENTS
from hygie.referentials.verdict import CaseVerdict, Reason, Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

CLAUSES: Final = {
    **{requirement: content.clause for requirement, content in CONTENTS.items()},
    csp_r1111_11_3.REQUIREMENT: "hosting_places",
    exi_30.REQUIREMENT: "third_country_law",
}
"""The clause that each requirement is about, by its key in a contract."""

_SAID_BY_THE_STATE: Final = frozenset(
    {
        "mention_stated",
        "mention_not_stated",
        "service_with_virtual_activity",
        "service_without_virtual_activity",
        "hosting_places_stated",
        "no_hosting_place",
        "contract_ended",
    }
)
"""Reasons that add nothing to whether a mention is stated, or that speak of something else."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that an item calls for; ``truth`` is None where it has no object, ``notes`` say more."""

    id: str
    name: str
    truth: Truth | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the article as one contract holds it; ``number`` is empty for the clause of EXI-30."""

    requirement: Requirement
    number: str
    status: Status
    mentions: tuple[Mention, ...]
    notes: tuple[str, ...] = ()

    def of(self, truth: Truth) -> tuple[Mention, ...]:
        """Give the mentions that have this truth."""
        return tuple(mention for mention in self.mentions if mention.truth is truth)


@dataclass(frozen=True)
class ContractCases:
    """The cases of a study's verdicts on contracts, by requirement and path; contracts by client."""

    study: Study
    verdicts: dict[str, Verdict]
    cases: dict[tuple[str, Path], CaseVerdict]
    contracts: dict[str, tuple[Contract, ...]]

    def case(self, requirement: str, path: Path) -> CaseVerdict | None:
        """Give the case of a contract, or of a client that no contract binds."""
        return self.cases.get((requirement, path))

    def in_force(self, client: str) -> tuple[Contract, ...]:
        """List the contracts of a client that have not ended, those of which that is not known included."""
        return tuple(one for one in self.contracts.get(client, ()) if self.concerns(one))

    def concerns(self, contract: Contract) -> bool:
        """Tell whether chapter 6 of the referential binds a contract, or may."""
        path = self.study.dossier.path(contract)
        found = [self.case(requirement, path) for requirement in CONTENTS]
        return any(case is not None and case.criteria for case in found)


def cases_of(study: Study) -> ContractCases:
    """Index the verdicts on contracts, once for all the annexes of a study."""
    if not _kept or _kept[0].study is not study:
        _kept[:] = [_indexed(study)]
    return _kept[0]


_kept: list[ContractCases] = []
"""The index of the last study: annexes are drawn up one study after the other."""


def _indexed(study: Study) -> ContractCases:
    # Verdicts on contracts are asked for whatever the study was made to evaluate.
    evaluated = study if HDS in study.applicable else Study(study.dossier, study.as_of, (HDS,))
    verdicts = {name: evaluated.verdicts[HDS][name] for name in CLAUSES}
    of_client: dict[str, list[Contract]] = defaultdict(list)
    for contract in known(study.dossier.declared.contracts) or ():
        of_client[contract.client].append(contract)
    return ContractCases(
        study,
        verdicts,
        {(name, case.path): case for name, verdict in verdicts.items() for case in verdict.cases},
        {client: tuple(contracts) for client, contracts in of_client.items()},
    )


def numbered(study: Study) -> tuple[tuple[Requirement, int, int], ...]:
    """List the requirements with the items of the article that they take up, in the article's order."""
    found = []
    for requirement in study.catalog(HDS):
        if requirement.csp_article is not None and requirement.id in CLAUSES:
            numbers = [int(number) for number in re.findall(r"(\d+)°", requirement.csp_article)]
            found.append((requirement, numbers[0], numbers[-1]))
    return tuple(sorted(found, key=lambda each: each[1]))


class Items:
    """Reads the items of contracts in the verdicts of a study, in one language."""

    def __init__(self, cases: ContractCases, voice: Voice) -> None:
        """Read in ``cases`` and speak with ``voice``."""
        self._cases = cases
        self._study = cases.study
        self._voice = voice

    def all(self, path: Path, contract: Contract | None) -> Iterator[Item]:
        """Give the items 1° to 14° of a contract (or of a client without any), then that of EXI-30."""
        for requirement, first, last in numbered(self._study):
            case = self._cases.case(requirement.id, path)
            if case is not None:
                yield self._item(requirement, self._number(first, last), case)
        clause = self._third_country_law(contract)
        if clause is not None:
            yield clause

    def one(self, requirement: str, path: Path) -> Item | None:
        """Give the item that a requirement takes up, as the contract (or the model) at a path holds it."""
        case = self._cases.case(requirement, path)
        if case is None or not case.criteria:
            return None
        found = next(each for each in numbered(self._study) if each[0].id == requirement)
        return self._item(found[0], self._number(*found[1:]), case)

    def _number(self, first: int, last: int) -> str:
        if first == last:
            return f"{first}°"
        return self._voice.say(N_("{first}° to {last}°"), first=first, last=last)

    def _item(self, requirement: Requirement, number: str, case: CaseVerdict) -> Item:
        mentions: list[Mention] = []
        notes: list[str] = []
        for criterion in case.criteria:
            truth = None if criterion.applies is Truth.FALSE else criterion.value
            said = tuple(self._notes(criterion.reasons, case.path))
            whole = {reason.code for reason in criterion.reasons} & {
                "clause_absent",
                "client_without_contract",
            }
            notes += said if whole else ()
            mentions.append(Mention(criterion.id, self._name(criterion.id), truth, () if whole else said))
        return Item(requirement, number, case.status, tuple(mentions), tuple(dict.fromkeys(notes)))

    def _name(self, mention: str) -> str:
        kind, word = ("clause", "hosting_places") if mention == "c1" else ("mention", mention)
        return begun(self._voice.parameter(Term(kind, word)))

    def _notes(self, reasons: Iterable[Reason], path: Path) -> Iterator[str]:
        """Give what reasons say of this very contract beyond yes and no."""
        for reason in reasons:
            if reason.code not in _SAID_BY_THE_STATE and reason.path[: len(path)] == path:
                yield self._voice.reason(reason)

    def _third_country_law(self, contract: Contract | None) -> Item | None:
        """Give the clause of EXI-30; none where the verdict says that none is called for."""
        verdict = self._cases.verdicts[exi_30.REQUIREMENT]
        if verdict.status is Status.NOT_APPLICABLE:
            return None
        requirement = self._study.catalog(HDS).requirement(exi_30.REQUIREMENT)
        notes = [] if verdict.cases else [self._voice.say(NOT_SURE_CALLED_FOR)]
        if contract is None:
            names = ((name, Truth.FALSE, ()) for name in exi_30.MENTIONS)
            mentions = tuple(Mention(name, self._name(name), truth, said) for name, truth, said in names)
            return Item(requirement, "", Status.NOT_MET, mentions, tuple(notes))
        found = []
        path = self._study.dossier.path(contract)
        for name, check in exi_30.stated_by(contract, self._study.facts).items():
            said = tuple(self._notes(check.reasons, path))
            if any(reason.code == "clause_absent" for reason in check.reasons):
                notes += said
                said = ()
            found.append(Mention(name, self._name(name), check.value, said))
        status = STATUS_OF[all_of(check.truth for check in found if check.truth is not None)]
        return Item(requirement, "", status, tuple(found), tuple(dict.fromkeys(notes)))


NOT_SURE_CALLED_FOR = N_("Whether this clause is called for is not determined.")


def clause_in(contract: Contract, requirement: str) -> Clause | None:
    """Give the clause of a contract that a requirement is about, where the contract has it."""
    clauses = known(contract.clauses)
    clause: Clause | None = None if clauses is None else known(getattr(clauses, CLAUSES[requirement]))
    return clause if clause is not None and clause.present else None


def begun(text: str) -> str:
    """Write a text as the beginning of a line."""
    return text[:1].upper() + text[1:]
