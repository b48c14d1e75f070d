"""``hygie demo``: the main job on an example dossier, without network, in a few seconds."""

import shutil
import tempfile
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from hygie.assessment.study import Study
from hygie.cli import options, studies
from hygie.cli.overview import Overview
from hygie.cli.refusal import refuse
from hygie.cli.risk_brief import brief
from hygie.cli.screen import doing, faint, out, strong, write_file
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import rank
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ROLES = ("hospital", "host", "vendor")
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
        default="hospital",
        show_default=True,
        help=voice.say(N_("Whose example dossier.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def demo(folder: Path | None, role: str) -> int:
        from hygie.documents.report import report  # noqa: PLC0415 - renderers load when used

        target = copy_example(role, folder)
        study = Study(studies.read_dossier(target, voice), EXAMPLE_DAY)
        if study.applicable:
            out(Overview(study, voice).text(None, None, None))
        tell_systems(study, voice)
        page = target / voice.say(N_("report.html"))
        write_file(page, report(study, voice))
        out()
        out(strong(voice.say(N_("Report"))) + f"  {page}")
        try_next(role, study, voice)
        return 0

    return demo


def tell_systems(study: Study, voice: Voice) -> None:
    """Tell what attacks reach in each system of the dossier, if it has some."""
    with doing(voice.say(N_("Analysing the systems"))):
        analyses = study.analyses
    for analysis in analyses:
        out(strong(study.dossier.declared.organization.name))
        out()
        out("\n".join(brief(rank(analysis, risk_matrix()), voice)))


def try_next(role: str, study: Study, voice: Voice) -> None:
    """Say the next three things to try, those that are worth it for the role."""
    out(strong(voice.say(N_("Three things to try"))))
    for command, why in _next_things(role, study.dossier.location, voice):
        out(f"  hygie {command}")
        out(faint(f"      {voice.say(why)}"))


def _next_things(role: str, where: str, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Give commands, each with what it is for. Messages are not taken out of f-strings: they stand apart."""
    ahead = (f"check {where} --as-of {EXAMPLE_DAY} --horizon 90", N_("what will fall, and when"))
    if role == "hospital":
        control = "+two-pharmacists@serveur-pompes"
        file = voice.say(N_("architecture.html"))
        return (
            (f"risk {where}", N_("every path, step by step, and what rests on which assumption")),
            (f"risk {where} --what-if {control}", N_("what one control would change")),
            (f"document architecture {where} -o {file}", N_("the map of the system, to print or send")),
        )
    if role == "vendor":
        proof = (f"explain FEIMA-05 {where}", N_("a proof, down to the line"))
        file = voice.say(N_("questionnaire.xlsx"))
        what_for = N_("a questionnaire that a practice fills in and sends back")
        return proof, ahead, (f"document practitioner-kit {where} --client genets -o {file}", what_for)
    proof = (f"explain EXI-28 {where}", N_("a proof, down to the line"))
    file = voice.say(N_("guarantees.pdf"))
    return proof, ahead, (f"document guarantees {where} -o {file}", N_("a document to send"))


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
