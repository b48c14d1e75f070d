"""``hygie feeds``: the local advisory base, filled from the network or from files, and how fresh it is."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from hygie.cli import options
from hygie.cli.feeds_json import status_answer, sync_answer
from hygie.cli.feeds_progress import Step, progress
from hygie.cli.feeds_text import failure_line, status_lines, sync_lines
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


class Asked(NamedTuple):
    """What a synchronisation is asked for."""

    path: Path | None
    sources: tuple[str, ...]
    only: tuple[str, ...]
    keep: int


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
                N_("Read a file or a folder instead of the network; it replaces the sources that it holds.")
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
                "Exit code 1: done, but a source could not be had, or a file could not be used; what the "
                "base had of it is kept. Mirrors can be named for good in {file}."
            ),
            file="HYGIE_HOME/feeds/sources.json",
        ),
    )
    @_sync_options(voice)
    @_form(voice)
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def sync(
        path: Path | None,
        sources: tuple[str, ...],
        only: tuple[str, ...],
        keep: int,
        everything: bool,
        form: str,
        as_of: date,
    ) -> int:
        outcome = _synced(Asked(path, sources, only, keep), voice)
        if form == "json":
            out(json.dumps(sync_answer(outcome, as_of, voice), ensure_ascii=False, indent=1))
        else:
            for line in sync_lines(outcome, voice, everything=everything):
                out(plain_lines(line))
        for source, diagnostic in outcome.failed:
            error(plain_lines(failure_line(source, diagnostic, voice)))
        return int(bool(outcome.failed or outcome.refusals))

    return sync


def _base() -> Base:
    """Find the base.

    Raises:
        InputRefusedError: the folder it belongs in cannot be made, or is none.
    """
    try:
        return Base(home())
    except OSError as reason:
        raise refuse_file("unreadable_input", str(reason.filename or VARIABLE), reason) from reason


def _synced(asked: Asked, voice: Voice) -> Outcome:
    """Synchronise.

    Raises:
        InputRefusedError: nothing could be had, or the base cannot be written to; it is as it was.
    """
    from hygie.feeds.lock import BusyError  # noqa: PLC0415 - with what synchronises

    base = _base()
    try:
        with progress(voice) as step:
            found = (_from_files if asked.path else _from_network)(asked, base, step)
    except BusyError:
        raise refuse("feeds_busy", base.folder.as_posix()) from None
    except OSError as reason:
        raise refuse_file("feeds_unwritable", base.folder.as_posix(), reason) from reason
    if isinstance(found, Refusal):
        raise InputRefusedError(found.mistakes)
    return found


def _from_files(asked: Asked, base: Base, step: Step) -> Outcome | Refusal:
    from hygie.feeds.sync import sync_from  # noqa: PLC0415 - status does without

    path = asked.path or Path()
    if asked.sources:
        raise refuse("option_without_object", "--source", option="--source", found="--from")
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        elif path.is_file() or not path.exists():
            path.open("rb").close()
        else:  # a pipe would be waited for without end
            raise refuse("feeds_not_plain", path.as_posix())
    except OSError as reason:
        raise refuse_file("unreadable_input", path.as_posix(), reason) from reason
    return sync_from(path, base, step, keep=asked.keep, only=_chosen(asked.only))


def _from_network(asked: Asked, base: Base, step: Step) -> Outcome | Refusal:
    from hygie.feeds.download.addresses import addresses  # noqa: PLC0415 - status does without
    from hygie.feeds.network import sync_network  # noqa: PLC0415

    overrides, where = _overrides(asked.sources, base)
    found = addresses(overrides, where)
    if isinstance(found, Diagnostic):
        raise InputRefusedError([found])
    chosen = _chosen(asked.only)
    wanted = tuple(item for item in found if (chosen(item.source) if asked.only else item.usual))
    if not wanted:
        expected = tuple(item.source for item in found)
        raise refuse("feeds_unknown_source", "--only", found=", ".join(asked.only), expected=expected)
    return sync_network(wanted, base, step, keep=asked.keep)


def _chosen(only: tuple[str, ...]) -> Callable[[str], bool]:
    """Say which sources are meant: by their name, or by what stands before the colon."""
    return lambda source: not only or source in only or source.partition(":")[0] in only


def _overrides(sources: tuple[str, ...], base: Base) -> tuple[dict[str, str], dict[str, str]]:
    """Gather the addresses of ``sources.json`` and of the command line, which holds; and what names each."""
    file = base.folder / "sources.json"
    found: dict[str, str] = {}
    if file.is_file():
        try:
            told = json.loads(file.read_bytes())
        except OSError as reason:
            raise refuse_file("unreadable_input", file.as_posix(), reason) from reason
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not all(isinstance(url, str) for url in told.values()):
            raise refuse("feeds_bad_sources_file", file.as_posix())
        found |= told
    where = dict.fromkeys(found, file.as_posix())
    for each in sources:
        name, equals, url = each.partition("=")
        if not equals or not name:
            raise refuse("feeds_bad_source", "--source", found=each[:80])
        found[name] = url
        where[name] = "--source"
    return found, where


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
            current = base.current()
        except OSError as reason:
            raise refuse_file("unreadable_input", base.folder.as_posix(), reason) from reason
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
