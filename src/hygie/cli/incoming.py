"""What was brought into a dossier: written, then told."""

import json
from collections.abc import Sequence
from pathlib import Path

from hygie.cli.changes import Told
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import error, faint, out, strong, wrap
from hygie.dossier.incoming import Incoming
from hygie.dossier.paths import Path as DossierPath
from hygie.dossier.rewrite import SCHEMA
from hygie.dossier.schema import json_schema
from hygie.dossier.starters import starter
from hygie.kernel.writing import ChangedMeanwhileError, write_together
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

_ALLOWED = frozenset({"evidence"})
_TO_CONFIRM = "imported_assessments"


def write_incoming(incoming: Incoming, folder: Path, voice: Voice, *, is_new: bool, source: Path) -> None:
    """Write the files of what is brought, all or none.

    Raises:
        InputRefusedError: the folder of a new dossier holds something else, or a file cannot be written,
            or has changed in the meantime.
    """
    files = {folder / name: content for name, content in incoming.files.items()}
    if is_new:
        _expect_room(folder, source)
        files |= _beside(incoming, folder, voice)
    try:
        write_together(files, {folder / name: content for name, content in incoming.old.items()})
    except ChangedMeanwhileError as reason:
        name = reason.path.as_posix()
        raise refuse("changed_meanwhile", name, found=name) from reason
    except OSError as reason:
        raise refuse_file("unwritable_output", folder.as_posix(), reason) from reason


def _expect_room(folder: Path, source: Path) -> None:
    """Accept a folder that is new, or holds only evidence and the workbook itself."""
    name = folder.as_posix()
    if folder.exists() and not folder.is_dir():
        raise refuse("output_not_folder", name, found=name)
    held = list(folder.iterdir()) if folder.exists() else []
    others = [path for path in held if path.name not in _ALLOWED and not path.name.startswith(".")]
    if any(path.resolve() != source.resolve() for path in others):
        raise refuse("folder_not_empty", name, folder=name)


def _beside(incoming: Incoming, folder: Path, voice: Voice) -> dict[Path, bytes]:
    """Give what a new dossier has beside its declarations: the schema, and what git leaves out."""
    roles = tuple(incoming.dossier.declared.roles)
    schema = json.dumps(json_schema(voice.say), ensure_ascii=False, indent=1)
    ignored = folder / ".gitignore"
    files = {folder / SCHEMA: schema.encode()}
    if not ignored.exists():
        files[ignored] = starter(roles, voice.language)[".gitignore"].encode()
    return {path: content for path, content in files.items() if not path.exists()}


def show_changes(
    incoming: Incoming, folder: Path, voice: Voice, *, is_new: bool, kept: Sequence[DossierPath] = ()
) -> None:
    """Say what was written, sheet by sheet; ``kept`` are the values that a workbook leaves blank."""
    where, told = folder.as_posix(), Told(incoming, voice)
    if is_new:
        out(strong(voice.say(N_("Dossier written to {folder}"), folder=where)))
        told.by_sheet(details=False)
    elif not incoming.changes and incoming.notes:
        # The notes say why: the dossier may know nothing of what was left aside.
        out(voice.say(N_("Nothing was written.")))
    elif not incoming.changes:
        out(voice.say(N_("The dossier already says all of it: nothing was written.")))
    else:
        many = N_plural("{count} change written to {folder}", "{count} changes written to {folder}")
        out(strong(voice.count(*many, len(incoming.changes), folder=where)))
        told.by_sheet(details=True)
        told.files()
    if kept:
        many = N_plural(
            "{count} value of the dossier is blank in the workbook: it was kept.",
            "{count} values of the dossier are blank in the workbook: they were kept.",
        )
        error(wrap(voice.count(*many, len(kept))))
        for line in told.paths(kept):
            error(f"  {line}")


def show_next(incoming: Incoming, folder: Path, voice: Voice) -> None:
    """Say what to do next: what to confirm, what to copy, then the check."""
    for note in incoming.notes:
        # One by one: what is worth saying is no mistake, to be counted as such.
        for line in InputRefusedError((note,)).lines(voice):
            error(line)
    brought = sum(change.path[0] == _TO_CONFIRM for change in incoming.changes)
    if brought:
        said = N_(
            "Imported assessments decide nothing until a person confirms them: write “confirmed”, with who "
            "and when, in each that you make your own, in the files or in the sheet Imported assessments of "
            "hygie export xlsx."
        )
        out(wrap(voice.say(said)))
    if incoming.changes:
        out(voice.say(N_("Next:")))
        out(faint(f"  hygie check {folder.as_posix()}"))
