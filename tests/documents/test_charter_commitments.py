"""The commitments of the charter: the document says what the study says, to people who read no file."""

from itertools import pairwise
from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of
from tests.support.reading import HtmlPage, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, text_of

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Heading, Notice, Pairs, Table, texts
from hygie.documents.frame import Document
from hygie.documents.kinds import produce
from hygie.documents.owed.charter_commitments import PRODUCTS_A_TABLE, build
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Reason, Reservation
from hygie.wording.voice import Voice

FEIMA = "feima-2021"
FAILING = {
    "products[agenda].flows[reminders].mssante": False,
    "products[cabinet].data[0].retention": False,
    "products[agenda].convergence.assessed": {"unknown": "demandé à l'agence"},
    "products[agenda].flows[reminders].since": "2026-01-01",
    "support_actions[webinar].on": "2025-01-10",
}
WAITING = {
    "promotions[mailing].clients": ["pins"],
    "practice_questionnaires": [
        {"id": "q1", "client": "port", "returned": "2026-11-01", "wishes_support": True, "memo_received": False}
    ],
    "data_protection.processor_agreements": [{"client": "pins", "signed": "2024-02-01"}],
}  # fmt: skip


def study(changes: dict[str, Any] | None = None) -> Study:
    data = conforming("feima")
    for address, value in (changes or {}).items():
        change(data, address, value)
    return Study(dossier_of(data), TODAY)


def section(document: Document, commitment: str) -> list[Any]:
    """Give the blocks about a commitment: up to the next heading of the same level, or a higher one."""
    blocks = list(document.blocks)
    start = next(
        index for index, item in enumerate(blocks) if isinstance(item, Heading) and item.anchor == commitment
    )
    end = next(
        index
        for index, item in enumerate(blocks[start + 1 :], start + 1)
        if isinstance(item, Heading) and item.level <= 3
    )
    return blocks[start:end]


def pairs_of(blocks: list[Any], subject: str) -> dict[str, list[str]]:
    """Give what is said of a subject, by label."""
    start = next(
        index
        for index, item in enumerate(blocks)
        if isinstance(item, Heading) and item.level == 4 and item.line[0] == subject
    )
    pairs = blocks[start + 1]
    assert isinstance(pairs, Pairs)
    return {label: [" ".join(texts(line)) for line in content] for label, content in pairs.items}


def body_and_annex(document: Document) -> tuple[str, str]:
    annex = next(
        index
        for index, item in enumerate(document.blocks)
        if isinstance(item, Heading) and item.line[0] == "Annex for the auditor"
    )
    halves = (document.blocks[:annex], document.blocks[annex:])
    body, rest = ("\n".join(text for block in half for text in texts(block)) for half in halves)
    return body, rest


def matrix(document: Document) -> list[Table]:
    return [
        item for item in document.blocks if isinstance(item, Table) and item.caption.startswith("How each")
    ]


def names_client(item: Reason | Reservation, made: Study) -> bool:
    return any(client.name in ENGLISH.reason(item) for client in made.dossier.declared.clients or ())


# -- the text is the study's -----------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, FAILING, WAITING], ids=["conforming", "failing", "waiting"])
@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_verdict_is_said_with_all_that_carries_it(changes: dict[str, Any], voice: Voice) -> None:
    made = study(changes)
    said = text_of(build(made, voice))
    verdicts = made.verdicts[FEIMA]
    assert list(verdicts) == [f"FEIMA-{number:02}" for number in range(1, 13)]
    for name, verdict in verdicts.items():
        asked = made.catalog(FEIMA).requirement(name)
        assert voice.text(asked.title) in said
        assert voice.text(asked.statement) in said
        assert all(voice.text(doubt) in said for doubt in asked.doubts)
        for reason in (*verdict.reasons, *verdict.notes):
            if names_client(reason, made):
                continue
            if reason.code.startswith("charter_") and reason.value is Truth.FALSE:
                continue  # why the charter would not bind: it does
            assert voice.reason(reason) in said, reason
        for reservation in verdict.reservations:
            if reservation.code != "evidence_missing" and not names_client(reservation, made):
                sentence = voice.reason(reservation)
                assert sentence in said or sentence[:1].lower() + sentence[1:] in said, reservation
        for missing in verdict.missing:
            assert voice.field(missing.path) in said


@pytest.mark.parametrize("changes", [{}, FAILING], ids=["conforming", "failing"])
def test_the_table_holds_the_status_of_each_product_for_each_commitment(changes: dict[str, Any]) -> None:
    made = study(changes)
    (table,) = matrix(build(made, ENGLISH))
    assert table.columns == ("Commitment", "Together", "The company", "Cabinet Témoin", "Agenda Témoin")
    paths: list[tuple[Any, ...]] = [(), ("products", 0), ("products", 1)]
    for row, verdict in zip(table.rows, made.verdicts[FEIMA].values(), strict=True):
        assert row[1] == ((badge(verdict.status),),)
        of_path = {case.path: case.status for case in verdict.cases}
        expected = [((badge(of_path[path]),),) if path in of_path else (("–",),) for path in paths]
        assert list(row[2:]) == expected


def badge(status: Status) -> Badge:
    return Badge(status, ENGLISH.glyph(status), ENGLISH.status(status))


def test_commitments_that_are_held_are_counted_among_those_that_apply_without_a_percentage() -> None:
    made = study({**FAILING, "products[cabinet].practice_software": False})
    statuses = [verdict.status for verdict in made.verdicts[FEIMA].values()]
    assert (statuses.count(Status.MET), statuses.count(Status.NOT_APPLICABLE)) == (8, 1)
    document = build(made, ENGLISH)
    result = next(
        block for block in document.blocks if isinstance(block, Notice) and "Commitments held" in block.title
    )
    assert result.title == "Commitments held, of the 11 that apply: 8."
    assert "no inspection" in " ".join(texts(result))
    assert "neither a label" in " ".join(texts(result))
    body, _ = body_and_annex(document)
    assert "%" not in body


def test_what_is_held_what_is_not_and_what_comes_next_stand_apart_for_each_product() -> None:
    document = build(study(FAILING), ENGLISH)
    messaging = section(document, "FEIMA-05")
    assert list(pairs_of(messaging, "Cabinet Témoin")) == ["What is held", "How well it is proved"]
    agenda = pairs_of(messaging, "Agenda Témoin")
    assert agenda["What is not held"] == [
        "“Synthèse au médecin traitant” sends health data by a messaging other than MSSanté."
    ]
    assert agenda["Next steps"]
    assert "What is held" not in agenda
    collected = pairs_of(section(document, "FEIMA-07"), "Cabinet Témoin")
    assert collected["What is not held"] == [
        "“Cabinet Témoin”, Antécédents: how long it is kept is not decided."
    ]
    assert collected["Next steps"] == ["“Cabinet Témoin”, Antécédents: decide how long it is kept"]
    assert collected["Also worth knowing"] == ["“Cabinet Témoin”: data within the authorised frame: 1 of 2."]
    convergence = pairs_of(section(document, "FEIMA-09"), "Agenda Témoin")
    assert convergence["What is not known yet"] == [
        "Product “Agenda Témoin”, not stated: “Day on which the assessment was filed” (demandé à l'agence)"
    ]
    assert convergence["Next steps"] == [
        "Complete what lacks: the product’s assessment filed on Convergence, its roadmap written."
    ]


def test_a_product_that_is_not_concerned_says_why() -> None:
    kept = pairs_of(section(build(study(), ENGLISH), "FEIMA-08"), "Agenda Témoin")
    assert kept == {"Not concerned": ["“Agenda Témoin” keeps no patient record."]}


def test_a_doubt_names_what_it_is_about_and_changes_no_result() -> None:
    document = build(study(FAILING), ENGLISH)
    advised = pairs_of(section(document, "FEIMA-12"), "The company")
    doubt = "Support action “Webinaire sur les sauvegardes”, “Day”: last dated 10 January 2025"
    assert advised["Doubts that change no result"][0].startswith(doubt)
    heading = section(document, "FEIMA-12")[0]
    assert heading.line[1] == badge(Status.MET)


def test_how_well_it_is_proved_is_said_in_plain_words() -> None:
    piece = {
        "id": "pv", "evidence_kind": "attestation", "title": "Attestation", "reference": "GED 3",
        "effective": "2026-01-01", "attester": "Cabinet d'audit", "supports": ["FEIMA-09"],
    }  # fmt: skip
    document = build(study({"evidence[+]": piece}), ENGLISH)
    proved = "How well it is proved"
    convergence = pairs_of(section(document, "FEIMA-09"), "Agenda Témoin")
    assert convergence[proved] == ["with evidence that somebody vouches for"]
    messaging = pairs_of(section(document, "FEIMA-05"), "Agenda Témoin")
    assert messaging[proved] == ["on declaration alone, without valid evidence"]
    assert "Attestation" in body_and_annex(document)[1]


def test_what_the_policy_makes_binding_is_said() -> None:
    document = build(
        study({**FAILING, "policy": {"binding_conventions": ["stale"]}, "products[agenda].keeps_records": False}),
        ENGLISH,
    )  # fmt: skip
    notices = [block.title for block in section(document, "FEIMA-12") if isinstance(block, Notice)]
    assert len(notices) == 1
    assert notices[0].startswith("By the company's policy")


# -- the readers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, FAILING, WAITING], ids=["conforming", "failing", "waiting"])
def test_no_place_in_a_file_stands_before_the_annex(changes: dict[str, Any]) -> None:
    body, annex = body_and_annex(build(study(changes), ENGLISH))
    for word in (".yaml", "products[", "hygie ", "_"):
        assert word not in body, word
    assert "hygie.yaml:1:1" in annex


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_no_client_is_named_since_others_read_the_document(form: str) -> None:
    made = study(WAITING)
    assert any("Port" in ENGLISH.reason(item) for item in made.verdicts[FEIMA]["FEIMA-12"].reservations)
    shown = produce("charter-commitments", made, ENGLISH, form)
    assert isinstance(shown, bytes)
    said = pdf_text(shown) if form == "pdf" else HtmlPage.of(shown).text
    for client in made.dossier.declared.clients or ():
        assert squeezed(client.name) not in said


def test_what_names_clients_is_counted_and_what_it_is_about_is_said() -> None:
    document = build(study(WAITING), ENGLISH)
    agreements = pairs_of(section(document, "FEIMA-01"), "The company")
    assert agreements["What is not held"] == [
        "A processor agreement is signed with every client (art. 28).",
        "1 statement names clients: only the proof sheet gives it.",
    ]
    assert agreements["Next steps"][1].startswith("Complete whichever of the six points")
    assert pairs_of(section(document, "FEIMA-11"), "The company")["Doubts that change no result"] == [
        "1 statement names clients: only the proof sheet gives it."
    ]


AGREEMENTS = "data_protection.processor_agreements"
LEAKING = {
    "an unsigned agreement, and why": {
        AGREEMENTS: [{"client": "pins", "signed": {"unknown": "demandé au gérant"}}],
    },
    "a reason that names": {
        AGREEMENTS: {"unknown": "Cabinet des Pins n’a pas répondu"},
    },
    "a product's field": {
        "products[agenda].flows[reminders].mssante": {"unknown": "Cabinet des Pins (à rappeler)"},
    },
    "a name within a label": {
        "products[agenda].flows[reminders].mssante": False,
        "products[agenda].flows[reminders].name": "Lettre à Cabinet des Pins",
    },
}


@pytest.mark.parametrize("changes", LEAKING.values(), ids=LEAKING)
@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_wherever_it_stands_what_is_about_a_client_is_only_counted(
    changes: dict[str, Any], voice: Voice
) -> None:
    said = text_of(build(study(changes), voice))
    assert "Cabinet des Pins" not in said
    assert "demandé au gérant" not in said
    assert voice.count(
        "{count} statement names clients: only the proof sheet gives it.",
        "{count} statements name clients: only the proof sheet gives them.",
        1,
    ) in said  # fmt: skip


def test_a_name_that_only_begins_like_a_client_s_is_no_client_s() -> None:
    changes = {
        "clients[pins].name": "Age",
        "products[agenda].convergence.assessed": {"unknown": "demandé à l'Agence"},
    }
    assert "demandé à l'Agence" in text_of(build(study(changes), ENGLISH))


def test_next_steps_never_ask_for_what_is_held() -> None:
    shown = pairs_of(section(build(study(WAITING), ENGLISH), "FEIMA-01"), "The company")
    assert any("impact assessment is done" in line for line in shown["What is held"])
    assert not any("without an impact assessment" in line for line in shown["Next steps"])


def test_a_stale_trial_is_to_be_made_again_not_reviewed() -> None:
    changes = {"products[cabinet].export.trials[0].on": "2025-01-10"}
    stale = pairs_of(section(build(study(changes), FRENCH), "FEIMA-08"), "Cabinet Témoin")
    assert stale["Prochaines étapes"][-1].endswith(": refaire un essai de l’export et le dater")


def test_who_signed_is_known_by_function_only() -> None:
    made = study({"people[p-head].name": "Nom À Taire"})
    said = text_of(build(made, ENGLISH))
    assert "Direction générale" in said
    assert "Nom À Taire" not in said


def test_the_signature_says_what_is_not_declared() -> None:
    document = build(study({"charter": {"member": True}}), ENGLISH)
    signature = next(block for block in document.blocks if isinstance(block, Pairs))
    said = {label: list(texts(content)) for label, content in signature.items}
    assert said["Member of the federation"] == ["yes"]
    for label in ("Candidate for membership", "Day of the signature", "Signed by", "Company that signed"):
        assert said[label] == ["not stated"]


def test_a_product_that_the_signature_does_not_name_is_bound_too() -> None:
    said = text_of(build(study({"charter.products": ["cabinet"]}), ENGLISH))
    assert "The charter binds for every product, named with the signature or not." in said
    assert "binds for every product" not in text_of(build(study(), ENGLISH))


def test_the_annex_gives_each_answer_with_its_places() -> None:
    made = study(FAILING)
    table = next(
        item
        for item in build(made, ENGLISH).blocks
        if isinstance(item, Table) and item.caption == "Answers and the places that they rest on"
    )
    rows = [[" ".join(texts(content)) for content in row] for row in table.rows]
    cases = [(name, case) for name, verdict in made.verdicts[FEIMA].items() for case in verdict.cases]
    assert len(rows) == sum(len(case.criteria) for _, case in cases)
    answers = {(row[0], row[1].partition(".")[0], row[2]): row[3:] for row in rows}
    assert answers["FEIMA-05", "c1", "Agenda Témoin"] == ["✕ no", "hygie.yaml:1:1"]
    assert answers["FEIMA-07", "c1", "Cabinet Témoin"][0] == "in part"
    assert answers["FEIMA-08", "c2", "Agenda Témoin"][0] == "does not apply"
    assert answers["FEIMA-09", "c1", "Agenda Témoin"][0] == "? not determined"


# -- where there is little, or much ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"charter": {"member": False, "candidate": False, "signed": "not_signed"}},
            "The charter does not bind the company.",
        ),
        ({"charter": "absent"}, "Whether the charter binds the company is not known."),
    ],
    ids=["not bound", "not known"],
)
def test_where_the_charter_does_not_bind_only_that_is_said(changes: dict[str, Any], sentence: str) -> None:
    document = build(study(changes), ENGLISH)
    notices = [block for block in document.blocks if isinstance(block, Notice)]
    assert [notice.title for notice in notices] == [sentence]
    assert notices[0].lines
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_study_of_other_referentials_still_gives_account() -> None:
    made = Study(study().dossier, TODAY, ("hds-2.0",))
    assert text_of(build(made, ENGLISH)) == text_of(build(study(), ENGLISH))


@pytest.mark.parametrize("products", ["absent", []], ids=["not declared", "none"])
def test_without_products_the_commitments_about_them_say_why(products: Any) -> None:
    changes = {
        "products": products,
        "charter.products": "absent",
        "clients[pins].products": [],
        "clients[port].products": [],
        "processing[records].product": "absent",
    }
    made = study(changes)
    document = build(made, ENGLISH)
    (table,) = matrix(document)
    assert table.columns == ("Commitment", "Together", "The company")
    (pairs,) = [block for block in section(document, "FEIMA-07") if isinstance(block, Pairs)][1:]
    label = "Why" if products == [] else "What is not known yet"
    assert label in dict(pairs.items)


def test_many_products_are_drawn_in_several_tables() -> None:
    data = conforming("feima")
    agenda = data["products"][1]
    for number in range(2 * PRODUCTS_A_TABLE - 1):
        flows = [{**flow, "id": f"{flow['id']}-{number}"} for flow in agenda["flows"]]
        data["products"].append({**agenda, "id": f"p{number}", "name": f"Produit {number}", "flows": flows})
    made = Study(dossier_of(data), TODAY)
    tables = matrix(build(made, ENGLISH))
    assert [len(table.columns) - 3 for table in tables] == [PRODUCTS_A_TABLE, PRODUCTS_A_TABLE, 1]
    assert len({table.caption for table in tables}) == 3
    shown = [name for table in tables for name in table.columns[3:]]
    assert shown == [product["name"] for product in data["products"]]


# -- the formats -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_both_formats_say_what_the_blocks_say(voice: Voice) -> None:
    made = study(FAILING)
    document = build(made, voice)
    html, pdf = (produce("charter-commitments", made, voice, form) for form in ("html", "pdf"))
    assert isinstance(html, bytes)
    assert isinstance(pdf, bytes)
    page, print_ = HtmlPage.of(html), pdf_text(pdf)
    assert page.faults == []
    for block in document.blocks:
        for text in texts(block):
            assert squeezed(text) in page.text
            assert squeezed(text) in print_, text


def test_headings_go_down_one_level_at_a_time() -> None:
    made = produce("charter-commitments", study(FAILING), FRENCH, "html")
    assert isinstance(made, bytes)
    levels = HtmlPage.of(made).headings
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_text_of_the_dossier_runs() -> None:
    made = study({"products[agenda].name": HOSTILE, "charter.company": HOSTILE})
    html, pdf = (produce("charter-commitments", made, FRENCH, form) for form in ("html", "pdf"))
    assert isinstance(html, bytes)
    assert isinstance(pdf, bytes)
    assert not HtmlPage.of(html).all("script")
    assert squeezed(HOSTILE) in pdf_text(pdf)
