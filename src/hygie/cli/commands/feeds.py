"""``hygie feeds``: the local advisory base, filled from the network or from files, and how fresh it is."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import click

from hygie.cli import options
from hygie.cli.feeds_asked import Asked, current_of, from_files, from_network
from hygie.cli.feeds_json import status_answer, sync_answer
from hygie.cli.feeds_progress import progress
from hygie.cli.feeds_text import as_it_was, failure_line, status_lines, sync_lines, unreached_lines
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import doing, error, out, plain_lines
from hygie.feeds.base import Base
from hygie.feeds.home import VARIABLE, home
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Snapshot
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

INTERRUPTED: Final = 130


def build(voice: Voice) -> click.Group:
    """Build the commands in a voice."""
    group = click.Group(
        "feeds",
        help=voice.say(
            N_("Fill the local advisory base, from the network or from files; say how old it is.")
        ),
    )
    for command in (_sync, _status):
        group.add_command(command(voice))
    options.debug(voice)(group)
    options.language(voice)(group)
    return group


def _form(voice: Voice) -> options.Decorator:
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=voice.say(N_("Form of the answer.")),
    )


def _sync_options(voice: Voice) -> options.Decorator:
    return options.together(
        click.option(
            "--from",
            "path",
            metavar="PATH",
            type=click.Path(path_type=Path),
            help=voice.say(
                N_(
                    "Read a file or a folder instead of the network; it replaces the sources that it holds. "
                    "A file with one record is added to its source."
                )
            ),
        ),
        click.option(
            "--source",
            "sources",
            metavar="NAME=URL",
            multiple=True,
            help=voice.say(
                N_("Fetch a source from another address, a mirror; repeatable. NAME= turns it off.")
            ),
        ),
        click.option(
            "--only",
            metavar="NAME",
            multiple=True,
            help=voice.say(N_("Only this source (osv, osv:PyPI, cve5, csaf, kev, epss…); repeatable.")),
        ),
        click.option(
            "--replace",
            metavar="NAME",
            multiple=True,
            help=voice.say(
                N_(
                    "Replace this source (all: any) even if more than a tenth of its records, and more than "
                    "ten, would be gone, or if it would be older than before; repeatable."
                )
            ),
        ),
        click.option(
            "--keep",
            type=click.IntRange(1, 1000),
            default=5,
            show_default=True,
            help=voice.say(N_("Number of snapshots to keep.")),
        ),
        click.option("--all", "everything", is_flag=True, help=voice.say(N_("Show everything in detail."))),
    )


def _sync(voice: Voice) -> click.Command:
    @click.command(
        "sync",
        help=voice.say(N_("Bring the advisory base up to date; an interruption leaves it as it was.")),
        epilog=voice.say(
            N_(
                "Exit code 1: done, but a source could not be had or would have shrunk (--replace), or a "
                "file could not be used; what the base had of it is kept. Mirrors can be named for good in "
                "{file}."
            ),
            file="HYGIE_HOME/feeds/sources.json",
        ),
    )
    @_sync_options(voice)
    @_form(voice)
    @options.language(voice)
    @options.debug(voice)
    def sync(
        path: Path | None,
        sources: tuple[str, ...],
        only: tuple[str, ...],
        replace: tuple[str, ...],
        keep: int,
        everything: bool,
        form: str,
    ) -> int:
        base = _base(make=True)
        before = current_of(base)
        try:
            outcome = _synced(Asked(path, sources, only, replace, keep), base, voice)
        except KeyboardInterrupt:
            now = current_of(base)
            if (now and now.sequence) == (before and before.sequence):
                error(as_it_was(before, voice))
            return INTERRUPTED
        if isinstance(outcome, Refusal):
            for line in unreached_lines(outcome.mistakes, voice):
                error(plain_lines(line))
            error(as_it_was(before, voice))
            return 2
        as_of = date.today()  # noqa: DTZ011 - the user's own calendar day
        if form == "json":
            out(json.dumps(sync_answer(outcome, as_of, voice), ensure_ascii=False, indent=1))
        else:
            for line in sync_lines(outcome, voice, everything=everything):
                out(plain_lines(line))
        for source, diagnostic in outcome.failed:
            error(plain_lines(failure_line(source, diagnostic, voice)))
        return int(bool(outcome.failed or outcome.refusals))

    return sync


def _base(*, make: bool = False) -> Base:
    """Find the base.

    Raises:
        InputRefusedError: the folder it belongs in cannot be made, or is none.
    """
    try:
        return Base(home(make=make))
    except OSError as reason:
        raise refuse_file("unreadable_input", str(reason.filename or VARIABLE), reason) from reason


def _synced(asked: Asked, base: Base, voice: Voice) -> Outcome | Refusal:
    """Synchronise; a refusal says that no source could be had from the network.

    Raises:
        InputRefusedError: nothing could be used, or the base cannot be written to; it is as it was.
    """
    from hygie.feeds.lock import BusyError  # noqa: PLC0415 - with what synchronises

    try:
        with progress(voice) as step:
            found = (from_files if asked.path else from_network)(asked, base, step)
    except BusyError:
        raise refuse("feeds_busy", base.folder.as_posix()) from None
    except OSError as reason:
        raise refuse_file("feeds_unwritable", base.folder.as_posix(), reason) from reason
    if isinstance(found, Refusal) and asked.path:
        raise InputRefusedError(found.mistakes)
    return found


def _status(voice: Voice) -> click.Command:
    @click.command(
        "status",
        help=voice.say(N_("Say what the advisory base holds, and how old each source is.")),
        epilog=voice.say(
            N_(
                "STALE marks a source that was not asked for a week (lifecycles: a month), and one that "
                "changes every week whose newest record is older than a month."
            )
        ),
    )
    @click.option(
        "--verify",
        is_flag=True,
        help=voice.say(N_("Read the whole base and compare its digests; exit code 1 if one differs.")),
    )
    @_form(voice)
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def status(form: str, as_of: date, *, verify: bool) -> int:
        base = _base()
        try:
            snapshots = base.snapshots()
        except OSError as reason:
            raise refuse_file("unreadable_input", base.folder.as_posix(), reason) from reason
        current = current_of(base)
        if current is None:
            raise refuse("feeds_no_base", base.folder.as_posix())
        try:
            with doing(voice.say(N_("Verifying the base"))):
                damaged = list(_damaged(current, verify=verify))
        except OSError as reason:
            raise refuse_file("unreadable_input", base.segments.as_posix(), reason) from reason
        if form == "json":
            held = snapshots or (current,)
            out(json.dumps(status_answer(held, as_of, damaged, voice), ensure_ascii=False, indent=1))
        else:
            for line in status_lines(current, as_of, voice):
                out(plain_lines(line))
        for source, diagnostic in damaged:
            error(plain_lines(failure_line(source, diagnostic, voice)))
        return int(bool(damaged))

    return status


def _damaged(snapshot: Snapshot, *, verify: bool) -> Iterator[tuple[str, Diagnostic]]:
    """Look at each segment: at its header, or at all of it."""
    from hygie.feeds.sync import damaged  # noqa: PLC0415 - only where something is wrong

    for segment in snapshot.segments:
        try:
            segment.verify() if verify else segment.check()
        except DamagedSegmentError as reason:
            yield segment.source, damaged(reason)
