"""Analyses made by hand: a hospital, a type alone, and smaller ones."""

from dataclasses import replace
from typing import Any

from hygie.assessment.study import Study
from hygie.composition.analysis.results import (
    Analysis,
    AssumptionResult,
    AttackPath,
    BudgetPoint,
    Cause,
    CriticalSet,
    CutResult,
    GuaranteeResult,
    LossResult,
    MapLink,
    MapNode,
    PathStep,
    RefusedControl,
    Size,
    SystemMap,
    UnknownResult,
)
from hygie.composition.language.vocabulary import Bilingual, Kind, Words
from hygie.kernel.digest import digest_bytes


def words(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


_NODES: tuple[tuple[str, Words, str, Kind, str | None, int], ...] = (
    ("mail", words("Messagerie", "Mail"), "mail-server", "service", "outside", 1),
    ("vpn", words("Télémaintenance", "Remote maintenance"), "vpn", "service", "outside", 1),
    ("staff", words("Soignants", "Care staff"), "staff", "people", "hospital", 120),
    ("desk", words("Poste de soins", "Ward workstation"), "workstation", "workstation", "hospital", 60),
    ("directory", words("Annuaire", "Directory"), "directory", "server", "hospital", 2),
    ("files", words("Serveur de fichiers", "File server"), "file-server", "server", "hospital", 1),
    ("backup", words("Sauvegardes", "Backups"), "backup", "storage", "hospital", 1),
    ("ehr", words("Dossier patient", "Patient record"), "ehr", "software", "hospital", 1),
    ("lab", words("Laboratoire", "Laboratory"), "lab", "software", "hospital", 1),
    ("pacs", words("Imagerie (PACS)", "Imaging (PACS)"), "pacs", "server", "hospital", 1),
    ("pharmacy", words("Pharmacie", "Pharmacy"), "pharmacy", "software", "hospital", 1),
    ("gateway", words("Passerelle biomédicale", "Biomedical gateway"), "gateway", "server", "biomedical", 1),
    (
        "library",
        words("Serveur des bibliothèques de médicaments", "Drug library server"),
        "drug-library",
        "server",
        "biomedical",
        1,
    ),
    ("pump", words("Pompe à perfusion", "Infusion pump"), "infusion-pump@2.3", "device", "biomedical", 200),
    (
        "monitor",
        words("Moniteur multiparamétrique", "Patient monitor"),
        "monitor",
        "device",
        "biomedical",
        90,
    ),
    (
        "central",
        words("Centrale de surveillance", "Central station"),
        "central-station",
        "workstation",
        "biomedical",
        6,
    ),
    ("ventilator", words("Respirateur", "Ventilator"), "ventilator", "device", "biomedical", 30),
    ("scanner", words("Scanner", "CT scanner"), "ct", "device", "biomedical", 2),
    ("wifi", words("Wi-Fi biomédical", "Biomedical Wi-Fi"), "wifi", "network", "biomedical", 40),
    ("usb", words("Clés USB", "USB sticks"), "usb", "media", None, 15),
)
_LINKS = (
    ("mail", "desk"), ("vpn", "gateway"), ("staff", "desk"), ("desk", "directory"), ("desk", "files"),
    ("desk", "ehr"), ("ehr", "pharmacy"), ("ehr", "lab"), ("ehr", "pacs"), ("pacs", "scanner"),
    ("files", "backup"), ("directory", "gateway"), ("gateway", "library"), ("library", "pump"),
    ("gateway", "wifi"), ("wifi", "pump"), ("wifi", "monitor"), ("monitor", "central"),
    ("wifi", "ventilator"), ("usb", "desk"), ("usb", "scanner"), ("pharmacy", "library"),
)  # fmt: skip


def a_step(component: str, fact: str, cause: Cause, by: str, *needs: int, **more: Any) -> PathStep:
    kinds = {path: kind for path, _, kind, *_ in _NODES} | {"": "hospital"}
    return PathStep(
        component=component, type=kinds[component], fact=fact, cause=cause, by=by, needs=needs, **more
    )


PUMP_PATH = AttackPath(
    steps=(
        a_step("", "internet", "origin", "internet", title=words("Attaquant sur Internet", "Attacker on the Internet")),
        a_step("mail", "relay", "step", "relay", 0, through=("net.mail.send",)),
        a_step(
            "desk", "open-attachment", "step", "open-attachment", 1, through=("lan.mail.deliver",),
            title=words("quelqu’un ouvre la pièce jointe", "somebody opens the attachment"), level=3,
            guarded_by=("mail-filter",), detected_by="edr",
        ),
        a_step("desk", "os.control", "hosting", "hypervisor", 2),
        a_step("directory", "CVE-2026-1234", "exploit", "CVE-2026-1234", 3, level=3, guarded_by=("patching",)),
        a_step("gateway", "lan.session.admin", "wire", "directory", 4),
        a_step("library", "log-in", "step", "log-in", 5, through=("lan.session.admin",)),
        a_step(
            "library", "alter-library", "step", "alter-library", 6, level=3,
            title=words("les limites de dose sont changées", "dose limits are changed"),
            guarded_by=("library-signature", "two-persons", "change-log"),
        ),
        a_step("pump", "genuine-library", "assumption", "genuine-library", 7),
        a_step("pump", "dose.integrity", "step", "accept-library", 8, title=words("débit de perfusion", "infusion rate")),
    ),
    types=frozenset({"mail-server", "workstation", "directory", "gateway", "drug-library", "infusion-pump"}),
    origins=("internet",),
    level=3,
)  # fmt: skip
VPN_PATH = AttackPath(
    steps=(
        a_step("vpn", "net.session.maintenance", "origin", "maintainer@"),
        a_step("gateway", "wan.session.maintenance", "wire", "vpn", 0),
        a_step("library", "lan.session.admin", "wire", "gateway", 1),
        a_step("pump", "dose.integrity", "step", "send-library", 2, level=2),
    ),
    types=frozenset({"vpn", "gateway", "drug-library", "infusion-pump"}),
    origins=("maintainer",),
    level=2,
)


def a_loss(name: str = "pump.dose.integrity", **changes: Any) -> LossResult:
    component, asset, criterion = name.split(".")
    settings: dict[str, Any] = {
        "id": name,
        "component": component,
        "type": "infusion-pump",
        "title": words("débit de perfusion", "infusion rate"),
        "asset": asset,
        "criterion": criterion,
        "severity": 4,
        "severity_known": True,
        "essential": True,
        "instances": 200,
        "likelihood": 3,
        "by_mode": {"nominal": 3, "maintenance": 2},
        "undetected": 2,
        "if_vulnerabilities_lower": 2,
        "if_vulnerabilities_higher": 4,
        "earliest": 270.0,
        "effort": (3.0, 5.0, 8.0),
        "paths": (PUMP_PATH, VPN_PATH),
        "other_paths": 4,
    }
    return LossResult(**(settings | changes))


def _losses() -> tuple[LossResult, ...]:
    quiet: dict[str, Any] = {"earliest": None, "effort": None, "other_paths": 0, "essential": False}
    record = words("dossier patient", "patient record")
    return (
        a_loss(),
        a_loss("ventilator.breath.availability", instances=30, title=words("ventilation", "breathing support"),
               type="ventilator", likelihood=2, undetected=0, if_vulnerabilities_lower=2, if_vulnerabilities_higher=3,
               by_mode={"nominal": 2}, paths=(VPN_PATH,), other_paths=1, all_counted=False, earliest=90.0, effort=(2.0, None, 6.0)),
        a_loss("ehr.record.availability", title=record, type="ehr", instances=1, severity=3, likelihood=4,
               undetected=4, if_vulnerabilities_lower=3, if_vulnerabilities_higher=4, paths=(), **quiet),
        a_loss("ehr.record.confidentiality", title=record, type="ehr", instances=1, severity=3, likelihood=2,
               undetected=2, if_vulnerabilities_lower=2, if_vulnerabilities_higher=2, severity_known=False,
               paths=(), **quiet),
        a_loss("pacs.images.availability", title=words("images", "images"), type="pacs", instances=1, severity=3,
               likelihood=1, undetected=1, if_vulnerabilities_lower=1, if_vulnerabilities_higher=1, paths=(), **quiet),
        a_loss("files.documents.auditability", title=words("documents", "documents"), type="file-server", instances=1,
               severity=1, likelihood=3, undetected=1, if_vulnerabilities_lower=3, if_vulnerabilities_higher=3, paths=(), **quiet),
        a_loss("lab.results.integrity", title=words("résultats", "results"), type="lab", instances=1, severity=2,
               likelihood=1, undetected=1, if_vulnerabilities_lower=1, if_vulnerabilities_higher=1, paths=(), **quiet),
        a_loss("central.alarms.availability", title=words("alarmes", "alarms"), type="central-station", instances=6,
               likelihood=0, undetected=0, if_vulnerabilities_lower=0, if_vulnerabilities_higher=0, by_mode={"nominal": 0}, paths=(), **quiet),
    )  # fmt: skip


def hospital(**changes: Any) -> Analysis:
    """Give the analysis of a hospital: 20 classes, 200 pumps, 3 zones, paths of 4 to 9 steps."""
    made = Analysis(
        system="hospital",
        title=words("Hôpital de jour et réanimation", "Day hospital and intensive care"),
        modes=("nominal", "maintenance"),
        digest=digest_bytes(b"made by hand"),
        policy="2026.1",
        losses=_losses(),
        cuts=(
            CutResult(
                ("library-signature@library", "segmentation@gateway"),
                (words("Signature de la bibliothèque", "Library signature"), words("Cloisonnement", "Segmentation")),
                ("iso27001-2022/A.8.22",), 5.0, True, ("pump.dose.integrity", "ventilator.breath.availability"), (), True, 5.0,
            ),
            CutResult(
                ("patching@directory", "mfa@vpn"),
                (words("Correctifs", "Patching"), words("Double authentification", "Two factors")),
                (), 9.0, False, ("pump.dose.integrity",), ("vpn.session.availability",), False, 7.0,
            ),
        ),
        uncut=("ehr.record.availability",),
        conflicting=False,
        attacked=True,
        refused_controls=(RefusedControl("lockout@pump", ("pump.dose.availability",)),),
        budget=(BudgetPoint(0.0, (), ("pump.dose.integrity", "ventilator.breath.availability"), True),
                BudgetPoint(5.0, ("library-signature@library", "segmentation@gateway"), (), True)),
        assumptions=(
            AssumptionResult("sealed-ports@pump", "Ports are sealed", "vouched", (), (), "Round of 12 May"),
            AssumptionResult("genuine-library@pump", words("la bibliothèque vient de la pharmacie", "the library comes from the pharmacy"), "violated", (), ("pump.dose.integrity",)),
            AssumptionResult("isolated-vlan@monitor", words("seul le VLAN biomédical l’atteint", "only the biomedical VLAN reaches it"), "discharged", ("gateway",), ()),
            AssumptionResult("trained-staff@staff", words("le personnel est formé", "staff are trained"), "unknown", (), ("ehr.record.availability",)),
        ),
        critical_sets=(CriticalSet(("genuine-library@pump", "isolated-vlan@monitor"), ("pump.dose.integrity",)),),
        guarantees=(GuaranteeResult("no-overdose@pump", None, False, ("lan.session.admin",)),),
        unknowns=(
            UnknownResult("control", "edr", "desk"), UnknownResult("control", "patching", "directory"),
            UnknownResult("difficulty", "alter-library", "library"), UnknownResult("assumption", "trained-staff", "staff"),
            UnknownResult("access", "firmware", "monitor"),
        ),
        map=SystemMap(
            tuple(MapNode(*node) for node in _NODES),
            tuple(MapLink(first, second, ("nominal",)) for first, second in _LINKS),
            {
                "outside": words("Extérieur", "Outside"),
                "hospital": words("Réseau de l’hôpital", "Hospital network"),
                "biomedical": words("Réseau biomédical", "Biomedical network"),
            },
            {
                "internet": (words("Attaquant sur Internet", "Attacker on the Internet"), ("mail",)),
                "maintainer": (words("Compte du mainteneur volé", "Stolen maintainer account"), ("vpn",)),
                "visitor": (words("Visiteur", "Visitor"), ("usb", "wifi")),
            },
        ),
        size=Size(20, 575, 20, 3120),
    )  # fmt: skip
    changed = replace(made, **changes)
    titles = {
        name.partition("@")[0]: title
        for cut in changed.cuts
        for name, title in zip(cut.controls, cut.titles, strict=False)
    }
    return replace(changed, controls=changed.controls or titles)


def hardened() -> Analysis:
    """Give the same hospital once the library is signed: the pumps are safe, the record fares worse."""
    losses = []
    for loss in _losses():
        if loss.id == "pump.dose.integrity":
            losses.append(replace(loss, likelihood=0, undetected=0, paths=(), other_paths=0))
        elif loss.id == "pacs.images.availability":
            losses.append(replace(loss, likelihood=3, undetected=3))
        else:
            losses.append(loss)
    return hospital(losses=tuple(losses), what_if=("+library-signature@library",))


def a_type() -> Analysis:
    """Give the analysis of a type alone."""
    whole = hospital()
    return replace(
        whole,
        system="infusion-pump",
        title="Infusion pump",
        losses=(a_loss(paths=(), other_paths=0),),
        map=SystemMap((whole.map.nodes[13],), (), {}, {}),
        size=Size(1, 1, 1, 40),
    )


def with_analyses(study: Study, *analyses: Analysis) -> Study:
    """Give the same study of a dossier whose systems have these analyses."""
    made = Study(study.dossier, study.as_of, study.referentials)
    made.__dict__["analyses"] = analyses
    return made
