"""Where each part of the merged dossier comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hygie.dossier.paths import Path
from hygie.dossier.yaml_reader import Document
from hygie.kernel.place import Place

MANIFEST_START = Place("hygie.yaml")
FILE_OF = {
    section: file
    for file, sections in {
        "actors.yaml": ("actors", "certificate_loss_procedure"),
        "services.yaml": (
            "services",
            "processing",
            "data_protection",
            "assets",
            "processes",
            "media_transfers",
        ),
        "isms.yaml": ("isms", "risks", "controls"),
        "products.yaml": ("products", "charter", "support_offer"),
        "clients.yaml": ("clients", "contact_list", "contracts", "contract_template"),
        "registers.yaml": (
            "audits",
            "training",
            "communications",
            "client_verifications",
            "responsibility_matrices",
            "third_country_law",
            "public_pages",
            "promotions",
            "support_actions",
            "practice_questionnaires",
            "imported_assessments",
            "reversibility_plans",
        ),
        "evidence/index.yaml": ("evidence",),
    }.items()
    for section in sections
}
"""The file where a section is looked for first: the habit of ``hygie init``, never a rule."""


@dataclass(frozen=True)
class Origin:
    """The document that holds a part of the dossier, and the path of that part inside it."""

    document: Document
    path: Path


@dataclass(frozen=True)
class Sources:
    """Maps paths of the merged dossier to places in the files.

    ``origins`` holds the longest prefixes that merging moved: one a list item, one a mapping key;
    ``names`` are the files read, for what is not written yet: it goes to the file of habit.
    """

    origins: Mapping[Path, Origin] = field(default_factory=dict)
    fallback: Place = MANIFEST_START
    names: frozenset[str] = frozenset()

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Tell where a path is written; where it is not, the place of the closest thing that is."""
        for length in range(len(path), -1, -1):
            origin = self.origins.get(path[:length])
            if origin is not None:
                return origin.document.place((*origin.path, *path[length:]), key=key)
        habit = FILE_OF.get(str(path[0])) if path else None
        return Place(habit) if habit in self.names else self.fallback
