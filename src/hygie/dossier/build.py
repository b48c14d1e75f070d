"""From declarations to a dossier: index what can be referred to."""

from collections.abc import Mapping

from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path, walk
from hygie.dossier.sources import Sources
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.digest import Digest


def index_entries(declared: Declarations) -> dict[str, list[Path]]:
    """List the paths of every entry that has a kind and an id, by ``kind:id``, in reading order."""
    found: dict[str, list[Path]] = {}
    for path, entry in walk(declared):
        if entry.kind:
            found.setdefault(f"{entry.kind}:{entry.id}", []).append(path)  # type: ignore[attr-defined]
    return {ref: sorted(paths, key=str) for ref, paths in found.items()}


def assemble(
    declared: Declarations,
    sources: Sources,
    digest: Digest,
    location: str = ".",
    entries: Mapping[str, Path] | None = None,
) -> Dossier:
    """Make a dossier of declarations that were already checked (each id is unique).

    ``entries`` gives the path of each ``kind:id`` where the caller has indexed them already.
    """
    if entries is None:
        entries = {ref: paths[0] for ref, paths in index_entries(declared).items()}
    return Dossier(declared, sources, digest, location, entries)
