"""What was brought into a dossier: written, then told."""

import json
from collections import Counter
from pathlib import Path

from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import error, faint, out, strong, wrap
from hygie.dossier.changes import Act, Change
from hygie.dossier.incoming import Incoming
from hygie.dossier.rewrite import SCHEMA
from hygie.dossier.schema import json_schema
from hygie.dossier.starters import starter
from hygie.kernel.parameters import Parameter
from hygie.kernel.writing import ChangedMeanwhileError, write_together
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

SHOWN = 40
"""Changes that are listed one by one; beyond, they are counted."""

_LONGEST = 60
_ALLOWED = frozenset({"evidence"})
_TO_CONFIRM = "imported_assessments"
_SIGNS = {Act.SET: "~", Act.APPEND: "+", Act.REMOVE: "-"}


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
        name, message = folder.as_posix(), reason.strerror or str(reason)
        raise refuse("unwritable_output", name, found=name, message=message) from reason


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


def show_changes(incoming: Incoming, folder: Path, voice: Voice, *, is_new: bool, kept: int = 0) -> None:
    """Say what was written, change by change."""
    where = folder.as_posix()
    if is_new:
        out(strong(voice.say(N_("Dossier written to {folder}"), folder=where)))
        for change in incoming.changes:
            if isinstance(change.value, list):
                out(f"  {change.path[0]}: {len(change.value)}")
    elif not incoming.changes:
        out(voice.say(N_("The dossier already says all of it: nothing was written.")))
    else:
        many = N_plural("{count} change written to {folder}", "{count} changes written to {folder}")
        out(strong(voice.count(*many, len(incoming.changes), folder=where)))
        for change in incoming.changes[:SHOWN]:
            out(f"  {_SIGNS[_act(change)]} {_told(change, incoming, voice)}")
        if len(incoming.changes) > SHOWN:
            many = N_plural("{count} more", "{count} more")
            out(f"  … {voice.count(*many, len(incoming.changes) - SHOWN)}")
        for name, number in sorted(Counter(incoming.files).items()):
            out(faint(f"  {name}")) if number else None
    if kept:
        many = N_plural(
            "{count} value of the dossier is blank in the workbook: it was kept.",
            "{count} values of the dossier are blank in the workbook: they were kept.",
        )
        error(wrap(voice.count(*many, kept)))


def _act(change: Change) -> Act:
    return Act.APPEND if change.act is Act.SET and change.before is None else change.act


def _told(change: Change, incoming: Incoming, voice: Voice) -> str:
    """Say one change in a line: where, what it was, what it is."""
    if change.act is Act.REMOVE:
        was = incoming.was or incoming.dossier
        return was.address(change.path)
    address = incoming.dossier.address(change.after)
    new = _shown(change.value, voice)
    if change.act is Act.SET and change.before is not None:
        return f"{address}: {_shown(change.before, voice)} → {new}"
    return f"{address}: {new}" if new else address


def _shown(value: object, voice: Voice) -> str:
    if isinstance(value, dict):
        return ""
    if isinstance(value, list):
        plain = [item for item in value if not isinstance(item, (dict, list))]
        return ", ".join(map(str, plain))[:_LONGEST] if value else voice.say(N_("none"))
    parameter: Parameter = value if isinstance(value, bool) else str(value)
    text = " ".join(voice.parameter(parameter).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def show_next(incoming: Incoming, folder: Path, voice: Voice) -> None:
    """Say what to do next: what to confirm, what to copy, then the check."""
    for line in InputRefusedError(incoming.notes).lines(voice) if incoming.notes else ():
        error(line)
    brought = sum(change.path[0] == _TO_CONFIRM for change in incoming.changes)
    if brought:
        said = N_(
            "Imported assessments decide nothing until a person confirms them: write “confirmed”, with who "
            "and when, in each that you make your own."
        )
        out(wrap(voice.say(said)))
    if incoming.changes:
        out(voice.say(N_("Next:")))
        out(faint(f"  hygie check {folder.as_posix()}"))
