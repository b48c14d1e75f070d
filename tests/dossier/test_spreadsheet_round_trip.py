"""A dossier that goes to a workbook and comes back is the same: in its folder to the byte, elsewhere in what it says."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossier.test_spreadsheet_cells import values_of
from tests.support.plain import Plain
from tests.support.workbooks import FILE, brought, exported, loaded, opened, saved, template, words, written

from hygie.assessment.study import Study
from hygie.dossier.changes import changes_between
from hygie.dossier.spreadsheet.forms import form_of
from hygie.dossier.spreadsheet.read import read_filled
from hygie.dossier.spreadsheet.weave import weave
from hygie.dossier.spreadsheet.write import Content, write_workbook
from hygie.dossier.starters import starter
from hygie.dossier.vocabulary.base import Entry
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.workbook.read import read_workbook

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
FOLDERS = ["examples/host", "examples/vendor"]
FILES = ["tests/hds/conforming.yaml", "tests/feima/conforming.yaml"]


def folder_of(name: str, target: Path) -> Path:
    """Copy a dossier, or make one of a file: with the sections that the file leaves to others."""
    source = ROOT / name
    if source.is_dir():
        return Path(shutil.copytree(source, target))
    data = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
    people = {"people": data.pop("people", [])}
    target.mkdir()
    for file, part in (("hygie.yaml", data), ("people.yaml", people)):
        (target / file).write_text(
            yaml.dump(part, Dumper=Plain, allow_unicode=True, sort_keys=False), "utf-8"
        )
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def verdicts(folder: Path) -> dict[str, tuple[str, str]]:
    study = Study(loaded(folder), TODAY, ())
    return {
        name: (str(verdict.status), str(verdict.strength))
        for referential in study.verdicts.values()
        for name, verdict in referential.items()
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", FOLDERS + FILES)
def test_brought_back_to_its_folder_a_workbook_changes_no_byte(
    name: str, language: str, tmp_path: Path
) -> None:
    folder = folder_of(name, tmp_path / "dossier")

    found = brought(exported(folder, language), folder)

    assert (found.incoming.changes, dict(found.incoming.files), found.kept) == ((), {}, ())


@pytest.mark.parametrize("name", FOLDERS)
def test_without_persons_a_workbook_takes_none_away(name: str, tmp_path: Path) -> None:
    folder = folder_of(name, tmp_path / "dossier")

    found = brought(exported(folder, restricted=False), folder)

    assert (found.incoming.changes, found.kept) == ((), ())


@pytest.mark.parametrize("name", FOLDERS + FILES)
def test_brought_to_an_empty_folder_a_workbook_says_the_same_and_is_judged_the_same(
    name: str, tmp_path: Path
) -> None:
    folder = folder_of(name, tmp_path / "dossier")

    found = brought(exported(folder, "en"), tmp_path / "new")
    written(found, tmp_path / "new")
    if (folder / "evidence").is_dir():
        shutil.copytree(
            folder / "evidence",
            tmp_path / "new" / "evidence",
            ignore=lambda *_: {"index.yaml"},
            dirs_exist_ok=True,
        )

    assert loaded(tmp_path / "new").declared == loaded(folder).declared
    assert verdicts(tmp_path / "new") == verdicts(folder)


@pytest.mark.parametrize("name", FOLDERS)
def test_saved_by_another_program_a_workbook_is_the_same(name: str, tmp_path: Path) -> None:
    folder = folder_of(name, tmp_path / "dossier")

    found = brought(saved(opened(exported(folder))), folder)

    assert found.incoming.changes == ()


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert exported(ROOT / "examples/host") == exported(ROOT / "examples/host")
    assert template("host") == template("host")


@pytest.mark.parametrize("role", ["host", "vendor"])
def test_a_starter_dossier_goes_and_comes_back(role: str, tmp_path: Path) -> None:
    for name, text in starter([role], "fr").items():
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_text(text, encoding="utf-8")
    before = contents(tmp_path / "d")

    found = brought(exported(tmp_path / "d"), tmp_path / "d")

    assert found.incoming.changes == ()
    assert contents(tmp_path / "d") == before


def entries_of(model: type[Entry], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Draw an entry as a file may hold it, however unlikely: every required key, some of the others."""
    required, optional = {}, {}
    for name, info in model.model_fields.items():
        form = form_of(model, name)
        if form.entries is not None:
            inner = entries_of(form.entries, depth + 1)
            drawn: st.SearchStrategy[Any] = st.lists(
                inner, max_size=2, unique_by=lambda entry: entry.get("id", id(entry))
            )
        elif form.entry is not None:
            drawn = entries_of(form.entry, depth + 1)
        elif name == "id":
            drawn = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
        else:
            drawn = values_of(form)
        if form.unknown and (form.entries or form.entry):
            drawn = st.one_of(drawn, st.builds(lambda why: {"unknown": why}, st.text("abc ?", min_size=1)))
        (required if info.is_required() else optional)[info.alias or name] = drawn
    chosen = st.sets(st.sampled_from(sorted(optional)), max_size=6) if optional else st.just(set())
    return chosen.flatmap(
        lambda keys: st.fixed_dictionaries(required | {key: optional[key] for key in sorted(keys)})
    )


@cache
def sections() -> st.SearchStrategy[dict[str, Any]]:
    return entries_of(Declarations)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_the_vocabulary_allows_goes_and_comes_back(data: st.DataObject) -> None:
    declared = data.draw(sections())
    declared.pop("format")
    tongue = data.draw(st.sampled_from(words().tongues))

    content = write_workbook(Content(declared, restricted=True), tongue, words())
    filled = read_filled(read_workbook(content, FILE), FILE, words())

    assert filled.mistakes == []
    assert filled.data == declared
    for exact in (True, False):
        woven = weave(declared, filled, exact=exact)
        assert (woven.data, woven.kept) == (declared, [])
        assert list(changes_between(declared, woven.data, woven.before)) == []


@pytest.mark.parametrize(
    "text", ["<r>x</r>", "<r><t>injected</t></r>", "<r></si></sst></r>", "<r>a</r> and <r>b</r>", "<r></r>"]
)
def test_a_text_that_looks_like_markup_goes_and_comes_back(text: str) -> None:
    declared = {
        "products": [{"id": "p", "name": text, "description": text}],
        "services": [{"id": "s", "name": text, "interfaces": [{"name": text}]}],
    }

    content = write_workbook(Content(declared, restricted=True), words().tongues[0], words())

    assert read_filled(read_workbook(content, FILE), FILE, words()).data == declared
