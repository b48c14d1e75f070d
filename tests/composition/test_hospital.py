"""The hospital's example: its README lists its shortcomings, and the losses are what the list says."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hygie.composition.analysis.analyse import Analyst, Asked
from hygie.composition.analysis.ratings import goals_of, rate_goals
from hygie.composition.analysis.results import CutResult
from hygie.composition.analysis.what_if import suppose
from hygie.composition.language.read import Composition, read_systems
from hygie.composition.language.vocabulary import ComponentType, Mode, System
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Stance
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier

HOSPITAL = Path(__file__).parents[2] / "examples" / "hospital"
README = (HOSPITAL / "README.md").read_text(encoding="utf-8")
LACK = "LACUNE VOULUE ({})"
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| `(\S+@\S+)` \| .+ \| `(\S+)` \|$", re.MULTILINE)
_REFUSED = re.compile(r"^\| `(\S+@\S+)` \| (`.+`) \|$", re.MULTILINE)


class Shortcoming(NamedTuple):
    number: str
    losses: frozenset[str]
    control: str
    file: str


LISTED = [
    Shortcoming(number, frozenset(re.findall("`(.+?)`", losses)), control, file)
    for number, losses, control, file in _ROW.findall(README)
]
REFUSED = {control: frozenset(re.findall("`(.+?)`", losses)) for control, losses in _REFUSED.findall(README)}


def named(item: Shortcoming) -> str:
    return f"{item.number}-{item.control}"


@cache
def lowering() -> Lowering:
    dossier = load_dossier(HOSPITAL)
    assert isinstance(dossier, Dossier), dossier.mistakes
    composition = read_systems(HOSPITAL, dossier)
    assert isinstance(composition, Composition), composition.mistakes
    return Lowering(composition, dossier)


def hospital() -> System:
    return lowering().composition.declared.systems["hopital"]


def attacked_by(origins: frozenset[str] | None) -> System:
    """The hospital, attacked by some of its origins only where they are named."""
    body = hospital()
    if origins is None:
        return body
    kept = {name: origin for name, origin in body.origins.items() if name in origins}
    return body.model_copy(update={"origins": kept})


@cache
def model(origins: frozenset[str] | None = None) -> Model:
    return lowering().model("hopital", attacked_by(origins))


def reached(*what_if: str, origins: frozenset[str] | None = None, mode: Mode | None = None) -> set[str]:
    """The losses that are reached, in some mode or in one, of every component."""
    supposed, mistakes = suppose(model().assembly.instances, what_if)
    assert not mistakes
    whole = lowering().model("hopital", attacked_by(origins), overrides=supposed)
    goals = tuple(goals_of(whole))
    rated = rate_goals(Stance(whole), hospital().modes, goals)
    return {
        f"{whole.assembly.instances[member].path}.{goal.asset}.{goal.criterion}"
        for goal, rating in zip(goals, rated, strict=True)
        if (rating.likelihood if mode is None else rating.by_mode[mode])
        for member in whole.classes.members[goal.owner]
    }


@cache
def as_it_is() -> frozenset[str]:
    return frozenset(reached())


@cache
def analyst() -> Analyst:
    return Analyst(lowering(), "hopital", hospital(), Asked())


@cache
def refused() -> Mapping[str, frozenset[str]]:
    return {item.control: frozenset(item.loses) for item in analyst().advisor.refused}


def test_the_table_is_whole() -> None:
    numbers = [int(item.number) for item in LISTED]
    assert numbers == list(range(1, len(numbers) + 1))
    systems = {file.name: file.read_text(encoding="utf-8") for file in HOSPITAL.glob("systems/*.yaml")}
    told = {int(number) for text in systems.values() for number in re.findall(r"VOULUE \((\d+)\)", text)}
    assert told == set(numbers)
    for item in LISTED:
        assert LACK.format(item.number) in systems[item.file], item


@pytest.mark.parametrize("item", LISTED, ids=named)
def test_a_shortcoming_causes_its_losses_and_its_control_removes_them(item: Shortcoming) -> None:
    assert item.losses
    assert not item.losses - as_it_is()
    assert not item.losses & reached(f"+{item.control}")


def test_no_patient_is_harmed_in_a_way_that_is_not_listed() -> None:
    harmed = {name for name in as_it_is() if re.match(r"patients-.*\.health\.", name)}
    assert harmed == {name for item in LISTED for name in item.losses if ".health." in name}
    assert harmed


def test_all_controls_of_the_table_together_keep_every_patient_from_harm() -> None:
    kept = reached(*(f"+{item.control}" for item in LISTED))
    assert not [name for name in kept if ".health." in name]


@pytest.mark.parametrize("control", sorted(REFUSED))
def test_a_control_that_would_cost_an_essential_function_is_refused(control: str) -> None:
    assert refused()[control] == REFUSED[control]
    assert reached(f"+{control}") >= REFUSED[control]


@pytest.mark.parametrize(
    ("loss", "control"),
    [
        ("medecine.continuite.integrity", "two-pharmacists@serveur-pompes"),
        ("reanimation.respirateurs.ventilation.integrity", "default-deny@pare-feu-reanimation"),
        ("chirurgie.pompes.infusion.integrity", "unique-code@chirurgie.pompes"),
    ],
)
def test_the_cheapest_cut_is_the_one_that_the_story_tells(loss: str, control: str) -> None:
    found = analyst().advisor.cut([loss])
    assert isinstance(found, CutResult)
    assert found.optimal
    assert found.controls == (control,)


def test_the_compromised_supplier_alone_reaches_three_groups_of_patients() -> None:
    supplier = frozenset({"fournisseur-compromis"})
    assert reached(origins=supplier) >= {
        "imagerie.imagerie-urgente.availability",
        "medecine.continuite.integrity",
        "reanimation.ventilation-service.integrity",
        "patients-medecine.health.integrity",
        "patients-reanimation.health.integrity",
    }
    closed = reached("+named-second-factor@telemaintenance", origins=supplier)
    assert not [name for name in closed if ".health." in name]


def test_cut_from_the_internet_the_hospital_loses_what_the_cut_itself_costs() -> None:
    outside = frozenset({"cybercriminel", "hameconneur", "fournisseur-compromis", "nuage-compromis"})
    assert reached(origins=outside, mode="isolated") == {"imagerie.segment.connectivity.availability"}


def test_every_risk_origin_leads_somewhere() -> None:
    nobody = reached(origins=frozenset())
    for origin in hospital().origins:
        assert reached(origins=frozenset({origin})) - nobody, origin


def test_two_hundred_pumps_in_a_hospital_of_some_sixty_types() -> None:
    composition = lowering().composition
    counts: dict[str, int] = {}

    def count(name: str, times: int) -> None:
        counts[name] = counts.get(name, 0) + times
        described = composition.type_named(name)
        assert isinstance(described, ComponentType)
        for component in described.components.values():
            count(component.type, times * component.count)

    for component in hospital().components.values():
        count(component.type, component.count)
    assert counts["library/infusion-pump"] == 200
    assert 300 <= sum(counts.values()) <= 400
    assert 55 <= len(counts) <= 70


def test_every_zone_and_every_type_of_the_dossier_is_used() -> None:
    declared = lowering().composition.declared
    bodies = [*declared.types.values(), *declared.systems.values()]
    assert {component.zone for component in hospital().components.values()} == set(hospital().zones)
    assert set(declared.types) <= {item.type for body in bodies for item in body.components.values()}
