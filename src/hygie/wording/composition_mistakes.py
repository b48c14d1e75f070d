"""Sentences of the mistakes found in the files of ``systems/``: what was found, what to write instead."""

from hygie.wording.composition_shapes import SHAPE_SENTENCES
from hygie.wording.sentence import N_, Sentence

_EXPECTED = N_("Expected: {expected}.")
_VECTOR = N_(
    "Expected: a vector of CVSS 3.0, 3.1 or 4.0, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
)
_DECLARE_OR_CORRECT = N_("Declare it, or correct the name.")

SENTENCES = {
    # -- files and names
    "composition_newer_language": Sentence(
        N_("This file is in version {found} of the composition language; version {known} is read here."),
        N_("Install a newer version of Hygie."),
    ),
    "composition_name_twice": Sentence(
        N_("The name “{found}” is given twice here: whatever a type holds has its own name."),
        N_("Rename one: ports, parts, assets, steps, controls, assumptions and components count together."),
    ),
    "composition_type_twice": Sentence(
        N_("The type “{found}” is both described and published."), N_("Keep only one of them.")
    ),
    # -- facts
    "composition_unknown_name": Sentence(
        N_("Nothing here is called “{name}”."),
        N_("Expected: a step, a part, an asset, a port or a component of the same type or system."),
    ),
    "composition_unknown_name.component": Sentence(
        N_("No component is called “{name}” here."),
        N_("Expected: component.port.capability, the component being one of: {expected}."),
    ),
    "composition_unknown_fact": Sentence(N_("“{found}” is not a fact of “{name}”."), _EXPECTED),
    "composition_unknown_fact.incomplete": Sentence(N_("“{found}” alone does not name a fact."), _EXPECTED),
    "composition_unknown_fact.nothing": Sentence(
        N_("“{found}” is not a fact of “{name}”, which has none that can be named so."),
        N_("A step is named alone; a component shows its ports and its assets only."),
    ),
    "composition_not_a_fact.controls": Sentence(
        N_("“{found}” is a control, not a fact: it cannot stand here."),
        N_("Name in the control what it guards."),
    ),
    "composition_not_a_fact.assumes": Sentence(
        N_("“{found}” is an assumption, not a fact: it cannot stand here."),
        N_("Name in the assumption what it falsifies."),
    ),
    "composition_wrong_direction.enters": Sentence(
        N_("“{capability}” only enters the port “{port}”, and what leaves it is meant here."),
        N_("Add it to “out” of the port, or name another capability."),
    ),
    "composition_wrong_direction.leaves": Sentence(
        N_("“{capability}” only leaves the port “{port}”, and what enters it is meant here."),
        N_("Add it to “in” of the port, or name another capability."),
    ),
    "composition_misused.emits": Sentence(
        N_("“{found}” cannot be emitted."), N_("Expected: port.capability or component.port.capability.")
    ),
    "composition_misused.takes": Sentence(
        N_("“{found}” cannot be taken: a step takes control of parts."), N_("Expected: part.control.")
    ),
    "composition_misused.loses": Sentence(
        N_("“{found}” is not a loss."),
        N_("Expected: asset.integrity or another criterion, part.availability, component.asset.integrity."),
    ),
    "composition_misused.has": Sentence(
        N_("“{found}” is not something that a risk origin can start with."),
        N_("Expected: component.port.capability."),
    ),
    "composition_fact_twice": Sentence(
        N_("“{found}” is listed twice, and would count twice."), N_("Keep only one of them.")
    ),
    # -- steps, controls, parts
    "composition_step_without_condition": Sentence(
        N_("The step “{found}” has no condition: it would always happen."),
        N_("Add any, all or at_least."),
    ),
    "composition_step_needs_itself": Sentence(
        N_("The step “{found}” needs itself: it can never happen."), N_("Remove it from its own conditions.")
    ),
    "composition_at_least_too_many": Sentence(
        N_("The step “{found}” needs {count} facts, but {most} at most can hold."),
        N_("Lower the count, or add facts."),
    ),
    "composition_control_against_itself": Sentence(
        N_("The control “{control}” loses “{found}”, which it guards: that loss could never happen."),
        N_("Remove it from one of the two."),
    ),
    "composition_parts_in_ring": Sentence(
        N_("These parts run on one another: {chain}."), N_("Remove one “on”.")
    ),
    "composition_unknown_part": Sentence(N_("No part is called “{found}”."), _EXPECTED),
    "composition_unknown_part.nothing": Sentence(
        N_("No part is called “{found}”: there is none."), _DECLARE_OR_CORRECT
    ),
    "composition_unknown_control": Sentence(N_("No control is called “{found}”."), _EXPECTED),
    "composition_unknown_control.nothing": Sentence(
        N_("No control is called “{found}”: there is none."), _DECLARE_OR_CORRECT
    ),
    "composition_unknown_ground": Sentence(N_("No assumption or control is called “{found}”."), _EXPECTED),
    "composition_unknown_ground.nothing": Sentence(
        N_("No assumption or control is called “{found}”: there is none."), _DECLARE_OR_CORRECT
    ),
    "composition_unknown_configurable": Sentence(
        N_("No control, asset or part is called “{found}”."), _EXPECTED
    ),
    "composition_unknown_configurable.nothing": Sentence(
        N_("No control, asset or part is called “{found}”: there is none."), _DECLARE_OR_CORRECT
    ),
    # -- types
    "composition_unknown_type": Sentence(
        N_("No type is called “{found}”."),
        N_("Describe it under “types”, or use one that comes with Hygie: library/…"),
    ),
    "composition_unknown_type.listed": Sentence(
        N_("No type is called “{found}”."),
        N_("Describe it under “types”, or choose one of: {expected} (hygie composition list)."),
    ),
    "composition_version_differs": Sentence(
        N_("“{found}” is pinned to version {pinned}, but is described in version {version}."),
        N_("Check what has changed, then correct the pin."),
    ),
    "composition_version_differs.none": Sentence(
        N_("“{found}” is pinned to version {pinned}, but its type gives no version."),
        N_("Add “version” to the type, or remove the pin."),
    ),
    "composition_type_inside_itself": Sentence(
        N_("The type “{found}” contains itself: {chain}."), N_("Remove one of these components.")
    ),
    "composition_too_large.instances": Sentence(
        N_("“{found}” stands for {number} instances; at most {limit} are studied."),
        N_("Split it, or lower the counts."),
    ),
    "composition_too_large.facts": Sentence(
        N_("“{found}” makes {number} facts; at most {limit} are studied."),
        N_("Split it, or use count for components that are alike."),
    ),
    "composition_too_large.depth": Sentence(
        N_("“{found}” has components nested {number} deep; at most {limit} are studied."),
        N_("Nest less deeply."),
    ),
    # -- wires and ports
    "composition_unknown_component": Sentence(
        N_("“{found}”: no component is called “{name}”."), _DECLARE_OR_CORRECT
    ),
    "composition_unknown_port": Sentence(N_("“{found}” is not a port of “{name}”."), _EXPECTED),
    "composition_unknown_port.nothing": Sentence(
        N_("“{found}” is not a port of “{name}”, which has none."), _DECLARE_OR_CORRECT
    ),
    "composition_wire_own_port": Sentence(
        N_("“{found}” is not a port of a component, and a system has no port of its own."),
        N_("Expected: component.port."),
    ),
    "composition_wire_own_ports": Sentence(
        N_("“{first}” and “{second}” are both ports of the type itself: a wire leads inside."),
        N_("Describe as a step what passes from one to the other."),
    ),
    "composition_wire_to_itself": Sentence(
        N_("This wire joins “{found}” to itself."),
        N_("It means something only for a component with a count, where “how” is “all”."),
    ),
    "composition_wire_twice": Sentence(
        N_("The wire {found} is given twice."), N_("Keep one of the two, or give them different modes.")
    ),
    "composition_wire_idle": Sentence(
        N_("No capability can pass between “{first}” and “{second}”."),
        N_("What leaves one must be able to enter the other: correct the ports, or remove the wire."),
    ),
    "composition_not_shared_evenly": Sentence(
        N_("“{first}” and “{second}” cannot be shared out evenly: {larger} is not a multiple of {smaller}."),
        N_("Correct the counts, or write “all” for “how”."),
    ),
    "composition_port_unwired": Sentence(
        N_("“{found}” has ports that are wired to nothing: {ports}."),
        N_("Wire them, or list them under “unused”."),
    ),
    "composition_own_port_idle": Sentence(
        N_("What enters the port “{found}” leads nowhere: no wire, step or part speaks of it."),
        N_("Wire it to a component inside, or remove it."),
    ),
    "composition_unused_yet_wired": Sentence(
        N_("“{found}” is said to be unused, yet it is wired."), N_("Keep only one of them.")
    ),
    # -- what an instance sets
    "composition_unknown_setting": Sentence(
        N_("“{found}” is nothing that “{type}” lets be set here."), _EXPECTED
    ),
    "composition_unknown_setting.nothing": Sentence(
        N_("“{found}” is nothing that “{type}” lets be set here: there is nothing of the kind."),
        N_("Remove the line, or declare it in the type."),
    ),
    "composition_not_configurable": Sentence(
        N_("The type “{type}” does not leave “{found}” to be set; what may be set: {expected}."),
        N_("Add it to “configurable” of the type, or remove the line."),
    ),
    "composition_not_configurable.nothing": Sentence(
        N_("The type “{type}” leaves nothing to be set, and so not “{found}”."),
        N_("Add it to “configurable” of the type, or remove the line."),
    ),
    "composition_assumption_against_origin": Sentence(
        N_("The assumption “{found}” cannot hold for “{component}”: the risk origin “{origin}” has {fact}."),
        N_("Correct one of the two."),
    ),
    # -- systems
    "composition_unknown_zone": Sentence(N_("No zone is called “{found}”."), _EXPECTED),
    "composition_unknown_zone.nothing": Sentence(
        N_("No zone is called “{found}”: the system declares none."), N_("Declare it under “zones”.")
    ),
    "composition_zone_in_type": Sentence(
        N_("A component inside a type has no zone: zones are those of a system."),
        N_("Give the zone to the component that has this type, in the system."),
    ),
    "composition_mode_not_studied": Sentence(
        N_("The mode “{found}” is not among those that the system studies: {expected}."),
        N_("Add it to “modes” of the system, or remove it here."),
    ),
    # -- vulnerabilities and summaries
    "composition_type_closed": Sentence(
        N_("“{found}” is known by its summary alone, which shows no part."),
        N_("Ask its publisher for a summary that takes the vulnerability into account."),
    ),
    "composition_unknown_instance": Sentence(
        N_("“{found}” leads to no component of any system."),
        N_("Expected: component, or component.component."),
    ),
    "composition_instance_of_another_type": Sentence(
        N_("“{found}” is of the type “{type}”, not “{expected}”."), N_("Correct one of the two.")
    ),
    "composition_vulnerability_twice": Sentence(
        N_("The vulnerability “{found}” is declared twice of the same part."), N_("Keep only one of them.")
    ),
    "composition_bad_vector.malformed": Sentence(
        N_("“{found}” is not a CVSS vector that can be read."), _VECTOR
    ),
    "composition_bad_vector.version_2": Sentence(
        N_("“{found}” is a vector of CVSS 2, which is not read."), _VECTOR
    ),
    "composition_bad_vector.too_long": Sentence(N_("“{found}” is too long to be a CVSS vector."), _VECTOR),
    "composition_unknown_publisher": Sentence(N_("No publisher is called “{found}”."), _EXPECTED),
    "composition_unknown_publisher.nothing": Sentence(
        N_("No publisher is called “{found}”: there is none."),
        N_("Declare it under “publishers”, with its key."),
    ),
    "composition_summary_missing": Sentence(
        N_("The summary “{found}” does not exist, or cannot be read."), N_("Put it beside this file.")
    ),
    "composition_summary_outside": Sentence(
        N_("The summary “{found}” is outside the dossier."), N_("Copy it beside this file.")
    ),
    "composition_summary_too_large": Sentence(
        N_("The summary “{found}” is too large: at most {limit} bytes are read.")
    ),
} | SHAPE_SENTENCES
