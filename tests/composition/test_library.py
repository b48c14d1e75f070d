"""The types that come with Hygie: well formed, sourced, in both languages."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from hygie.composition.analysis.premises import check_guarantees
from hygie.composition.language.library import library_content, library_names, library_type, library_types
from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Bilingual, ComponentType, Port, Words
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.dossier.vocabulary.isms import MEASURES

NAMES = sorted(library_names())
LISTED = files("hygie.composition.language.library").joinpath("README.md").read_text(encoding="utf-8")
CAPABILITIES = {
    name
    for row in re.findall(r"^\| (`[a-z]+\..+?`) \|", LISTED, re.MULTILINE)
    for name in re.findall("`(.+?)`", row)
}
# Recommendations of the ANSM for devices with software (2018), by section of its report.
RECOMMENDATIONS = frozenset(
    {
        "ANSM-3.6.c",
        "ANSM-3.7.a",
        "ANSM-3.10.a",
        "ANSM-3.10.c",
        "ANSM-3.11.a",
        "ANSM-3.12.c",
        "ANSM-3.13",
        "ANSM-3.14.a",
        "ANSM-3.14.b",
        "ANSM-3.14.c",
        "ANSM-3.16.c",
        "ANSM-3.16.d",
        "ANSM-3.18.a",
        "ANSM-3.19.a",
        "ANSM-3.19.b",
        "ANSM-3.20.d",
        "ANSM-3.22.b",
    }
)
EXPECTED = frozenset(
    {
        "library/admin-workstation",
        "library/ai-system",
        "library/backup",
        "library/bastion",
        "library/building-management",
        "library/care-team",
        "library/central-station",
        "library/clinical-workstation",
        "library/cloud-service",
        "library/contrast-injector",
        "library/dialysis-machine",
        "library/directory",
        "library/ehr",
        "library/enteral-feeding-pump",
        "library/firewall",
        "library/help-desk",
        "library/hypervisor",
        "library/imaging-modality",
        "library/infusion-pump",
        "library/integration-gateway",
        "library/internet",
        "library/laboratory-analyser",
        "library/laboratory-information-system",
        "library/mobile-app",
        "library/nurse-call",
        "library/pacs",
        "library/patient",
        "library/patient-monitor",
        "library/pharmacy-automat",
        "library/premises",
        "library/pump-server",
        "library/remote-maintenance-access",
        "library/removable-media",
        "library/software-repository",
        "library/telework-laptop",
        "library/update-server",
        "library/user-mailbox",
        "library/ventilator",
        "library/vlan",
        "library/vpn",
        "library/ward",
        "library/wifi",
    }
)


def ports(described: ComponentType) -> Iterator[Port]:
    yield from described.ports.values()


def words(described: ComponentType) -> Iterator[Words | None]:
    """Every text of a type that people read."""
    yield described.title
    for section in (described.ports, described.parts, described.assets, described.steps, described.controls):
        yield from (item.title for item in section.values())
    yield from (item.text for item in described.assumes.values())
    yield from (item.text for item in described.guarantees.values())


def used(described: ComponentType) -> set[str]:
    """Every fact that a type makes something of."""
    found: list[str] = []
    for step in described.steps.values():
        found += [*(step.any or ()), *(step.all or ()), *(step.at_least.of if step.at_least else ())]
    for part in described.parts.values():
        access, privileges = part.access, part.privileges
        for by in (access.network, access.adjacent, access.local, access.physical) if access else ():
            found += by or ()
        for by in (privileges.low, privileges.high) if privileges else ():
            found += by or ()
        found += part.interaction or ()
    return set(found)


def alone(name: str) -> Model:
    """The model of a type by itself, attacked by whoever holds all that enters its ports."""
    read = read_types(library_content(name), name)
    assert isinstance(read, Composition), read.mistakes
    short = name.removeprefix("library/")
    return Lowering(read).model(short, read.declared.types[short])


def test_the_types_are_those_expected() -> None:
    assert set(NAMES) == EXPECTED
    assert len(CAPABILITIES) <= 30


@pytest.mark.parametrize("name", NAMES)
class TestType:
    def test_is_read_without_a_mistake(self, name: str) -> None:
        read = read_types(library_content(name), name)
        assert isinstance(read, Composition), read.mistakes

    def test_is_an_example_with_a_version_and_its_sources(self, name: str) -> None:
        described = library_type(name)
        assert described.example
        assert described.version
        assert described.sources

    def test_speaks_both_languages(self, name: str) -> None:
        described = library_type(name)
        assert isinstance(described.title, Bilingual) or described.title in {"Internet", "Patient"}
        same_in_both = {"Internet", "Patient"}
        spoken = [text for text in words(described) if text is not None]
        assert not [text for text in spoken if isinstance(text, str) and text not in same_in_both]
        required = [*described.parts.values(), *described.assets.values(), *described.steps.values()]
        required += described.controls.values()
        assert all(isinstance(item.title, Bilingual) for item in required)

    def test_uses_the_capabilities_of_the_library_and_all_that_it_takes(self, name: str) -> None:
        described = library_type(name)
        for port in ports(described):
            assert {*port.incoming, *port.outgoing} <= CAPABILITIES
        if described.components:
            return
        taken = {f"{name}.{what}" for name, port in described.ports.items() for what in port.incoming}
        assert taken <= used(described)

    def test_says_how_hard_each_step_is(self, name: str) -> None:
        assert all(step.difficulty for step in library_type(name).steps.values())

    def test_has_controls_that_prevent_or_see_something_and_can_be_set(self, name: str) -> None:
        described = library_type(name)
        seen = {step.detect.by for step in described.steps.values() if step.detect}
        for control_name, control in described.controls.items():
            assert control.guards or control_name in seen, control_name
            assert control.cost is not None, control_name
            assert control_name in described.configurable, control_name

    def test_implements_requirements_that_exist(self, name: str) -> None:
        for control in library_type(name).controls.values():
            assert set(control.implements) <= {*MEASURES, *RECOMMENDATIONS}

    def test_keeps_its_guarantees(self, name: str) -> None:
        described = library_type(name)
        for result in check_guarantees(name, described, alone(name)):
            assert result.holds, (result.id, result.counterexample)

    def test_rates_the_needs_of_its_assets(self, name: str) -> None:
        for asset in library_type(name).assets.values():
            assert asset.needs is not None
            assert all(isinstance(need, int) for need in asset.needs.model_dump().values())


def test_what_a_type_gives_others_take() -> None:
    types = library_types().values()
    taken = {capability for described in types for port in ports(described) for capability in port.incoming}
    given = {capability for described in types for port in ports(described) for capability in port.outgoing}
    assert given == CAPABILITIES - {"credential.vendor"}, "a supplier's account is what an origin starts with"
    assert taken == CAPABILITIES
