"""Guarantees of types where they are used: vulnerabilities of some instances, at any depth, are seen."""

import pytest
from tests.composition.told import lowering_of_text, model_of

from hygie.composition.analysis.premises import every_guarantee
from hygie.composition.analysis.results import GuaranteeResult
from hygie.composition.language.vocabulary import ComponentType
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.template import FactKind

HOSPITAL = """
types:
  pump:
    title: Pump
    ports: {lan: {in: [reach]}}
    parts: {os: {access: {network: [lan.reach]}}}
    assets: {dose: {title: Dose, on: os}}
    assumes: {apart: {text: Apart, falsifies: [lan.reach]}}
    guarantees: {safe: {never: [dose.integrity]}, kept: {never: [dose.integrity], given: [apart]}}
  ward:
    title: Ward
    ports: {lan: {in: [reach]}}
    components: {pump: {type: pump}, spare: {type: pump, unused: [lan], assumptions: {apart: {holds: true}}}}
    wires: [{between: [lan, pump.lan]}]
    assumes: {quiet: {text: Quiet, falsifies: [lan.reach]}}
    guarantees:
      safe: {never: [pump.dose.integrity]}
      kept: {never: [pump.dose.integrity, spare.dose.integrity], given: [quiet]}
systems:
  s:
    title: Hospital
    components: {one: {type: ward, unused: [lan]}, two: {type: ward, unused: [lan]}, pump: {type: pump, unused: [lan]}}
vulnerabilities: [%s]
"""
EXPLOIT = '{id: X, type: pump, part: os, cvss: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"]%s}'


def lowering(touched: str | None) -> Lowering:
    """Lower the hospital; ``touched`` are the pumps with a vulnerability, all of them where it is empty."""
    only = f", components: [{touched}]" if touched else ""
    return lowering_of_text(HOSPITAL % ("" if touched is None else EXPLOIT % only))


def broken(results: list[GuaranteeResult]) -> set[str]:
    return {result.id for result in results if not result.holds}


@pytest.mark.parametrize(
    ("touched", "told", "breaks"),
    [
        (None, 4, set()),
        ("", 4, {"safe@pump", "safe@ward"}),
        ("pump", 6, {"safe@pump"}),
        ("two.pump", 8, {"safe@two.pump", "safe@two"}),
        # Nothing joins the spare to its ward, so the wards are alike but for what is inside them.
        ("two.spare", 8, {"safe@two.spare"}),
    ],
    ids=["nothing", "all pumps", "one pump", "a pump in a ward", "a spare pump in a ward"],
)
def test_guarantees_are_those_of_each_sort_of_instance(
    touched: str | None, told: int, breaks: set[str]
) -> None:
    lowered = lowering(touched)
    results = list(every_guarantee(lowered, model_of(lowered)))
    assert len({result.id for result in results}) == len(results) == told
    assert broken(results) == breaks


def test_what_touches_an_instance_of_a_system_does_not_touch_the_type_by_itself() -> None:
    """The ward has a pump too, at the same path as the system's."""
    lowered = lowering("pump")
    ward = lowered.composition.type_named("ward")
    assert isinstance(ward, ComponentType)
    model = lowered.model("ward", ward)
    assert [instance.template.name for instance in model.instances] == ["ward", "pump", "pump"]
    assert not any(
        FactKind.EXPLOIT in {fact.kind for fact in item.template.facts} for item in model.instances
    )
    assert broken(list(every_guarantee(lowered, model))) == set()


def test_instances_touched_alike_share_a_model() -> None:
    lowered = lowering("one.pump, pump")
    instances = {instance.path: instance for instance in model_of(lowered, merged=False).assembly.instances}
    alone = {path: lowered.alone(instance.outside, path) for path, instance in instances.items() if path}
    assert alone["one.pump"] is alone["pump"]
    assert alone["two.pump"] is alone["one.spare"] is alone["two.spare"]
    assert len({id(model) for model in alone.values()}) == 4
