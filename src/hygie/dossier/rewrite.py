"""From changes of what a dossier declares to the new content of its files, each where it is at home."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hygie.dossier.changes import Act, Change
from hygie.dossier.edits import LINE, Edit, edit_all
from hygie.dossier.files import MANIFEST
from hygie.dossier.homes import Homes, home_of
from hygie.dossier.merge import merge
from hygie.dossier.paths import Path
from hygie.dossier.sources import Sources
from hygie.dossier.yaml_document import Document
from hygie.dossier.yaml_writer import Layout, write_block

SCHEMA: Final = ".hygie/dossier.schema.json"


@dataclass(slots=True)
class _Target:
    """The edits of one file, with what is to be added to each of its lists."""

    edits: list[Edit] = field(default_factory=list)
    added: dict[Path, list[Any]] = field(default_factory=dict)


def documents_of(sources: Sources) -> list[Document]:
    """Give the files of a dossier that declare something, in the order in which they are merged."""
    found = {origin.document.file: origin.document for origin in sources.origins.values()}
    return [found[name] for name in sorted(found)]


def data_of(sources: Sources) -> dict[str, Any]:
    """Give what a dossier declares, as it is written."""
    return merge(documents_of(sources)).data


def rewritten(changes: Iterable[Change], sources: Sources, texts: Mapping[str, str]) -> dict[str, str]:
    """Give the new text of each file that changes; ``texts`` are those of today, by name.

    Raises:
        EditError: a change cannot be made in place.
    """
    targets: dict[str, _Target] = {}
    documents = documents_of(sources)
    homes = Homes(documents, sources.names)
    for change in changes:
        for file, path, act, value in _located(change, sources, documents, homes):
            target = targets.setdefault(file, _Target())
            if act is Act.APPEND:
                target.added.setdefault(path, []).append(value)
            else:
                target.edits.append(Edit(act, path, value))
    return {file: _text(file, target, texts.get(file)) for file, target in targets.items()}


def _text(file: str, target: _Target, text: str | None) -> str:
    added = [Edit(Act.APPEND, path, values) for path, values in target.added.items()]
    return edit_all(new_file(file) if text is None else text, [*target.edits, *added], file=file)


def _located(
    change: Change, sources: Sources, documents: Sequence[Document], homes: Homes
) -> Iterable[tuple[str, Path, Act, Any]]:
    """Tell in which file, at which path, a change is made; a section in several files changes in all."""
    section = str(change.path[0])
    holding = [document for document in documents if section in document.data]
    if len(change.path) > 1:
        file, path = _origin(change.path, sources)
        yield file, path, change.act, change.value
    elif change.act is Act.APPEND:
        yield homes.of(section, change.value), change.path, change.act, change.value
    elif change.act is Act.SET:
        first = holding[0].file if holding else home_of(section)
        yield first, change.path, change.act, change.value
        yield from ((other.file, change.path, Act.REMOVE, None) for other in holding[1:])
    else:
        yield from ((document.file, change.path, change.act, None) for document in holding)


def _origin(path: Path, sources: Sources) -> tuple[str, Path]:
    for length in range(len(path), 0, -1):
        origin = sources.origins.get(path[:length])
        if origin is not None:
            return origin.document.file, (*origin.path, *path[length:])
    return home_of(str(path[0])), path


def new_file(name: str) -> str:
    """Give the first line of a new file, by which editors find the schema."""
    return f"# yaml-language-server: $schema={'../' * name.count('/')}{SCHEMA}\n"


def whole_files(data: Mapping[str, Any]) -> dict[str, str]:
    """Write a whole dossier, each section in its file of habit."""
    sections: dict[str, dict[str, Any]] = {MANIFEST: {}}
    for section, value in data.items():
        sections.setdefault(home_of(section), {})[section] = value
    return {name: new_file(name) + _block(part) for name, part in sorted(sections.items())}


def _block(part: Mapping[str, Any]) -> str:
    """Write sections one below the other, apart by a blank line."""
    layout = Layout(flow=LINE)
    texts: Sequence[str] = ["\n".join(write_block({key: value}, 0, layout)) for key, value in part.items()]
    return "\n" + "\n\n".join(texts) + "\n"
