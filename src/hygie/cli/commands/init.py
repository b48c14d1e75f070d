"""``hygie init``: a commented starter dossier."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from hygie.cli import options
from hygie.cli.refusal import refuse, refuse_file
from hygie.cli.screen import faint, out, strong, write_file
from hygie.dossier.rewrite import SCHEMA
from hygie.dossier.schema import json_schema
from hygie.dossier.starters import starter
from hygie.referentials.referential import OF_ROLE
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ROLES = ("hospital", "manufacturer", "host", "vendor")
XLSX = ".xlsx"
SYSTEMS = "systems/"
"""Where the starters of some roles describe systems, which ``hygie risk`` analyses."""
SYSTEMS_SCHEMA = ".hygie/systems.schema.json"


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "init",
        help=voice.say(N_("Write a commented starter dossier to DIR, which must be new or empty.")),
        epilog=voice.say(
            N_("With --xlsx, the workbook is DIR.xlsx, or DIR itself if it ends in .xlsx; no folder is made.")
        ),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option(
        "--role",
        "roles",
        multiple=True,
        required=True,
        type=click.Choice(ROLES),
        help=voice.say(N_("What the organisation is; repeatable.")),
    )
    @click.option(
        "--xlsx",
        "as_workbook",
        is_flag=True,
        help=voice.say(N_("Write a workbook to fill in instead, to bring back with hygie import xlsx.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def init(folder: Path, roles: tuple[str, ...], as_workbook: bool) -> int:
        if as_workbook:
            write_empty_workbook(folder, roles, voice)
            return 0
        files = starter(roles, voice.language)
        write_starter(folder, files | schemas(files, voice))
        out(strong(voice.say(N_("Dossier written to {folder}"), folder=folder.as_posix())))
        for name in sorted(files):
            out(f"  {name}")
        out()
        show_next(folder, roles, files, voice)
        return 0

    return init


def schemas(files: Iterable[str], voice: Voice) -> dict[str, str]:
    """Write the schemas that the files of a starter lead editors to, by path."""
    found = {SCHEMA: json_schema(voice.say)}
    if describe_systems(files):
        from hygie.cli.commands.schema import systems_schema  # noqa: PLC0415 - loads the language of systems

        found[SYSTEMS_SCHEMA] = systems_schema(voice)
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) for name, schema in found.items()}


def describe_systems(files: Iterable[str]) -> bool:
    """Tell whether a starter has systems."""
    return any(name.startswith(SYSTEMS) for name in files)


def show_next(folder: Path, roles: Iterable[str], files: Iterable[str], voice: Voice) -> None:
    """Say what to do next: what would be refused as the starter stands is not recommended."""
    if not OF_ROLE.keys().isdisjoint(roles):
        out(voice.say(N_("Fill in hygie.yaml, then:")))
        out(faint(f"  hygie check {folder.as_posix()}"))
    if describe_systems(files):
        out(voice.say(N_("Describe your systems in systems/, then:")))
        out(faint(f"  hygie risk {folder.as_posix()}"))


def write_empty_workbook(folder: Path, roles: tuple[str, ...], voice: Voice) -> None:
    """Write a workbook to fill, beside the folder that it will become.

    Raises:
        InputRefusedError: there is such a file already, or it cannot be written.
    """
    from hygie.cli.workbooks import empty_workbook  # noqa: PLC0415 - spreadsheets load when used

    is_file = folder.suffix.lower() == XLSX
    file = folder if is_file else folder.with_name(folder.name + XLSX)
    if file.exists():
        raise refuse("file_exists", file.as_posix(), found=file.as_posix())
    write_file(file, empty_workbook(roles, voice))
    out(strong(voice.say(N_("Workbook written to {file}"), file=file.as_posix())))
    target = folder.with_suffix("") if is_file else folder
    out(voice.say(N_("Fill it in, then:")))
    out(faint(f"  hygie import xlsx {file.as_posix()} {target.as_posix()}"))


def write_starter(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a starter; nothing is written unless the folder is new or empty.

    Raises:
        InputRefusedError: the folder holds something already, or cannot be written to.
    """
    name = folder.as_posix()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise refuse("folder_not_empty", name, folder=name)
        for relative in files:
            (folder / relative).parent.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise refuse_file("unwritable_output", name, reason) from reason
    for relative, content in files.items():
        write_file(folder / relative, content.encode())
