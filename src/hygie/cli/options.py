"""The options that commands share, and what they do with them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from hygie.kernel.clock import EARLIEST, LATEST
from hygie.wording.catalogue import LANGUAGES
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_YOUNG = 200_000
"""Objects made before those are looked at that may be of no more use."""


def together(*decorators: Decorator) -> Decorator:
    """Make one decorator of several, applied as if each stood on its own line."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


@contextmanager
def few_pauses() -> Iterator[None]:
    """Look more rarely for objects that hold one another: what is read holds none, and lives to the end.

    Looking through a million objects again and again would take a tenth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "date"

    def __init__(self, voice: Voice) -> None:
        """Refuse in a voice."""
        self._voice = voice

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the form in the help."""
        del param, ctx
        return self._voice.say(N_("YYYY-MM-DD"))

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day of the calendar."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day <= LATEST:
            self.fail(
                self._voice.say(N_("“{value}” is not a day written YYYY-MM-DD."), value=str(value)),
                param,
                ctx,
            )
        return day


def folder(voice: Voice) -> Decorator:
    """Take the folder of a dossier, the current one by default."""
    del voice
    return click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))


def language(voice: Voice) -> Decorator:
    """Take ``--lang``, which was read before anything was said."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=voice.say(N_("Language of the answers (default: the locale, else fr).")),
    )


def debug(voice: Voice) -> Decorator:
    """Take ``--debug``, which is read where faults are reported."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        help=voice.say(N_("On a fault of Hygie's own, show the traceback.")),
    )


def as_of(voice: Voice) -> Decorator:
    """Take ``--as-of``; today is read here, and nowhere below."""
    return click.option(
        "--as-of",
        type=Day(voice),
        default=lambda: date.today().isoformat(),  # noqa: DTZ011 - the user's own calendar day
        show_default=voice.say(N_("today")),
        help=voice.say(N_("Day of the assessment, past or future.")),
    )


def output(voice: Voice, required: bool = True) -> Decorator:
    """Take ``-o``, the file to write."""
    return click.option(
        "-o",
        "--output",
        "output",
        metavar="FILE",
        required=required,
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("File to write; it is written whole or not at all.")),
    )
