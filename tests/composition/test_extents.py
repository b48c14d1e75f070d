"""The size that is refused bounds what is built, of types and of systems."""

from random import Random

import msgspec
from hypothesis import given, settings
from tests.composition.compositions import Data, randoms, well_formed
from tests.composition.loopbacks import add_loopbacks
from tests.composition.told import FILE, lowering_of_text, model_of

from hygie.composition.language.checks.containment import Walk
from hygie.composition.language.checks.context import Study
from hygie.composition.language.read import Composition, read_types
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.template import SHARED


def walk_of(composition: Composition) -> Walk:
    """Walk through the types of a composition."""
    walk = Walk(Study(composition.declared, composition.type_named, composition.place))
    for name in composition.declared.types:
        walk.visit(name)
    return walk


@settings(max_examples=100, deadline=None)
@given(well_formed(), randoms())
def test_the_size_that_is_refused_bounds_what_is_built(data: Data, rng: Random) -> None:
    read = read_types(msgspec.json.encode(add_loopbacks(rng, data)), FILE)
    assert isinstance(read, Composition), read.mistakes
    walk, lowering = walk_of(read), Lowering(read)
    for name, body in read.declared.types.items():
        model = lowering.model(name, body, merged=False)
        assert model.graph.size <= SHARED + walk.extents[name].facts <= SHARED + 7 * model.graph.size
    system = read.declared.systems["s"]
    assert model_of(lowering, merged=False).graph.size <= SHARED + walk.extent_of(system, "s").facts


MANY = """
types:
  box: {title: Box, ports: {p: {in: [%s]}}, parts: {os: {}}}
systems:
  s: {title: System, components: {one: {type: box, unused: [p]}}}
vulnerabilities:
%s
"""


def test_vulnerabilities_and_capabilities_do_not_multiply() -> None:
    """A part whose access is not written is reached from all that enters: once for all its vulnerabilities."""
    cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    found = "\n".join(f'  - {{id: X{index}, type: box, part: os, cvss: ["{cvss}"]}}' for index in range(200))
    model = model_of(lowering_of_text(MANY % (", ".join(f"x{index}" for index in range(200)), found)))
    assert model.graph.edges < 2000
