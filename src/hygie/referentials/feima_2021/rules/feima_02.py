"""FEIMA-02: hosts of health data are certified, and under European sovereignty (charter §3; EXI-28)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import Hosting, Product
from hygie.hosting.answers import begun
from hygie.kernel.status import Strength
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.hosts import Hosts, Part
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.questions import lacking, left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-02"
STORAGE = "hds-2.0/EXI-28"
NEEDS = (STORAGE,)
CRITERIA = ("c1", "c2", "c3")
OPERATION = 5

Used = tuple[Hosting, Actor, Check]
"""A host that a product uses, and whether it does already."""


def decide(facts: Facts, verdicts: Verdicts) -> Decision:
    """c1: certificates that cover the activities used; c2: storage in the EEA; c3: sovereignty."""
    return per_product(facts, partial(_case, Hosts(facts, verdicts[STORAGE])))


def _case(hosts: Hosts, product: Product, facts: Facts) -> Case:
    path, listed = facts.path(product), facts.listed(product.hosting)
    codes = ("health_data_hosted", "no_health_data_hosted")
    hosted = facts.flag(product, "hosts_health_data", *codes, product=product.name)
    if listed is None:
        unknown = facts.lacks(product, "hosting")
        return Case(tuple(Criterion(name, unknown) for name in CRITERIA), path, hosted)
    if not listed:
        return Case(_hosted_by_nobody(product, facts), path, hosted)
    used = [_used(hosting, product, facts) for hosting in listed]
    applies = every((hosted, some(in_use for *_, in_use in used)))
    kept = [each for each in used if each[2].value is not Truth.FALSE]
    unused = left_out([(hosting, in_use) for hosting, _, in_use in used], facts)
    criteria = (
        _summed("c1", kept, lambda hosting, actor: Part(_certified(hosts, hosting, actor, product, facts))),
        _summed("c2", kept, lambda hosting, actor: hosts.inside(actor, _stores(hosting, facts))),
        _summed("c3", kept, lambda _, actor: hosts.sovereign(actor)),
    )
    return Case(tuple(replace(each, left_out=unused) for each in criteria), path, applies)


def _hosted_by_nobody(product: Product, facts: Facts) -> tuple[Criterion, ...]:
    """Fail data that is hosted by no host that is named: a written list is the whole list."""
    named = facts.says(False, "no_host_named", facts.path(product, "hosting"), product=product.name)
    return (Criterion("c1", named), *(Criterion(name, named, applies=named) for name in CRITERIA[1:]))


def _used(hosting: Hosting, product: Product, facts: Facts) -> Used:
    # References are checked when a dossier is loaded.
    actor = cast("Actor", facts.dossier.entry(f"actor:{hosting.host}"))
    answer = begun(hosting, "since", facts.clock)
    if answer.truth is Truth.UNKNOWN:
        return hosting, actor, lacking(facts, answer.lacks)
    code = "host_in_use" if answer.truth is Truth.TRUE else "host_not_in_use_yet"
    path = facts.path(hosting, "since")
    return hosting, actor, facts.says(answer.truth, code, path, product=product.name, actor=actor.name)


def _certified(hosts: Hosts, hosting: Hosting, actor: Actor, product: Product, facts: Facts) -> Check:
    activities, unread = known(hosting.activities), facts.lacks(hosting, "activities")
    if activities == []:
        path = facts.path(hosting, "activities")
        return facts.says(False, "no_activity_named", path, product=product.name, actor=actor.name)
    return hosts.certified(actor, activities, unread)


def _stores(hosting: Hosting, facts: Facts) -> Check:
    """Answer whether the activities used need a place of storage; operation alone (activity 5) does not."""
    activities = known(hosting.activities)
    if activities is None:
        return facts.lacks(hosting, "activities")
    return Check(Truth.of(set(activities) != {OPERATION}))


def _summed(name: str, used: Sequence[Used], answer: Callable[[Hosting, Actor], Part]) -> Criterion:
    """Sum up the hosts: false if one fails, unknown if one is, in part if one holds in part only."""
    parts = [_if_used(in_use, answer(hosting, actor)) for hosting, actor, in_use in used]
    held = every(part.check for part in parts if not part.mixed)
    mixed = [part for part in parts if part.mixed]
    if mixed and held.value is Truth.TRUE:
        return Criterion(name, every(part.check for part in mixed), mixed=True, strength=_strength(parts))
    return Criterion(name, held, strength=_strength(parts))


def _if_used(in_use: Check, part: Part) -> Part:
    """Leave open what a host does not hold wholly as long as it is not known whether it is in use."""
    return part if in_use.value is Truth.TRUE else Part(some((spared(in_use), part.check)))


def _strength(parts: Sequence[Part]) -> Strength | None:
    """Give the strength of the verdicts that are taken up, where nothing else is."""
    strengths = [part.strength for part in parts]
    found = [strength for strength in strengths if strength is not None]
    return min(found) if found and len(found) == len(strengths) else None
