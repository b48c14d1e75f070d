"""Editing in place: the data become what was meant, and every other line keeps its bytes."""

import copy
import stat
import sys
from datetime import date
from pathlib import Path as FilePath
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.dossier.written_by_hand import VALUES, Path, Written, files

from hygie.dossier.edit import ConflictError, EditError, append_item, apply_edit, remove, set_value
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.digest import digest_bytes
from hygie.kernel.place import Place

KEYS = st.sampled_from(["neuf", "é", "1", "null", "a: b", "<<", " x", "- y", "😀", "#", "l'un"])


def read(text: str) -> dict[str, Any]:
    document = read_yaml(text.encode(), "")
    assert isinstance(document, Document), (document, text)
    return document.data


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def lists_and_mappings(data: Any, path: Path = ()) -> list[Path]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    below = [found for step, child in children for found in lists_and_mappings(child, (*path, step))]
    return [path, *below] if isinstance(data, dict | list) else below


def assert_only_touches(written: Written, new: str, first: int, last: int) -> None:
    assert new.startswith(written.mark)
    old, new = written.text.removeprefix(written.mark), new.removeprefix(written.mark)
    before, after = old.split("\n"), new.split("\n")
    # Without a final newline, the end of the last line moves when lines come or go there.
    above = before[: max(0, first - (not written.ends_with_newline))]
    below = before[last + 1 :]
    assert len(above) + len(below) <= len(after)
    assert after[: len(above)] == above
    assert after[len(after) - len(below) :] == below
    # A blank line that becomes the last one is a final newline.
    # So may be what ends a literal text.
    assert new.endswith("\n") == old.endswith("\n") or not read(new) or "" in written.lines or "|" in new
    if "\r\n" in old:
        assert "\n" not in new.replace("\r\n", "")


@given(files())
def test_the_files_drawn_are_read_as_meant(written: Written) -> None:
    assert repr(read(written.text)) == repr(written.data)


@settings(max_examples=300)
@given(files(), VALUES, st.data())
def test_a_value_is_replaced_in_its_lines(written: Written, value: Any, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(written.spans, key=repr)))
    new = set_value(written.text, path, value)
    meant = copy.deepcopy(written.data)
    at(meant, path[:-1])[path[-1]] = value
    assert repr(read(new)) == repr(meant)
    assert_only_touches(written, new, *written.spans[path])


@settings(max_examples=200)
@given(files(), st.lists(KEYS, min_size=1, max_size=2), VALUES, st.data())
def test_a_key_is_added_without_touching_any(
    written: Written, keys: list[str], value: Any, data: st.DataObject
) -> None:
    mappings = [path for path in lists_and_mappings(written.data) if isinstance(at(written.data, path), dict)]
    parent = data.draw(st.sampled_from(mappings))
    if keys[0] in at(written.data, parent):
        return
    new = set_value(written.text, (*parent, *keys), value)
    meant = copy.deepcopy(written.data)
    at(meant, parent)[keys[0]] = {keys[1]: value} if keys[1:] else value
    assert repr(read(new)) == repr(meant)
    first, last = written.spans.get(parent, (0, len(written.lines)))
    assert_only_touches(written, new, first, last)
    notes = [line for line in written.lines if line.strip().startswith("# note")]
    assert [
        line for line in new.removeprefix(written.mark).splitlines() if line.strip().startswith("# note")
    ] == notes


@settings(max_examples=200)
@given(files(), VALUES, st.data())
def test_an_item_is_added_without_touching_any(written: Written, value: Any, data: st.DataObject) -> None:
    lists = [path for path in lists_and_mappings(written.data) if isinstance(at(written.data, path), list)]
    path = data.draw(st.sampled_from([*lists, ("neuf", "liste")]))
    new = append_item(written.text, path, value)
    meant = copy.deepcopy(written.data)
    if path == ("neuf", "liste"):
        meant["neuf"] = {"liste": []}
    at(meant, path).append(value)
    assert repr(read(new)) == repr(meant)
    first, last = written.spans.get(path, (0, len(written.lines)))
    assert_only_touches(written, new, first, last)


@settings(max_examples=300)
@given(files(), st.data())
def test_an_entry_is_removed_with_its_lines_only(written: Written, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(written.spans, key=repr)))
    # The blank lines left could join a text above that keeps its own: this is refused.
    assume("|+" not in written.text)
    new = remove(written.text, path)
    meant = copy.deepcopy(written.data)
    del at(meant, path[:-1])[path[-1]]
    assert repr(read(new)) == repr(meant)
    parent = path[:-1]
    first, last = written.spans[path]
    siblings = at(written.data, parent)
    if len(siblings) == 1 and parent:
        first, last = written.spans[parent]
    elif path == (*parent, next(iter(siblings)) if isinstance(siblings, dict) else 0):
        # Beside a dash, the next entry comes up to its line.
        following = list(siblings)[1] if isinstance(siblings, dict) and parent else 1
        last = max(last, written.spans.get((*parent, following), (0, 0))[0])
    assert_only_touches(written, new, first, last)
    kept = {
        line.strip()
        for n, line in enumerate(written.lines)
        if line.strip().startswith("# note") and not first <= n <= last
    }
    assert kept <= {line.strip() for line in new.removeprefix(written.mark).split("\n")}


@given(files(), VALUES, st.data())
def test_setting_back_a_plain_value_gives_the_same_text(
    written: Written, value: Any, data: st.DataObject
) -> None:
    texts = {path: old for path, old in written.plain.items() if isinstance(old, str)}
    # A text that YAML 1.1 takes for something else is written back between quotes.
    plain = {path: old for path, old in texts.items() if isinstance(yaml.safe_load(old), str | date)}
    if not plain or isinstance(value, dict | list):
        return
    path = data.draw(st.sampled_from(sorted(plain, key=repr)))
    other = set_value(written.text, path, value if not isinstance(value, str) else "autre")
    assert set_value(other, path, plain[path]) == written.text


@given(files(), st.data())
def test_setting_what_is_there_changes_nothing(written: Written, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(written.spans, key=repr)))
    assert set_value(written.text, path, copy.deepcopy(at(written.data, path))) == written.text


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_a_file_is_written_from_nothing(meant: dict[str, Any]) -> None:
    text = "# tête\n"
    for key, value in meant.items():
        text = set_value(text, (key,), value)
    assert repr(read(text)) == repr(meant)
    assert text.startswith("# tête\n")


HOST = """\
# tête
host: # l'hôte
  # son nom
  name: "Bob" # ici
  tags: [a, b]   # en ligne
  empty:

actors:
- id: a # premier
  # à propos de x
  x: 1
- id: b
  notes: |
    un

    deux

  z: 2
last: {a: 1, b: 2}
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("host", "name"), "Zoé: x", 'name: "Bob" # ici', 'name: "Zoé: x" # ici'),
        (("host", "tags"), ["a", "c, d"], "[a, b]   #", '[a, "c, d"]   #'),
        (("host", "tags"), {}, "[a, b]   #", "{}   #"),
        (("host", "tags", 1), None, "[a, b]", "[a, null]"),
        (("host", "empty"), "x\ny\n", "empty:\n", "empty: |\n    x\n    y\n"),
        (("host", "empty", "a", "b"), 1, "empty:\n", "empty:\n    a:\n      b: 1\n"),
        (("host", "name"), {"a": ["b"]}, ' "Bob" # ici', " # ici\n    a:\n    - b"),
        (("actors", 0), "s", "id: a # premier\n  # à propos de x\n  x: 1", "s"),
        (("actors", 0, "id"), {"k": 1}, "id: a # premier", "id: # premier\n    k: 1"),
        (("actors", 1, "notes"), False, "|\n    un\n\n    deux\n", "false\n"),
        (("actors", 1, "new"), {"a": []}, "  z: 2\n", "  z: 2\n  new:\n    a: []\n"),
        (("last", "c"), {"d": [1]}, "b: 2}", "b: 2, c: {d: [1]}}"),
    ],
)
def test_a_value_is_written_like_its_neighbours(path: Path, value: Any, old: str, new: str) -> None:
    assert HOST.count(old) == 1
    assert set_value(HOST, path, value) == HOST.replace(old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("host", "name"), '  name: "Bob" # ici\n', ""),
        (("host", "tags", 0), "a, b", "b"),
        (("actors", 0), "- id: a # premier\n  # à propos de x\n  x: 1\n", ""),
        (("actors", 0, "id"), " id: a # premier\n", "\n"),
        (("actors", 1, "id"), "- id: b\n  notes", "- notes"),
        (("last", "b"), ", b: 2", ""),
        (("last",), "last: {a: 1, b: 2}\n", ""),
    ],
)
def test_an_entry_is_removed_with_its_own_comment(path: Path, old: str, new: str) -> None:
    assert HOST.count(old) == 1
    assert remove(HOST, path) == HOST.replace(old, new)


def test_the_last_entry_leaves_an_empty_collection() -> None:
    assert remove("a:\n  # ici\n  b: 1 # là\nc: [1]\n", ("a", "b")) == "a: {}\n  # ici\nc: [1]\n"
    assert remove("a:\n- 1", ("a", 0)) == "a: []"
    assert remove("a: 1 # x\n# y\n", ("a",)) == "# y\n"
    assert remove("{a: 1}\n", ("a",)) == "{}\n"
    assert set_value("{} # x\n", ("a",), 1) == "a: 1 # x\n"


@pytest.mark.parametrize(
    ("edit", "code", "place"),
    [
        (lambda text: set_value(text, (), {}), "edit_path", (2, 1)),
        (lambda text: set_value(text, ("actors", 2), 1), "edit_path", (9, 1)),
        (lambda text: set_value(text, ("new", 0), 1), "edit_path", (2, 1)),
        (lambda text: set_value(text, ("host", "name", "x"), 1), "edit_not_mapping", (4, 9)),
        (lambda text: append_item(text, ("host", "name"), 1), "edit_not_list", (4, 9)),
        (lambda text: append_item(text, ("last",), 1), "edit_not_list", (19, 7)),
        (lambda text: remove(text, ("host", "absent")), "edit_path", (4, 3)),
        (lambda text: set_value(text, ("a",), float("inf")), "edit_value", (1, 1)),
        (lambda text: set_value(text, ("a",), 10**8), "edit_value", (1, 1)),
        (lambda text: set_value(text, ("a",), ["\x1b[2J"]), "edit_value", (1, 1)),
        (lambda text: set_value(text, ("a",), {"k\r": 1}), "edit_value", (1, 1)),
        (lambda text: set_value(text, ("a",), "\ud800"), "edit_value", (1, 1)),
        (lambda text: set_value(text, ("a" * 2000,), 1), "edit_not_exact", (2, 1)),
        (lambda text: set_value(text + "? x\n: y\n", ("x",), 1), "edit_style", (21, 3)),
        (lambda text: set_value(text + "a: *x\n", ("a",), 1), "edit_unreadable", (20, 4)),
        (lambda text: set_value(text + "a: \ud800\n", ("a",), 1), "edit_unreadable", (20, 4)),
    ],
)
def test_what_cannot_be_edited_is_refused(edit: Any, code: str, place: tuple[int, int]) -> None:
    with pytest.raises(EditError) as refused:
        edit(HOST)
    assert refused.value.diagnostic.code == code
    assert refused.value.diagnostic.place == Place("", *place)


def test_removing_from_brackets_keeps_the_comments_of_others() -> None:
    text = "a: [\n  b, # de b\n  c, # de c\n  ]\n"
    assert remove(text, ("a", 1)) == "a: [\n  b, # de b\n   # de c\n  ]\n"
    assert remove(text, ("a", 0)) == "a: [\n  \n  c, # de c\n  ]\n"


def test_removing_what_would_change_another_text_is_refused() -> None:
    with pytest.raises(EditError, match="edit_not_exact"):
        remove("a: |+\n  x\nb: 1\n\n", ("b",))


def test_a_literal_text_at_the_end_gets_its_newline() -> None:
    assert set_value("a: 1", ("b",), "x\ny\n") == "a: 1\nb: |\n  x\n  y\n"
    assert remove("a: |\n  x\nb: 1", ("b",)) == "a: |\n  x\n"


def test_a_deep_value_is_refused() -> None:
    deep: Any = 1
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(EditError, match="edit_value"):
        set_value(HOST, ("a",), deep)


def test_a_file_is_edited_if_it_is_the_one_read(tmp_path: FilePath) -> None:
    path = tmp_path / "hôte.yaml"
    content = "\ufeffa: 1\r\nb: 2\r\n".encode()
    path.write_bytes(content)
    path.chmod(0o640)
    digest = apply_edit(path, digest_bytes(content), lambda text: set_value(text, ("a",), "é"))
    assert path.read_bytes() == "\ufeffa: é\r\nb: 2\r\n".encode()
    assert digest == digest_bytes(path.read_bytes())
    assert [child.name for child in tmp_path.iterdir()] == ["hôte.yaml"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(ConflictError) as refused:
        apply_edit(path, digest_bytes(content), lambda _: "a: 2\n")
    assert refused.value.diagnostic.parameters == {"expected": digest_bytes(content), "actual": digest}


def test_a_file_that_changes_during_the_edit_is_kept(tmp_path: FilePath) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n")

    def edit(_: str) -> str:
        path.write_bytes(b"a: autre\n")
        return "a: 2\n"

    with pytest.raises(ConflictError):
        apply_edit(path, digest_bytes(b"a: 1\n"), edit)
    assert path.read_bytes() == b"a: autre\n"
    assert [child.name for child in tmp_path.iterdir()] == ["a.yaml"]


def test_a_refusal_leaves_the_file(tmp_path: FilePath) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: \xe9\n")
    with pytest.raises(EditError, match="edit_unreadable"):
        apply_edit(path, digest_bytes(b"a: \xe9\n"), lambda text: text)
    path.write_bytes(b"a: 1\n")
    before = path.stat().st_mtime_ns
    assert apply_edit(path, digest_bytes(b"a: 1\n"), lambda text: text) == digest_bytes(b"a: 1\n")
    assert path.stat().st_mtime_ns == before
