"""From a folder to a dossier, or to everything that is wrong with it, in one pass."""

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from hygie.dossier.build import assemble
from hygie.dossier.checks import check, index_data
from hygie.dossier.dossier import Dossier
from hygie.dossier.evidence_files import check_files
from hygie.dossier.files import MANIFEST, PEOPLE, DossierFile, read_folder
from hygie.dossier.merge import Merged, merge
from hygie.dossier.shape import validate
from hygie.dossier.sources import Sources
from hygie.dossier.vocabulary.root import FORMAT, Declarations
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.digest import Digest, digest_tree
from hygie.kernel.place import Place


def load_dossier(root: Path) -> Dossier | Refusal:
    """Load the dossier of a folder.

    Returns the dossier, or a refusal with every mistake found in one pass; never raises for what a
    user may have written.
    """
    files, mistakes = read_folder(root)
    if not files:
        return _refuse(mistakes)
    documents: list[Document] = []
    for file in files:
        read = read_yaml(file.content, file.name)
        if isinstance(read, Document):
            documents.append(read)
        else:
            mistakes.extend(read)
    merged = merge(documents)
    mistakes.extend(merged.mistakes)
    return _build(merged, mistakes, files, root)


def _build(
    merged: Merged, mistakes: list[Diagnostic], files: Sequence[DossierFile], root: Path
) -> Dossier | Refusal:
    sources = Sources(merged.origins, Place(MANIFEST), frozenset(file.name for file in files))
    data = merged.data
    declared_format = data.get("format")
    if isinstance(declared_format, int) and declared_format > FORMAT:
        parameters = {"found": declared_format, "known": FORMAT}
        return _refuse([Diagnostic("newer_format", sources.place(("format",)), parameters)])
    declared, wrong = validate(data, sources.place, Declarations)
    if mistakes:
        # What a file that could not be read may hold is not said to be missing.
        wrong = [item for item in wrong if item.code != "missing_key" or item.place != sources.place(())]
    index = index_data(data)
    mistakes += [*wrong, *check(data, index, sources.place), *check_files(data, root, sources.place)]
    if mistakes or declared is None:
        return _refuse(mistakes)
    entries = {ref: paths[0] for ref, paths in index.items()}
    return assemble(declared, sources, dossier_digest(files), root.as_posix(), entries)


def _refuse(mistakes: list[Diagnostic]) -> Refusal:
    return Refusal(tuple(sorted(mistakes, key=lambda mistake: mistake.place)))


def dossier_digest(files: Iterable[DossierFile]) -> Digest:
    """Digest the declarations; persons are left out, so that erasing one changes no result's name."""
    return digest_tree(
        (file.name, file.content)
        for file in files
        if PurePosixPath(file.name).parts[0].split(".")[0] != PEOPLE
    )
