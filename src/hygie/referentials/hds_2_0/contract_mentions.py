"""How each mention of a contract's clauses is read (EXI-17 to 27); the table that says which is in the rule.

A mention that is ticked is true, one that is declared false is false, one that is not given is not known;
a right declared not applicable, with its reason, has no object. A whole clause that is absent from the
contract makes all its mentions false.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import (
    CertificateClause,
    ContractualContactClause,
    Indicator,
    NotApplicable,
    OtherUseClause,
    ServiceLevelsClause,
)
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.contract_circumstances import Circumstances
from hygie.referentials.hds_2_0.contract_subjects import Subject
from hygie.referentials.verdict import TRUE, Check, Criterion, Reason, every


class Reading(NamedTuple):
    """One clause of one contract, under the eyes of a reader."""

    facts: Facts
    around: Circumstances
    subject: Subject
    clause: Any
    path: Path

    def at(self, *steps: str | int) -> Path:
        """Give the path of something in the clause."""
        return (*self.path, *steps)

    def says(self, truth: bool, code: str, mention: str, path: Path, **more: Parameter) -> Check:
        """Answer for a mention, naming the contract and the mention."""
        value = Truth.TRUE if truth else Truth.FALSE
        parameters = {"contract": self.subject.name, "mention": _term(mention), **more}
        return Check(value, (Reason(value, code, parameters, path),))

    def states(self, truth: bool, mention: str, path: Path) -> Check:
        """Answer whether the clause states a mention."""
        return self.says(truth, "mention_stated" if truth else "mention_not_stated", mention, path)


Reader = Callable[[str, Reading], Criterion]

_ATTRIBUTE = {"confidentiality": "confidentiality_"}
"""Mentions whose attribute is not their key: `confidentiality` is the class of an entry everywhere."""


@cache
def _term(mention: str) -> Term:
    return Term("mention", mention)


def ticked(mention: str, reading: Reading) -> Criterion:
    """Read a box that is ticked or not, or a right declared not applicable."""
    value = getattr(reading.clause, _ATTRIBUTE.get(mention, mention))
    path = (*reading.path, mention)
    if value is True:  # the usual case of tens of thousands of mentions, answered at once
        parameters = {"contract": reading.subject.name, "mention": _term(mention)}
        stated = Reason(Truth.TRUE, "mention_stated", parameters, path)
        return Criterion(mention, Check(Truth.TRUE, (stated,)))
    if value is None or isinstance(value, Unknown):
        return Criterion(mention, reading.facts.lacks_at(path))
    if isinstance(value, NotApplicable):
        spared = reading.says(True, "mention_not_applicable", mention, path, why=value.not_applicable)
        return Criterion(mention, TRUE, applies=spared.negated())
    return Criterion(mention, reading.states(value, mention, path))


def certificate_date(mention: str, reading: Reading) -> Criterion:
    """Read a date of the certificate: it has to be that of the certificate in force, where there is one.

    A model may leave room for it (``to_be_filled``); a contract may not.
    """
    clause: CertificateClause = reading.clause
    stated = known(getattr(clause, mention))
    path = reading.at(mention)
    if stated is None:
        return Criterion(mention, reading.facts.lacks_at(path))
    if not isinstance(stated, date):
        left_to_fill = stated == "to_be_filled" and reading.subject.is_model
        return Criterion(mention, reading.states(left_to_fill, mention, path))
    compared = reading.around.certificate_date(mention, stated)
    if compared.truth is Truth.UNKNOWN:
        return Criterion(mention, Check(Truth.UNKNOWN, missing=compared.missing))
    if compared.truth is Truth.FALSE:
        other = reading.says(False, "date_of_another_certificate", mention, path, stated=stated)
        return Criterion(mention, other)
    check = reading.states(True, mention, path)
    if not compared.compared:
        code = "convention:certificate_not_compared"
        check = every((check, reading.facts.reserve(code, path, contract=reading.subject.name)))
    return Criterion(mention, check)


def contact(mention: str, reading: Reading) -> Criterion:
    """Read the client's contact for incidents, by person or function; how to reach it is a convention."""
    clause: ContractualContactClause = reading.clause
    person, function = known(clause.person), known(clause.function)
    if person is None and function is None:
        return Criterion(mention, reading.facts.lacks_at(reading.at("function")))
    check = reading.states(True, mention, reading.at("function" if person is None else "person"))
    if person is None and known(clause.reach) is None:
        path = reading.at("reach")
        reserved = reading.facts.reserve("convention:reachable_contact", path, contract=reading.subject.name)
        check = every((check, reserved))
    return Criterion(mention, check)


def indicators(mention: str, reading: Reading) -> Criterion:
    """Read the list of indicators: one at least."""
    clause: ServiceLevelsClause = reading.clause
    listed = known(clause.indicators)
    path = reading.at("indicators")
    if listed is None:
        return Criterion(mention, reading.facts.lacks_at(path))
    return Criterion(mention, reading.states(bool(listed), mention, path))


def guaranteed_levels(mention: str, reading: Reading) -> Criterion:
    """Read the level guaranteed for each indicator."""
    return _each_indicator(mention, reading, "guaranteed_level", "indicator_without_level")


def measurement_period(mention: str, reading: Reading) -> Criterion:
    """Read how often each indicator is measured."""
    return _each_indicator(mention, reading, "period", "indicator_without_period")


def _each_indicator(mention: str, reading: Reading, field: str, without: str) -> Criterion:
    listed: Iterable[Indicator] | None = known(reading.clause.indicators)
    path = reading.at("indicators")
    if listed is None:
        return Criterion(mention, reading.facts.lacks_at(path))
    checks = []
    for index, indicator in enumerate(listed):
        value, where = known(getattr(indicator, field)), (*path, index, field)
        if value is None:
            checks.append(reading.facts.lacks_at(where))
        elif value is False:
            checks.append(reading.says(False, without, mention, where, measure=indicator.measure))
    return Criterion(mention, every(checks) if checks else reading.states(bool(listed), mention, path))


def penalties(mention: str, reading: Reading) -> Criterion:
    """Read whether penalties exist or not: their absence has to be said, silence states nothing."""
    stated = known(reading.clause.penalties)
    path = reading.at("penalties")
    if stated is None:
        return Criterion(mention, reading.facts.lacks_at(path))
    return Criterion(mention, reading.states(stated != "not_stated", mention, path))


def prohibition(mention: str, reading: Reading) -> Criterion:
    """Read the ban on any other use: an exception undoes it."""
    clause: OtherUseClause = reading.clause
    recalled = known(clause.prohibition_recalled)
    path = reading.at(mention)
    if recalled is None:
        return Criterion(mention, reading.facts.lacks_at(path))
    if recalled == "with_exception":
        return Criterion(mention, reading.says(False, "prohibition_with_exception", mention, path))
    return Criterion(mention, reading.states(recalled == "without_exception", mention, path))


def virtual_machines(mention: str, reading: Reading) -> Criterion:
    """Read how virtual machines and containers are moved, where the contract covers activity 3 or 4."""
    read = ticked(mention, reading)
    if read.applies.value is Truth.FALSE:
        return read
    return Criterion(mention, read.check, applies=reading.around.virtual(reading.subject))
