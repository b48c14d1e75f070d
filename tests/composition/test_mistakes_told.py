"""What is told of a mistake: its cause in the words of the language, what to write, and nothing that is not so."""

import pytest
from tests.composition.mistaken import MARK, changed, mistakes_of, typed, valid

from hygie.composition.language.checks.idiom import idiom, named
from hygie.composition.language.checks.lexicon import SAID
from hygie.composition.language.vocabulary import Systems
from hygie.dossier.plan import plan_of
from hygie.wording.voice import Voice


def told(text: str) -> list[str]:
    """Give the sentences of the mistakes of a file, in English."""
    voice = Voice("en")
    return [voice.diagnostic(item) for item in mistakes_of(text)]


def step(more: str) -> str:
    return changed(("overdose: {any: [tamper],", f"overdose: {{any: [tamper], {more},"))


FORMS = [
    ("days in French", step("time: 2j"), "Did you mean “2d”?"),
    ("hours apart", step('time: "4 heures"'), "Did you mean “4h”?"),
    ("no unit", step("time: 30"), "min, h or d (days)"),
    ("a decimal comma", changed(("      log: {title: Log}", "      log:\n        title: Log\n        cost: 0,5")), "Write 0.5, with a point."),
    ("a number in quotes", step('effort: "2"'), "Remove the quotes."),
    ("an effort with a unit", step("effort: 4h"), "person-days"),
    ("a cost that is none", changed(("log: {title: Log}", "log: {title: Log, cost: dear}")), "expected: a number."),
    ("a name with an accent", changed(("overdose:", "Surdose grave:")), "Did you mean “surdose-grave”?"),
    ("a reference with an accent", changed(("any: [tamper]", "any: [altération]")), "without accents"),
    ("a capability with capitals", changed(("command.hl7", "Command HL7")), "cannot be a capability"),
    ("a type in words", changed(("type: pump, count", "type: Infusion pump, count")), "Did you mean “infusion-pump”?"),
    ("a level in letters", changed(("{title: Visitor,", "{title: Visitor, level: V4,")), "1 (V1) to 4 (V4)"),
    ("a level too high", changed(("{title: Visitor,", "{title: Visitor, level: 7,")), "1 (V1) to 4 (V4)"),
    ("a need too high", changed(("on: app}\n    controls", "on: app, needs: {integrity: 5}}\n    controls")), "0 (nothing) to 4 (vital)"),
    ("yes for a control", changed(("unused: [usb]", "controls: {signature: oui}, unused: [usb]")), 'true or false, or {unknown: "why"}'),
    ("yes for what is known", changed(("on: app}\n    controls", "on: app, essential: oui}\n    controls")), "Write true or false."),
    ("an assumption held", changed(("unused: [usb]", "assumptions: {vlan: true}, unused: [usb]")), "{holds: true}"),
    ("a colon in a text", changed(("log: {title: Log}", "log: {title: Step : connects}")), "between quotes"),
    ("a comma in a text", changed(("log: {title: Log}", "log: {title: Log, of accesses}")), "holds a comma"),
    ("a key of elsewhere", changed(("falsifies: [lan.reach.ip]}", "falsifies: [lan.reach.ip], holds: true}")), "systems › … › assumptions › …"),
    ("a key of the root", changed(("    configurable:", "    systems: {}\n    configurable:")), "beginning of a line"),
    ("a misspelled title", changed(("    title: Pump\n", "    titre: Pump\n")), "Did you mean “title”?"),
    ("a list indented too far", valid().replace("    wires:\n      -", "      wires:\n        -"), "Align “wires” with “components”."),
    ("a section indented too far", valid().replace("    origins:\n      visitor", "      origins:\n        visitor").replace("    wires:\n      - {between: [net.inside, pumps.lan], modes: [nominal]}\n", ""), "Align “origins” with “components”."),
    ("a library type that is none", changed(("type: switch}", "type: library/reseau}")), "choose one of: library/"),
    ("a fact of a component", changed(("has: [net.outside.reach.ip]", "has: [net.reach.ip]")), "Expected: net.inside.reach.ip, net.outside.reach.ip."),
    ("a fact without its port", changed(("has: [net.outside.reach.ip]", "has: [net.outside.reach.ip, pumps.physical.touch]"), (", unused: [usb]", "")), "Did you mean “pumps.usb.physical.touch”?"),
    ("an unknown component", changed(("has: [net.outside.reach.ip]", "has: [internet.reach.ip]")), "one of: net, pumps."),
    ("a wire to nobody", changed(("[net.inside, pumps.lan]", "[net.inside, internet.lan]")), "no component is called “internet”"),
    ("a type in itself", typed("ports: {lan: {in: [reach.ip]}}\ncomponents: {x: {type: it}}"), "contains itself"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"), [pytest.param(text, said, id=name.replace(" ", "-")) for name, text, said in FORMS]
)
def test_one_sentence_says_the_cause_or_the_remedy(text: str, said: str) -> None:
    assert MARK not in text
    found = told(text)
    assert len(found) == 1
    assert said in found[0]


WORDS = [
    ("    configurable:", "mesures", "controls"),
    ("    steps:\n      rce", "étapes", "steps"),
    ("    assets:", "biens", "assets"),
    ("    assumes:", "hypothèses", "assumes"),
    ("    guarantees:", "garanties", "guarantees"),
    ("    wires:", "liaisons", "wires"),
    ("    components:", "composants", "components"),
    ("    origins:", "sources de risque", "origins"),
    ("systems:", "systèmes", "systems"),
]


@pytest.mark.parametrize(("line", "written", "meant"), WORDS)
def test_french_words_lead_to_the_keys(line: str, written: str, meant: str) -> None:
    key = line.strip().partition(":")[0]
    found = mistakes_of(changed((line, line.replace(key, written, 1))))
    assert [item.parameters.get("suggestion") for item in found if item.code == "unknown_key"] == [meant]


def test_the_lexicon_speaks_of_words_that_exist() -> None:
    known: set[str] = set()
    pending = [Systems]
    seen = set()
    while pending:
        model = pending.pop()
        seen.add(model)
        for key, plan in plan_of(model).items():
            known |= {key, *plan.words}
            if plan.entry is not None and plan.entry not in seen:
                pending.append(plan.entry)
    assert set(SAID) <= known
    assert all(words for words in idiom().synonyms.values())


@pytest.mark.parametrize("text", ["Été", "a  b", "9x", "", "œuvre", "x" * 100, "-a-"])
def test_a_name_made_of_a_text_is_a_name_or_nothing(text: str) -> None:
    name = named(text)
    assert not name or not mistakes_of(f"types: {{{name}: {{title: T}}}}")


def test_one_unknown_word_among_many_asks_for_no_more_work_each() -> None:
    many = "".join(f"      c{index}: {{type: nothing-{index}}}\n" for index in range(2_000))
    found = mistakes_of(f"systems:\n  s:\n    title: S\n    components:\n{many}")
    assert {item.code for item in found} == {"composition_unknown_type"}
    assert len({id(item.parameters["expected"]) for item in found}) == 1
