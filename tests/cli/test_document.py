"""hygie document: one, one a client, all of them; Word templates; what is refused and how it is said."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.cli.conftest import Hygie, write_dossier
from tests.support.dossiers import change, conforming

from hygie.cli.documents import one_each
from hygie.documents.docx import shipped

DAY = ("--as-of", "2026-11-22")


def with_change(folder: Path, address: str, value: Any) -> Path:
    data = conforming()
    change(data, address, value)
    return write_dossier(folder, data)


def template(folder: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "mine.docx"))
    return folder / "mine.docx"


def first_paragraph(file: Path) -> str:
    return str(docx.Document(BytesIO(file.read_bytes())).paragraphs[0].text)


def test_a_word_file_is_written(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    table, annex = tmp_path / "x.docx", tmp_path / "a.docx"

    assert hygie("document", "guarantees", conforming_folder, "-o", table, *DAY).code == 0
    assert (
        hygie("document", "contract-annex", conforming_folder, "--client", "chv", "-o", annex, *DAY).code == 0
    )

    assert first_paragraph(table) == "Guarantee table"
    assert first_paragraph(annex) == "Contract annex (article R.1111-11): CH Valmont"


def test_a_template_of_one_s_own_is_filled(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    mine, made = template(tmp_path, "Pour {{ client }}"), tmp_path / "made.docx"

    answer = hygie(
        "document",
        "contract-annex",
        conforming_folder,
        "--client",
        "lab",
        "-o",
        made,
        "--template",
        mine,
        *DAY,
    )

    assert answer.code == 0
    assert first_paragraph(made) == "Pour Laboratoire Orme"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nothing }}", "names “nothing” at"),
        ("{{ open", "is not closed"),
        ("{{ title.upper() }}", "templates may not"),
    ],
)
def test_a_template_that_cannot_be_used_is_a_sentence_and_nothing_is_written(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path, text: str, said: str
) -> None:
    mine, made = template(tmp_path, text), tmp_path / "made.docx"

    answer = hygie("document", "guarantees", conforming_folder, "-o", made, "--template", mine, *DAY)

    assert answer.code == 2
    assert answer.err.startswith(mine.as_posix())
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not made.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("guarantees", "-o", "x.pdf", "--template", "t.docx"), "a template goes with the format Word"),
        (("synthesis", "-o", "x.docx"), "html, pdf"),
        (("guarantees", "-o", "x.docx", "--template", "no/such.docx"), "cannot be read"),
        (("contract-annex", "-o", "x.pdf"), "--client"),
        (("contract-annex", "-o", "x.pdf", "--client", "chw"), "“chv”"),
        (("guarantees", "-o", "x.pdf", "--client", "chv"), "--client does not go with"),
        (("guarantees", "-o", "x.pdf", "--requirement", "EXI-07"), "--requirement does not go with"),
        (("all", "-o", "out", "--client", "chv"), "--client does not go with"),
        (("all", "-o", "out", "--template", "t.docx"), "--template does not go with"),
    ],
)
def test_what_does_not_go_together_is_refused(
    hygie: Hygie,
    conforming_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(conforming_folder)
    kind, *options = arguments

    answer = hygie("document", kind, ".", *options, *DAY)

    assert answer.code == 2
    assert said in answer.err
    assert sorted(path.name for path in conforming_folder.iterdir()) == ["hygie.yaml", "people.yaml"]


def test_an_annex_for_each_client(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "annexes" / "{client}.html"

    answer = hygie("document", "contract-annex", conforming_folder, "-o", output, *DAY)

    assert answer.code == 0
    assert "2 documents written" in answer.err
    files = sorted((tmp_path / "annexes").iterdir())
    assert [file.name for file in files] == ["chv.html", "lab.html"]
    assert ["CH Valmont" in file.read_text(encoding="utf-8") for file in files] == [True, False]


def test_what_all_annexes_lack_is_said_once(hygie: Hygie, tmp_path: Path) -> None:
    folder = with_change(tmp_path / "d", "contracts", {"unknown": "à rassembler"})

    answer = hygie("document", "contract-annex", folder, "-o", tmp_path / "{client}.html", *DAY)

    assert answer.code == 2
    assert answer.err.count("à rassembler") == 1
    assert not list(tmp_path.glob("*.html"))


def test_without_any_client_there_is_nothing_to_write_and_it_is_said(hygie: Hygie, tmp_path: Path) -> None:
    data = conforming()
    for section in ("clients", "contracts", "communications", "responsibility_matrices"):
        data[section] = []
    del data["client_verifications"]
    folder = write_dossier(tmp_path / "d", data)

    answer = hygie("document", "contract-annex", folder, "-o", tmp_path / "{client}.html", *DAY)

    assert answer.code == 2
    assert "No client is declared" in answer.err


def test_an_id_that_was_not_checked_names_no_file() -> None:
    with pytest.raises(ValueError, match="not checked"):
        list(one_each("contract-annex", "pdf", Path("{client}.pdf"), ["../../etc/passwd"]))


def test_all_writes_everything_into_a_folder_that_may_exist(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    output.mkdir()

    answer = hygie("document", "all", conforming_folder, "-o", output, *DAY)

    assert answer.code == 0, answer.err
    written = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    assert f"{len(written)} documents written" in answer.err
    assert {"guarantees.docx", "guarantees.pdf", "reversibility.html", "contract-annex/chv.docx"} <= set(
        written
    )


def test_all_writes_the_questionnaire_blank_and_one_a_client(hygie: Hygie, tmp_path: Path) -> None:
    folder, output = write_dossier(tmp_path / "d", conforming("feima")), tmp_path / "out"

    answer = hygie("document", "all", folder, "-o", output, *DAY)

    written = {path.relative_to(output).as_posix() for path in output.rglob("practitioner-kit*")}
    sent = {path.name for path in (output / "practitioner-kit").iterdir()}
    assert answer.code == 0, answer.err
    assert written == {"practitioner-kit", *(f"practitioner-kit.{form}" for form in ("html", "pdf", "xlsx"))}
    assert sent == {"pins.pdf", "pins.xlsx", "port.pdf", "port.xlsx"}
    assert (output / "practitioner-kit" / "pins.xlsx").read_bytes() != (
        output / "practitioner-kit.xlsx"
    ).read_bytes()


def test_all_says_what_could_not_be_generated_and_answers_2(hygie: Hygie, tmp_path: Path) -> None:
    folder = with_change(tmp_path / "d", "contracts", {"unknown": "à rassembler"})
    output = tmp_path / "out"

    answer = hygie("document", "all", folder, "-o", output, *DAY)

    assert answer.code == 2
    assert any(
        line.startswith("contract-annex: ") and "à rassembler" in line for line in answer.err.splitlines()
    )
    written = [path for path in output.rglob("*") if path.is_file()]
    assert f"{len(written)} documents written" in answer.err
    assert (output / "guarantees.pdf").is_file()
    assert not (output / "contract-annex").exists()


def test_the_shipped_templates_can_be_taken_as_a_start(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path
) -> None:
    mine, made = tmp_path / "start.docx", tmp_path / "made.docx"
    mine.write_bytes(shipped("guarantees.docx"))

    answer = hygie("document", "guarantees", conforming_folder, "-o", made, "--template", mine, *DAY)

    assert answer.code == 0, answer.err
    assert first_paragraph(made) == "Guarantee table"
