"""Dossiers for commands: read with every mistake told, and made into a study."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from hygie.assessment.study import Study
from hygie.assessment.supports import check_supports
from hygie.cli.options import Decorator
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import doing
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameters
from hygie.referentials.referential import PACKAGES
from hygie.wording.sentence import N_
from hygie.wording.sentences import sentences
from hygie.wording.voice import Voice

RESERVATIONS = frozenset({"evidence_missing", "evidence_expired", "stale", "undated", "dated_ahead"})
"""The reservations that every rule may make; those proper to one are named ``convention:…``."""


def referential(voice: Voice) -> Decorator:
    """Take ``--referential``, repeatable."""
    return click.option(
        "--referential",
        "referentials",
        multiple=True,
        type=click.Choice(tuple(PACKAGES)),
        help=voice.say(N_("Referential to evaluate; repeatable (default: those of the dossier).")),
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
