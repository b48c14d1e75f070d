"""``hygie explain``: one requirement, its verdict, the proof down to the line, what would change it."""

import json
import re
from datetime import date
from pathlib import Path

import click

from hygie.assessment.study import Study, UnknownRequirementNameError
from hygie.cli import options, studies
from hygie.cli.explanation import Explanation
from hygie.cli.refusal import refuse
from hygie.cli.screen import out
from hygie.documents.answers import Answers
from hygie.dossier.suggest import closest
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "explain",
        help=voice.say(
            N_("Explain the verdict of REQUIREMENT (such as EXI-28): its proof, and what would change it.")
        ),
    )
    @click.argument("requirement", metavar="REQUIREMENT")
    @options.folder(voice)
    @click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=voice.say(N_("Form of the answer.")),
    )
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def explain(requirement: str, folder: Path, form: str, as_of: date) -> int:
        study = studies.load_study(folder, as_of, voice)
        referential, found, verdict = find(study, requirement)
        if form == "json":
            answer = Answers(study, voice).explain(found, referential, verdict)
            out(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            out(Explanation(study, voice).text(referential, found, verdict))
        return 0

    return explain


def find(study: Study, name: str) -> tuple[str, Requirement, Verdict]:
    """Find a requirement by the name that was asked for.

    Raises:
        InputRefusedError: there is none; it suggests the closest.
    """
    try:
        return study.find(name)
    except UnknownRequirementNameError as unknown:
        names = [item.id for referential in study.applicable for item in study.catalog(referential)]
        guess = closest(_two_digits(unknown.name), names)
        raise refuse("unknown_requirement", name, found=name, suggestion=guess) from unknown


def _two_digits(name: str) -> str:
    """Write the number of a requirement of HDS as its source does: EXI-05 for exi-5 or EXI5."""
    found = re.fullmatch(r"exi[\s_-]*0*([0-9]{1,2})", name.rpartition("/")[2].strip(), re.IGNORECASE)
    return f"EXI-{int(found[1]):02}" if found else name
