"""Makes dossiers of any size for measurements: the same every time, shaped as people write them."""

from collections.abc import Iterator
from pathlib import Path

import yaml

ACTORS, CONTRACTS = 300, 1_000
LINES = 20_000
"""The size of the unit: a large host. ``scale`` multiplies it."""

_CLAUSES = """\
      certificate: {article: "3", certificate_scope: true, issue_date: 2025-03-01, renewal_date: 2028-02-29}
      services: {article: "4", service_content: true, expected_results: true, availability: true,
                 integrity: true, confidentiality: true, auditability: true}
      hosting_places: {article: "5", countries: [FR]}
      data_subjects: {article: "6", right_of_access: true, rectification: true, restriction: true,
                      objection: true, erasure: true, portability: true, breach_notification: true}
      contractual_contact: {article: "7", function: Responsable de la sécurité, reach: "+33 1 00 00 00 00"}
      service_levels: {penalties: stated_absent, indicators: [{measure: Disponibilité, period: mensuelle}]}
      subcontracting: {article: "9", subcontracting_conditions: true, equivalent_commitment: true}
      changes: {obligations_introduced_changes: true, prior_consent_service_levels: true}
      guarantees: {article: "12", guarantees: true, procedures: true}
"""


def write_dossier(folder: Path, scale: int = 1, actors: int = ACTORS) -> int:
    """Write a dossier of ``scale`` units, each of so many actors, and return its number of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "hygie.yaml": _manifest(),
        "actors.yaml": "".join(_actors(actors * scale)),
        "clients.yaml": "".join(_clients(CONTRACTS * scale)),
    }
    for batch in range(10):
        numbers = range(batch, CONTRACTS * scale, 10)
        files[f"contracts/batch-{batch}.yaml"] = "contracts:\n" + "".join(map(_contract, numbers))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return sum(content.count("\n") for content in files.values())


def compose_all(folder: Path) -> None:
    """Compose every file with PyYAML's C loader: the floor that measurements are compared with."""
    for path in sorted(folder.rglob("*.yaml")):
        yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _manifest() -> str:
    return """\
format: 1
organization: {name: Hébergeur de mesure, country: FR}
roles: [host]
services:
  - id: cloud
    name: Nuage
    activities: [1, 2, 3, 4, 5, 6]
    resources: [dedicated, shared]
    interfaces: [{name: Console, languages: [fr]}]
    level_1_support_languages: [fr]
processing:
  - {id: hosting, name: Hébergement, role: processor, service: cloud, health_data: true,
     collection_context: care, on_behalf_of: data_producer, means: []}
"""


def _actors(count: int) -> Iterator[str]:
    yield "actors:\n"
    yield """\
  - id: host
    name: Hébergeur de mesure
    role: host
    country: FR
    services: [cloud]
    activities: [1, 2, 3, 4, 5, 6]
    certificates:
      - {id: hds-host, scheme: hds, issued: 2025-03-01, expires: 2028-02-29, suspended: false,
         activities: [1, 2, 3, 4, 5, 6]}
    storage: [{id: s-host, country: FR, site: Lyon, nature: production, health_data: true, services: [cloud]}]
    remote_accesses: []
    subject_to: []
"""
    for number in range(count):
        country = ("FR", "DE", "US", "IN", "GB")[number % 5]
        yield f"""\
  - id: actor-{number}
    name: Sous-traitant {number}
    role: subcontractor
    country: {country}
    services: [cloud]
    activities: [5]
    hds_certified: "no"
    storage:
      - {{id: s-{number}, country: FR, site: Site {number}, nature: backup, health_data: true}}
    remote_accesses:
      - {{id: r-{number}, country: {country}, purpose: support, basis: art46.2.c, basis_date: 2025-01-01}}
    subject_to: []
    staff: 5
"""


def _clients(count: int) -> Iterator[str]:
    yield "clients:\n"
    for number in range(count):
        yield f"""\
  - {{id: client-{number}, name: Établissement {number}, services: [cloud]}}
"""


def _contract(number: int) -> str:
    return f"""\
  - id: contract-{number}
    client: client-{number}
    signed: 2025-04-01
    clauses:
{_CLAUSES}"""


if __name__ == "__main__":
    import sys

    print(write_dossier(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1), "lines")
