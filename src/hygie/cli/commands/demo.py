"""``hygie demo``: the main job on an example dossier, without network, in a few seconds."""

import shutil
import tempfile
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from hygie.assessment.study import Study
from hygie.cli import options
from hygie.cli.overview import Overview
from hygie.cli.refusal import refuse
from hygie.cli.screen import faint, out, strong, write_file
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ROLES = ("host", "vendor")
EXAMPLE_DAY = date(2026, 11, 22)
"""The day for which the examples are written; their deadlines are told from it."""


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "demo",
        help=voice.say(N_("Copy an example dossier to DIR (default: a temporary folder) and evaluate it.")),
    )
    @click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
    @click.option(
        "--role",
        type=click.Choice(ROLES),
        default="host",
        show_default=True,
        help=voice.say(N_("Whose example dossier.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def demo(folder: Path | None, role: str) -> int:
        from hygie.documents.report import report  # noqa: PLC0415 - renderers load when used

        target = copy_example(role, folder)
        study = options.load_study(target, EXAMPLE_DAY, voice)
        out(Overview(study, voice).text(None, None, None))
        page = target / voice.say(N_("report.html"))
        write_file(page, report(study, voice))
        out()
        out(strong(voice.say(N_("Report"))) + f"  {page}")
        try_next(role, study, voice)
        return 0

    return demo


def try_next(role: str, study: Study, voice: Voice) -> None:
    """Say the next three things to try, those that are worth it for the role."""
    where = study.dossier.location
    day = EXAMPLE_DAY.isoformat()
    # Not inside the f-strings: messages are not taken out of those.
    if role == "vendor":
        proof = "FEIMA-05"
        file = voice.say(N_("questionnaire.xlsx"))
        document = f"practitioner-kit {where} --client genets -o {file}"
        what_for = N_("a questionnaire that a practice fills in and sends back")
    else:
        proof = "EXI-28"
        file = voice.say(N_("guarantees.pdf"))
        document = f"guarantees {where} -o {file}"
        what_for = N_("a document to send")
    out(strong(voice.say(N_("Three things to try"))))
    for command, why in (
        (f"hygie explain {proof} {where}", N_("a proof, down to the line")),
        (f"hygie check {where} --as-of {day} --horizon 90", N_("what will fall, and when")),
        (f"hygie document {document}", what_for),
    ):
        out(f"  {command}")
        out(faint(f"      {voice.say(why)}"))


def copy_example(role: str, folder: Path | None) -> Path:
    """Copy the example of a role to a new or empty folder, and give it.

    Raises:
        InputRefusedError: the folder holds something already, or cannot be written to.
    """
    if folder is None:
        target = Path(tempfile.mkdtemp(prefix="hygie-")) / role
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse("folder_not_empty", folder.as_posix(), folder=folder.as_posix())
    else:
        target = folder
    try:
        shutil.copytree(_examples() / role, target, dirs_exist_ok=True)
    except (OSError, shutil.Error) as reason:
        name = target.as_posix()
        raise refuse("unwritable_output", name, found=name, message=str(reason)) from reason
    return target


def _examples() -> Path:
    """Find the examples: installed with the package, or at the root of a working copy."""
    installed = Path(str(files("hygie"))) / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[4] / "examples"
