"""``hygie init``: a commented starter dossier."""

import json
from pathlib import Path

import click

from hygie.cli import options
from hygie.cli.refusal import refuse
from hygie.cli.screen import faint, out, strong, wrap, write_file
from hygie.dossier.schema import json_schema
from hygie.dossier.starters import starter
from hygie.kernel.parameters import Term
from hygie.referentials.referential import OF_ROLE
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ROLES = ("hospital", "manufacturer", "host", "vendor")
SCHEMA_FILE = ".hygie/dossier.schema.json"


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "init", help=voice.say(N_("Write a commented starter dossier to DIR, which must be new or empty."))
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
    @options.language(voice)
    @options.debug(voice)
    def init(folder: Path, roles: tuple[str, ...]) -> int:
        files = starter(roles, voice.language)
        write_starter(
            folder, files | {SCHEMA_FILE: json.dumps(json_schema(voice.say), ensure_ascii=False, indent=1)}
        )
        out(strong(voice.say(N_("Dossier written to {folder}"), folder=folder.as_posix())))
        for name in sorted(files):
            out(f"  {name}")
        out()
        show_next(folder, roles, voice)
        return 0

    return init


def show_next(folder: Path, roles: tuple[str, ...], voice: Voice) -> None:
    """Say what to do next; a role that no referential answers for is told so, rather than refused later."""
    for role in dict.fromkeys(roles):
        if role not in OF_ROLE:
            said = N_("This version of Hygie does not evaluate this role yet: {role}.")
            out(wrap(voice.say(said, role=Term("role", role))))
    if not OF_ROLE.keys().isdisjoint(roles):
        out(voice.say(N_("Fill in hygie.yaml, then:")))
        out(faint(f"  hygie check {folder.as_posix()}"))


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
        message = reason.strerror or str(reason)
        raise refuse("unwritable_output", name, found=name, message=message) from reason
    for relative, content in files.items():
        write_file(folder / relative, content.encode())
