"""The public page of EXI-31: the form of each case, nothing while something is open, nothing private."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support.dossiers import TODAY, change, conforming
from tests.support.reading import HtmlPage, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, study_of, with_changes

from hygie.assessment.study import Study
from hygie.documents.kinds import produce
from hygie.documents.refusal import NotGenerated
from hygie.dossier.plan import FieldPlan, plan_of
from hygie.dossier.vocabulary.base import AnyRef, Confidentiality, Entry, RefTo, confidentiality_of
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.guarantees import guarantee_table
from hygie.kernel.clock import Clock

MENTION_1 = "Aucun risque d’accès imposé par la législation d’un pays tiers en violation du droit de l’Union"
MENTION_2 = (
    "Aucun transfert de données de santé à caractère personnel vers un pays tiers "
    "à l’espace économique européen"
)
QUALIFIED = [
    {
        "id": "snc",
        "scheme": "secnumcloud",
        "version": "3.2",
        "activities": [1, 2, 3, 4, 5, 6],
        "granted": "2026-01-01",
        "expires": "2028-12-31",
    }
]
NO_TRANSFER = {"actors[night].remote_accesses": [], "actors[night].subject_to": []}
RISK_ALONE = {"actors[night].remote_accesses": []}


def html_of(study: Study) -> HtmlPage:
    made = produce("public-transfers", study, FRENCH, "html")
    assert isinstance(made, bytes)
    return HtmlPage.of(made)


def json_of(study: Study) -> dict[str, Any]:
    made = produce("public-transfers", study, FRENCH, "json")
    assert isinstance(made, bytes)
    content: dict[str, Any] = json.loads(made)
    schema = json.loads(
        files("hygie.documents").joinpath("schemas", "public-transfers.schema.json").read_bytes()
    )
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(content)
    return content


@pytest.mark.parametrize(
    ("changes", "case", "mention", "table"),
    [
        ({"actors[host].qualifications": QUALIFIED, **NO_TRANSFER}, "1", MENTION_1, False),
        ({"actors[host].qualifications": QUALIFIED}, "1", MENTION_1, False),
        (NO_TRANSFER, "2", MENTION_2, False),
        ({}, "3", None, True),
        (RISK_ALONE, "2_and_3", MENTION_2, True),
    ],
    ids=["1", "1 with transfer", "2", "3", "2 and 3"],
)
def test_the_form_is_that_of_the_case(
    changes: dict[str, Any], case: str, mention: str | None, *, table: bool
) -> None:
    study = with_changes(changes)
    data = json_of(study)
    assert [item["activity"] for item in data["activities"]] == [1, 2, 3, 4, 5, 6]
    assert {(item["case"], item["mention"], item["table"]) for item in data["activities"]} == {
        (case, mention, table)
    }
    assert (data["guarantees"] is not None) is table
    page = html_of(study)
    said = [" ".join(text.split()) for text in page.texts]
    for sentence in (MENTION_1, MENTION_2):
        assert (sentence in said) is (sentence == mention)
    assert len(page.all("table")) == int(table)


def test_activities_in_different_cases_each_have_their_form() -> None:
    data = json_of(with_changes({"actors[host].qualifications": [{**QUALIFIED[0], "activities": [1, 2]}]}))
    assert [item["case"] for item in data["activities"]] == ["1", "1", "3", "3", "3", "3"]


def test_the_digest_of_the_table_stands_under_it() -> None:
    study = study_of()
    digest = guarantee_table(study.dossier.declared, Clock(TODAY)).digest
    assert digest is not None
    assert json_of(study)["guarantees"]["sha256"] == digest
    assert digest in html_of(study).text
    pdf = produce("public-transfers", study, FRENCH, "pdf")
    assert isinstance(pdf, bytes)
    assert digest in pdf_text(pdf)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("actors[night].remote_accesses[night-in].country", "absent"),
        ("actors[host].qualifications", "absent"),
        ("actors[west].remote_accesses", {"unknown": "demandé au prestataire"}),
        ("actors[night].subject_to", "absent"),
        ("actors[west].under_host_supervision", "absent"),
        ("actors[host].certificates[hds-host].activities", "absent"),
    ],
)
@pytest.mark.parametrize("form", ["html", "pdf", "json"])
def test_nothing_is_generated_while_something_is_open(address: str, value: object, form: str) -> None:
    made = produce("public-transfers", with_changes({address: value}), FRENCH, form)
    assert isinstance(made, NotGenerated)
    assert address in [datum.address for datum in made.missing]
    assert made.mistakes[0].code == "document_undetermined"
    assert all(datum.message and datum.place.file for datum in made.missing)
    assert all(FRENCH.diagnostic(mistake) for mistake in made.mistakes)


def test_what_is_missing_is_said_once_and_why_it_is_not_known() -> None:
    study = with_changes({"actors[west].remote_accesses": {"unknown": "demandé au prestataire"}})
    made = produce("public-transfers", study, FRENCH, "html")
    assert isinstance(made, NotGenerated)
    addresses = [datum.address for datum in made.missing]
    assert len(addresses) == len(set(addresses))
    assert "demandé au prestataire" in made.missing[0].message


def test_without_any_activity_there_is_nothing_to_publish() -> None:
    study = with_changes({"services": [], "actors[host].certificates[hds-host].activities": []})
    made = produce("public-transfers", study, ENGLISH, "html")
    assert isinstance(made, NotGenerated)
    assert (made.why, made.missing) == ("document_without_activity", ())
    assert ENGLISH.diagnostic(made.mistakes[0])


# -- nothing but what is public ------------------------------------------------------------------

CLOSED = {"id", "languages", "level_1_support_languages", "sha256"}
"""Keys whose texts have a form of their own, so that a canary cannot stand there."""


def poisoned(data: dict[str, Any], model: type[Entry]) -> dict[str, Any]:
    """Put a canary in every free text that is not public, and in every identifier and reference to one."""
    return {key: _poisoned(value, key, plan_of(model)[key], model) for key, value in data.items()}


def _poisoned(value: Any, key: str, plan: FieldPlan, model: type[Entry]) -> Any:
    if isinstance(value, list):
        return [_poisoned(item, key, plan, model) for item in value]
    if isinstance(value, dict) and plan.entry is not None:
        return poisoned(value, plan.entry)
    if not isinstance(value, str) or plan.words or plan.is_date:
        return value
    if key == "id":
        return f"canary.{value}"
    if any(isinstance(mark, RefTo) for mark in plan.marks):
        return f"canary.{value}"
    if any(isinstance(mark, AnyRef) for mark in plan.marks):
        kind, _, name = value.partition(":")
        return f"{kind}:canary.{name}"
    secret = confidentiality_of(model, plan.name) is not Confidentiality.PUBLIC
    return "CANARY" if secret and not plan.marks and key not in CLOSED else value


@pytest.mark.parametrize("form", ["html", "pdf", "json"])
@pytest.mark.parametrize("changes", [{}, NO_TRANSFER, RISK_ALONE], ids=["3", "2", "2 and 3"])
def test_no_field_that_is_not_public_is_shown(form: str, changes: dict[str, Any]) -> None:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    data["organization"] |= {"sector": "soins", "designations": {"operator_of_vital_importance": True}}
    data["isms"]["scope"]["covers"] = []
    hidden = poisoned(data, Declarations)
    assert json.dumps(hidden, default=str).casefold().count("canary") > 150
    made = produce("public-transfers", study_of(hidden), FRENCH, form)
    assert isinstance(made, bytes)
    shown = pdf_text(made) if form == "pdf" else squeezed(made.decode())
    assert "canary" not in shown.casefold()
    assert "vital" not in shown.casefold()
