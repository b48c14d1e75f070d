"""``hygie export``: the dossier as a workbook that people fill and change, its systems for other tools."""

from pathlib import Path

import click

from hygie.cli import options
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import doing, error, write_file
from hygie.cli.workbooks import filled_workbook
from hygie.composition.exchange import WRITERS, writer
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Refusal
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
        epilog=voice.say(
            N_(
                "KIND xlsx is that workbook. mermaid draws the systems as a flowchart, cyclonedx writes them "
                "as a CycloneDX 1.6 bill; what is lost on the way is said."
            )
        ),
    )
    @click.argument("kind", metavar="KIND", type=click.Choice([XLSX, *WRITERS]))
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
        expected = WRITERS.get(kind, (f".{XLSX}",))
        if output.suffix.lower() not in expected:
            raise refuse("output_format", output.as_posix(), found=output.name, expected=expected)
        with doing(voice.say(N_("Reading the dossier"))):
            loaded = load_dossier(folder)
        if isinstance(loaded, Refusal):
            outside = not (folder / "hygie.yaml").is_file()
            raise InputRefusedError(loaded.mistakes, "" if outside else folder.as_posix())
        if kind in WRITERS:
            _export_systems(kind, loaded, folder, output, voice)
            return 0
        with doing(voice.say(N_("Writing the workbook"))):
            content = filled_workbook(loaded, voice, restricted=with_people)
        write_file(output, content)
        error(voice.say(N_("Workbook written to {file}"), file=output.as_posix()))
        return 0

    return export


def _export_systems(kind: str, dossier: Dossier, folder: Path, output: Path, voice: Voice) -> None:
    """Write the systems of a dossier for another tool, and say what is lost."""
    from hygie.composition.language.read import read_systems  # noqa: PLC0415 - loaded when used

    with doing(voice.say(N_("Reading the systems"))):
        composition = read_systems(folder, dossier)
    if isinstance(composition, Refusal):
        raise InputRefusedError(composition.mistakes, folder.as_posix())
    if not composition.declared.systems:
        raise refuse("exchange_no_system", folder.as_posix())
    content, losses = writer(kind)(composition, voice.language)
    write_file(output, content)
    error(voice.say(N_("Written: {file}"), file=output.as_posix()))
    for note in losses.notes(output.as_posix()):
        for line in InputRefusedError((note,)).lines(voice):
            error(line)
