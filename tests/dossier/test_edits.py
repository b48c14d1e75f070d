"""Many edits at once do what they do one after the other; and files are written all, or none."""

import copy
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.dossier.test_edit import at, lists_and_mappings, read
from tests.dossier.written_by_hand import VALUES, Written, files

from hygie.dossier.changes import Act
from hygie.dossier.edit import EditError
from hygie.dossier.edits import Edit, edit_all
from hygie.dossier.yaml_reader import read_yaml
from hygie.kernel.writing import ChangedMeanwhileError, write_together


def apart(paths: list[tuple[Any, ...]]) -> bool:
    return not any(one != other and other[: len(one)] == one for one in paths for other in paths)


@settings(max_examples=150)
@given(files(), st.data())
def test_values_set_together_are_all_set_and_the_rest_stays(written: Written, data: st.DataObject) -> None:
    paths = data.draw(
        st.lists(st.sampled_from(sorted(written.spans, key=repr)), min_size=1, max_size=4, unique=True)
    )
    assume(apart(paths))
    edits = [Edit(Act.SET, path, data.draw(VALUES)) for path in paths]

    new = edit_all(written.text, edits)

    meant = copy.deepcopy(written.data)
    for edit in edits:
        at(meant, edit.path[:-1])[edit.path[-1]] = edit.value
    assert repr(read(new)) == repr(meant)


@settings(max_examples=100)
@given(files(), st.data())
def test_keys_and_items_added_together_are_all_added(written: Written, data: st.DataObject) -> None:
    places = data.draw(
        st.lists(st.sampled_from(lists_and_mappings(written.data)), min_size=1, max_size=3, unique=True)
    )
    meant = copy.deepcopy(written.data)
    edits = []
    for number, path in enumerate(places):
        values = data.draw(st.lists(VALUES, min_size=1, max_size=3))
        if isinstance(at(meant, path), list):
            edits.append(Edit(Act.APPEND, path, values))
            at(meant, path).extend(values)
        else:
            edits += [
                Edit(Act.SET, (*path, f"neuf-{number}-{rank}"), value) for rank, value in enumerate(values)
            ]
            at(meant, path).update({f"neuf-{number}-{rank}": value for rank, value in enumerate(values)})

    try:
        new = edit_all(written.text, edits)
    except EditError:
        assume(False)

    assert read(new) == meant


@pytest.mark.parametrize("text", ["", "# vide\n", "a: 1\n", "clients:\n", "clients: []\n"])
def test_entries_are_added_together_to_a_list_that_is_not_there(text: str, reads: list[str]) -> None:
    added = [{"id": f"c{number}"} for number in range(50)]

    new = edit_all(text, [Edit(Act.APPEND, ("clients",), added)])

    assert read(new) == {**(read(text) or {}), "clients": added}
    assert len(reads) <= 2, "read once, then proved once"


def test_what_cannot_be_edited_does_not_keep_the_rest_from_being_made_together(reads: list[str]) -> None:
    many = "".join(f"k{number}: {number}\n" for number in range(200))
    text = f"? odd\n: 1\n{many}"

    new = edit_all(text, [Edit(Act.REMOVE, (f"k{number}",)) for number in range(200)])

    assert read(new) == {"odd": 1}
    assert len(reads) <= 4


def test_a_list_emptied_entry_by_entry_is_emptied_in_few_readings(reads: list[str]) -> None:
    text = "b: 1\nclients:\n" + "".join(f"- id: c{number}\n" for number in range(200))

    new = edit_all(text, [Edit(Act.REMOVE, ("clients", number)) for number in range(200)])

    assert read(new) == {"b": 1, "clients": []}
    assert len(reads) < 40


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time a text is read."""
    seen: list[str] = []

    def reading(content: bytes, file: str = "") -> object:
        seen.append(file)
        return read_yaml(content, file)

    monkeypatch.setattr("hygie.dossier.edit.read_yaml", reading)
    monkeypatch.setattr("hygie.dossier.edits.read_yaml", reading)
    return seen


def test_entries_added_to_a_list_follow_its_layout() -> None:
    text = "# les clients\nclients:\n- id: a # le premier\n\n# la suite\nservices: []\n"

    new = edit_all(
        text,
        [
            Edit(Act.APPEND, ("clients",), [{"id": "b", "services": ["x", "z"]}, {"id": "c"}]),
            Edit(Act.SET, ("services",), [{"id": "x", "activities": [1, 2]}]),
        ],
    )

    assert new == (
        "# les clients\nclients:\n- id: a # le premier\n- id: b\n  services: [x, z]\n- id: c\n\n# la suite\n"
        "services:\n- id: x\n  activities: [1, 2]\n"
    )


def test_items_taken_out_together_leave_the_others() -> None:
    text = "a:\n  - 1\n  - 2 # deux\n  - 3\n  - 4\nb: x\n"

    new = edit_all(text, [Edit(Act.REMOVE, ("a", 0)), Edit(Act.REMOVE, ("a", 2)), Edit(Act.REMOVE, ("b",))])

    assert new == "a:\n  - 2 # deux\n  - 4\n"


def test_files_are_written_all_or_none(tmp_path: FilePath) -> None:
    kept, new, blocked = tmp_path / "kept.yaml", tmp_path / "inner" / "new.yaml", tmp_path / "blocked.yaml"
    kept.write_bytes(b"old")
    blocked.mkdir()

    with pytest.raises(OSError, match="blocked"):
        write_together({kept: b"1", new: b"2", blocked: b"3"}, {kept: b"old"})

    assert kept.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["blocked.yaml", "kept.yaml"]


def test_a_file_that_changed_meanwhile_stops_the_writing(tmp_path: FilePath) -> None:
    kept = tmp_path / "kept.yaml"
    kept.write_bytes(b"changed")

    with pytest.raises(ChangedMeanwhileError):
        write_together({kept: b"1"}, {kept: b"old"})

    assert kept.read_bytes() == b"changed"
