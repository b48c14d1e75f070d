"""What is being read or fetched, on one line of a terminal that is written again and again."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import click

from hygie.cli.screen import plain, width
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

Step: TypeAlias = Callable[[str, int, int], None]
MANY: Final = 1 << 20
"""Above, what is counted are bytes."""
_LEAST: Final = 10
_COUNTS: Final = 30


@contextmanager
def progress(voice: Voice) -> Iterator[Step]:
    """Show on a terminal what is being read or fetched; a pipe sees nothing of it."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _total: None
        return
    shown = ""

    def step(name: str, done: int, total: int) -> None:
        nonlocal shown
        if total > MANY or (done > MANY and not total):
            part = voice.say(N_("{done} of {total} MB"), done=done // 10**6, total=total // 10**6 or "?")
        else:
            part = f"{done}/{total}"
        line = step_line(name, part, width())
        if line != shown:
            click.echo(f"\r{line:<{len(shown)}}", err=True, nl=False)
            shown = line

    try:
        yield step
    finally:
        click.echo("\r" + " " * len(shown) + "\r", err=True, nl=False)


def step_line(name: str, part: str, columns: int) -> str:
    """Say what is being read, and how far: nothing a terminal obeys, nor what is secret in an address."""
    if "://" in name:
        from hygie.feeds.download.addresses import shown  # noqa: PLC0415 - seldom

        name = shown(name)
    return f"{plain(name)[-max(columns - _COUNTS, _LEAST) :]}… {part}"
