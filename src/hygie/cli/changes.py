"""What an import changes, told by sheet and by column in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from hygie.cli.screen import faint, out, strong
from hygie.dossier.changes import Act, Change
from hygie.dossier.incoming import Incoming
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.cells import encode
from hygie.dossier.spreadsheet.sheets import Column, Holds, Sheet
from hygie.dossier.spreadsheet.tally import Tally, act_of, sheets_by_key, spot_of, tallies
from hygie.dossier.spreadsheet.titles import column_title, sheet_title
from hygie.dossier.spreadsheet.words import Recognised, Tongue
from hygie.dossier.yaml_values import Data
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice
from hygie.wording.workbooks import recognised, tongue_of

SHOWN = 10
"""Changes of a sheet, files, and values that are named one by one; beyond, they are counted."""

_LONGEST = 60
_BETWEEN = " › "
_SIGNS = {Act.SET: "~", Act.APPEND: "+", Act.REMOVE: "-"}
_ADDED = N_plural("{count} added", "{count} added")
_CHANGED = N_plural("{count} changed", "{count} changed")
_REMOVED = N_plural("{count} removed", "{count} removed")


class Told:
    """Tells what is brought, in a voice."""

    def __init__(self, incoming: Incoming, voice: Voice) -> None:
        """Take what is brought."""
        self.incoming, self.voice = incoming, voice
        self.tongue: Tongue = tongue_of(voice)

    @cached_property
    def _words(self) -> Recognised:
        return recognised()

    def by_sheet(self, *, details: bool) -> None:
        """Count what each sheet gains, changes and loses; then name the first of it."""
        for key, found in tallies(self.incoming.changes).items():
            out(f"  {self._counted(key, found)}")
            # What is changed or removed is looked at more closely than what is new.
            listed = sorted(found.changes, key=lambda change: act_of(change) is Act.APPEND) if details else []
            for change in listed[:SHOWN]:
                out(f"    {_SIGNS[act_of(change)]} {self._change(change)}")
            if len(listed) > SHOWN:
                out(f"    … {self._more(len(listed) - SHOWN)}")

    def files(self) -> None:
        """Name the files that are written."""
        names = sorted(self.incoming.files)
        for name in names[:SHOWN]:
            out(faint(f"  {name}"))
        if len(names) > SHOWN:
            out(faint(f"  … {self._more(len(names) - SHOWN)}"))

    def paths(self, paths: Sequence[Path]) -> Iterator[str]:
        """Name the first of some paths of the dossier as it will be, a line each."""
        for path in paths[:SHOWN]:
            sheet = spot_of(path).sheet
            yield _BETWEEN.join(filter(None, (self._title(sheet, str(path[0])), self._where(path))))
        if len(paths) > SHOWN:
            yield f"… {self._more(len(paths) - SHOWN)}"

    def _more(self, number: int) -> str:
        return self.voice.count(*N_plural("{count} more", "{count} more"), number)

    def _title(self, sheet: Sheet | None, key: str) -> str:
        return key if sheet is None else sheet_title(sheet, self.tongue)

    def _counted(self, key: str, tally: Tally) -> str:
        sheet = sheets_by_key().get(key)
        counts = ((_ADDED, tally.added), (_CHANGED, tally.changed), (_REMOVED, tally.removed))
        said = [self.voice.count(*forms, len(found)) for forms, found in counts if found]
        return self.voice.say(
            N_("{sheet}: {changes}"), sheet=strong(self._title(sheet, key)), changes=", ".join(said)
        )

    # -- one change ------------------------------------------------------------------------------

    def _change(self, change: Change) -> str:
        """Say one change in a line: where, what it was, what it is."""
        path = change.path if change.act is Act.REMOVE else change.after
        column = spot_of(path).column
        where = self._where(path, was=change.act is Act.REMOVE)
        new = self._value(change.value, column) if change.act is not Act.REMOVE else ""
        if change.act is Act.SET and change.before is not None:
            new = f"{self._value(change.before, column)} → {new}"
        return self.voice.say(N_("{where}: {value}"), where=where, value=new) if new else where

    def _where(self, path: Path, *, was: bool = False) -> str:
        """Name a path inside its sheet: the entries that hold it, then its column."""
        spot = spot_of(path, self.incoming.was if was and self.incoming.was else self.incoming.dossier)
        if spot.column is None:
            is_entry = isinstance(path[-1], int) or not spot.names
            return _BETWEEN.join(spot.names if is_entry else (*spot.names, self._list(path)))
        title = column_title(spot.column, self.tongue).rstrip(" *")
        return _BETWEEN.join((*spot.names, title.removeprefix(f"{self._title(spot.sheet, '')} – ")))

    def _list(self, path: Path) -> str:
        return self._title(spot_of(path).sheet, str(path[-1]))

    def _value(self, value: Data, column: Column | None) -> str:
        """Write a value as its cell does, on one line; nothing for what has columns of its own."""
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return str(len(value))
        if column is None or (isinstance(value, dict) and "unknown" not in value):
            return ""
        if column.holds is not Holds.VALUE and not isinstance(value, dict):
            return self.tongue.texts["none"]
        shown = encode(value, column.form, self.tongue, self._words)
        if isinstance(shown, date | int):
            return self.voice.parameter(shown)
        text = ", ".join(" ".join(line.split()) for line in shown.splitlines())
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
