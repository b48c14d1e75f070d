"""What is out of date is to be done again in its own way, and things are named as people name them."""

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of
from tests.support.samples import ENGLISH, FRENCH

from hygie.assessment.study import Study
from hygie.documents.phrases import edition, linked
from hygie.kernel.parameters import Named
from hygie.law import parameter_names
from hygie.referentials.catalog import Correspondence, Relation
from hygie.referentials.referential import PACKAGES, catalog_of
from hygie.referentials.verdict import Reservation
from hygie.wording.voice import Voice

LIMITS = [name for name in parameter_names() if name.endswith("_freshness")]


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_says_what_to_do_past_it(limit: str, voice: Voice) -> None:
    assert voice.term("renewal", limit) != limit


def test_a_piece_is_asked_for_by_name_with_the_words_to_write() -> None:
    about = {"fact": "x", "target": "product:agenda", "subject": Named("product", "Agenda Témoin")}
    todo = FRENCH.todo(Reservation("evidence_missing", about, ()))
    assert todo is not None
    assert todo.replace("\u202f", " ") == (
        "Ajouter à evidence/index.yaml une pièce qui prouve ceci : produit « Agenda Témoin » "
        "(`supports: [product:agenda]`)"
    )


def test_the_words_to_write_support_the_fact() -> None:
    data = conforming("feima")
    study = Study(dossier_of(data), TODAY)
    found = [
        (name, item)
        for name, verdict in study.verdicts["feima-2021"].items()
        for item in verdict.reservations
        if item.code == "evidence_missing"
    ]
    assert any(isinstance(item.parameters["subject"], Named) for _, item in found)
    for name, item in found:
        piece = {
            "id": "pv", "evidence_kind": "attestation", "title": "Attestation", "reference": "GED 3",
            "effective": "2026-01-01", "attester": "Cabinet d'audit", "supports": [item.parameters["target"]],
        }  # fmt: skip
        data = conforming("feima")
        change(data, "evidence[+]", piece)
        verdict = Study(dossier_of(data), TODAY).verdicts["feima-2021"][name]
        assert "pv" in verdict.evidence


@pytest.mark.parametrize(
    ("framework", "number", "said"),
    [
        ("gdpr", "6", "RGPD, art. 6"),
        ("csp", "L.1470-1", "CSP, art. L.1470-1"),
        ("hds-2.0", "EXI-28", "HDS v2.0, EXI-28"),
        ("iso27001-2022", "6.1.3", "ISO/IEC 27001:2022, 6.1.3"),
    ],
)
def test_frameworks_are_named_in_words(framework: str, number: str, said: str) -> None:
    link = Correspondence(framework=framework, id=number, relation=Relation.LEANS_ON, authority="x")
    assert linked(link, FRENCH) == said


def test_every_framework_of_a_link_has_a_name() -> None:
    links = [link for name in PACKAGES for asked in catalog_of(name) for link in asked.mappings]
    assert links
    for link in links:
        assert ENGLISH.term("framework", link.framework) != link.framework


@pytest.mark.parametrize(
    ("referential", "ends"),
    [("iso27001-2022", "ISO/IEC 27001:2022"), ("hds-2.0", "(HDS), v2.0"), ("feima-2021", ", 2021")],
)
def test_a_version_is_said_once(referential: str, ends: str) -> None:
    assert edition(catalog_of(referential), FRENCH).endswith(ends)
