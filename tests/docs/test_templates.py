"""The page on Word templates lists exactly the names that templates may use, and its example works."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.support.dossiers import conforming
from tests.support.samples import ENGLISH, with_changes

from hygie.documents.docx import to_docx
from hygie.documents.docx_sandbox import FILTERS
from hygie.documents.kinds import kind_of
from hygie.documents.refusal import NotGenerated

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
SECTION = re.compile(r"<!-- words: (?P<name>[\w-]+) -->\n\n(?P<table>(?:\|[^\n]*\n)+)")
ABOUT = {"guarantees": "", "contract-annex": "chv"}


def names(value: Any, path: str = "") -> Iterator[str]:
    """Give every name that leads to a word."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from names(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        if not value:
            yield f"{path}[]"
        for item in value:
            yield from names(item, f"{path}[]")
    else:
        yield path


def words_of(kind: str) -> dict[str, Any]:
    # With every list of the words filled: a second service, something missing, something to complete.
    study = with_changes(
        {
            "services[+]": {"id": "vault", "name": "Coffre", "activities": [6]},
            "actors[west].qualifications": "absent",
            "contracts[chv-1].end": {"unknown": "?"},
            "contracts[chv-1].clauses.services": {"present": False},
            "contracts[chv-1].clauses.access.access_rules": "absent",
            "contracts[chv-1].clauses.other_use.prohibition_recalled": "with_exception",
        }
    )
    make = kind_of(kind).words
    assert make is not None
    made = make(study, ENGLISH, ABOUT[kind])
    assert not isinstance(made, NotGenerated)
    return dict(made)


def listed() -> dict[str, set[str]]:
    tables = {found["name"]: found["table"] for found in SECTION.finditer(PAGE)}
    cells = {name: [row.split("|")[1] for row in table.splitlines()[2:]] for name, table in tables.items()}
    return {name: set(re.findall(r"`([^`]+)`", " ".join(found))) for name, found in cells.items()}


@pytest.mark.parametrize("kind", sorted(ABOUT))
def test_the_page_lists_exactly_the_names_that_exist(kind: str) -> None:
    found = set(names(words_of(kind)))
    # A list that is empty here and filled there is named by what it holds.
    lists = {name for name in found if any(other.startswith(f"{name}.") for other in found)}
    assert listed()["both"] | listed()[kind] == found - lists


def test_the_page_lists_exactly_the_filters_that_exist() -> None:
    sentence = re.search(r"A word may pass through (?P<filters>[^:]*):", PAGE)
    assert sentence is not None
    assert set(re.findall(r"`(\w+)`", sentence["filters"])) == FILTERS


def test_the_example_of_the_page_works() -> None:
    example = re.search(r"For example.*?```\n(?P<lines>.*?)```", PAGE, re.DOTALL)
    assert example is not None
    document = docx.Document()
    for line in example["lines"].splitlines():
        document.add_paragraph(line)
    template = BytesIO()
    document.save(template)

    filled = docx.Document(BytesIO(to_docx(words_of("contract-annex"), template.getvalue())))

    shown = [paragraph.text for paragraph in filled.paragraphs]
    assert shown[:2] == ["For CH Valmont, as of 22 November 2026:", conforming()["contracts"][0]["title"]]
    assert shown[2].startswith("– 2° – ")
