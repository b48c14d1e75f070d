"""A component of several purls and CPEs is asked about by each, and is one component."""

import random
from itertools import permutations
from pathlib import Path

import pytest

from hygie.matching.coverage import coverage
from hygie.matching.fleet import Fleet, full_rematch, load_fleet, save_fleet
from hygie.matching.index import index_of
from hygie.matching.match import match
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component

BELOW_TWO = (Range(fixed="2.0"),)


def cpe(vendor: str, version: str = "*", target: str = "*") -> str:
    return f"cpe:2.3:a:{vendor}:pump:{version}:*:*:*:*:{target}:*:*"


TOLD = [
    Affected("npm", "one", ranges=BELOW_TWO),
    Affected("pypi", "two", ranges=BELOW_TWO),
    Affected(cpes=(cpe("acme"),), ranges=BELOW_TWO),
    Affected(cpes=(cpe("other"),), ranges=BELOW_TWO),
    Affected(cpes=(cpe("third", target="windows"),), ranges=BELOW_TWO),
]
INDEX = index_of([Advisory(f"A-{at}", affected=(each,)) for at, each in enumerate(TOLD)], "cve5")
NAMES = ["pkg:npm/one@1.0", "pkg:pypi/two@1.5", cpe("acme", "1"), cpe("other", "1.9"), cpe("third", "1")]


def of(*names: str, version: str = "") -> Component:
    """Make a component as a reader of SPDX does."""
    purls = [name for name in names if name.startswith("pkg:")]
    cpes = [name for name in names if not name.startswith("pkg:")]
    return Component(
        "r", "n", version, purl="".join(purls[:1]), cpe="".join(cpes[:1]), others=(*purls[1:], *cpes[1:])
    )


def found(component: Component) -> list[str]:
    return sorted({hit.record.id for hit in match([component], [INDEX]).hits()})


@pytest.mark.parametrize("seed", range(4))
def test_each_of_them_is_asked_whatever_their_order(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which order, not a secret
    names = chance.sample(NAMES, len(NAMES))
    assert found(of(*names)) == [f"A-{at}" for at in range(len(TOLD))]
    one = chance.choice(names)
    left = [f"A-{at}" for at, name in enumerate(NAMES) if name != one]
    assert found(of(*[name for name in names if name != one])) == left


def test_each_is_asked_in_its_own_version_and_build() -> None:
    for order in permutations(
        [cpe("third", "1", "linux"), cpe("third", "1", "windows"), cpe("third", "3", "windows")]
    ):
        assert found(of(*order)) == ["A-4"]
    assert found(of(cpe("third", "1", "linux"), cpe("third", "3", "windows"))) == []
    assert found(of("pkg:npm/one@3.0", "pkg:npm/one@1.0")) == ["A-0"]
    assert found(of("pkg:npm/unheard-of", "pkg:npm/one", version="1.0")) == ["A-0"]


def test_components_alike_but_for_their_further_names_are_not_mixed_up() -> None:
    parts = [
        of(NAMES[0]),
        of(NAMES[0], NAMES[1]),
        of("pkg:npm/one@1.1"),
        of("pkg:npm/one@1.1", cpe("x", "1"), cpe("acme", "1")),
    ]
    matched = match(parts, [INDEX])
    told = sorted((hit.component, hit.record.id) for hit in matched.hits())
    assert told == [(0, "A-0"), (1, "A-0"), (1, "A-1"), (2, "A-0"), (3, "A-0"), (3, "A-2")]


def test_one_of_them_is_enough_to_be_evaluated() -> None:
    reasons = [
        coverage(match([part], [INDEX])).reason(0)
        for part in (
            of(cpe("x", "1"), cpe("acme", "1")),
            of(cpe("x", "1"), cpe("y", "1")),
            of("no purl", "nor this"),
        )
    ]
    assert reasons == ["", "name_unknown", "no_identifier"]
    broken = Component("r", "n", "1", purl="pkg:npm/one@1", others=("not a purl", cpe("acme", "1")))
    assert coverage(match([broken], [INDEX])).reason(0) == ""
    assert found(broken) == ["A-0", "A-2"]


def test_a_fleet_keeps_them(tmp_path: Path) -> None:
    fleet = Fleet()
    fleet.add("a", [of(*NAMES)])
    path = tmp_path / "fleet"
    save_fleet(fleet, path)
    again = load_fleet(path)
    assert again is not None
    matched = full_rematch(again, [INDEX])
    assert len(matched) == len(full_rematch(fleet, [INDEX])) == len(TOLD)
    assert matched.components[0].others == of(*NAMES).others
