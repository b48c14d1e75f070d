"""Candidates that no order of versions decides, one by one: CPE names, names for people, words."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final, NamedTuple

import msgspec

from hygie.kernel.parameters import Parameter
from hygie.matching.hosts import ONLY_WITHIN, elsewhere, host_named
from hygie.matching.identities import Probe, Route, cpe_identity
from hygie.matching.names import judge_names, name_of
from hygie.matching.tolerant import Answer, judge_affected
from hygie.observations.advisory import Affected, Standing
from hygie.observations.cpe import ANY, NA, Cpe, read_cpe


class State(IntEnum):
    """What is found of a component and a record, the gravest first; what is not concerned is not kept."""

    AFFECTED = 0
    TO_CHECK = 1


class Verdict(NamedTuple):
    """``state`` None: not concerned. ``code`` and ``parameters`` say why.

    ``identity``: the code that says why it is the same product, empty for a package.
    """

    state: State | None
    code: str = ""
    parameters: Mapping[str, Parameter] = {}
    identity: str = ""

    def to_check(self, code: str, parameters: Mapping[str, Parameter] | None = None) -> "Verdict":
        """Give what a person must check, of the same identity."""
        return Verdict(State.TO_CHECK, code, parameters or {}, self.identity)


_NO: Final = Verdict(None)
BY_CPE: Final = "cpe_same_product"
_OTHER_PRODUCT: Final = ("target_sw", "target_hw")
_OTHER_BUILD: Final = ("update", "edition", "language", "sw_edition", "other")


class Standings(NamedTuple):
    """What else is known of the component that is judged.

    ``distribution``: it is a package of a distribution, which mends without changing upstream's version:
    never affected by a CPE or a name alone. ``covered``: some source covers the ecosystem of its purl: a
    likeness of names then adds nothing.
    """

    distribution: bool = False
    covered: bool = False


def judge_record(probe: Probe, products: Iterable[Affected], owner: Standings) -> Verdict:
    """Judge what one record says of one identity, all its products together.

    What a source says to be fixed or not affected wins over what is to be checked, and against what is
    affected it is a contradiction, for a person to see. What is said of a part within a host is never more
    than to be checked, and denies nothing elsewhere.
    """
    best, within, denied = _NO, _NO, False
    for affected in products:
        verdict = judge_product(probe, affected, owner)
        host = elsewhere(affected)
        if affected.standing in (Standing.NOT_AFFECTED, Standing.FIXED):
            denied = denied or (verdict.state is State.AFFECTED and host is None)
            continue
        if verdict.state is State.AFFECTED and host is not None:
            verdict = verdict.to_check(ONLY_WITHIN, host_named(host))
        if affected.standing is Standing.UNDER_INVESTIGATION and verdict.state is State.AFFECTED:
            verdict = verdict.to_check("under_investigation")
        if verdict.state is not None and (best.state is None or verdict.state < best.state):
            best = verdict
        if host is not None and within.state is None:
            within = verdict
    if denied and best.state is not None:
        return best.to_check("contradicted_in_record") if best.state is State.AFFECTED else within
    if owner.distribution and probe.route is not Route.PURL and best.state is State.AFFECTED:
        return best.to_check("distribution_may_have_mended")
    return best


def judge_product(probe: Probe, affected: Affected, owner: Standings) -> Verdict:
    """Judge one product of a record against a version."""
    if probe.route is Route.CPE and probe.cpe is not None:
        return _judge_cpe(probe.cpe, probe.version, affected)._replace(identity=BY_CPE)
    if probe.route is Route.NAME:
        return _judge_name(probe, affected, owner)
    return _judge_version(probe.version, affected)


def _judge_version(version: str, affected: Affected) -> Verdict:
    """Judge a version, as it is written."""
    judgement = judge_affected(version, affected)
    if judgement.answer is Answer.NO:
        return _NO
    state = State.AFFECTED if judgement.answer is Answer.YES else State.TO_CHECK
    return Verdict(state, judgement.code, judgement.parameters)


def _judge_name(probe: Probe, affected: Affected, owner: Standings) -> Verdict:
    """Judge by names: concerned, but of a product that may be another, is for a person to check."""
    supplier, name, kind = probe.called
    its = name_of(affected.vendor, affected.product, affected.model)
    met = judge_names(name_of(supplier, name), its, kind)
    if met is None or (owner.covered and not met.may_affect):
        return _NO
    verdict = _judge_version(probe.version, affected)._replace(identity=met.code)
    if verdict.state is State.AFFECTED and not met.may_affect:
        return verdict.to_check(met.code, met.parameters)
    return verdict


def _judge_cpe(cpe: Cpe, version: str, affected: Affected) -> Verdict:
    """Judge by the CPE names of a product that have the vendor and the product of the component."""
    if not version:
        return Verdict(State.TO_CHECK, "no_version")
    identity, best = cpe_identity(cpe), _NO
    ranged = bool(affected.ranges or affected.versions or affected.expressions or affected.everything)
    for text in affected.cpes:
        named = read_cpe(text)
        if named is None or cpe_identity(named) != identity:
            continue
        verdict = _judge_version(version, affected) if ranged else _judge_named(version, named, affected)
        if verdict.state is not None:
            verdict = _attributes(cpe, named, verdict)
        if verdict.state is not None and (best.state is None or verdict.state < best.state):
            best = verdict
    return best


def _judge_named(version: str, named: Cpe, affected: Affected) -> Verdict:
    """Judge by the version in the advisory's own CPE: ANY says nothing of any version in particular."""
    if named.version in (ANY, NA):
        return Verdict(State.TO_CHECK, "cpe_of_any_version")
    return _judge_version(version, msgspec.structs.replace(affected, versions=(named.version,)))


def _attributes(cpe: Cpe, named: Cpe, verdict: Verdict) -> Verdict:
    """Compare what both sides say besides the version.

    Another target (a plug-in of another platform) is another product: no. Another part, update, edition or
    language may be another build of the same: to be checked. What one side leaves open contradicts nothing.
    """
    for name in _OTHER_PRODUCT:
        if _differ(getattr(cpe, name), getattr(named, name)):
            return _NO
    if _differ(cpe.part, named.part):
        return Verdict(State.TO_CHECK, "cpe_of_another_part")
    for name in _OTHER_BUILD:
        if _differ(getattr(cpe, name), getattr(named, name)):
            return Verdict(State.TO_CHECK, "cpe_of_another_build")
    return verdict


def _differ(one: str, other: str) -> bool:
    return one != other and ANY not in (one, other) and NA not in (one, other)
