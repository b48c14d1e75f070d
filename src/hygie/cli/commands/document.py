"""``hygie document``: one owed document, in the format that the file's ending says."""

from datetime import date
from pathlib import Path

import click

from hygie.cli import options
from hygie.cli.commands.explain import find
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import error, out, strong, write_file
from hygie.dossier.suggest import closest
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "document",
        help=voice.say(
            N_("Produce a document of KIND about the dossier of DIR; the ending of FILE says the format.")
        ),
    )
    @click.argument("kind", metavar="KIND", required=False)
    @options.folder(voice)
    @options.output(voice, required=False)
    @click.option(
        "--list",
        "listing",
        is_flag=True,
        help=voice.say(N_("List the kinds of documents and their formats.")),
    )
    @click.option(
        "--requirement",
        metavar="REQUIREMENT",
        help=voice.say(N_("For a proof-sheet: the requirement.")),
    )
    @options.as_of(voice)
    @options.language(voice)
    @options.debug(voice)
    def document(
        kind: str | None,
        folder: Path,
        output: Path | None,
        listing: bool,
        requirement: str | None,
        as_of: date,
    ) -> int:
        if listing:
            show_kinds(voice)
            return 0
        if kind is None or output is None:
            raise click.UsageError(voice.say(N_("Give a KIND and -o FILE, or --list.")))
        write_document(kind, folder, output, requirement, as_of, voice)
        return 0

    return document


def show_kinds(voice: Voice) -> None:
    """List the kinds with their titles and formats."""
    from hygie.documents.kinds import kinds  # noqa: PLC0415 - renderers load when used

    for kind in kinds():
        out(f"  {strong(f'{kind.name:<18}')} {voice.say(kind.title)} ({', '.join(kind.formats)})")


def write_document(
    kind: str, folder: Path, output: Path, requirement: str | None, day: date, voice: Voice
) -> None:
    """Produce a document and write it.

    Raises:
        InputRefusedError: unknown kind, format or requirement; dossier that cannot be used; document
            whose inputs are not determined yet (it lists them).
    """
    from hygie.documents.kinds import kinds, produce  # noqa: PLC0415 - renderers load when used
    from hygie.documents.refusal import NotGenerated  # noqa: PLC0415

    known_kinds = {item.name: item for item in kinds()}
    if kind not in known_kinds:
        raise refuse("unknown_document", kind, found=kind, suggestion=closest(kind, known_kinds))
    form = output.suffix.lstrip(".").lower()
    if form not in known_kinds[kind].formats:
        raise refuse(
            "output_format", output.as_posix(), found=output.name, expected=known_kinds[kind].formats
        )
    study = options.load_study(folder, day, voice)
    if known_kinds[kind].about_requirement and requirement is None:
        raise click.UsageError(voice.say(N_("Say which one with --requirement, such as EXI-28.")))
    wanted = None if requirement is None else find(study, requirement)[1].id
    made = produce(kind, study, voice, form, wanted)
    if isinstance(made, NotGenerated):
        raise InputRefusedError(made.mistakes, folder.as_posix())
    write_file(output, made)
    error(voice.say(N_("Document written to {file}"), file=output.as_posix()))
