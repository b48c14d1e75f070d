"""``hygie composition list`` and ``hygie composition show``: which types there are, what one shows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from hygie.cli import options
from hygie.cli.screen import out
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

if TYPE_CHECKING:
    from hygie.cli.options import Decorator


def list_command(voice: Voice) -> click.Command:
    """Build ``list`` in a voice."""

    @click.command(
        "list",
        help=voice.say(
            N_("List the component types that come with Hygie, and those of the dossier of DIR if it is one.")
        ),
    )
    @options.folder(voice)
    @_form(voice)
    @options.language(voice)
    @options.debug(voice)
    @click.pass_context
    def list_types(context: click.Context, folder: Path, form: str) -> int:
        # What computes loads when used.
        from hygie.cli.component_type_json import list_answer  # noqa: PLC0415
        from hygie.cli.component_type_text import list_text  # noqa: PLC0415
        from hygie.cli.component_types import is_dossier, known_types  # noqa: PLC0415

        given = context.get_parameter_source("folder") is ParameterSource.COMMANDLINE
        types = known_types(folder, voice, in_dossier=given or is_dossier(folder))
        out(_dumped(list_answer(types, voice)) if form == "json" else list_text(types, voice))
        return 0

    return list_types


def show_command(voice: Voice) -> click.Command:
    """Build ``show`` in a voice."""

    @click.command(
        "show",
        help=voice.say(
            N_(
                "Show TYPE, library/… or a type of the dossier of DIR: ports, what may be set, assumptions, "
                "assets, guarantees, sources."
            )
        ),
    )
    @click.argument("name", metavar="TYPE")
    @options.folder(voice)
    @_form(voice)
    @options.language(voice)
    @options.debug(voice)
    def show(name: str, folder: Path, form: str) -> int:
        # What computes loads when used.
        from hygie.cli.component_type_json import type_answer  # noqa: PLC0415
        from hygie.cli.component_type_text import type_text  # noqa: PLC0415
        from hygie.cli.component_types import known_type  # noqa: PLC0415

        found = known_type(name, folder, voice)
        out(_dumped(type_answer(found, voice)) if form == "json" else type_text(found, voice))
        return 0

    return show


def _form(voice: Voice) -> "Decorator":
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=voice.say(N_("Form of the answer.")),
    )


def _dumped(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1)
