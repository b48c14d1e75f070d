"""``hygie check``: every applicable referential, evaluated."""

import json
from datetime import date
from pathlib import Path

import click

from hygie.assessment.horizon import changes_ahead
from hygie.assessment.snapshot import Comparison, SnapshotError, compare, read_snapshot
from hygie.assessment.study import Study
from hygie.cli import options, studies
from hygie.cli.overview import Overview
from hygie.cli.reading import read_input
from hygie.cli.refusal import refuse
from hygie.cli.screen import doing, out
from hygie.documents.answers import Answers
from hygie.documents.sarif import sarif
from hygie.kernel.status import Status
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

FAIL_ON = {
    "not_met": {Status.NOT_MET},
    "partial": {Status.NOT_MET, Status.PARTIAL},
    "undetermined": {Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED},
    "never": set[Status](),
}
"""The statuses that make the exit code 1."""

MAX_HORIZON = 3660


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "check", help=voice.say(N_("Evaluate the dossier of DIR against the referentials that apply."))
    )
    @options.folder(voice)
    @studies.referential(voice)
    @click.option(
        "--against",
        metavar="STUDY.json",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("Earlier answer of check --format json: say what changed since, and why.")),
    )
    @click.option(
        "--horizon",
        metavar="DAYS",
        type=click.IntRange(0, MAX_HORIZON),
        help=voice.say(N_("Say what will change by itself within so many days.")),
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json", "sarif")),
        default="text",
        show_default=True,
        help=voice.say(N_("Form of the answer.")),
    )
    @click.option(
        "--fail-on",
        type=click.Choice(tuple(FAIL_ON)),
        default="not_met",
        show_default=True,
        help=voice.say(N_("Exit with 1 when a verdict is at this level or worse.")),
    )
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def check(
        folder: Path,
        referentials: tuple[str, ...],
        against: Path | None,
        horizon: int | None,
        form: str,
        fail_on: str,
        as_of: date,
    ) -> int:
        study = studies.load_study(folder, as_of, voice, referentials)
        comparison = None if against is None else compare_with(against, study)
        with doing(voice.say(N_("Looking ahead"))):
            ahead = None if horizon is None else changes_ahead(study, horizon)
        if form == "text":
            out(Overview(study, voice).text(comparison, ahead, horizon))
        else:
            answer = (
                sarif(study, voice) if form == "sarif" else Answers(study, voice).check(comparison, ahead)
            )
            out(json.dumps(answer, ensure_ascii=False, indent=1))
        return int(fails(study, fail_on))

    return check


def compare_with(earlier: Path, study: Study) -> Comparison:
    """Compare a study with an earlier answer of ``hygie check``.

    Raises:
        InputRefusedError: the file cannot be read, is not such an answer, or is about another
            organisation.
    """
    name, content = earlier.as_posix(), read_input(earlier)
    try:
        snapshot = read_snapshot(content)
    except SnapshotError as reason:
        raise refuse("not_a_study", name, found=name, message="") from reason
    ours, theirs = study.dossier.declared.organization.name, snapshot.dossier.organization
    if theirs not in ("", ours):
        raise refuse("other_organization", name, found=name, earlier=theirs, organization=ours)
    return compare(snapshot, study)


def fails(study: Study, level: str) -> bool:
    """Tell whether a verdict is at a level of ``--fail-on`` or worse."""
    found = {verdict.status for verdicts in study.verdicts.values() for verdict in verdicts.values()}
    return not found.isdisjoint(FAIL_ON[level])
