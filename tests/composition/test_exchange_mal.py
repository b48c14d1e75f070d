"""A MAL model brought into the language reaches what mal-simulator reaches, and its controls do what defences do."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from tests.composition import mal_models

from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.exchange.mal import steps_of_model
from hygie.composition.exchange.mal_systems import read
from hygie.composition.exchange.mal_toolbox import UnusableMalError, build_model, load_language
from hygie.composition.exchange.written import Exchanged
from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Step, Systems
from hygie.kernel.diagnostic import Refusal

LANGUAGE = mal_models.LANGUAGE.read_bytes()


@pytest.fixture(scope="module")
def language() -> Any:
    return mal_models.language()


def brought(data: dict[str, Any]) -> Exchanged:
    found = read(msgspec.json.encode(data), "hospital.json", LANGUAGE, "ward.mal")
    assert isinstance(found, Exchanged), found
    return found


def declared(found: Exchanged) -> Systems:
    checked = read_types(found.content, "systems/hospital.yaml")
    assert isinstance(checked, Composition), checked
    return checked.declared


def with_attacker(data: dict[str, Any], entries: Iterable[str]) -> dict[str, Any]:
    points: dict[str, Any] = {}
    for entry in entries:
        asset, _, step = entry.partition(":")
        points.setdefault(asset, {"attack_steps": []})["attack_steps"].append(step)
    return data | {"attackers": {"0": {"name": "Somebody", "entry_points": points}}}


def titles_reached(root: Systems) -> frozenset[str]:
    """Go through the steps of the one type as long as one more holds: in plain sets."""
    (body,) = root.types.values()
    (system,) = root.systems.values()
    guarded = {
        fact for control in body.controls.values() if control.in_place is True for fact in control.guards
    }
    held = {fact.partition(".")[2] for origin in system.origins.values() for fact in origin.has}

    def holds(step: Step) -> bool:
        return (not step.any or any(each in held for each in step.any)) and all(
            each in held for each in step.all or ()
        )

    while new := {name for name, step in body.steps.items() if name not in held | guarded and holds(step)}:
        held |= new
    return frozenset(str(body.steps[name].title) for name in held if name in body.steps)


@pytest.mark.parametrize("seed", range(4))
def test_the_imported_model_reaches_what_the_simulator_reaches(language: Any, seed: int) -> None:
    from maltoolbox.attackgraph import AttackGraph  # noqa: PLC0415

    data = mal_models.model_data(40, seed, guarded=0.2 * seed)
    model = build_model(data, language)
    entries = mal_models.entry_points(steps_of_model(model).names, seed)
    expected = mal_models.simulated(AttackGraph(language, model), entries)
    found = brought(with_attacker(data, entries))
    assert titles_reached(declared(found)) == expected


def test_turning_a_control_on_is_turning_the_defence_on(language: Any) -> None:
    from maltoolbox.attackgraph import AttackGraph  # noqa: PLC0415

    data = mal_models.model_data(24, 1, guarded=0.0)
    entries = mal_models.entry_points(steps_of_model(build_model(data, language)).names, 1, count=1)
    root = declared(brought(with_attacker(data, entries)))
    (body,) = root.types.values()
    seen = {titles_reached(root)}
    for name, control in list(body.controls.items())[::2]:
        asset, _, defence = str(control.title).partition(":")
        (here,) = (each for each in data["assets"].values() if each["name"] == asset)
        here["defenses"][defence] = 1.0
        body.controls[name] = control.model_copy(update={"in_place": True})
        expected = mal_models.simulated(AttackGraph(language, build_model(data, language)), entries)
        assert titles_reached(root) == expected
        seen.add(expected)
    assert len(seen) > 2


def test_without_attackers_roots_are_offered_and_an_origin_is_asked_for() -> None:
    found = brought(mal_models.model_data(20, 2))
    (body,) = declared(found).types.values()
    assert body.ports["attacker"].incoming
    assert {note.code for note in found.notes} >= {"exchange_origin_missing"}


def test_steps_that_lose_something_say_so() -> None:
    text = LANGUAGE.replace(b"    | read\n    | deny", b"    | read {C, I}\n    | deny")
    found = read(msgspec.json.encode(mal_models.model_data(12, 1)), "h.json", text, "ward.mal")
    assert isinstance(found, Exchanged)
    (body,) = declared(found).types.values()
    losing = {str(step.title): step.loses for step in body.steps.values() if step.loses}
    assert losing
    assert all(title.endswith(":read") for title in losing)
    assert {fact.partition(".")[2] for facts in losing.values() for fact in facts} == {
        "confidentiality",
        "integrity",
    }


@pytest.mark.parametrize(
    ("model", "text", "code"),
    [
        (b"{}", LANGUAGE, "exchange_mal_model"),
        (b"", LANGUAGE, "exchange_mal_model"),
        (b"[", LANGUAGE, "yaml_syntax"),
        (b"metadata: {name: x}\nassets: {0: {name: a, type: Nothing}}\n", LANGUAGE, "exchange_mal_model"),
        (b"metadata: {name: x}\nassets: {x: {}}\n", LANGUAGE, "exchange_mal_model"),
        (b"metadata: {name: x}\nassets: []\n", LANGUAGE, "exchange_mal_model"),
        (b"metadata: {name: x}\nassets: {}\n", b"asset {", "exchange_mal_language"),
        (b"metadata: {name: x}\nassets: {}\n", b"", "exchange_mal_language"),
        (b"metadata: {name: x}\nassets: {}\n", b'include "/etc/passwd"\n', "exchange_mal_language"),
        (b"metadata: {name: x}\nassets: {}\n", b'include /* a */ // b\n "x.mal"', "exchange_mal_language"),
        (b"metadata: {name: x}\nassets: {}\n", b"PK\x03\x04", "exchange_mal_language"),
    ],
)
def test_what_cannot_be_used_is_refused(model: bytes, text: bytes, code: str) -> None:
    found = read(model, "model.yaml", text, "x.mal")
    assert isinstance(found, Refusal), found
    assert [mistake.code for mistake in found.mistakes] == [code]


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b'include "other.mal"', "x.mal", "includes"),
        (b"asset {", "x.mar", "archive"),
        (b"asset {", "x.mal", ""),
    ],
)
def test_our_own_words_say_what_is_wrong_with_a_language(content: bytes, name: str, problem: str) -> None:
    with pytest.raises(UnusableMalError) as refused:
        load_language(content, name)
    assert refused.value.problem == problem


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "maltoolbox.language", None)
    with pytest.raises(MissingExtraError) as missing:
        load_language(LANGUAGE, "ward.mal")
    assert missing.value.extra == "mal"


def test_an_archive_that_is_no_archive() -> None:
    with pytest.raises(UnusableMalError):
        load_language(LANGUAGE, "ward.mar")
