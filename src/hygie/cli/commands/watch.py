"""``hygie watch``: which known vulnerabilities touch what bills of materials list, and what is not known."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
import msgspec
from click.core import ParameterSource

from hygie.cli import options
from hygie.cli.observed import Observed, observe
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import doing, error, out
from hygie.feeds.base import Base
from hygie.feeds.home import VARIABLE, home
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.snapshot import Snapshot
from hygie.watch.failing import failing
from hygie.watch.survey import Survey, compare, listing_nothing, survey
from hygie.watch.vulnerability import Gravity
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

FAIL_ON = {"exploited": Gravity.EXPLOITED, "high": Gravity.HIGH, "any": Gravity.LOW, "never": None}
"""The gravity of an open finding that makes the exit code 1, if it counts (``failing``)."""


class Asked(NamedTuple):
    """What was asked for on the command line."""

    folder: Path
    sboms: tuple[Path, ...]
    vex: tuple[Path, ...]
    as_of: date
    since: date | None
    form: str
    fail_on: str
    everything: bool


def questions(voice: Voice) -> options.Decorator:
    """Take what is to be watched."""
    existing = click.Path(path_type=Path)
    return options.together(
        options.folder(voice),
        click.option(
            "--sbom",
            "sboms",
            metavar="PATH",
            multiple=True,
            type=existing,
            help=voice.say(
                N_("Bill of materials, or a folder of them, to look at without a dossier; repeatable.")
            ),
        ),
        click.option(
            "--vex",
            metavar="PATH",
            multiple=True,
            type=existing,
            help=voice.say(N_("VEX statements, or a folder of them (with --sbom); repeatable.")),
        ),
        click.option(
            "--since",
            type=options.Day(voice),
            help=voice.say(
                N_("Tell only what is new since the base as it was that day, and what is no longer found.")
            ),
        ),
    )


def forms(voice: Voice) -> options.Decorator:
    """Take how the answer is given."""
    return options.together(
        click.option("--all", "everything", is_flag=True, help=voice.say(N_("Show everything in detail."))),
        click.option(
            "--format",
            "form",
            type=click.Choice(("text", "json", "jsonl", "sarif")),
            default="text",
            show_default=True,
            help=voice.say(N_("Form of the answer; jsonl is one JSON object a line.")),
        ),
        click.option(
            "--fail-on",
            type=click.Choice(tuple(FAIL_ON)),
            default="exploited",
            show_default=True,
            help=voice.say(
                N_(
                    "Exit with 1 when an open finding is so grave, or graver. What is to be checked counts "
                    "if its identity is certain or likely, and always for “any”."
                )
            ),
        ),
    )


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "watch",
        help=voice.say(
            N_(
                "Say which known vulnerabilities touch the components of the bills of materials of a dossier "
                "(DIR/sboms, with the statements of DIR/vex), or of those that --sbom names, and which "
                "components could not be evaluated. Needs an advisory base: hygie feeds sync."
            )
        ),
    )
    @questions(voice)
    @forms(voice)
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def watch(  # noqa: PLR0913 - one parameter an option
        folder: Path,
        sboms: tuple[Path, ...],
        vex: tuple[Path, ...],
        since: date | None,
        as_of: date,
        form: str,
        fail_on: str,
        *,
        everything: bool,
    ) -> int:
        asked = Asked(folder, sboms, vex, as_of, since, form, fail_on, everything)
        where = click.get_current_context().get_parameter_source("folder")
        if sboms and where is ParameterSource.COMMANDLINE:
            raise refuse("folder_with_sbom", "--sbom", folder=folder.as_posix())
        if since is not None and since > as_of:
            raise refuse("since_later", "--since", since=since, day=as_of)
        try:
            with options.few_pauses():
                return _watch(asked, voice)
        except DamagedSegmentError as damaged:
            raise refuse("base_damaged", damaged.name, found=damaged.name) from None

    return watch


def _watch(asked: Asked, voice: Voice) -> int:
    base, snapshot = _base()
    seen = observe(asked.folder, asked.sboms, asked.vex, voice)
    with doing(voice.say(N_("Matching the components with the advisories"))):
        done = survey(seen.gathered, snapshot, base.cache, seen.decisions, asked.as_of)
        unread = [*seen.unread, *listing_nothing(seen.gathered)]
        done = _since(msgspec.structs.replace(done, unread=unread), asked, base, seen, voice)
    _say(done, seen, asked, voice)
    return 2 if _unusable(done, voice) else _failed(done, asked.fail_on)


def _unusable(done: Survey, voice: Voice) -> bool:
    """Tell on the standard error what could not be used; say whether there is any."""
    for line in InputRefusedError([each for one in done.unread for each in one.mistakes]).lines(voice):
        error(line)
    if done.unreadable:
        error(
            voice.count(
                *N_plural(
                    "{count} component of the bills of materials could not be read: see the answer.",
                    "{count} components of the bills of materials could not be read: see the answer.",
                ),
                done.unreadable,
            )
        )
    return bool(done.unread) or done.unreadable > 0


def _failed(done: Survey, fail_on: str) -> int:
    """Give the exit code for what was found."""
    least = FAIL_ON[fail_on]
    return int(least is not None and failing(done.findings, least).counted > 0)


def _base() -> tuple[Base, Snapshot]:
    """Open the base as it is; refuse if there is none, or if the disk does not give it."""
    try:
        base = Base(home())
        snapshot = base.current()
        if snapshot is not None:
            base.cache.stat()  # made where it is missing, which the disk may refuse
    except OSError as reason:
        raise refuse_file("unreadable_input", str(reason.filename or VARIABLE), reason) from reason
    if snapshot is None:
        raise refuse("base_missing", base.folder.as_posix())
    return base, snapshot


def _since(done: Survey, asked: Asked, base: Base, seen: Observed, voice: Voice) -> Survey:
    """Keep what is new since a day, where it was asked for."""
    if asked.since is None:
        return done
    earlier = base.at(asked.since)
    if earlier is None:
        oldest = min((each.created[:10] for each in base.snapshots()), default="")
        raise refuse("base_not_so_old", "--since", day=asked.since, oldest=_day(oldest, voice))
    found = compare(done, earlier, base.cache, seen.decisions)
    return msgspec.structs.replace(
        done, earlier=earlier, since=found, findings=found.opened, whole=done.findings
    )


def _day(text: str, voice: Voice) -> str:
    return voice.date(date.fromisoformat(text)) if text else "-"


def _say(done: Survey, seen: Observed, asked: Asked, voice: Voice) -> None:
    if asked.form == "text":
        from hygie.cli.watch_text import watch_text  # noqa: PLC0415 - the other forms do without

        out(watch_text(done, voice, fail_on=asked.fail_on, everything=asked.everything))
        return
    _write(_written(done, seen, asked.form, voice))


def _written(done: Survey, seen: Observed, form: str, voice: Voice) -> Iterable[bytes]:
    from hygie.documents import watch_answers  # noqa: PLC0415 - the other forms do without

    if form == "json":
        return watch_answers.answer(done, seen.dossier, seen.digest)
    if form == "jsonl":
        return watch_answers.lines(done, seen.dossier, seen.digest)
    from hygie.documents.watch_sarif import sarif  # noqa: PLC0415

    return sarif(done, seen.read, voice)


def _write(pieces: Iterable[bytes]) -> None:
    """Write bytes to the standard output as they come; what stands in place of it may take texts only."""
    stream = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if stream is None:
            sys.stdout.write(piece.decode())
        else:
            stream.write(piece)
    sys.stdout.flush()
