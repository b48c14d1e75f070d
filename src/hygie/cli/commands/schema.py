"""``hygie schema``: the JSON Schema of a dossier's files, for editors."""

import json

import click

from hygie.cli import options
from hygie.cli.screen import out
from hygie.dossier.schema import json_schema
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "schema", help=voice.say(N_("Print the JSON Schema that every YAML file of a dossier follows."))
    )
    @options.language(voice)
    @options.debug(voice)
    def schema() -> int:
        out(json.dumps(json_schema(voice.say), ensure_ascii=False, indent=1))
        return 0

    return schema
