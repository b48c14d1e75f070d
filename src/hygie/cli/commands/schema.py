"""``hygie schema``: the JSON Schema of the files that people write, for editors."""

import json
from typing import Any

import click

from hygie.cli import options
from hygie.cli.screen import out
from hygie.composition.language.vocabulary import LANGUAGE_VERSION, Systems
from hygie.dossier.schema import json_schema
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

SYSTEMS_IDENTIFIER = f"urn:hygie:systems:{LANGUAGE_VERSION}"


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "schema", help=voice.say(N_("Print the JSON Schema that every YAML file of a dossier follows."))
    )
    @click.option(
        "--systems",
        "of_systems",
        is_flag=True,
        help=voice.say(N_("That of the files of systems/ instead: the composition language.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def schema(*, of_systems: bool) -> int:
        asked = systems_schema(voice) if of_systems else json_schema(voice.say)
        out(json.dumps(asked, ensure_ascii=False, indent=1))
        return 0

    return schema


def systems_schema(voice: Voice) -> dict[str, Any]:
    """Give the JSON Schema of the files of ``systems/``."""
    return json_schema(voice.say, Systems, SYSTEMS_IDENTIFIER)
