"""``hygie export``: the dossier as a workbook that people fill and change."""

from pathlib import Path

import click

from hygie.cli import options
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import doing, error, write_file
from hygie.cli.workbooks import filled_workbook
from hygie.dossier.load import Refusal, load_dossier
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

XLSX = "xlsx"


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "export",
        help=voice.say(
            N_("Write the dossier of DIR as a workbook, to be changed and brought back with hygie import.")
        ),
    )
    @click.argument("kind", metavar="xlsx", type=click.Choice([XLSX]))
    @options.folder(voice)
    @options.output(voice)
    @click.option(
        "--with-people",
        is_flag=True,
        help=voice.say(N_("Also write what is restricted: persons, and designations by the State.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def export(kind: str, folder: Path, output: Path, with_people: bool) -> int:
        del kind
        if output.suffix.lower() != f".{XLSX}":
            raise refuse("output_format", output.as_posix(), found=output.name, expected=(f".{XLSX}",))
        with doing(voice.say(N_("Reading the dossier"))):
            loaded = load_dossier(folder)
        if isinstance(loaded, Refusal):
            outside = not (folder / "hygie.yaml").is_file()
            raise InputRefusedError(loaded.mistakes, "" if outside else folder.as_posix())
        with doing(voice.say(N_("Writing the workbook"))):
            content = filled_workbook(loaded, voice, restricted=with_people)
        write_file(output, content)
        error(voice.say(N_("Workbook written to {file}"), file=output.as_posix()))
        return 0

    return export
