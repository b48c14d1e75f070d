"""``hygie risk``: how attacks spread through the systems of a dossier, and what stops them at least cost."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from hygie import __version__
from hygie.assessment.study import Study, SystemsRefusedError
from hygie.cli import options, studies
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.risk_overview import Heading, risk_text
from hygie.cli.screen import doing, error, out, write_file
from hygie.composition.analysis.results import Analysis
from hygie.documents.risk_answers import Json, head_of_dossier, head_of_type, risk_answer
from hygie.documents.risk_names import RiskNames
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.digest import digest_bytes
from hygie.risk.matrix import Level, risk_matrix
from hygie.risk.ranking import Ranking, rank, reaches
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

FAIL_ON = {"unacceptable": Level.UNACCEPTABLE, "tolerable": Level.TOLERABLE, "never": None}
"""The level of risk that makes the exit code 1."""

BUDGETS = 12
"""So many budgets are tried, where it is asked what each buys."""

EACH = "{system}"
"""Stands for a system's name in the name of a map's file."""


class Findings(NamedTuple):
    """What was analysed: as it would be, as it is where a change was asked for, and who it is about."""

    rankings: tuple[Ranking, ...]
    before: tuple[Ranking, ...]
    start: Json
    heading: Heading


def questions(voice: Voice) -> options.Decorator:
    """Take what is asked of the systems, or of a type."""
    return options.together(
        click.option(
            "--what-if",
            "what_if",
            metavar="±CONTROL@COMPONENT",
            multiple=True,
            help=voice.say(
                N_(
                    "Put a control in place (+) or take it away (-: write --what-if=-CONTROL@COMPONENT), and "
                    "compare; to be written again for each."
                )
            ),
        ),
        click.option(
            "--type",
            "type_file",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help=voice.say(
                N_("Analyse one component type alone, without a dossier: that of a file, or library/….")
            ),
        ),
        click.option(
            "--budget", is_flag=True, help=voice.say(N_("Say what each budget buys; it takes longer."))
        ),
    )


def forms(voice: Voice) -> options.Decorator:
    """Take how the answer is given."""
    return options.together(
        click.option(
            "--map",
            "map_file",
            metavar="FILE.svg",
            type=click.Path(dir_okay=False, path_type=Path),
            help=voice.say(
                N_("Draw the map of the system with the worst risk; of each system if FILE names {each}."),
                each=EACH,
            ),
        ),
        click.option("--all", "everything", is_flag=True, help=voice.say(N_("Show everything in detail."))),
        click.option(
            "--format",
            "form",
            type=click.Choice(("text", "json")),
            default="text",
            show_default=True,
            help=voice.say(N_("Form of the answer.")),
        ),
        click.option(
            "--fail-on",
            type=click.Choice(tuple(FAIL_ON)),
            default="unacceptable",
            show_default=True,
            help=voice.say(N_("Exit with 1 when a risk is at this level or worse.")),
        ),
    )


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "risk",
        cls=_Speaking,
        voice=voice,
        help=voice.say(
            N_(
                "Say how attacks spread through the systems of the dossier of DIR, which risks that makes, "
                "and what stops them at least cost."
            )
        ),
    )
    @options.folder(voice)
    @questions(voice)
    @forms(voice)
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    @click.pass_context
    def risk(  # noqa: PLR0913, PLR0917 - one argument a choice of the command line
        context: click.Context,
        folder: Path,
        what_if: tuple[str, ...],
        type_file: Path | None,
        map_file: Path | None,
        budget: bool,
        everything: bool,
        form: str,
        fail_on: str,
        as_of: date,
    ) -> int:
        if map_file is not None and map_file.suffix.lower() != ".svg":
            raise refuse("output_format", map_file.as_posix(), found=map_file.name, expected=("svg",))
        if type_file is not None and context.get_parameter_source("folder") is ParameterSource.COMMANDLINE:
            raise refuse("type_and_folder", folder.as_posix())
        points = BUDGETS if budget else 0
        if type_file is None:
            found = of_dossier(folder, as_of, what_if, points, voice)
        else:
            found = of_type(type_file, as_of, what_if, points, voice)
        if type_file is None and fail_on != "never" and all(each.is_void for each in found.rankings):
            raise refuse("no_origin", folder.as_posix())
        if map_file is not None:
            write_maps(map_file, found.rankings, voice)
        if form == "json":
            answer = risk_answer(found.start, found.rankings, found.before, risk_matrix(), voice)
            out(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            out(risk_text(found.heading, found.rankings, found.before, voice, everything=everything))
        return int(reaches(found.rankings, FAIL_ON[fail_on]))

    return risk


def of_dossier(folder: Path, day: date, what_if: Sequence[str], points: int, voice: Voice) -> Findings:
    """Analyse the systems of a dossier.

    Raises:
        InputRefusedError: the dossier or its systems cannot be used, it describes none, or a change names
            what is not there.
    """
    # The numeric libraries load when used.
    from hygie.composition.analysis.analyse import Asked, analyse_dossier  # noqa: PLC0415

    study = Study(studies.read_dossier(folder, voice), day)
    with doing(voice.say(N_("Analysing the systems"))):
        try:
            present = study.analyses
        except SystemsRefusedError as refusal:
            raise InputRefusedError(refusal.mistakes, folder.as_posix()) from refusal
        if not present:
            raise refuse("no_system", folder.as_posix())
        changed: Sequence[Analysis] | Refusal = present
        if what_if or points:
            asked = Asked(what_if=tuple(what_if), acceptable=risk_matrix().bears, budget=points)
            changed = analyse_dossier(folder, study.dossier, asked)
    if isinstance(changed, Refusal):
        # The systems were usable as they are: what is wrong is the question, which stands in no file.
        raise InputRefusedError(changed.mistakes)
    heading = Heading(study.dossier.declared.organization.name, day, study.dossier.location)
    return _findings(present, changed, head_of_dossier(study), heading)


def of_type(file: Path, day: date, what_if: Sequence[str], points: int, voice: Voice) -> Findings:
    """Analyse one component type.

    Raises:
        InputRefusedError: the file cannot be read or used, or a change names what is not there.
    """
    from hygie.cli.component_types import type_content  # noqa: PLC0415 - see above
    from hygie.composition.analysis.analyse import Asked, analyse_type  # noqa: PLC0415

    content, name = type_content(file), file.as_posix()
    asked = Asked(acceptable=risk_matrix().bears, budget=points)
    with doing(voice.say(N_("Analysing the component type"))):
        present = changed = analyse_type(content, name, asked)
        if what_if:
            changed = analyse_type(content, name, replace(asked, what_if=tuple(what_if)))
    if isinstance(present, Refusal):
        raise InputRefusedError(present.mistakes)
    if isinstance(changed, Refusal):
        raise InputRefusedError(changed.mistakes)
    start = head_of_type(__version__, day.isoformat(), name, digest_bytes(content))
    return _findings(present, changed, start, Heading(file.name, day, None))


class _Speaking(click.Command):
    """The command, which knows why a change that takes a control away is taken for an option."""

    def __init__(self, name: str | None, voice: Voice, **settings: Any) -> None:  # noqa: ANN401 - as click's
        super().__init__(name, **settings)
        self._voice = voice

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line.

        Raises:
            UsageError: it is not one that can be read.
        """
        changes = [word for word in args if word.startswith("-") and "@" in word and "=" not in word]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as wrong:
            meant = [word for word in changes if word.startswith(wrong.option_name)]
            if not meant:
                raise
            said = N_("“{found}” is taken for an option. Write --what-if={found}")
            raise click.UsageError(self._voice.say(said, found=meant[0]), ctx) from wrong


def _findings(
    present: Sequence[Analysis], changed: Sequence[Analysis], start: Json, heading: Heading
) -> Findings:
    before, after = (
        tuple(rank(analysis, risk_matrix()) for analysis in found) for found in (present, changed)
    )
    return Findings(after, before if any(analysis.what_if for analysis in changed) else (), start, heading)


def write_maps(file: Path, rankings: Sequence[Ranking], voice: Voice) -> None:
    """Draw the map of the system with the worst risk, or of each where the file's name says so.

    Raises:
        InputRefusedError: a file cannot be written.
    """
    from hygie.documents.system_figure import draw  # noqa: PLC0415 - loads when used

    worst = max(rankings, key=lambda ranking: ranking.worst.rank if ranking.worst else -1)
    for ranking in rankings if EACH in str(file) else [worst]:
        target = Path(str(file).replace(EACH, ranking.analysis.system))
        title = RiskNames(ranking.analysis, voice).words(ranking.analysis.title)
        drawing = draw(ranking, voice, title=title)
        write_file(target, drawing.svg.encode())
        error(voice.say(N_("Map written to {file}"), file=target.as_posix()))
