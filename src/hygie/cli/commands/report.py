"""``hygie report``: the whole as one self-contained page."""

from datetime import date
from pathlib import Path

import click

from hygie.cli import options, studies
from hygie.cli.commands.check import compare_with
from hygie.cli.refusal import refuse
from hygie.cli.screen import error, write_file
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ENDINGS = ("html", "htm")


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "report", help=voice.say(N_("Write the whole study of DIR as one self-contained HTML page."))
    )
    @options.folder(voice)
    @options.output(voice)
    @click.option(
        "--against",
        metavar="STUDY.json",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("Earlier answer of check --format json: say what changed since, and why.")),
    )
    @studies.referential(voice)
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def report(
        folder: Path, output: Path, against: Path | None, referentials: tuple[str, ...], as_of: date
    ) -> int:
        from hygie.documents.report import report as make_report  # noqa: PLC0415 - renderers load when used

        if output.suffix.lstrip(".").lower() not in ENDINGS:
            raise refuse("output_format", output.as_posix(), found=output.name, expected=ENDINGS)
        study = studies.load_study(folder, as_of, voice, referentials, or_systems=True)
        comparison = None if against is None else compare_with(against, study)
        write_file(output, make_report(study, voice, comparison))
        error(voice.say(N_("Report written to {file}"), file=output.as_posix()))
        return 0

    return report
