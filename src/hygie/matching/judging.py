"""Candidates that no order of versions decides, one by one: CPE names, names for people, words."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import msgspec

from hygie.kernel.parameters import Parameter
from hygie.matching.hosts import ONLY_WITHIN, elsewhere, host_named
from hygie.matching.identities import Probe, Route, cpe_identity
from hygie.matching.names import NameMatch, judge_names, name_of
from hygie.matching.targets import differ, other_software
from hygie.matching.tolerant import Answer, Prepared, held
from hygie.observations.advisory import Affected, Standing
from hygie.observations.cpe import ANY, NA, Cpe, read_cpe


class State(IntEnum):
    """What is found of a component and a record, the gravest first; what is not concerned is not kept."""

    AFFECTED = 0
    TO_CHECK = 1


class Verdict(NamedTuple):
    """``state`` None: not concerned. ``code`` and ``parameters`` say why.

    ``identity``: the code that says why it is the same product, empty for a package. ``fixed``: first version
    outside the range that answered, empty if it says none; None if it was no range in particular.
    """

    state: State | None
    code: str = ""
    parameters: Mapping[str, Parameter] = {}
    identity: str = ""
    fixed: str | None = None

    def to_check(self, code: str, parameters: Mapping[str, Parameter] | None = None) -> "Verdict":
        """Give what a person must check, of the same identity."""
        return Verdict(State.TO_CHECK, code, parameters or {}, self.identity, self.fixed)


_NO: Final = Verdict(None)
BY_CPE: Final = "cpe_same_product"
BY_NAMES_OF_CPE: Final = "cpe_same_names"
_OTHER: Final = "other"
_OTHER_BUILD: Final = ("update", "edition", "language", "sw_edition", "other")


class Standings(NamedTuple):
    """What else is known of the component that is judged.

    ``distribution``: it is a package of a distribution, which mends without changing upstream's version:
    never affected by a CPE or a name alone. ``covered``: some source covers the ecosystem of its purl: a
    likeness of names then adds nothing.
    """

    distribution: bool = False
    covered: bool = False


class Product:
    """One product of a record, read once to be asked many times."""

    def __init__(self, affected: Affected) -> None:
        """Read what is said of any version."""
        self.affected = affected
        self.host = elsewhere(affected)
        self.denied = affected.standing in (Standing.NOT_AFFECTED, Standing.FIXED)
        self.unsure = affected.standing is Standing.UNDER_INVESTIGATION
        self.names = affected.vendor, affected.product, affected.model
        self._by_cpe: dict[bytes | None, tuple[tuple[Cpe, Prepared | None], ...]] | None = None

    @cached_property
    def versions(self) -> Prepared:
        """Give what is said of versions."""
        return Prepared(self.affected)

    def by_cpe(self, identity: bytes | None) -> tuple[tuple[Cpe, Prepared | None], ...]:
        """Give the CPE names of an identity, each with what is said of versions; None: of none."""
        if self._by_cpe is None:
            self._by_cpe = self._read_cpes()
        return self._by_cpe.get(identity, ())

    def _read_cpes(self) -> dict[bytes | None, tuple[tuple[Cpe, Prepared | None], ...]]:
        """Read the CPE names; where ranges are given, the version of the name is left aside."""
        its = self.affected
        ranged = bool(its.ranges or its.versions or its.expressions or its.everything)
        found: dict[bytes | None, dict[Cpe, Prepared | None]] = {}
        for text in its.cpes:
            named = read_cpe(text)
            if named is None:
                continue
            here = found.setdefault(cpe_identity(named), {})
            if ranged:
                here[named._replace(version=ANY)] = self.versions
            elif named.version in (ANY, NA):
                here[named] = None
            elif named not in here:
                here[named] = Prepared(msgspec.structs.replace(its, versions=(named.version,)))
        return {identity: tuple(here.items()) for identity, here in found.items()}

    def plainly(self, probe: Probe) -> tuple[object, Prepared] | None:
        """Give what a verdict depends on besides the question, where it is so little; None where it is more.

        The names by which they meet, and what is said of versions: products that say the same of both have
        one verdict.
        """
        if self.denied or self.unsure or self.host is not None:
            return None
        if probe.route is not Route.CPE:
            return (self.names if probe.route is Route.NAME else None), self.versions
        named = self.by_cpe(probe.identity)
        if len(named) != 1 or named[0][1] is None:
            return None
        return named[0][0], named[0][1]


def is_named(probe: Probe, product: Product, owner: Standings) -> bool:
    """Say whether the names of a product leave anything to ask of its versions."""
    if probe.route is not Route.NAME:
        return True
    met = met_names(probe.called, product.names)
    return met is not None and (met.may_affect or not owner.covered)


def judge_record(probe: Probe, products: Sequence[Product], owner: Standings) -> Verdict:
    """Judge what one record says of one identity, all its products together.

    What a source says to be fixed or not affected wins over what is to be checked, and against what is
    affected it is a contradiction, for a person to see. What is said of a part within a host is never more
    than to be checked, and denies nothing elsewhere.
    """
    best, within, denied = _NO, _NO, False
    for product in products:
        verdict, host = judge_product(probe, product, owner), product.host
        if verdict.state is None:
            continue
        if product.denied:
            denied = denied or (verdict.state is State.AFFECTED and host is None)
            continue
        if verdict.state is State.AFFECTED and host is not None:
            verdict = verdict.to_check(ONLY_WITHIN, host_named(host))
        if product.unsure and verdict.state is State.AFFECTED:
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


def judge_product(probe: Probe, product: Product, owner: Standings) -> Verdict:
    """Judge one product of a record against a version."""
    if probe.route is Route.CPE and probe.cpe is not None:
        return _judge_cpe(probe.identity, probe.cpe, probe.version, product)
    if probe.route is Route.NAME:
        return _judge_name(probe, product, owner)
    return _judge_version(probe.version, product.versions, "")


def _judge_version(version: str, said: Prepared, identity: str) -> Verdict:
    """Judge a version, as it is written."""
    judgement = said.judge(held(version))
    if judgement.answer is Answer.NO:
        return _NO
    state = State.AFFECTED if judgement.answer is Answer.YES else State.TO_CHECK
    return Verdict(state, judgement.code, judgement.parameters, identity, judgement.fixed)


def _judge_name(probe: Probe, product: Product, owner: Standings) -> Verdict:
    """Judge by names: concerned, but of a product that may be another, is for a person to check."""
    met = met_names(probe.called, product.names)
    if met is None or (owner.covered and not met.may_affect):
        return _NO
    if probe.cpe is not None and product.by_cpe(cpe_identity(probe.cpe)):
        return _NO  # the surer route answers
    identity = met.code if probe.cpe is None or not met.may_affect else BY_NAMES_OF_CPE
    verdict = _judge_version(probe.version, product.versions, identity)
    if verdict.state is State.AFFECTED and not met.may_affect:
        return verdict.to_check(met.code, met.parameters)
    return verdict


@lru_cache(maxsize=1 << 16)
def met_names(called: tuple[str, str, str], names: tuple[str, str, str]) -> NameMatch | None:
    """Judge the names of a component (supplier, name, kind) and of an advisory, each distinct pair once."""
    supplier, name, kind = called
    return judge_names(name_of(supplier, name), name_of(*names), kind)


def _judge_cpe(identity: bytes, cpe: Cpe, version: str, product: Product) -> Verdict:
    """Judge by the CPE names of a product that have the vendor and the product of the component."""
    if not version:
        return Verdict(State.TO_CHECK, "no_version", {}, BY_CPE)
    best = _NO
    for named, said in product.by_cpe(identity):
        # A CPE of any version says nothing of any version in particular.
        verdict = (
            _judge_version(version, said, BY_CPE)
            if said is not None
            else Verdict(State.TO_CHECK, "cpe_of_any_version", {}, BY_CPE)
        )
        if verdict.state is not None:
            verdict = _attributes(cpe, named, verdict)
        if verdict.state is not None and (best.state is None or verdict.state < best.state):
            best = verdict
    return best


def _attributes(cpe: Cpe, named: Cpe, verdict: Verdict) -> Verdict:
    """Compare what both sides say besides the version: see ``_unlike``."""
    unlike = _unlike(cpe, named)
    if not unlike:
        return verdict
    return verdict.to_check(unlike) if unlike != _OTHER else _NO


@lru_cache(maxsize=1 << 14)
def _unlike(cpe: Cpe, named: Cpe) -> str:
    """Say how two CPE names of one vendor and product differ besides the version, empty if they do not.

    Another target software (a plug-in of another platform) is another product, if both are known ones: no.
    Any other target, part, update, edition or language may be another build of the same, or another word for
    it: to be checked. What one side leaves open contradicts nothing.
    """
    if other_software(cpe.target_sw, named.target_sw):
        return _OTHER
    if differ(cpe.target_sw, named.target_sw) or differ(cpe.target_hw, named.target_hw):
        return "cpe_of_another_target"
    if differ(cpe.part, named.part):
        return "cpe_of_another_part"
    if any(differ(getattr(cpe, name), getattr(named, name)) for name in _OTHER_BUILD):
        return "cpe_of_another_build"
    return ""
