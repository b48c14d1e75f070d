"""Published types: they give what the whole type gives, tell nothing more, and are not believed unsigned."""

import base64
import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.random_systems import seeded
from tests.composition.random_types import compound_type, leaf_type, system, systems_of, vulnerabilities

from hygie.composition.analysis.premises import check_guarantees, every_guarantee
from hygie.composition.analysis.ratings import Change, Rating, goals_of, rate_goals, worst_likelihoods
from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.kernels import lanes
from hygie.composition.language.library import library_content, library_names
from hygie.composition.language.names import Publication
from hygie.composition.language.read import Composition, read_systems, read_types
from hygie.composition.language.vocabulary import ComponentType, Systems
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance, bits
from hygie.composition.lowering.template import MODES, FactKind
from hygie.composition.published import publishing
from hygie.composition.published.publication import Published, read_publication
from hygie.composition.published.publication_content import canonical
from hygie.composition.published.publishing import Document, TooLarge, publish
from hygie.composition.published.signing import NotAKeyError, new_key, public_key, sign
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.digest import digest_bytes
from hygie.wording.voice import Voice

OUTSIDE = (FactKind.INCOMING, FactKind.OUTGOING, FactKind.LOSS)


@cache
def pem() -> bytes:
    return new_key()


@cache
def key() -> str:
    return public_key(pem())


def lowering(declared: Systems, **published: Publication) -> Lowering:
    return Lowering(Composition(declared, {}, published, digest_bytes(b"")))


def published(declared: Systems, name: str) -> Published | None:
    """Publish a type, and read it back."""
    made = publish(lowering(declared), name, pem())
    if isinstance(made, TooLarge):
        return None
    read = read_publication(made.file, "t.json", key())
    assert isinstance(read, Published), read
    return read


class Twins(NamedTuple):
    """A system that uses a type whole, and the same system that uses it published."""

    whole: Model
    summed: Model


def twins(rng: Random, *, merged: bool) -> Twins | None:
    inner, other = leaf_type(rng, "u"), leaf_type(rng, "v")
    kind = compound_type(rng, "t", inner) if rng.random() < 0.7 else leaf_type(rng, "t")
    flaws = vulnerabilities(rng, kind) + vulnerabilities(rng, inner)
    told = published(systems_of(kind, inner, vulnerabilities=flaws), "t")
    if told is None:
        return None
    used = system(rng, {"x": kind, "y": kind, "z": other})
    whole = systems_of(kind, inner, other, system=used, vulnerabilities=flaws)
    summed = systems_of(other, system=used)
    return Twins(
        lowering(whole).model("s", whole.systems["s"], merged=merged),
        lowering(summed, t=told).model("s", summed.systems["s"], merged=merged),
    )


def facts(model: Model) -> dict[str, int]:
    """The nodes of ports and losses, by the name that one who knows the paths would write."""
    found = {}
    for index, instance in enumerate(model.assembly.instances):
        owner = model.classes.of[index]
        for fact in instance.template.ends:
            if fact.kind in OUTSIDE:
                found[f"{fact.kind.name}:{instance.path}.{fact.name}"] = model.fact(owner, fact)
    return found


def scenarios() -> Iterator[Scenario]:
    for mode in MODES:
        for threshold in (1, 2, 3, 4):
            yield Scenario(mode, threshold)
    for shift in (-1, 1):
        yield Scenario("nominal", 2, shift)
        yield Scenario("degraded", 3, shift, undetected=True)
    yield Scenario("nominal", 1, 0, undetected=True)


def held(model: Model) -> dict[str, list[bool]]:
    """In which scenarios each fact of the outside holds."""
    asked = list(scenarios())
    sources = Stance(model).lanes(asked)
    words = lanes(model.graph, sources=sources, width=sources.shape[1])
    return {name: bits(words, node, 0, len(asked)) for name, node in facts(model).items()}


def rated(model: Model) -> dict[str, tuple[int, Rating]]:
    """The need and the ratings of each loss that matters, by its name."""
    goals = list(goals_of(model))
    paths = [model.instances[goal.owner].path for goal in goals]
    ratings = rate_goals(Stance(model), MODES, goals)
    return {
        f"{path}.{goal.asset}.{goal.criterion}": (goal.need, rating)
        for path, goal, rating in zip(paths, goals, ratings, strict=True)
    }


def assumed(model: Model) -> dict[str, tuple[bool, bool | None]]:
    """How each assumption that a type declares is judged: by its wires, or by what is declared."""
    return {
        f"{use.name}@{model.instances[use.owner].path}": (use.computed, use.holds)
        for use in Stance(model).assumptions
        if not use.name.startswith("port-")  # those are made at publication: test_publication_ports.py
    }


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_system_gives_the_same_with_a_type_or_its_publication(seed: int) -> None:
    pair = twins(seeded(seed), merged=False)
    if pair is None:
        return
    there, here = held(pair.whole), held(pair.summed)
    assert here == {name: there[name] for name in here}
    assert rated(pair.summed) == rated(pair.whole)
    assert assumed(pair.summed).items() <= assumed(pair.whole).items()


def after_each_change(model: Model, names: list[str]) -> dict[str, list[int]]:
    """The likelihood of each loss once each of these controls is otherwise than it is."""
    stance = Stance(model)
    uses = {f"{use.name}@{model.instances[use.owner].path}": use for use in stance.controls}
    changes = []
    for name in names:
        use = uses[name]
        placed = (use.placed,) if use.placed >= 0 else ()
        changes.append(Change((use.absent,), placed) if use.in_place else Change(placed, (use.absent,)))
    goals = {
        f"{model.instances[goal.owner].path}.{goal.asset}.{goal.criterion}": goal for goal in goals_of(model)
    }
    found = worst_likelihoods(stance, MODES, [goal.node for goal in goals.values()], changes)
    return dict(zip(goals, found.T.tolist(), strict=True))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_a_change_of_control_does_the_same_to_a_type_or_its_publication(seed: int) -> None:
    pair = twins(seeded(seed), merged=False)
    if pair is None:
        return
    names = [f"{use.name}@{pair.summed.instances[use.owner].path}" for use in Stance(pair.summed).controls]
    if names:
        assert after_each_change(pair.summed, names) == after_each_change(pair.whole, names)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_so_it_does_where_what_is_alike_is_one(seed: int) -> None:
    pair = twins(seeded(seed), merged=True)
    if pair is not None:
        there, here = held(pair.whole), held(pair.summed)
        assert here == {name: there[name] for name in here}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_a_publication_inside_a_publication_gives_the_same(seed: int) -> None:
    rng = seeded(seed)
    inner, other = leaf_type(rng, "u"), leaf_type(rng, "v")
    kind = compound_type(rng, "t", inner)
    first = published(systems_of(inner), "u")
    assert first is not None
    made = publish(lowering(systems_of(kind), u=first), "t", pem())
    if isinstance(made, TooLarge):
        return
    told = read_publication(made.file, "t.json", key())
    assert isinstance(told, Published)
    used = system(rng, {"x": kind, "z": other})
    whole, summed = systems_of(kind, inner, other, system=used), systems_of(other, system=used)

    there = held(lowering(whole).model("s", whole.systems["s"], merged=False))
    here = held(lowering(summed, t=told).model("s", summed.systems["s"], merged=False))

    assert here == {name: there[name] for name in here}


@cache
def library(name: str) -> Lowering:
    read = read_types(library_content(f"library/{name}"), f"library/{name}.yaml")
    assert isinstance(read, Composition)
    return Lowering(read)


@cache
def library_summary(name: str) -> Document:
    made = publish(library(name), name, pem())
    assert isinstance(made, Document)
    return made


SHORT = sorted(name.removeprefix("library/") for name in library_names())


@pytest.mark.parametrize("name", SHORT)
def test_every_type_that_comes_with_hygie_can_be_published(name: str) -> None:
    whole = library(name)
    read = read_publication(library_summary(name).file, "t.json", key())
    assert isinstance(read, Published)
    body = whole.composition.declared.types[name]
    there = lowering(systems_of_type(body, name), **whole.composition.library)
    here = Lowering(Composition(used_alone(name), {}, {name: read}, digest_bytes(b"")))

    alone, summed = (each.model("s", used_alone(name).systems["s"]) for each in (there, here))

    assert rated_attacked(summed, name) == rated_attacked(alone, name)


def used_alone(name: str) -> Systems:
    data = {"s": {"title": "s", "modes": list(MODES), "components": {"x": {"type": name}}}}
    return Systems.model_validate({"systems": data})


def systems_of_type(body: ComponentType, name: str) -> Systems:
    return used_alone(name).model_copy(update={"types": {name: body}})


def rated_attacked(model: Model, name: str) -> dict[str, Rating]:
    """The ratings of the losses of one component at whose ports somebody has everything."""
    goals = list(goals_of(model))
    owner = next(index for index, each in enumerate(model.instances) if each.outside.name == name)
    template = model.instances[owner].template
    entries = [ends.entry for fact, ends in template.ends.items() if fact.kind is FactKind.INCOMING]
    stance = Stance(model)
    stance.__dict__["given"] = (*stance.given, *(model.node(owner, entry) for entry in entries))
    paths = [model.instances[goal.owner].path for goal in goals]
    ratings = rate_goals(stance, MODES, goals)
    return {
        f"{path}.{goal.asset}.{goal.criterion}": rating
        for path, goal, rating in zip(paths, goals, ratings, strict=True)
    }


@pytest.mark.parametrize("name", SHORT)
def test_guarantees_are_found_as_the_whole_type_has_them(name: str) -> None:
    whole = library(name)
    body = whole.composition.declared.types[name]
    for found in check_guarantees(name, body, whole.model(name, body)):
        label = found.id.partition("@")[0]
        if set(body.guarantees[label].given) <= {*body.configurable, *body.assumes}:
            assert library_summary(name).content.guarantees[label].holds == found.holds


@pytest.mark.parametrize(
    "name", [name for name in SHORT if library(name).composition.declared.types[name].guarantees]
)
def test_what_belies_a_guarantee_is_found_as_the_whole_type_has_it(name: str) -> None:
    """Given nothing but its assumptions, many a guarantee falls: to the same least facts, inside or told."""
    whole = library(name)
    known = whole.composition.declared.types[name]
    bare = {
        label: said.model_copy(update={"given": [ground for ground in said.given if ground in known.assumes]})
        for label, said in known.guarantees.items()
    }
    settable = list(dict.fromkeys([*known.configurable, *known.controls]))
    body = known.model_copy(update={"guarantees": bare, "configurable": settable})
    declared = Systems(types={name: body})
    there = Lowering(Composition(declared, whole.composition.library, {}, digest_bytes(b"")))
    made = publish(there, name, pem())
    assert isinstance(made, Document)
    read = read_publication(made.file, "t.json", key())
    assert isinstance(read, Published)
    here = Lowering(Composition(used_alone(name), {}, {name: read}, digest_bytes(b"")))

    told = list(every_guarantee(here, here.model("s", used_alone(name).systems["s"])))

    assert told == list(check_guarantees(name, body, there.model(name, body)))


# -- one pump, by hand ---------------------------------------------------------------------------

PUMP = """
types:
  pump:
    title: {fr: Pompe, en: Pump}
    version: "2.3"
    kind: device
    description: canary description
    sources: [canary source]
    ports:
      lan: {in: [reach.ip], out: [reach.ip]}
      patient: {out: [dose.integrity]}
    parts:
      canary-system: {kind: operating-system, soup: [{purl: "pkg:generic/canary@1"}], access: {network: [lan.reach.ip]}}
      canary-application: {on: canary-system}
    assets:
      library: {title: Library, on: canary-application, needs: {integrity: 4}}
    steps:
      canary-overdose: {title: canary step, all: [library.integrity], emits: [patient.dose.integrity], difficulty: low}
      canary-pivot: {any: [canary-system.control], emits: [lan.reach.ip], difficulty: moderate}
      canary-relay: {any: [lan.reach.ip], emits: [canary-fan.bus.reach.ip], difficulty: moderate}
    controls:
      limit: {title: Dose limit, guards: [canary-overdose], cost: 0.1}
      canary-signing: {title: canary control, guards: [canary-pivot], in_place: true}
    assumes:
      segment: {text: Only its segment reaches it, falsifies: [lan.reach.ip]}
      canary-free: {text: Nobody tampers with it, falsifies: [canary-system.control]}
    guarantees:
      kept: {never: [patient.dose.integrity], given: [limit]}
      closed: {text: It leads nowhere, never: [lan.reach.ip, canary-pivot], given: [canary-signing]}
      still: {never: [canary-overdose]}
    components:
      canary-fan: {type: fan}
      display: {type: screen, count: 2}
    wires: [{between: [canary-fan.bus, display.bus]}]
    configurable: [limit, library, canary-system]
  fan:
    title: canary fan
    ports: {bus: {in: [reach.ip], out: [reach.ip]}}
    assets: {canary-speed: {title: canary, needs: {availability: 0, integrity: 0, confidentiality: 0, auditability: 0}}}
    steps: {canary-blow: {any: [bus.reach.ip], emits: [bus.reach.ip]}}
  screen:
    title: canary screen
    ports: {bus: {in: [reach.ip]}}
    assets: {image: {title: Image, needs: {integrity: 3, availability: 0, confidentiality: 0, auditability: 0}}}
    steps: {canary-draw: {any: [bus.reach.ip], loses: [image.integrity], difficulty: high}}
vulnerabilities:
  - {id: CVE-canary, type: pump, part: canary-system, exploited: false, public_exploit: false, epss: 0.0, cvss: ["CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H"]}
"""


@cache
def pump() -> Document:
    read = read_types(PUMP.encode(), "pump.yaml")
    assert isinstance(read, Composition), read
    made = publish(Lowering(read), "pump", pem())
    assert isinstance(made, Document)
    return made


def test_nothing_of_the_inside_is_told() -> None:
    told = pump().file.decode()

    told = told.replace("canary-free", "")  # the name of an assumption is told
    assert "canary" not in told
    assert list(pump().content.assets) == ["library", "display.image"]
    assert pump().content.assets["display.image"].copies == 2


def test_what_is_told_is_what_leads_from_the_outside_to_the_outside() -> None:
    facts = pump().content.facts

    assert facts["in:lan.reach.ip"] == [["fails:segment"], ["given:in:lan.reach.ip"]]
    assert facts["out:patient.dose.integrity"] == [
        ["given:out:patient.dose.integrity"],
        ["level:3", "absent:limit", "loss:library.integrity"],
    ]
    assert facts["loss:library.integrity"] == [
        ["fails:canary-free"],
        ["given:loss:library.integrity"],
        ["exploit:2", "in:lan.reach.ip"],
    ]
    assert facts["loss:display.image.integrity"] == [["level:1", "in:lan.reach.ip"]]
    assert facts["out:lan.reach.ip"] == [["given:out:lan.reach.ip"]]


def test_guarantees_are_computed_before_they_are_told() -> None:
    said = pump().content.guarantees

    assert {name: guarantee.holds for name, guarantee in said.items()} == {
        "kept": True,
        "closed": True,
        "still": False,
    }
    assert (said["closed"].never, said["closed"].given) == (["lan.reach.ip"], [])
    assert said["still"].never == []


def test_the_same_type_gives_the_same_bytes() -> None:
    read = read_types(PUMP.encode(), "pump.yaml")
    assert isinstance(read, Composition)

    assert publish(Lowering(read), "pump", pem()) == pump()
    assert pump().digest == digest_bytes(canonical(json.loads(pump().file)["content"]))


def test_a_cost_is_written_in_decimal_digits() -> None:
    assert pump().content.controls["limit"].cost == "0.1"
    read = read_publication(pump().file, "t.json", key())
    assert isinstance(read, Published)
    assert read.controls["limit"].cost == 0.1  # the very same number
    assert read.controls["limit"].guards == ["patient.dose.integrity"]


def test_a_vulnerability_of_some_instances_is_not_told_of_the_type() -> None:
    here = "systems: {s: {title: s, components: {other: {type: pump, unused: [lan, patient]}}}}"
    elsewhere = PUMP.replace("part: canary-system,", "part: canary-system, components: [other],") + here
    read = read_types(elsewhere.encode(), "pump.yaml")
    assert isinstance(read, Composition), read
    made = publish(Lowering(read), "pump")

    assert isinstance(made, Document)
    assert ["exploit:2", "in:lan.reach.ip"] not in made.content.facts["loss:library.integrity"]


def test_too_many_ways_are_refused_with_the_fact_that_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "CAP", 15)
    several = range(4)
    kind: dict[str, Any] = {
        "title": "t",
        "ports": {
            "p": {"in": [f"{side}{pair}" for pair in several for side in "ab"], "out": ["all"]},
        },
        "steps": {
            **{f"s{pair}": {"any": [f"p.a{pair}", f"p.b{pair}"]} for pair in several},
            "end": {"all": [f"s{pair}" for pair in several], "emits": ["p.all"]},
        },
    }

    assert publish(lowering(systems_of(kind)), "t") == TooLarge("out:p.all", 15)


# -- what is not believed --------------------------------------------------------------------------

Edit = Callable[[dict[str, Any]], Any]


def signed(change: Edit) -> bytes:
    """A summary changed by its own publisher."""
    content = json.loads(pump().file)["content"]
    change(content)
    sealed = canonical(content)
    signature = sign(sealed, pem())
    return json.dumps({"content": content, "digest": digest_bytes(sealed), **signature._asdict()}).encode()


def changed(change: Edit) -> bytes:
    whole = json.loads(pump().file)
    change(whole)
    return json.dumps(whole).encode()


def refused(content: bytes, owner: str = "") -> list[str]:
    """The codes of what is wrong; every one has a sentence, in both languages."""
    read = read_publication(content, "t.json", owner or key())
    assert isinstance(read, tuple)
    for mistake in read:
        assert Voice("en").diagnostic(mistake)
    return [mistake.code for mistake in read]


def test_a_summary_that_is_only_laid_out_otherwise_is_the_same() -> None:
    read = read_publication(changed(dict.items), "t.json", key())

    assert isinstance(read, Published)
    assert read.content == pump().content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "publication_json"),
        (b"\xff\xfe", "publication_json"),
        (b"{", "publication_json"),
        (b"[" * 200_000, "publication_json"),
        (b'{"content": {"a": ' + b"9" * 10_000 + b"}}", "publication_json"),
        (b'{"content": {"a": 1.5}}', "publication_json"),
        (b'{"content": {}, "content": {}}', "publication_json"),
        (b'{"content": NaN}', "publication_json"),
        (b"[]", "publication_shape"),
        (b"{}", "publication_shape"),
        (b'{"content": [], "digest": "", "signature": "", "signed_by": ""}', "publication_shape"),
        (
            b'{"content": {"a": "\\ud800"}, "digest": "", "signature": "", "signed_by": ""}',
            "publication_json",
        ),
        (b'{"content": {}, "digest": "", "signature": "", "signed_by": ""}', "publication_digest"),
        (b" " * 10_000_001, "publication_file_too_large"),
    ],
)
def test_what_is_no_summary_is_told_so(content: bytes, code: str) -> None:
    assert refused(content) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda whole: whole["content"].update(version="9"), "publication_digest"),
        (lambda whole: whole["content"]["facts"].clear(), "publication_digest"),
        (lambda whole: whole.update(digest="sha256:" + "0" * 64), "publication_digest"),
        (lambda whole: whole.update(signature=None), "publication_unsigned"),
        (lambda whole: whole.update(signed_by=None), "publication_unsigned"),
        (lambda whole: whole.update(signature="?"), "publication_signature"),
        (
            lambda whole: whole.update(signature=base64.b64encode(bytes(64)).decode()),
            "publication_signature",
        ),
        (lambda whole: whole.update(signed_by=public_key(new_key())), "publication_other_key"),
    ],
)
def test_what_somebody_else_changed_is_refused(change: Edit, code: str) -> None:
    assert refused(changed(change)) == [code]


def test_a_summary_signed_by_somebody_else_is_refused() -> None:
    assert refused(pump().file, public_key(new_key())) == ["publication_other_key"]


def test_who_changes_content_and_digest_still_lacks_the_key() -> None:
    def forge(whole: dict[str, Any]) -> None:
        whole["content"]["facts"]["loss:library.integrity"] = []
        whole["digest"] = digest_bytes(canonical(whole["content"]))

    assert refused(changed(forge)) == ["publication_signature"]


def test_a_summary_without_signature_is_refused() -> None:
    read = read_types(PUMP.encode(), "pump.yaml")
    assert isinstance(read, Composition)
    made = publish(Lowering(read), "pump")
    assert isinstance(made, Document)

    assert made.signed_by == ""
    assert refused(made.file) == ["publication_unsigned"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda said: said.update(format="hygie-type/2"), "publication_newer"),
        (lambda said: said.update(format="hygie-type/x"), "publication_shape"),
        (lambda said: said.update(language=2), "publication_shape"),
        (lambda said: said.pop("facts"), "publication_shape"),
        (lambda said: said.update(more=1), "publication_shape"),
        (lambda said: said["assets"]["library"].update(on="os"), "publication_shape"),
        (lambda said: said["controls"]["limit"].update(cost=0), "publication_shape"),
        (lambda said: said["controls"]["limit"].update(cost="1e9"), "publication_shape"),
        (lambda said: said["unknowns"].update(access=10**6), "publication_shape"),
        (lambda said: said["facts"].pop("out:lan.reach.ip"), "publication_incomplete"),
        (lambda said: said["facts"].pop("loss:display.image.integrity"), "publication_incomplete"),
        (lambda said: said["facts"].update({"out:lan.x": []}), "publication_unknown_name"),
        (lambda said: said["facts"].update({"step:x": []}), "publication_unknown_name"),
        (lambda said: said["facts"]["in:lan.reach.ip"].append(["absent:wall"]), "publication_unknown_name"),
        (
            lambda said: said["facts"]["in:lan.reach.ip"].append(["in-place:limit"]),
            "publication_unknown_name",
        ),
        (
            lambda said: said["facts"]["in:lan.reach.ip"].append(["out:lan.reach.ip"]),
            "publication_unknown_name",
        ),
        (
            lambda said: said["facts"]["in:lan.reach.ip"].append(["loss:display.image.integrity"]),
            "publication_unknown_name",
        ),
        (lambda said: said["assumes"]["segment"].update(falsifies=["lan.x"]), "publication_unknown_name"),
        (lambda said: said["guarantees"]["kept"].update(never=["lan.x"]), "publication_unknown_name"),
        (
            lambda said: said["guarantees"]["kept"].update(never=["display.image.integrity"]),
            "publication_unknown_name",
        ),
        (lambda said: said["guarantees"]["kept"].update(given=["wall"]), "publication_unknown_name"),
        (lambda said: said["configurable"].append("display.image"), "publication_shape"),
        (lambda said: said["configurable"].append("lan"), "publication_unknown_name"),
        (lambda said: said["assumes"].update(limit=said["assumes"]["segment"]), "publication_name_twice"),
        (lambda said: said["guarantees"]["kept"].update(given=[]), "publication_guarantee"),
        (
            lambda said: said["facts"]["out:patient.dose.integrity"].append(["in:lan.reach.ip"]),
            "publication_guarantee",
        ),
    ],
)
def test_what_its_own_publisher_wrote_wrongly_is_refused(change: Edit, code: str) -> None:
    assert refused(signed(change)) == [code]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_value_in_the_place_of_another_breaks_the_reader(data: st.DataObject) -> None:
    def change(content: dict[str, Any]) -> None:
        value: Any = content
        while True:
            step = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
            if not isinstance(value[step], dict | list) or not value[step] or data.draw(st.booleans()):
                break
            value = value[step]
        value[step] = data.draw(
            st.sampled_from([None, True, 0, -1, "", "x", "lan", "a.b", [], [[]], {}, {"x": []}])
        )

    read = read_publication(signed(change), "t.json", key())
    assert isinstance(read, Published | tuple)
    if isinstance(read, Published):
        assert read.template.size


def test_only_an_ed25519_key_without_a_password_signs() -> None:
    pkcs8, pem_form = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    locked = serialization.BestAvailableEncryption(b"secret")
    plain = serialization.NoEncryption()
    for private, lock in (
        (ed448.Ed448PrivateKey.generate(), plain),
        (ec.generate_private_key(ec.SECP256R1()), plain),
        (ed25519.Ed25519PrivateKey.generate(), locked),
    ):
        with pytest.raises(NotAKeyError):
            sign(b"content", private.private_bytes(pem_form, pkcs8, lock))
    for other in (b"", b"-----BEGIN PRIVATE KEY-----", key().encode()):
        with pytest.raises(NotAKeyError):
            public_key(other)


def test_without_the_extra_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    file, owner = pump().file, key()
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)

    with pytest.raises(MissingExtraError, match="signing"):
        read_publication(file, "t.json", owner)


# -- in a dossier ----------------------------------------------------------------------------------

HOSPITAL = """
published: {pump: {file: pump.json, signed_by: maker}}
publishers: {maker: {title: Maker, ed25519: KEY}}
systems:
  ward:
    title: Ward
    origins: {thief: {title: Thief, has: [ward-network.far.reach.ip]}}
    components:
      ward-network: {type: net}
      pump: {type: pump@2.3, count: 20, controls: {limit: false}, assumptions: {segment: {holds: true}, canary-free: {holds: true}}, unused: [patient]}
    wires: [{between: [ward-network.near, pump.lan]}]
    controls: {seal: {title: Seal, guards: [pump.library.integrity], in_place: SEAL}}
types:
  net:
    title: Network
    ports: {far: {in: [reach.ip]}, near: {in: [reach.ip], out: [reach.ip]}}
    steps: {through: {any: [far.reach.ip], emits: [near.reach.ip], difficulty: negligible}}
"""


def hospital(folder: Path, text: str = HOSPITAL, *, seal: str = "false") -> Composition | Refusal:
    (folder / "systems").mkdir()
    (folder / "systems" / "pump.json").write_bytes(pump().file)
    written = text.replace("KEY", key()).replace("SEAL", seal)
    (folder / "systems" / "ward.yaml").write_text(written, encoding="utf-8")
    return read_systems(folder)


@pytest.mark.parametrize(("seal", "dose"), [("false", 2), ("true", 0)])
def test_a_dossier_uses_a_published_type(tmp_path: Path, seal: str, dose: int) -> None:
    read = hospital(tmp_path, seal=seal)
    assert isinstance(read, Composition), read
    model = Lowering(read).model("ward", read.declared.systems["ward"])

    ratings = {name: rating.likelihood for name, (_, rating) in rated(model).items()}
    dosed = held(model)["OUTGOING:pump.patient.dose.integrity"][:4]  # in nominal mode, by threshold

    assert ratings["pump.display.image.integrity"] == 1
    assert ratings["pump.library.integrity"] == dose
    assert sum(dosed) == dose


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("limit: false", "canary-signing: true", "composition_unknown_setting"),
        ("unused:", "soup: {canary-system: []}, unused:", "composition_unknown_setting"),
        ("pump@2.3", "pump@2.4", "composition_version_differs"),
        ("guards: [pump.library.integrity]", "guards: [pump.canary-pivot]", "composition_unknown_fact"),
        (
            "guards: [pump.library.integrity]",
            "guards: [pump.display.image.integrity]",
            "composition_unknown_fact",
        ),
        ("signed_by: maker", "signed_by: other", "composition_unknown_publisher"),
    ],
)
def test_what_a_published_type_does_not_show_cannot_be_set_or_named(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    read = hospital(tmp_path, HOSPITAL.replace(old, new))

    assert isinstance(read, Refusal)
    assert [mistake.code for mistake in read.mistakes] == [code]


def test_a_summary_that_was_changed_is_refused_with_its_place(tmp_path: Path) -> None:
    hospital(tmp_path)
    file = tmp_path / "systems" / "pump.json"
    file.write_bytes(file.read_bytes().replace(b"2.3", b"2.4"))

    read = read_systems(tmp_path)

    assert isinstance(read, Refusal)
    assert [(str(mistake.place), mistake.code) for mistake in read.mistakes] == [
        ("systems/pump.json:1:1", "publication_digest")
    ]
