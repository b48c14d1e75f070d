"""The contract annex: one source with the verdicts, the whole article in order, nothing of another client."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, change, conforming, dossier_of
from tests.support.reading import HtmlPage, pdf_reader, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, study_of, text_of, with_changes

from hygie.assessment.study import Study
from hygie.documents.blocks import Notice, Pairs, Table, texts
from hygie.documents.frame import Document
from hygie.documents.kinds import produce
from hygie.documents.owed.annex_articles import Article, Drafting
from hygie.documents.owed.annex_document import Annex, Part
from hygie.documents.owed.annex_items import Item, cases_of
from hygie.documents.owed.contract_annex import UnknownClientError, build, draw_up, to_words
from hygie.documents.owed.guarantees import DOCUMENT as GUARANTEES
from hygie.documents.refusal import NotGenerated
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth, all_of
from hygie.kernel.unknown import Unknown
from hygie.referentials.verdict import CaseVerdict

HDS = "hds-2.0"
CASES = Path(__file__).parents[1] / "hds" / "cases"
OF_ARTICLE = {
    "EXI-17": "1°", "EXI-18": "2°", "CSP-R1111-11-3": "3°", "EXI-19": "4°", "EXI-20": "5°", "EXI-21": "6°",
    "EXI-22": "7°", "EXI-23": "8°", "EXI-24": "9°", "EXI-25": "10°", "EXI-26": "11°", "EXI-27": "12° to 14°",
}  # fmt: skip
"""hds-v2.md §0.6: item of article R.1111-11 → requirement."""

CLAUSE_FIELDS = {
    "certificate": ["certificate_scope"],
    "services": [
        "service_content",
        "expected_results",
        "availability",
        "integrity",
        "confidentiality",
        "auditability",
    ],
    "data_subjects": [
        "right_of_access",
        "rectification",
        "erasure",
        "portability",
        "breach_notification",
        "dpo_audits",
    ],
    "subcontracting": ["subcontracting_conditions", "equivalent_commitment"],
    "access": ["access_rules"],
    "changes": [
        "obligations_introduced_changes",
        "obligations_legal_changes",
        "prior_consent_service_levels",
    ],
    "guarantees": ["guarantees", "procedures"],
    "reversibility": ["any_termination", "full_restitution", "destruction_of_copies", "vm_container_move"],
    "third_country_law": ["laws", "mitigations", "residual_risks"],
}


def annex_of(study: Study, client: str = "chv") -> Annex:
    made = draw_up(study, ENGLISH, client)
    assert isinstance(made, Annex)
    return made


def document_of(study: Study, client: str = "chv") -> Document:
    made = build(study, ENGLISH, client)
    assert isinstance(made, Document)
    return made


def case_of(study: Study, requirement: str, path: tuple[str | int, ...]) -> CaseVerdict:
    """Find a case as anybody would, one after the other: what the annex must agree with."""
    found = [case for case in study.verdicts[HDS][requirement].cases if case.path == path]
    assert len(found) == 1
    return found[0]


def agrees(study: Study, part: Part, client: str) -> None:
    """Check every mention of a part of an annex against the verdicts."""
    dossier = study.dossier
    entry = dossier.entry(f"client:{client}") if part.contract is None else part.contract
    assert entry is not None
    path = dossier.path(entry)
    for item in part.items:
        if not item.number:
            continue
        case = case_of(study, item.requirement.id, path)
        assert item.status is case.status
        expected = {
            criterion.id: None if criterion.applies is Truth.FALSE else criterion.value
            for criterion in case.criteria
        }
        assert {mention.id: mention.truth for mention in item.mentions} == expected


def agrees_on_third_country_law(study: Study) -> None:
    """EXI-30, c4: the contracts of all the annexes together give the criterion of the verdict."""
    verdict = study.verdicts[HDS]["EXI-30"]
    clients = [client.id for client in study.dossier.declared.clients or ()]
    parts = [part for client in clients for part in annex_of(study, client).parts]
    clauses = [item for part in parts for item in part.items if not item.number]
    if verdict.status is Status.NOT_APPLICABLE:
        assert clauses == []
    elif verdict.cases and not any(isinstance(part.contract.end, Unknown) for part in parts if part.contract):
        # A contract that may have ended may bind nobody: the criterion then says less than its mentions.
        criterion = next(item for item in verdict.cases[0].criteria if item.id == "c4")
        stated = all_of(
            mention.truth for item in clauses for mention in item.mentions if mention.truth is not None
        )
        assert criterion.value is stated


def check_all(study: Study) -> None:
    """Check every annex of a study, or that each is refused together."""
    clients = [client.id for client in study.dossier.declared.clients or ()]
    made = {client: draw_up(study, ENGLISH, client) for client in clients}
    if any(isinstance(annex, NotGenerated) for annex in made.values()):
        assert all(isinstance(annex, NotGenerated) and annex.missing for annex in made.values())
        return
    for client, annex in made.items():
        assert isinstance(annex, Annex)
        if annex.applies:
            assert annex.parts
        for part in annex.parts:
            agrees(study, part, client)
    if all(isinstance(annex, Annex) and annex.applies for annex in made.values()):
        agrees_on_third_country_law(study)


def contract_cases() -> list[Any]:
    rows = []
    for name in (*OF_ARTICLE, "EXI-30"):
        table = yaml.load((CASES / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
        rows += [pytest.param(case, id=f"{name}: {case['name']}") for case in table["cases"]]
    return rows


@pytest.mark.parametrize("case", contract_cases())
def test_annexes_and_verdicts_agree_on_every_case(case: dict[str, Any]) -> None:
    data = conforming()
    for address, value in case.get("set", {}).items():
        change(data, address, value)
    study = Study(dossier_of(data), case.get("as_of", TODAY))
    if isinstance(study.dossier.declared.clients, list):
        check_all(study)


MENTION = st.sampled_from([True, False, None, "unknown"])


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_annexes_and_verdicts_agree_whatever_is_ticked(data: st.DataObject) -> None:
    plain = conforming()
    for contract in plain["contracts"]:
        contract["clauses"] = json.loads(json.dumps(contract["clauses"]))
        for clause, fields in CLAUSE_FIELDS.items():
            if data.draw(st.integers(0, 9)) == 0:
                contract["clauses"][clause] = {"present": False}
                continue
            for field in fields:
                drawn = data.draw(MENTION)
                if drawn is None:
                    contract["clauses"][clause].pop(field, None)
                else:
                    contract["clauses"][clause][field] = {"unknown": "?"} if drawn == "unknown" else drawn

    study = study_of(plain)
    check_all(study)
    for client in ("chv", "lab"):
        states_what_verdicts_say(study, client)


def shown(part: Part) -> list[str]:
    return [item.number or item.requirement.id for item in part.items]


def test_the_article_stands_whole_and_in_order_then_the_clause_of_exi_30() -> None:
    part = annex_of(study_of()).parts[0]

    assert shown(part) == [*OF_ARTICLE.values(), "EXI-30"]
    assert [item.requirement.id for item in part.items] == [*OF_ARTICLE, "EXI-30"]


def test_the_clause_of_exi_30_stands_only_where_it_is_called_for() -> None:
    study = with_changes({"actors[night].subject_to": [], "actors[night].remote_accesses": []})
    assert study.verdicts[HDS]["EXI-30"].status is Status.NOT_APPLICABLE

    assert shown(annex_of(study).parts[0]) == [*OF_ARTICLE.values()]


def test_whether_the_clause_of_exi_30_is_called_for_may_not_be_determined() -> None:
    study = with_changes(
        {"actors[night].subject_to": {"unknown": "à vérifier"}, "actors[night].country": "FR"}
    )
    assert study.verdicts[HDS]["EXI-30"].status is Status.UNDETERMINED

    clause = annex_of(study).parts[0].items[-1]

    assert clause.notes == ("Whether this clause is called for is not determined.",)


def test_the_version_of_the_numbering_is_printed() -> None:
    said = text_of(document_of(study_of()))

    assert "HDS v2.0" in said
    assert "Decree 2026-209" in said
    assert "As of 22 November 2026" in said


def item_of(study: Study, requirement: str) -> Item:
    return next(item for item in annex_of(study).parts[0].items if item.requirement.id == requirement)


def open_ones(study: Study) -> list[str]:
    blocks = document_of(study).blocks
    return [text for block in blocks if isinstance(block, Notice) for text in texts(block)]


def test_what_is_not_stated_is_to_be_completed_and_what_is_not_known_to_be_checked() -> None:
    study = with_changes(
        {
            "contracts[chv-1].clauses.service_levels.penalties": "not_stated",
            "contracts[chv-1].clauses.access.access_rules": "absent",
        }
    )

    said = open_ones(study)

    completed, checked = (
        said.index("Not stated: to be completed"),
        said.index("Not determined: to be checked in the contract"),
    )
    assert said[completed + 1] == "6° – Whether there are penalties or none"
    assert said[checked + 1] == "8° – How access to the data is framed"


def test_a_contract_that_states_everything_says_so() -> None:
    assert open_ones(study_of()) == ["Every mention that the article calls for is stated."]


@pytest.mark.parametrize(
    ("address", "value", "requirement", "note"),
    [
        ("certificate.issue_date", "2020-01-01", "EXI-17", "is not that of the certificate in force"),
        ("hosting_places.places", ["Lyon"], "CSP-R1111-11-3", "Lille, Rennes"),
        ("other_use.prohibition_recalled", "with_exception", "EXI-26", "has an exception"),
        ("data_subjects.erasure", {"not_applicable": "Archives"}, "EXI-19", "Archives"),
    ],
)
def test_why_a_mention_does_not_count_is_said(address: str, value: Any, requirement: str, note: str) -> None:
    study = with_changes({f"contracts[chv-1].clauses.{address}": value})

    notes = [note for mention in item_of(study, requirement).mentions for note in mention.notes]

    assert any(note in said for said in notes)


def test_a_clause_that_does_not_exist_is_said_once() -> None:
    item = item_of(with_changes({"contracts[chv-1].clauses.services": {"present": False}}), "EXI-18")

    assert item.status is Status.NOT_MET
    assert len(item.notes) == 1
    assert all(mention.notes == () for mention in item.mentions)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expires": "2026-11-21"}, "Sauvegarde Ouest is said to be certified, and has no HDS certificate in force."),
        ({"withdrawn": "2026-11-01"}, "Sauvegarde Ouest is said to be certified, and has no HDS certificate in force."),
        ({"activities": [1]}, "The certificate of Sauvegarde Ouest does not cover the activities 6."),
        ({"suspended": "absent"}, "Whether Sauvegarde Ouest has an HDS certificate in force is not determined."),
        ({"expires": "2026-11-22"}, None),
    ],
)  # fmt: skip
def test_what_does_not_bear_out_a_declared_certification_stands_beside_it(
    changes: dict[str, Any], said: str | None
) -> None:
    study = with_changes({f"actors[west].certificates[0].{key}": value for key, value in changes.items()})
    lines = text_of(document_of(study)).splitlines()
    declared = "Sauvegarde Ouest: France; activity 6 (outsourced backup); HDS certified: yes"
    following = lines[lines.index(declared) + 1]
    assert (
        following == said
        if said is not None
        else not following.startswith(("Whether", "Sauvegarde Ouest is"))
    )
    if said is not None and not said.startswith("Whether"):
        assert said in text_of(GUARANTEES.draft(study, ENGLISH, ""))


@pytest.mark.parametrize(
    "fact",
    [
        "HDS certificate in force: H-1",
        "Valid until: 29 February 2028",
        "Date of issue: 1 March 2025",
        "Lille, France (backup)",
        "Sites: Lyon, Lille, Rennes",
        "Function: RSSI du client",
        "Disponibilité: 99,9 % (measured: mensuelle)",
        "There are no penalties, and the contract says so.",
        "Sauvegarde Ouest: France; activity 6 (outsourced backup); HDS certified: yes",
        "Astreinte Nuit: India; astreinte de nuit; standard clauses of the Commission (art. 46(2)(c))",
        "Risk that remains: Contrainte exercée sur une personne d'astreinte",
    ],
)
def test_facts_of_the_dossier_stand_beside_the_items(fact: str) -> None:
    assert fact in text_of(document_of(study_of())).splitlines()


def test_a_subcontractor_of_other_services_does_not_take_part() -> None:
    other = {"id": "vault", "name": "Coffre", "activities": [6]}
    study = with_changes({"services[+]": other, "actors[west].services": ["vault"]})

    assert "Sauvegarde Ouest" not in text_of(document_of(study))


def test_a_person_stays_behind_a_function() -> None:
    study = with_changes(
        {
            "people[p-legal].name": "Canari Nommé",
            "contracts[chv-1].clauses.contractual_contact": {"person": "p-legal"},
        }
    )

    said = text_of(document_of(study))

    assert "A person named in the contract." in said
    assert "Canari" not in said


# -- which contracts -----------------------------------------------------------------------------


def test_a_client_without_any_contract_gets_the_article_to_complete() -> None:
    study = with_changes({"contracts[chv-1]": "absent"})

    annex = annex_of(study)

    assert [part.contract for part in annex.parts] == [None]
    assert shown(annex.parts[0]) == [*OF_ARTICLE.values(), "EXI-30"]
    assert {mention.truth for item in annex.parts[0].items for mention in item.mentions} == {Truth.FALSE}
    agrees(study, annex.parts[0], "chv")
    assert "No hosting contract binds this client: everything below is to be agreed on." in open_ones(study)


def test_a_contract_that_has_ended_is_left_out() -> None:
    data = conforming()
    ended = {**data["contracts"][0], "id": "old", "title": "Ancien contrat", "end": "2026-11-21"}
    data["contracts"].append(ended)

    parts = annex_of(study_of(data)).parts

    assert [part.title for part in parts] == ["Contrat CH Valmont"]


def test_a_contract_holds_on_its_last_day_and_before_its_first() -> None:
    data = conforming()
    first = data["contracts"][0]
    data["contracts"].append({**first, "id": "last", "title": "Dernier jour", "end": "2026-11-22"})
    data["contracts"].append({**first, "id": "next", "title": "Conclu", "effective": "2027-01-01"})

    parts = annex_of(study_of(data)).parts

    assert [part.title for part in parts] == ["Contrat CH Valmont", "Dernier jour", "Conclu"]


def test_a_contract_whose_end_is_not_known_is_there_with_a_word_of_it() -> None:
    study = with_changes({"contracts[chv-1].end": {"unknown": "?"}})

    part = annex_of(study).parts[0]

    assert part.contract is not None
    assert any("still in force is not determined" in note for note in part.notes)


def test_without_the_list_of_contracts_there_is_no_annex() -> None:
    made = build(with_changes({"contracts": {"unknown": "à rassembler"}}), ENGLISH, "chv")

    assert isinstance(made, NotGenerated)
    assert [datum.address for datum in made.missing] == ["contracts"]


def test_while_it_is_not_known_whether_certification_is_due_there_is_no_annex() -> None:
    study = with_changes({"processing[hosting].collection_context": "absent"})
    assert study.verdicts[HDS]["EXI-17"].status is Status.UNDETERMINED

    made = build(study, ENGLISH, "chv")

    assert isinstance(made, NotGenerated)
    assert made.missing


def test_where_certification_is_not_due_the_annex_has_no_object_and_says_so() -> None:
    study = with_changes({"processing[hosting].health_data": False})
    assert study.verdicts[HDS]["EXI-17"].status is Status.NOT_APPLICABLE

    document = document_of(study)

    assert any("this annex has no object" in text for text in open_ones(study))
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_client_that_is_not_declared_has_no_annex() -> None:
    with pytest.raises(UnknownClientError):
        build(study_of(), ENGLISH, "nobody")


# -- whom it is for ------------------------------------------------------------------------------

CANARY = "Canari"


def with_canaries() -> Study:
    """Mark everything that the first client must not read: the second client's data, and the host's own."""
    return with_changes(
        {
            "clients[lab].name": f"{CANARY} nom",
            "clients[lab].point_of_contact": {"function": f"{CANARY} contact", "reach": f"{CANARY} adresse"},
            "contracts[lab-1].title": f"{CANARY} titre",
            "contracts[lab-1].clauses.service_levels": {
                "article": f"{CANARY} article",
                "indicators": [{"measure": f"{CANARY} mesure", "guaranteed_level": False}],
            },
            "contracts[lab-1].clauses.third_country_law": {"present": False, "article": f"{CANARY} clause"},
            "contracts[lab-1].clauses.other_use": {
                "prohibition_recalled": "with_exception",
                "exception": f"{CANARY} exception",
            },
            "contracts[lab-1].clauses.data_subjects.erasure": {"not_applicable": f"{CANARY} motif"},
            "contracts[lab-1].services": {"unknown": f"{CANARY} recherche"},
            "people[p-legal].name": f"{CANARY} personne",
            "people[p-legal].function": f"{CANARY} fonction",
            "risks[r-a].title": f"{CANARY} risque",
            "audits[internal].title": f"{CANARY} audit",
            "processing[hosting].name": f"{CANARY} traitement",
            "actors[west].change_control.measures": [f"{CANARY} mesure interne"],
            "contracts[chv-1].clauses.access.access_rules": {"unknown": f"{CANARY} note interne"},
            "policy": {"note": f"{CANARY} note"},
        }
    )


def test_an_annex_holds_nothing_of_another_client_nor_of_what_is_internal() -> None:
    study = with_canaries()

    for form in ("html", "pdf", "docx"):
        content = produce("contract-annex", study, ENGLISH, form, "chv")
        assert isinstance(content, bytes)
        said = (
            pdf_text(content) if form == "pdf" else content.decode() if form == "html" else word_text(content)
        )
        assert "Valmont" in said
        assert CANARY not in said
        assert "hygie.yaml" not in said
    assert CANARY in text_of(document_of(study, "lab"))


def test_every_annex_of_a_study_uses_one_index() -> None:
    study = with_changes({})

    assert cases_of(study) is cases_of(study)
    assert cases_of(study).study is study
    other = with_changes({})
    assert cases_of(other).study is other


# -- forms ---------------------------------------------------------------------------------------


def word_text(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def contents_of(content: bytes, document: Document) -> str:
    """Give the text of a PDF without what every page repeats: a paragraph may go on overleaf."""
    frame, pages = document.frame, pdf_reader(content).pages
    said = []
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        head = squeezed(f"{frame.organization} · {document.title} {frame.mark.label}")
        foot = squeezed(f"{frame.footer} {frame.page} {number}/{len(pages)} {frame.mark.label}")
        assert text.startswith(head)
        assert text.endswith(foot)
        said.append(text[len(head) : -len(foot)])
    return "".join(said)


@cache
def incomplete() -> Study:
    return with_changes(
        {
            "contracts[chv-1].clauses.changes": {"present": False},
            "contracts[chv-1].clauses.service_levels.penalties": "not_stated",
            "contracts[chv-1].clauses.reversibility.costs_and_delays": "absent",
            "contracts[chv-1].clauses.hosting_places.places": ["Lyon", "Vannes"],
        }
    )


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_html_and_pdf_say_the_same(voice: Any) -> None:
    made = build(incomplete(), voice, "chv")
    assert isinstance(made, Document)
    html, pdf = (produce("contract-annex", incomplete(), voice, form, "chv") for form in ("html", "pdf"))
    assert isinstance(html, bytes)
    assert isinstance(pdf, bytes)
    page, paper = HtmlPage.of(html), contents_of(pdf, made)

    for block in made.blocks:
        for text in texts(block):
            assert squeezed(text) in page.text
            assert squeezed(text) in paper


# -- the draft in Word ---------------------------------------------------------------------------


def draft_and_control(content: object) -> tuple[str, str]:
    """Give the text of the draft, and that of the control sheet, in the order of the file."""
    assert isinstance(content, bytes)
    body = docx.Document(BytesIO(content)).element.body
    lines = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    start = next(number for number, line in enumerate(lines) if "to be removed before signing" in line)
    return "\n".join(lines[:start]), "\n".join(lines[start:])


def words_of(study: Study, voice: Any = ENGLISH) -> dict[str, Any]:
    words = to_words(study, voice, "chv")
    assert not isinstance(words, NotGenerated)
    return dict(words)


def test_the_draft_has_no_verdict_and_the_control_sheet_stands_on_its_own_page() -> None:
    study = incomplete()
    content = produce("contract-annex", study, ENGLISH, "docx", "chv")
    draft, control = draft_and_control(content)
    assert isinstance(content, bytes)
    document = docx.Document(BytesIO(content))

    for internal in ("✓", "✕", "Hygie", study.dossier.digest[:19], "not stated", "in our words"):
        assert internal not in draft
    assert study.dossier.digest in control
    assert f"Hygie {study.version}" in control
    for part in (document.sections[0].header, document.sections[0].footer):
        assert "Hygie" not in part.paragraphs[0].text
        assert "sha256" not in part.paragraphs[0].text
    sheet = next(one for one in document.paragraphs if "to be removed before signing" in one.text)
    assert sheet.paragraph_format.page_break_before


def test_the_control_sheet_gives_each_mention_with_its_truth() -> None:
    _, control = draft_and_control(produce("contract-annex", incomplete(), ENGLISH, "docx", "chv"))

    after = iter(control.splitlines())
    for item in words_of(incomplete())["contracts"][0]["items"]:
        for mention in item["mentions"]:
            assert any(line == mention["text"] or line.startswith(mention["text"]) for line in after)
            assert any(line == mention["state"] for line in after)


def test_the_draft_names_the_parties_and_leaves_blank_what_is_not_known() -> None:
    with_number = with_changes({"organization.registration": "552 100 554", "organization.country": "FR"})

    host, client = words_of(with_number)["parties"]

    assert host.startswith("Hébergeur Témoin, registered under number 552 100 554")
    assert "France" in host
    assert client.startswith("and CH Valmont, registered under number [To complete:")
    for party in (host, client):
        assert "represented by [To complete: name and function of the representative]" in party
    without = with_changes({"organization.registration": {"unknown": "?"}})
    assert "[To complete: SIREN, SIRET or FINESS number]" in words_of(without)["parties"][0]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2027-06-30", "The contract ends on 30 June 2027."),
        (None, "The contract is open-ended."),
        ({"unknown": "?"}, "[To check: the end of the contract, and whether it is still in force]"),
    ],
)
def test_the_draft_refers_to_the_contract_with_its_dates(end: Any, said: str) -> None:
    dates = {"signed": "2025-01-10", "effective": "2025-02-01"} | ({} if end is None else {"end": end})
    study = with_changes({f"contracts[chv-1].{key}": day for key, day in dates.items()})

    reference = words_of(study)["contracts"][0]["reference"]

    assert "“Contrat CH Valmont”, signed on 10 January 2025, in effect from 1 February 2025" in reference[0]
    assert said in reference


def test_each_item_is_a_numbered_article_and_3_is_one_of_them() -> None:
    headings = [one["heading"] for one in words_of(study_of())["contracts"][0]["articles"]]

    assert [heading.split(" – ")[0] for heading in headings] == [f"Article {n}" for n in range(1, 14)]
    assert "Places of hosting (article R.1111-11, 3°)" in headings[2]
    assert "requirement 30" in headings[-1]


def drafted(study: Study, client: str = "chv") -> list[tuple[Item, Article]]:
    drafting = Drafting(study, ENGLISH)
    entry = study.dossier.entry(f"client:{client}")
    assert isinstance(entry, Client)
    return [
        (item, drafting.article(number, item, part.contract, known((part.contract or entry).services)))
        for part in annex_of(study, client).parts
        for number, item in enumerate(part.items, start=1)
    ]


def states_what_verdicts_say(study: Study, client: str) -> None:
    """A mention is put as stated where its criterion is true; any other has one drafting note."""
    for item, article in drafted(study, client):
        assert article.stated == tuple(one for one in item.mentions if one.truth is Truth.TRUE)
        leads = [one.lead for one in article.lists]
        assert any("the contract states the following" in lead.casefold() or "of the contract states" in lead
                   for lead in leads) == bool(article.stated)  # fmt: skip
        notes = [note for note in article.notes if "What is asked: " in note]
        assert len(notes) == len(item.of(Truth.FALSE)) + len(item.of(Truth.UNKNOWN))
        assert all(note.startswith("[") and note.endswith("]") for note in article.notes)
        for mention in item.mentions:
            if mention.truth is not Truth.TRUE:
                assert mention.name not in [line for one in article.lists for line in one.lines]


@pytest.mark.parametrize("case", contract_cases())
def test_the_draft_puts_as_stated_what_the_verdicts_hold_true(case: dict[str, Any]) -> None:
    data = conforming()
    for address, value in case.get("set", {}).items():
        change(data, address, value)
    study = Study(dossier_of(data), case.get("as_of", TODAY))
    for client in study.dossier.declared.clients if isinstance(study.dossier.declared.clients, list) else ():
        if isinstance(draw_up(study, ENGLISH, client.id), Annex):
            states_what_verdicts_say(study, client.id)


@pytest.mark.parametrize(
    ("changes", "requirement", "wrong"),
    [
        ({"certificate.issue_date": "2020-01-01"}, "EXI-17", "1 January 2020"),
        ({"hosting_places.places": ["Lyon", "Vannes"]}, "CSP-R1111-11-3", "Vannes"),
        (
            {"other_use": {"prohibition_recalled": "with_exception", "exception": "Sauf essais"}},
            "EXI-26",
            "Sauf essais",
        ),
    ],
)
def test_what_a_contract_says_wrongly_stands_in_a_drafting_note_only(
    changes: dict[str, Any], requirement: str, wrong: str
) -> None:
    study = with_changes({f"contracts[chv-1].clauses.{key}": value for key, value in changes.items()})

    article = next(one for item, one in drafted(study) if item.requirement.id == requirement)

    assert any(wrong in note for note in article.notes)
    assert not any(wrong in line for one in article.lists for line in one.lines)
    assert not any(wrong in sentence for sentence in article.sentences)


def test_facts_of_the_dossier_are_sentences_of_the_draft() -> None:
    draft, _ = draft_and_control(produce("contract-annex", study_of(), ENGLISH, "docx", "chv"))

    assert "The host holds the HDS certificate H-1, issued on 1 March 2025 by" in draft
    assert "On 22 November 2026, the following subcontractors take part in these services:" in draft
    assert "Disponibilité\n99,9 %\nmensuelle" in draft


def test_an_access_without_a_sure_basis_is_to_be_checked() -> None:
    study = with_changes({"actors[night].remote_accesses[0].basis": "none"})

    article = next(one for item, one in drafted(study) if item.requirement.id == "EXI-23")

    assert any("Astreinte Nuit" in note and note.startswith("[To check:") for note in article.notes)
    assert not any("Astreinte Nuit" in line for one in article.lists for line in one.lines)


def test_a_client_without_a_contract_gets_articles_for_the_services_it_takes() -> None:
    services = [service["id"] for service in conforming()["services"]]
    study = with_changes({"contracts[chv-1]": "absent", "clients[chv].services": services})

    contract = words_of(study)["contracts"][0]

    assert contract["reference"][0].startswith("[To complete: reference and dates of the hosting contract")
    assert any(one["lines"] for one in contract["articles"][1]["lists"])
    states_what_verdicts_say(study, "chv")


def test_each_service_has_its_own_block_of_reversibility_with_its_steps() -> None:
    plan = {
        "services": ["vault"], "formats": ["TAR"], "destruction": "Clés détruites", "costs": "Au volume",
        "steps": [{"title": "Rendre", "responsible": "Exploitation", "within_days": 30}],
    }  # fmt: skip
    data = conforming()
    first = data["contracts"][0]["services"][0]
    data["services"].append({"id": "vault", "name": "Coffre", "activities": [6]})
    data["contracts"][0]["services"] = [first, "vault"]
    data["reversibility_plans"] = [
        {**plan, "id": "one", "services": [first], "costs": "Compris"},
        {**plan, "id": "two"},
    ]
    study = study_of(data)

    article = next(one for item, one in drafted(study) if item.requirement.id == "EXI-27")
    blocks = [one for one in article.lists if "data comes back" in one.lead]
    pairs = [
        label for block in document_of(study).blocks if isinstance(block, Pairs) for label, _ in block.items
    ]

    name = next(one["name"] for one in data["services"] if one["id"] == first)
    assert [name in blocks[0].lead, "“Coffre”" in blocks[1].lead] == [True, True]
    assert "Step 1: Rendre (Exploitation, within 30 days of the notice of the end)" in blocks[1].lines
    assert [sum("How costs are computed" in line for line in block.lines) for block in blocks] == [1, 1]
    assert [label for label in pairs if "service" in label] == [
        f"Declared by the host, service “{name}”",
        "Declared by the host, service “Coffre”",
    ]


def test_a_service_without_a_plan_is_said_by_name() -> None:
    data = conforming()
    data["reversibility_plans"] = []

    article = next(one for item, one in drafted(study_of(data)) if item.requirement.id == "EXI-27")

    assert f"[To check: {data['services'][0]['name']} – Reversibility plan: none]" in article.notes


def test_the_words_hold_every_mention_with_its_state() -> None:
    words = to_words(incomplete(), ENGLISH, "chv")
    assert not isinstance(words, NotGenerated)
    part = annex_of(incomplete()).parts[0]

    given = [
        (item["requirement"], mention["text"], mention["stated"], mention["to_complete"])
        for item in words["contracts"][0]["items"]
        for mention in item["mentions"]
    ]

    assert given == [
        (item.requirement.id, mention.name, mention.truth is Truth.TRUE, mention.truth is Truth.FALSE)
        for item in part.items
        for mention in item.mentions
    ]
