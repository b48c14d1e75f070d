"""What the composition language refuses: one minimal mistake each, its place, and what is suggested."""

import pytest
from tests.composition.mistaken import MARK, changed, marked, mistakes_of, typed, valid

from hygie.composition.language.checks import MAX_DEPTH

WARD = """
ports: {lan: {in: [reach.ip], out: [reach.ip]}}
components: {net: {type: switch}, pumps: {type: pump, count: 4, unused: [usb]}}
wires:
  - {between: [lan, net.outside]}
  - {between: [net.inside, pumps.lan]}
"""


def ward(old: str, new: str) -> str:
    assert WARD.count(old) == 1
    return typed(WARD.replace(old, new))


FACTS = [
    ("unknown step", changed(("any: [tamper]", "any: [⟦tampr]")), "composition_unknown_name", "tamper"),
    ("unknown port", changed(("any: [lan.reach.ip]", "any: [⟦lann.reach.ip]")), "composition_unknown_name", "lan.reach.ip"),
    ("nothing close", changed(("any: [tamper]", "any: [⟦zzzzzzzz]")), "composition_unknown_name", ""),
    ("unknown capability", changed(("any: [lan.reach.ip]", "any: [⟦lan.reach.ipp]")), "composition_unknown_fact", "lan.reach.ip"),
    ("port alone", changed(("any: [lan.reach.ip]", "any: [⟦lan]")), "composition_unknown_fact", ""),
    ("part alone", changed(("takes: [os.control]", "takes: [⟦os]")), "composition_unknown_fact", ""),
    ("unknown criterion", changed(("loses: [therapy.integrity]", "loses: [⟦therapy.integrety]")), "composition_unknown_fact", "therapy.integrity"),
    ("a part has no integrity", changed(("takes: [os.control]", "takes: [⟦os.integrity]")), "composition_unknown_fact", ""),
    ("a step has no inside", changed(("any: [tamper]", "any: [⟦tamper.done]")), "composition_unknown_fact", ""),
    ("condition on what leaves", changed(("any: [tamper]", "any: [⟦patient.dose.integrity]")), "composition_wrong_direction", ""),
    ("emits what enters", changed(("emits: [patient.dose.integrity]", "emits: [⟦lan.command.hl7]")), "composition_wrong_direction", ""),
    ("guarantee of what enters", changed(("never: [patient.dose.integrity]", "never: [⟦usb.physical.touch]")), "composition_wrong_direction", ""),
    ("emits a loss", changed(("emits: [patient.dose.integrity]", "emits: [⟦therapy.integrity]")), "composition_misused", ""),
    ("takes an availability", changed(("takes: [os.control]", "takes: [⟦os.availability]")), "composition_misused", "os.control"),
    ("takes a port", changed(("takes: [os.control]", "takes: [⟦lan.reach.ip]")), "composition_misused", ""),
    ("loses a step", changed(("loses: [therapy.integrity]", "loses: [⟦rce]")), "composition_misused", ""),
    ("loses a control of a part", changed(("loses: [therapy.integrity]", "loses: [⟦os.control]")), "composition_misused", "os.availability"),
    ("condition on a control", changed(("any: [tamper]", "any: [⟦signature]")), "composition_not_a_fact", ""),
    ("condition on an assumption", changed(("any: [tamper]", "any: [⟦vlan]")), "composition_not_a_fact", ""),
    ("guards nothing", changed(("guards: [tamper]", "guards: [⟦tampre]")), "composition_unknown_name", "tamper"),
    ("falsifies nothing", changed(("falsifies: [lan.reach.ip]", "falsifies: [⟦lan.reech.ip]")), "composition_unknown_fact", "lan.reach.ip"),
    ("access by nothing", changed(("{kind: operating-system}", "{access: {network: [⟦lam.reach.ip]}}")), "composition_unknown_name", "lan.reach.ip"),
    ("privileges by nothing", changed(("{kind: operating-system}", "{privileges: {high: [⟦usb.physical]}}")), "composition_unknown_fact", "usb.physical.touch"),
    ("interaction by nothing", changed(("{kind: operating-system}", "{interaction: [⟦mail]}")), "composition_unknown_name", ""),
    ("inside of a component", ward("wires:", "steps: {s: {any: [⟦pumps.os.control]}}\nwires:"), "composition_unknown_fact", ""),
    ("port of a component", ward("wires:", "steps: {s: {any: [⟦net.insid.reach.ip]}}\nwires:"), "composition_unknown_fact", "net.inside.reach.ip"),
    ("loss of a component", ward("wires:", "steps: {s: {any: [⟦pumps.therapy.lost]}}\nwires:"), "composition_unknown_fact", ""),
    ("condition on what enters a component", ward("wires:", "steps: {s: {any: [⟦pumps.lan.command.hl7]}}\nwires:"), "composition_wrong_direction", ""),
    ("emits what leaves a component", ward("wires:", "steps: {s: {any: [lan.reach.ip], emits: [⟦pumps.patient.dose.integrity]}}\nwires:"), "composition_wrong_direction", ""),
    ("no condition", changed(("overdose: {any: [tamper], ", "⟦overdose: {")), "composition_step_without_condition", ""),
    ("needs itself", changed(("all: [rce, app.control]", "all: [rce, ⟦tamper]")), "composition_step_needs_itself", ""),
    ("more than there are", changed(("overdose: {any: [tamper]", "overdose: {at_least: {count: ⟦3, of: [tamper, rce]}")), "composition_at_least_too_many", ""),
    ("more than instances", ward("wires:", "steps: {s: {at_least: {count: ⟦6, of: [pumps.lan.reach.ip, lan.reach.ip]}}}\nwires:"), "composition_at_least_too_many", ""),
    ("counts twice", changed(("overdose: {any: [tamper]", "overdose: {at_least: {count: 1, of: [tamper, ⟦tamper]}")), "composition_fact_twice", ""),
    ("against itself", changed(("log: {title: Log}", "log: {title: Log, guards: [therapy.availability], loses: [⟦therapy.availability]}")), "composition_control_against_itself", ""),
]  # fmt: skip

NAMES = [
    ("name twice", changed(("app: {on: os}", "app: {on: os}\n      ⟦lan: {on: os}")), "composition_name_twice", ""),
    ("part on nothing", changed(("app: {on: os}", "app: {on: ⟦oss}")), "composition_unknown_part", "os"),
    ("asset on nothing", changed(("on: app}", "on: ⟦ap}")), "composition_unknown_part", "app"),
    ("asset, no part at all", typed("assets: {a: {title: A, on: ⟦os}}"), "composition_unknown_part", ""),
    ("part on itself", changed(("app: {on: os}", "app: {on: ⟦app}")), "composition_parts_in_ring", ""),
    ("parts in a ring", changed(("os: {kind: operating-system}", "os: {on: ⟦app}")), "composition_parts_in_ring", ""),
    ("seen by nothing", changed(("detect: {by: log}", "detect: {by: ⟦logs}")), "composition_unknown_control", "log"),
    ("given nothing", changed(("given: [vlan, signature]", "given: [⟦vlans, signature]")), "composition_unknown_ground", "vlan"),
    ("given a step", changed(("given: [vlan, signature]", "given: [⟦tamper, signature]")), "composition_unknown_ground", ""),
    ("configurable nothing", changed(("configurable: [signature,", "configurable: [⟦signatur,")), "composition_unknown_configurable", "signature"),
    ("configurable step", changed(("configurable: [signature,", "configurable: [⟦rce, signature,")), "composition_unknown_configurable", ""),
]  # fmt: skip

TYPES = [
    ("unknown type", changed(("type: pump, count", "type: ⟦pomp, count")), "composition_unknown_type", "pump"),
    ("library forgotten", ward("type: switch", "type: ⟦infusion-pump"), "composition_unknown_type", "library/infusion-pump"),
    ("library misspelled", ward("type: switch", "type: ⟦library/infusion-pum"), "composition_unknown_type", "library/infusion-pump"),
    ("pinned", changed(("type: pump, count", "type: ⟦pump@2.4, count")), "composition_version_differs", ""),
    ("pinned, no version", changed(("type: switch", "type: ⟦switch@1")), "composition_version_differs", ""),
    ("inside itself", typed("components: {x: {type: ⟦it}}"), "composition_type_inside_itself", ""),
    ("too many", ward("count: 4", "count: 1000000").replace("  it:", "  ⟦it:"), "composition_too_large", ""),
]  # fmt: skip

WIRES = [
    ("unwired", changed((", unused: [usb]", ""), ("pumps: {type", "⟦pumps: {type")), "composition_port_unwired", ""),
    ("unused yet wired", changed(("unused: [usb]", "unused: [usb, ⟦lan]")), "composition_unused_yet_wired", ""),
    ("unused, unknown", changed(("unused: [usb]", "unused: [usb, ⟦usv]")), "composition_unknown_port", "usb"),
    ("wire to no component", changed(("[net.inside, pumps.lan]", "[⟦nett.inside, pumps.lan]")), "composition_unknown_component", "net.inside"),
    ("wire to no port", changed(("[net.inside, pumps.lan]", "[net.insid, pumps.lan]"), ("net.insid,", "⟦net.insid,")), "composition_unknown_port", "net.inside"),
    ("wire to a capability", changed(("[net.inside, pumps.lan]", "[⟦net.inside.reach.ip, pumps.lan]")), "composition_unknown_port", "net.inside"),
    ("own port in a system", changed(("[net.inside, pumps.lan]", "[⟦net, pumps.lan]")), "composition_wire_own_port", ""),
    ("own port that is not", ward("[lan, net.outside]", "[⟦land, net.outside]"), "composition_unknown_port", "lan"),
    ("two own ports", ward("[lan, net.outside]}", "[lan, net.outside]}\n  - ⟦{between: [lan, lan]}"), "composition_wire_own_ports", ""),
    ("nothing passes", changed(("- {between: [net.inside, pumps.lan]", "- {between: [net.inside, pumps.lan]}\n      - ⟦{between: [net.outside, pumps.patient]")), "composition_wire_idle", "pumps.lan"),
    ("nothing passes inwards", ward("[lan, net.outside]}", "[lan, net.outside]}\n  - ⟦{between: [lan, pumps.patient]}"), "composition_wire_idle", "pumps.lan"),
    ("wire twice", changed(("modes: [nominal]}", "modes: [nominal]}\n      - ⟦{between: [pumps.lan, net.inside]}")), "composition_wire_twice", ""),
    ("wire to itself", changed(("modes: [nominal]}", "modes: [nominal]}\n      - ⟦{between: [net.outside, net.outside]}")), "composition_wire_to_itself", ""),
    ("shared out unevenly", changed(("type: switch", "type: switch, count: 3"), ("- {between: [net.inside, pumps.lan]", "- ⟦{between: [net.inside, pumps.lan], how: each")), "composition_not_shared_evenly", ""),
    ("own port leads nowhere", ward("  - {between: [lan, net.outside]}\n", "").replace("{lan:", "{⟦lan:").replace("type: switch", "type: switch, unused: [outside]"), "composition_own_port_idle", ""),
]  # fmt: skip

SETTINGS = [
    ("unknown control", changed(("unused: [usb]", "controls: {⟦signatur: true}, unused: [usb]")), "composition_unknown_setting", "signature"),
    ("unknown asset", changed(("unused: [usb]", "needs: {⟦therapi: {integrity: 1}}, unused: [usb]")), "composition_unknown_setting", "therapy"),
    ("unknown part", changed(("unused: [usb]", "soup: {⟦oss: []}, unused: [usb]")), "composition_unknown_setting", "os"),
    ("unknown assumption", changed(("unused: [usb]", "assumptions: {⟦vlans: {holds: true}}, unused: [usb]")), "composition_unknown_setting", "vlan"),
    ("control not configurable", changed(("unused: [usb]", "controls: {⟦log: true}, unused: [usb]")), "composition_not_configurable", ""),
    ("part not configurable", changed(("unused: [usb]", "soup: {⟦app: []}, unused: [usb]")), "composition_not_configurable", ""),
    ("nothing configurable", typed("controls: {c: {title: C}}\ncomponents: {x: {type: it2, controls: {⟦d: true}}}", "  it2: {title: T, controls: {d: {title: D}}}\n"), "composition_not_configurable", ""),
    ("assumption against an origin", changed(("has: [net.outside.reach.ip]", "has: [pumps.lan.reach.ip]"), ("type: switch", "type: switch, unused: [outside]"), ("unused: [usb]", "assumptions: {vlan: {holds: ⟦true}}, unused: [usb]")), "composition_assumption_against_origin", ""),
]  # fmt: skip

SYSTEMS = [
    ("unknown zone", changed(("zone: wards", "zone: ⟦ward")), "composition_unknown_zone", "wards"),
    ("zone in a type", ward("count: 4", "count: 4, zone: ⟦wards"), "composition_zone_in_type", ""),
    ("mode of a wire", changed(("modes: [nominal]}", "modes: [⟦manual]}")), "composition_mode_not_studied", ""),
    ("mode of an origin", changed(("[net.outside.reach.ip]}", "[net.outside.reach.ip], modes: [nominal, ⟦manual]}")), "composition_mode_not_studied", ""),
    ("origin has what leaves", changed(("has: [net.outside.reach.ip]", "has: [net.outside.reach.ip, ⟦pumps.patient.dose.integrity]")), "composition_wrong_direction", ""),
    ("origin has a loss", changed(("has: [net.outside.reach.ip]", "has: [net.outside.reach.ip, ⟦pumps.therapy.integrity]")), "composition_misused", ""),
    ("origin has an unknown port", changed(("has: [net.outside.reach.ip]", "has: [⟦net.outsid.reach.ip]"), ("type: switch", "type: switch, unused: [outside]")), "composition_unknown_fact", "net.outside.reach.ip"),
    ("state of no assumption", changed(("zones:", "assumptions: {⟦dns: {holds: true}}\n    zones:")), "composition_unknown_setting", ""),
]  # fmt: skip


def vulnerable(line: str) -> str:
    return valid() + "vulnerabilities:\n  - " + line + "\n"


VULNERABILITIES = [
    ("unknown type", vulnerable("{id: V, type: ⟦pum, part: os}"), "composition_unknown_type", "pump"),
    ("unknown part", vulnerable("{id: V, type: pump, part: ⟦oss}"), "composition_unknown_part", "os"),
    ("unknown instance", vulnerable("{id: V, type: pump, part: os, components: [⟦pump]}"), "composition_unknown_instance", "pumps"),
    ("too deep", vulnerable("{id: V, type: pump, part: os, components: [⟦pumps.os]}"), "composition_unknown_instance", ""),
    ("another type", vulnerable("{id: V, type: pump, part: os, components: [⟦net]}"), "composition_instance_of_another_type", ""),
    ("twice", vulnerable("{id: V, type: pump, part: os}\n  - {id: ⟦V, type: pump@2.3, part: os}"), "composition_vulnerability_twice", ""),
    ("pinned", vulnerable("{id: V, type: ⟦pump@9, part: os}"), "composition_version_differs", ""),
    ("vector", vulnerable("{id: V, type: pump, part: os, cvss: [⟦nonsense]}"), "composition_bad_vector", ""),
]  # fmt: skip

ALL = [*FACTS, *NAMES, *TYPES, *WIRES, *SETTINGS, *SYSTEMS, *VULNERABILITIES]


@pytest.mark.parametrize(
    ("text", "code", "suggestion"), [pytest.param(*case, id=name.replace(" ", "-")) for name, *case in ALL]
)
def test_one_mistake_is_told_alone_at_its_place(text: str, code: str, suggestion: str) -> None:
    assert text.count(MARK) == 1
    found = [
        (item.code, str(item.place), item.parameters.get("suggestion", "")) for item in mistakes_of(text)
    ]
    assert found == [(code, marked(text), suggestion)]


def test_what_is_right_is_not_refused() -> None:
    assert mistakes_of(valid()) == ()
    assert mistakes_of(typed(WARD)) == ()


RIGHT = [
    ("guards what enters", changed(("guards: [tamper]", "guards: [lan.reach.ip]"))),
    ("guards what leaves", changed(("guards: [tamper]", "guards: [patient.dose.integrity]"))),
    ("availability of a part", changed(("loses: [therapy.integrity]", "loses: [os.availability]"))),
    ("as many as instances", ward("wires:", "steps: {s: {at_least: {count: 5, of: [pumps.lan.reach.ip, lan.reach.ip]}}}\nwires:")),
    ("two wires in two modes", changed(("modes: [nominal]}", "modes: [nominal]}\n      - {between: [net.inside, pumps.lan], modes: [isolated]}"))),
    ("a component wired to its like", changed(("modes: [nominal]}", "modes: [nominal]}\n      - {between: [pumps.lan, pumps.lan]}"))),
    ("shared out evenly", changed(("type: switch", "type: switch, count: 2"), ("- {between: [net.inside, pumps.lan]", "- {between: [net.inside, pumps.lan], how: each"))),
    ("unused yet touched by an origin", changed(("has: [net.outside.reach.ip]", "has: [net.outside.reach.ip, pumps.usb.physical.touch]"))),
    ("touched by an origin, not unused", changed((", unused: [usb]", ""), ("has: [net.outside.reach.ip]", "has: [net.outside.reach.ip, pumps.usb.physical.touch]"))),
    ("an own port that steps use", ward("wires:\n  - {between: [lan, net.outside]}\n", "steps: {s: {any: [lan.reach.ip], emits: [net.outside.reach.ip]}}\nwires:\n")),
    ("a system loses what a component has", changed(("origins:", "controls: {stop: {title: Stop, loses: [pumps.therapy.availability]}}\n    origins:"))),
    ("assumption held where no origin is", changed(("unused: [usb]", "assumptions: {vlan: {holds: true}}, unused: [usb]"))),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(text, id=name.replace(" ", "-")) for name, text in RIGHT])
def test_what_looks_like_a_mistake_and_is_none(text: str) -> None:
    assert [(item.code, str(item.place)) for item in mistakes_of(text)] == []


def _nested(depth: int) -> str:
    types = "".join(
        f"  t{level}: {{title: T, components: {{c: {{type: t{level + 1}}}}}}}\n" for level in range(depth - 1)
    )
    return f"types:\n{types}  t{depth - 1}: {{title: T}}\n"


@pytest.mark.parametrize(("depth", "told"), [(MAX_DEPTH, 0), (MAX_DEPTH + 1, 1), (400, 1)])
def test_nesting_is_bounded_and_told_where_it_first_is_too_deep(depth: int, told: int) -> None:
    found = mistakes_of(_nested(depth))
    assert [item.code for item in found] == ["composition_too_large"] * told
    assert all(item.parameters["found"] == f"t{depth - MAX_DEPTH - 1}" for item in found)


def test_sizes_are_computed_without_expanding() -> None:
    twice = "{{a: {{type: t{0}, count: 999999}}, b: {{type: t{0}, count: 999999}}}}"
    types = "".join(
        f"  t{level}: {{title: T, components: {twice.format(level + 1)}}}\n" for level in range(20)
    )
    found = mistakes_of(f"types:\n{types}  t20: {{title: T, assets: {{a: {{title: A}}}}}}\n")
    assert [item.parameters["problem"] for item in found] == ["instances"]


def test_facts_of_distinct_instances_are_bounded() -> None:
    types = "".join(
        f"  t{level}: {{title: T, components: {{a: {{type: t{level + 1}}}, b: {{type: t{level + 1}}}}}}}\n"
        for level in range(19)
    )
    assets = ", ".join(f"a{index}: {{title: A}}" for index in range(100))
    found = mistakes_of(f"types:\n{types}  t19: {{title: T, assets: {{{assets}}}}}\n")
    # 400 facts in each of 2 to the power 15 instances; 2 to the power 19 of them are not too many instances.
    assert [(item.parameters["problem"], item.parameters["found"]) for item in found] == [("facts", "t4")]
