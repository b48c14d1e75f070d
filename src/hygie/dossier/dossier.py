"""A dossier once loaded: what it declares, where each thing is written, and what supports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hygie.dossier.paths import Path, alias_of, walk
from hygie.dossier.sources import Sources
from hygie.dossier.vocabulary.base import Entry
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.dossier.vocabulary.imported import ImportedAssessment
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.digest import Digest
from hygie.kernel.place import Place
from hygie.kernel.unknown import Unknown


@dataclass(frozen=True)
class Dossier:
    """What an organisation declares; immutable, so every derived table is computed once.

    ``declared`` holds no position: positions stand beside, in ``sources``, and are looked up when
    somebody asks.
    """

    declared: Declarations
    sources: Sources
    digest: Digest
    location: str = "."
    entries_by_ref: Mapping[str, Path] = field(default_factory=dict, repr=False)

    @cached_property
    def _paths(self) -> dict[int, Path]:
        # Entries are immutable and kept alive by `declared`, so their identity names them.
        return {id(entry): path for path, entry in walk(self.declared)}

    def path(self, entry: Entry, field_name: str | None = None, *more: str | int) -> Path:
        """Give the path of an entry of this dossier, or of one of its fields.

        Raises:
            KeyError: the entry is not part of this dossier.
        """
        base = self._paths[id(entry)]
        return base if field_name is None else (*base, alias_of(entry, field_name), *more)

    def place(self, path: Path) -> Place:
        """Tell where a path is written, or where the closest thing that holds it is."""
        return self.sources.place(path)

    def entry(self, ref: str) -> Entry | None:
        """Find an entry by ``kind:id``."""
        path = self.entries_by_ref.get(ref)
        return None if path is None else self._at(path)

    def _at(self, path: Path) -> Any:  # noqa: ANN401 - a path may lead to any declared value
        value: Any = self.declared
        for step in path:
            value = value[step] if isinstance(step, int) else getattr(value, step)
        return value

    def value_at(self, path: Path) -> Any:  # noqa: ANN401 - a path may lead to any declared value
        """Give what is declared at a path, ``None`` where nothing is."""
        value: Any = self.declared
        for step in path:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) and step < len(value) else None
            else:
                value = _field(value, step)
            if value is None:
                return None
        return value

    def subject(self, path: Path) -> str:
        """Name the closest referable entry that holds a path, as ``kind:id``; else the section."""
        refs = self._refs_by_path
        for length in range(len(path), 0, -1):
            ref = refs.get(path[:length])
            if ref is not None:
                return ref
        return str(path[0]) if path else "dossier"

    @cached_property
    def _refs_by_path(self) -> dict[Path, str]:
        return {path: ref for ref, path in self.entries_by_ref.items()}

    def address(self, path: Path) -> str:
        """Write a path for people, with ids instead of indexes: ``actors[west].storage[s1].country``."""
        words: list[str] = []
        for length, step in enumerate(path, start=1):
            if isinstance(step, int):
                ref = self._refs_by_path.get(path[:length])
                words[-1] += f"[{ref.partition(':')[2] if ref else step}]"
            else:
                words.append(step)
        return ".".join(words)

    def unknown_reason(self, path: Path) -> str | None:
        """Give the reason of the ``{unknown: …}`` that stands at a path or above it, if any."""
        for length in range(len(path), 0, -1):
            value = self.value_at(path[:length])
            if isinstance(value, Unknown):
                return value.unknown
        return None

    @cached_property
    def evidence_by_target(self) -> Mapping[Path | str, tuple[Evidence, ...]]:
        """Evidence by what it supports: the path of an entry or section, or a requirement's id."""
        table: dict[Path | str, tuple[Evidence, ...]] = {}
        for piece in self.declared.evidence:
            for target in piece.supports:
                key = self.support_target(target)
                table[key] = (*table.get(key, ()), piece)
        return table

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """Every control, wherever it is declared, in the order of their paths."""
        found = [(path, entry) for path, entry in walk(self.declared) if isinstance(entry, Control)]
        return tuple(entry for _, entry in sorted(found, key=lambda pair: _in_order(pair[0])))

    @cached_property
    def controls_by_name(self) -> Mapping[str, tuple[Control, ...]]:
        """Controls by what they say they implement, as it is written."""
        table: dict[str, tuple[Control, ...]] = {}
        for control in self.controls:
            for name in dict.fromkeys(control.implements):
                table[name] = (*table.get(name, ()), control)
        return table

    @cached_property
    def imported_by_name(self) -> Mapping[str, tuple[ImportedAssessment, ...]]:
        """Imported assessments by the requirement they are about, as it is written."""
        table: dict[str, tuple[ImportedAssessment, ...]] = {}
        for item in self.declared.imported_assessments:
            table[item.requirement] = (*table.get(item.requirement, ()), item)
        return table

    def support_target(self, target: str) -> Path | str:
        """Resolve a ``supports`` line: path of an entry or section, or the requirement's id."""
        path = self.entries_by_ref.get(target)
        if path is not None:
            return path
        head = target.split(".", 1)[0]
        if head in Declarations.model_fields:
            return tuple(target.split("."))
        return target.rpartition("/")[2]


def _in_order(path: Path) -> tuple[tuple[str, int], ...]:
    return tuple(("", step) if isinstance(step, int) else (step, 0) for step in path)


def _field(value: Any, step: str) -> Any:  # noqa: ANN401 - a path may lead to any declared value
    if not isinstance(value, Entry):
        return None
    if step in value.__dict__:
        return value.__dict__[step]
    for name, info in type(value).model_fields.items():
        if (info.alias or name) == step:
            return getattr(value, name)
    return None
