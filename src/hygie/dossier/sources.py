"""Where each part of the merged dossier comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hygie.dossier.paths import Path
from hygie.dossier.yaml_reader import Document
from hygie.kernel.place import Place

MANIFEST_START = Place("hygie.yaml")


@dataclass(frozen=True)
class Origin:
    """The document that holds a part of the dossier, and the path of that part inside it."""

    document: Document
    path: Path


@dataclass(frozen=True)
class Sources:
    """Maps paths of the merged dossier to places in the files.

    ``origins`` holds the longest prefixes that merging moved: one a list item, one a mapping key.
    """

    origins: Mapping[Path, Origin] = field(default_factory=dict)
    fallback: Place = MANIFEST_START

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Tell where a path is written; where it is not, the place of the closest thing that is."""
        for length in range(len(path), -1, -1):
            origin = self.origins.get(path[:length])
            if origin is not None:
                return origin.document.place((*origin.path, *path[length:]), key=key)
        return self.fallback
