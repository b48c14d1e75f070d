"""Every kind in every format, in both languages: it opens, it says the same, it is the same twice."""

import re
from itertools import pairwise

import pytest
from tests.support.dossiers import TODAY
from tests.support.reading import HtmlPage, pdf_reader, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, everywhere, study_for, study_of, subject_of

from hygie.documents import frame
from hygie.documents.blocks import texts
from hygie.documents.frame import Document
from hygie.documents.html import style_sheet, to_html
from hygie.documents.kinds import (
    SubjectNeededError,
    UnknownFormatError,
    UnknownKindError,
    format_of,
    formats_of,
    kind_of,
    kinds,
    produce,
)
from hygie.documents.pdf import to_pdf
from hygie.documents.printable import printable
from hygie.wording.voice import Voice

EVERY = [kind.name for kind in kinds()]
VOICES = {"fr": FRENCH, "en": ENGLISH}


def draft(kind: str, voice: Voice) -> Document:
    made = kind_of(kind).draft(study_for(kind), voice, subject_of(kind))
    assert isinstance(made, Document)
    return made


@pytest.fixture(params=EVERY)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["fr", "en"])
def voice(request: pytest.FixtureRequest) -> Voice:
    return VOICES[request.param]


def test_a_pdf_says_what_the_document_says(kind: str, voice: Voice) -> None:
    # PDF/A-2b and PDF/UA-1 are checked by the compiler: it refuses what does not conform.
    made = draft(kind, voice)
    content = produce(kind, study_for(kind), voice, "pdf", subject_of(kind))
    assert isinstance(content, bytes)
    said = pdf_text(content)
    for block in made.blocks:
        for text in texts(block):
            assert squeezed(printable(text)) in said


def test_a_pdf_bears_its_title_its_author_its_date_and_its_frame(kind: str, voice: Voice) -> None:
    made = draft(kind, voice)
    reader = pdf_reader(to_pdf(made))
    metadata = reader.metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == (made.title, made.frame.organization)
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == TODAY
    assert metadata.modification_date == metadata.creation_date
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(voice.language)  # type: ignore[index]
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed(f"{made.frame.organization} · {made.title}") in text
        assert squeezed(made.frame.footer) in text
        assert squeezed(f"Page {number}/{count}") in text
        assert text.count(squeezed(made.frame.mark.label)) >= 2


def test_two_runs_give_the_same_bytes(kind: str) -> None:
    for form in formats_of(kind):
        first = produce(kind, study_for(kind), FRENCH, form, subject_of(kind))
        assert first == produce(kind, study_for(kind), FRENCH, form, subject_of(kind))


def test_a_page_is_whole_says_what_the_document_says_and_loads_nothing(kind: str, voice: Voice) -> None:
    made = draft(kind, voice)
    content = produce(kind, study_for(kind), voice, "html", subject_of(kind))
    assert isinstance(content, bytes)
    page = HtmlPage.of(content)
    assert page.faults == []
    for block in made.blocks:
        for text in texts(block):
            assert squeezed(text) in page.text
    assert page.all("html") == [{"lang": voice.language}]
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
    for forbidden in ("script", "link", "img", "iframe", "object", "form"):
        assert page.all(forbidden) == []
    assert not re.search(r"url\(|@import", style_sheet())
    policy = next(item["content"] for item in page.all("meta") if "http-equiv" in item)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_headings_descend_one_level_at_a_time(kind: str) -> None:
    levels = HtmlPage.of(to_html(draft(kind, FRENCH))).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_a_caption_and_headers_that_say_their_scope(kind: str) -> None:
    page = HtmlPage.of(to_html(draft(kind, FRENCH)))
    assert len(page.all("caption")) == len(page.all("table"))
    assert {item.get("scope") for item in page.all("th")} <= {"col", "row"}


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_what_a_user_wrote_is_never_run(kind: str, form: str) -> None:
    study = study_for(kind, disturb=lambda data: everywhere(data, HOSTILE))
    made = produce(kind, study, FRENCH, form, subject_of(kind))
    assert isinstance(made, bytes)
    if form == "html":
        page = HtmlPage.of(made)
        assert page.faults == []
        assert page.all("script") == []
        assert squeezed(HOSTILE) in page.text
    else:
        assert squeezed(HOSTILE) in pdf_text(made)


def test_the_mark_is_the_policy_s_except_on_what_is_public() -> None:
    for kind in kinds():
        study = study_for(kind.name, disturb=lambda data: data.update(policy={"traffic_light": "red"}))
        made = kind.draft(study, FRENCH, subject_of(kind.name))
        assert isinstance(made, Document)
        assert made.frame.mark.label == ("TLP:CLEAR" if kind.audience == "public" else "TLP:RED")


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ("clear", "TLP:CLEAR"),
        ("green", "TLP:GREEN"),
        ("amber", "TLP:AMBER"),
        ("amber+strict", "TLP:AMBER+STRICT"),
        ("red", "TLP:RED"),
    ],
)
def test_marks_are_those_of_tlp_2_0(level: frame.TrafficLight, label: str) -> None:
    assert frame.mark_of(level).label == label


def test_the_format_is_the_ending() -> None:
    assert [format_of(name) for name in ("a/b.PDF", "page.html", "x.tar.json", "none")] == [
        "pdf",
        "html",
        "json",
        "",
    ]


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownKindError):
        produce("poem", study_of(), FRENCH, "pdf")
    with pytest.raises(UnknownFormatError):
        produce("synthesis", study_of(), FRENCH, "docx")
    with pytest.raises(SubjectNeededError):
        produce("proof-sheet", study_of(), FRENCH, "pdf")
