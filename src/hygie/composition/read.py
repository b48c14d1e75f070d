"""From the files of ``systems/`` to typed declarations, or to everything that is wrong with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from hygie.composition.names import Described, Publication, without_version
from hygie.composition.vocabulary import ComponentType, Name, Systems, TypeName
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import Refusal
from hygie.dossier.paths import Path
from hygie.dossier.sources import Sources
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.digest import Digest
from hygie.kernel.place import Place

FOLDER = "systems"


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
        """Find a type by the name that a component gives it, whatever its version; ``None`` if there is none."""
        name = without_version(reference)
        found: Described | None = self.declared.types.get(name) or self.library.get(name)
        return found if found is not None else self.published.get(name)


PublicationReader = Callable[[bytes, str, str], Publication | tuple[Diagnostic, ...]]
"""Reads the content of a summary, its file's name for places, the base64 key of whom it must be signed by."""


def read_systems(
    root: FilePath, dossier: Dossier | None = None, *, reader: PublicationReader | None = None
) -> Composition | Refusal:
    """Read the systems of a dossier's folder."""
    raise NotImplementedError


def read_types(content: bytes, file: str) -> Composition | Refusal:
    """Read one file."""
    raise NotImplementedError
