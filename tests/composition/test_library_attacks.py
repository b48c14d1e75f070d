"""Attacks that are known, told with the types that come with Hygie, and stopped by one control."""

from pathlib import Path

import pytest

from hygie.composition.analysis.ratings import goals_of, rate_goals
from hygie.composition.analysis.what_if import suppose
from hygie.composition.language.read import Composition, read_systems
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.scenario import Stance

WORM = """
    origins: {worm: {title: worm, has: [edge.outside.reach.smb]}}
    components:
      edge: {type: library/firewall, unused: [upkeep]}
      lan: {type: library/vlan}
      scanner: {type: library/imaging-modality, unused: [images, seat, upkeep]}
      injector: {type: library/contrast-injector, unused: [hands]}
    wires:
      - {between: [edge.inside, lan.uplink]}
      - {between: [scanner.lan, lan.members]}
      - {between: [injector.lan, lan.members]}
"""
PHISHING = """
    origins: {phisher: {title: phisher, has: [internet.attackers.mail.message]}}
    components:
      internet: {type: library/internet, unused: [sites]}
      mail: {type: library/user-mailbox}
      directory: {type: library/directory, unused: [base]}
      lan: {type: library/vlan, unused: [uplink]}
      desk: {type: library/clinical-workstation, unused: [upkeep]}
      record: {type: library/ehr, unused: [exchange, base]}
    wires:
      - {between: [internet.mail, mail.mail]}
      - {between: [mail.reader, desk.seat]}
      - {between: [mail.identity, directory.clients]}
      - {between: [desk.domain, directory.clients]}
      - {between: [record.domain, directory.clients]}
      - {between: [desk.lan, lan.members]}
      - {between: [record.lan, lan.members]}
      - {between: [directory.lan, lan.members]}
"""
SUPPLIER = """
    origins: {supplier: {title: supplier, has: [access.supplier.credential.vendor]}}
    components:
      access: {type: library/remote-maintenance-access, unused: [exposed, lan]}
      analyser: {type: library/laboratory-analyser, unused: [lan, seat, results]}
    wires:
      - {between: [access.devices, analyser.upkeep]}
"""
STICK = """
    origins: {found: {title: found, has: [stick.found.media.insert]}}
    components:
      stick: {type: library/removable-media}
      desk: {type: library/clinical-workstation, unused: [lan, domain, upkeep]}
    wires:
      - {between: [stick.readers, desk.seat]}
"""
UPDATE = """
    origins: {dependency: {title: dependency, has: [forge.contributors.update.package]}}
    components:
      forge: {type: library/software-repository}
      updates: {type: library/update-server, unused: [lan, domain, base]}
      desk: {type: library/clinical-workstation, unused: [lan, domain, seat]}
    wires:
      - {between: [forge.products, updates.source]}
      - {between: [updates.machines, desk.upkeep]}
"""
POISONING = """
    origins: {images: {title: images, has: [assistant.training.data.dicom]}}
    components:
      assistant: {type: library/ai-system, unused: [lan, inputs, base]}
      record: {type: library/ehr, unused: [lan, domain, base]}
      team: {type: library/care-team, unused: [contact]}
      patient: {type: library/patient}
    wires:
      - {between: [assistant.advice, record.exchange]}
      - {between: [record.wards, team.tools]}
      - {between: [team.bedside, patient.care]}
"""
HELP_DESK = """
    origins: {caller: {title: caller, has: [desk.calls.people.call]}}
    components:
      desk: {type: library/help-desk}
      directory: {type: library/directory, unused: [lan, base]}
      cloud: {type: library/cloud-service, unused: [exchange]}
      internet: {type: library/internet, unused: [attackers]}
    wires:
      - {between: [desk.identity, directory.clients]}
      - {between: [cloud.accounts, directory.clients]}
      - {between: [internet.sites, cloud.outside]}
"""
LIBRARY = """
    origins: {stolen: {title: stolen, has: [server.domain.credential.user, server.lan.reach.application]}}
    components:
      server: {type: library/pump-server, unused: [lan, domain, orders, base]}
      pumps: {type: library/infusion-pump, count: 200, unused: [lan, hands, upkeep]}
      patient: {type: library/patient}
    wires:
      - {between: [server.pumps, pumps.fleet]}
      - {between: [pumps.bedside, patient.care]}
"""
ATTACKS = [
    pytest.param(WORM, "scanner.examinations.availability", "+block-file-sharing@edge", id="worm"),
    pytest.param(PHISHING, "record.records.confidentiality", "+second-factor@record", id="phishing"),
    pytest.param(PHISHING, "directory.identities.integrity", "+admin-second-factor@directory", id="domain"),
    pytest.param(SUPPLIER, "analyser.measurements.integrity", "+named-second-factor@access", id="supplier"),
    pytest.param(STICK, "desk.care-access.integrity", "+usb-filter@desk", id="removable-media"),
    pytest.param(UPDATE, "desk.care-access.integrity", "+publisher-signature@updates", id="update"),
    pytest.param(POISONING, "patient.health.integrity", "+human-reading@assistant", id="poisoned-training"),
    pytest.param(HELP_DESK, "desk.resets.integrity", "+call-back@desk", id="help-desk"),
    pytest.param(LIBRARY, "patient.health.integrity", "+two-pharmacists@server", id="drug-library"),
]


def reached(read: Composition, *what_if: str) -> set[str]:
    lowering, body = Lowering(read), read.declared.systems["studied"]
    supposed, mistakes = suppose(lowering.model("studied", body).assembly.instances, what_if)
    assert not mistakes
    model = lowering.model("studied", body, overrides=supposed)
    goals = tuple(goals_of(model))
    rated = rate_goals(Stance(model), ["nominal"], goals)
    return {
        f"{model.instances[goal.owner].path}.{goal.asset}.{goal.criterion}"
        for goal, rating in zip(goals, rated, strict=True)
        if rating.likelihood
    }


@pytest.mark.parametrize(("system", "loss", "control"), ATTACKS)
def test_a_known_attack_can_be_told_and_stopped(tmp_path: Path, system: str, loss: str, control: str) -> None:
    (tmp_path / "systems").mkdir()
    content = f"language: 1\nsystems:\n  studied:\n    title: studied\n{system.strip(chr(10))}\n"
    (tmp_path / "systems" / "studied.yaml").write_text(content, encoding="utf-8")
    read = read_systems(tmp_path)
    assert isinstance(read, Composition), read.mistakes
    assert loss in reached(read)
    assert loss not in reached(read, control)
