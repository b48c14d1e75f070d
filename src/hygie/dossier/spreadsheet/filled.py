"""What a workbook declares once read, and the cell of each value."""

from dataclasses import dataclass, field
from typing import Any

from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place


@dataclass(slots=True)
class Filled:
    """What a workbook declares.

    ``carried`` are the keys of the columns and lines that it has a place for, filled or not, ``tables``
    those of the lists that have a sheet; ``base`` is the fingerprint of the dossier that it was exported
    from, if any. ``rows`` hold the sheet and row of each entry by its path, ``columns`` the column of each
    field of a sheet, ``heads`` the title of what names the entries of a list of the root, ``lines`` the
    cell of each field of a card, ``sheets`` the names of all the sheets.
    """

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    base: str = ""
    mistakes: list[Diagnostic] = field(default_factory=list)
    rows: dict[Path, tuple[str, int]] = field(default_factory=dict)
    columns: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)
    heads: dict[Path, Place] = field(default_factory=dict)
    lines: dict[tuple[str, ...], Place] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()

    def place(self, path: Path) -> Place | None:
        """Give the cell of a path of ``data``, or the closest that holds it; none where there is none.

        A list of entries is its sheet, unless a cell says that it is empty or not known.
        """
        listed = self.data.get(str(path[0]), [{}]) if len(path) == 1 else None
        if path in self.heads and isinstance(listed, list) and listed:
            return self.heads[path]
        for length in range(len(path), 0, -1):
            row = self.rows.get(path[:length])
            if row is not None:
                sheet, number = row
                return Place(self.file, number, self._column(sheet, path[length:]), sheet)
        keys = tuple(step for step in path if isinstance(step, str))
        found = (self.lines.get(keys[:length]) for length in range(len(keys), 0, -1))
        below = (place for line, place in self.lines.items() if keys and line[: len(keys)] == keys)
        return next((place for place in (*found, *below) if place is not None), None)

    def _column(self, sheet: str, path: Path) -> int:
        keys = tuple(step for step in path if isinstance(step, str))
        found = (self.columns.get((sheet, keys[:length])) for length in range(len(keys), -1, -1))
        return next((column for column in found if column is not None), 1)

    def wrong(self, code: str, place: Place, related: Place | None = None, **parameters: Parameter) -> None:
        """Note a mistake."""
        self.mistakes.append(Diagnostic(code, place, parameters, related))
