"""From the files of ``systems/`` to typed declarations, or to everything that is wrong with them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from hygie.composition.language.checks import Study, check
from hygie.composition.language.checks.idiom import idiom, named
from hygie.composition.language.checks.salvage import Salvage, salvage
from hygie.composition.language.library import library_content, library_names, library_type
from hygie.composition.language.names import Described, Publication, without_version
from hygie.composition.language.vocabulary import (
    LANGUAGE_VERSION,
    ComponentType,
    Name,
    PublishedType,
    Systems,
    TypeName,
)
from hygie.dossier.dossier import Dossier
from hygie.dossier.files import DossierFile, is_inside, read_subfolder
from hygie.dossier.merge import Merged, merge
from hygie.dossier.paths import Path
from hygie.dossier.shape import validate
from hygie.dossier.sources import Sources
from hygie.dossier.suggest import closest
from hygie.dossier.yaml_reader import DEFAULT, Document, read_yaml
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.digest import Digest, digest_tree
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place

FOLDER = "systems"

PublicationReader = Callable[[bytes, str, str], Publication | tuple[Diagnostic, ...]]
"""Reads a summary: its content, its file for places, the public key (base64) of whom it must be signed by."""

# What a file that could not be read may have declared is not said to be missing.
_ELSEWHERE = frozenset(
    {"composition_unknown_type", "composition_unknown_publisher", "composition_unknown_instance"}
)
_EVERY_FILE = frozenset({"language"})


@dataclass(frozen=True)
class Composition:
    """Types and systems once read and checked, with the library types that they use.

    ``library`` holds the types that come with Hygie and are referred to, by the name that dossiers give
    them (``library/…``), with what these refer to; ``published`` the types known by their summary.
    """

    declared: Systems
    library: Mapping[str, ComponentType]
    published: Mapping[Name, Publication]
    digest: Digest
    sources: Sources = field(default_factory=Sources, repr=False)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Tell where a path of the merged declarations is written, or its key."""
        return self.sources.place(path, key=key)

    def type_named(self, reference: TypeName) -> Described | None:
        """Find a type by the name that a component gives it, whatever its version."""
        name = without_version(reference)
        found: Described | None = self.declared.types.get(name) or self.library.get(name)
        return found if found is not None else self.published.get(name)


def read_systems(
    root: FilePath, dossier: Dossier | None = None, *, reader: PublicationReader | None = None
) -> Composition | Refusal:
    """Read the systems of a dossier's folder; without any, a composition of nothing.

    Returns the composition, or a refusal with every mistake found in one pass; never raises for what a
    user may have written. References to the dossier are checked where it is given; ``reader`` reads
    summaries in the place of Hygie's own reader.

    Raises:
        MissingExtraError: a type is known by a signed summary, and the extra ``signing`` is not installed.
    """
    files, mistakes = read_subfolder(root, FOLDER)
    return _read(_Material(files, root, dossier, reader), mistakes)


def read_types(content: bytes, file: str) -> Composition | Refusal:
    """Read one file alone, for a type to be studied by itself; it is checked the same."""
    return _read(_Material([DossierFile(file, content)]), [])


@dataclass(frozen=True)
class _Material:
    """What is read: the files, and what they may refer to."""

    files: Sequence[DossierFile]
    root: FilePath | None = None
    dossier: Dossier | None = None
    reader: PublicationReader | None = None


def _read(material: _Material, mistakes: list[Diagnostic]) -> Composition | Refusal:
    documents: list[Document] = []
    for file in material.files:
        read = read_yaml(file.content, file.name)
        if isinstance(read, Document):
            documents.append(read)
        else:
            mistakes.extend(read)
    newer = [item for document in documents for item in _newer_language(document)]
    if newer:
        return _refuse([*mistakes, *newer])
    merged = merge(documents, _EVERY_FILE)
    composition, found = _build(material, merged, is_partial=bool(mistakes))
    mistakes += [*merged.mistakes, *found]
    return _refuse(mistakes) if mistakes else composition


def _newer_language(document: Document) -> Iterable[Diagnostic]:
    found = document.data.get("language")
    if type(found) is int and found > LANGUAGE_VERSION:
        parameters = {"found": found, "known": LANGUAGE_VERSION}
        yield Diagnostic("composition_newer_language", document.place(("language",)), parameters)


def _build(material: _Material, merged: Merged, *, is_partial: bool) -> tuple[Composition, list[Diagnostic]]:
    """Make the composition of what can be read, with every mistake met; some files may be missing."""
    names = frozenset(file.name for file in material.files)
    first = material.files[0].name if material.files else FOLDER
    sources = Sources(merged.origins, Place(first), names)
    declared, wrong = validate(merged.data, sources.place, Systems, idiom())
    saved = Salvage({})
    if declared is None:
        declared, saved = salvage(merged.data)
        wrong = _bad_names(wrong, saved, sources)
    published, contents, unread = _publications(material, declared, sources)
    library = _library(declared)
    contents += [(file.name, file.content) for file in material.files]
    contents += [(f"{name}.yaml", library_content(name)) for name in library]
    composition = Composition(declared, library, published, digest_tree(contents), sources)
    study = Study(
        declared,
        composition.type_named,
        saved.place_with(sources.place) if saved.lost else sources.place,
        library_names(),
        material.dossier,
        saved.damaged(),
        saved.ruined(),
    )
    found = [*unread, *(saved.kept(check(study)) if saved.lost else check(study))]
    if is_partial or saved.hides_entries():
        found = [item for item in found if item.code not in _ELSEWHERE]
    return composition, [*wrong, *found]


def _refuse(mistakes: Iterable[Diagnostic]) -> Refusal:
    return Refusal(tuple(sorted(mistakes, key=lambda mistake: mistake.place)))


def _bad_names(wrong: Iterable[Diagnostic], saved: Salvage, sources: Sources) -> list[Diagnostic]:
    """Tell of a name that is wrong where it stands, rather than of what it is the name of."""
    values = {sources.place(path) for path in saved.bad_names}
    kept = [item for item in wrong if item.code != "bad_format" or item.place not in values]
    for path in saved.bad_names:
        found = str(path[-1])
        parameters: Parameters = {"found": found[:60], "suggestion": named(found)}
        kept.append(Diagnostic("composition_bad_name", sources.place(path, key=True), parameters))
    return kept


def _library(declared: Systems) -> dict[str, ComponentType]:
    """Load the library types that are referred to, and those that these refer to."""
    bodies = [*declared.types.values(), *declared.systems.values()]
    pending = [component.type for body in bodies for component in body.components.values()]
    pending += [vulnerability.type for vulnerability in declared.vulnerabilities]
    found: dict[str, ComponentType] = {}
    known = library_names()
    while pending:
        name = without_version(pending.pop())
        if name in known and name not in found:
            found[name] = library_type(name)
            pending.extend(component.type for component in found[name].components.values())
    return {name: found[name] for name in sorted(found)}


_Contents = list[tuple[str, bytes]]


def _publications(
    material: _Material, declared: Systems, sources: Sources
) -> tuple[dict[str, Publication], _Contents, list[Diagnostic]]:
    """Read the summaries of the types that are known by them alone: them, their files, what is wrong."""
    published: dict[str, Publication] = {}
    contents: _Contents = []
    mistakes: list[Diagnostic] = []
    for name, item in declared.published.items():
        publisher = declared.publishers.get(item.signed_by)
        if publisher is None:
            mistakes.append(_unknown_publisher(declared, name, item, sources))
        file = _summary_file(material, name, item, sources)
        if isinstance(file, Diagnostic):
            mistakes.append(file)
            continue
        contents.append((file.name, file.content))
        if publisher is not None:
            read = (material.reader or _reader())(file.content, file.name, publisher.ed25519)
            if isinstance(read, tuple):
                mistakes.extend(read)
            else:
                published[name] = read
    return published, contents, mistakes


def _unknown_publisher(declared: Systems, name: str, item: PublishedType, sources: Sources) -> Diagnostic:
    expected = tuple(sorted(declared.publishers))
    parameters: Parameters = {
        "found": item.signed_by,
        "suggestion": closest(item.signed_by, expected),
        "expected": expected,
        "problem": "" if expected else "nothing",
    }
    place = sources.place(("published", name, "signed_by"))
    return Diagnostic("composition_unknown_publisher", place, parameters)


def _summary_file(
    material: _Material, name: str, item: PublishedType, sources: Sources
) -> DossierFile | Diagnostic:
    """Read the file of a summary, which stands beside the file that names it."""
    place = sources.place(("published", name, "file"))
    path = (PurePosixPath(place.file).parent / item.file).as_posix()
    refusal = Diagnostic("composition_summary_missing", place, {"found": item.file})
    if material.root is None or "\0" in path:
        return refusal
    file = material.root / path
    if not is_inside(file, material.root):
        return Diagnostic("composition_summary_outside", place, {"found": item.file})
    try:
        if file.stat().st_size <= DEFAULT.size:
            return DossierFile(path, file.read_bytes())
    except OSError:
        return refusal
    parameters: Parameters = {"found": item.file, "limit": DEFAULT.size}
    return Diagnostic("composition_summary_too_large", place, parameters)


def _reader() -> PublicationReader:
    """Give Hygie's own reader, loaded when a summary is met: few dossiers have one."""
    from hygie.composition.published.publication import read_publication  # noqa: PLC0415

    return read_publication
