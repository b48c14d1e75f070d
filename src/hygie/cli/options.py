"""The options that commands share, and what they do with them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from hygie.assessment.study import Study
from hygie.assessment.supports import check_supports
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import doing
from hygie.dossier.checks import EARLIEST, LATEST
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameters
from hygie.referentials.referential import PACKAGES
from hygie.wording.catalogue import LANGUAGES
from hygie.wording.sentence import N_
from hygie.wording.sentences import sentences
from hygie.wording.voice import Voice

RESERVATIONS = frozenset({"evidence_missing", "evidence_expired", "stale", "undated", "dated_ahead"})
"""The reservations that every rule may make; those proper to one are named ``convention:…``."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def together(*decorators: Decorator) -> Decorator:
    """Make one decorator of several, applied as if each stood on its own line."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


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


def referential(voice: Voice) -> Decorator:
    """Take ``--referential``, repeatable."""
    return click.option(
        "--referential",
        "referentials",
        multiple=True,
        type=click.Choice(tuple(PACKAGES)),
        help=voice.say(N_("Referential to evaluate; repeatable (default: those of the dossier).")),
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


def unknown_conventions(dossier: Dossier) -> Iterator[Diagnostic]:
    """List the conventions that the policy makes binding and that no rule has: a slip would disarm it."""
    expected = tuple(sorted(RESERVATIONS | {code for code in sentences() if code.startswith("convention:")}))
    for index, code in enumerate(dossier.declared.policy.binding_conventions):
        if code not in expected:
            place = dossier.place(("policy", "binding_conventions", index))
            parameters: Parameters = {
                "found": code,
                "expected": expected,
                "suggestion": closest(code, expected),
            }
            yield Diagnostic("unknown_convention", place, parameters)


def read_dossier(folder: Path, voice: Voice) -> Dossier:
    """Load a dossier and check what only rules know of it.

    Raises:
        InputRefusedError: the dossier cannot be used; it names every mistake.
    """
    with doing(voice.say(N_("Reading the dossier"))):
        loaded = load_dossier(folder)
    if isinstance(loaded, Refusal):
        # Mistakes about the folder itself already name it; those in files are relative to it.
        outside = not (folder / "hygie.yaml").is_file()
        raise InputRefusedError(loaded.mistakes, "" if outside else folder.as_posix())
    mistakes = (*check_supports(loaded), *unknown_conventions(loaded))
    if mistakes:
        raise InputRefusedError(mistakes, folder.as_posix())
    return loaded


def load_study(
    folder: Path,
    day: date,
    voice: Voice,
    referentials: tuple[str, ...] = (),
    *,
    or_systems: bool = False,
) -> Study:
    """Load a dossier and make its study, evaluated.

    A dossier to which no referential applies is refused, unless its systems are enough to speak of.

    Raises:
        InputRefusedError: the dossier cannot be used; it names every mistake.
    """
    loaded = read_dossier(folder, voice)
    study = Study(loaded, day, referentials)
    if not study.applicable and not (or_systems and study.describes_systems):
        raise refuse("not_evaluated_here", folder.as_posix(), roles=tuple(loaded.declared.roles))
    with doing(voice.say(N_("Evaluating the requirements"))):
        _ = study.verdicts
    return study
