"""``hygie document``: owed documents, in the format that the file's ending says."""

from datetime import date
from pathlib import Path

import click

from hygie.assessment.study import Study
from hygie.cli import options
from hygie.cli.commands.explain import find
from hygie.cli.documents import Order, Wanted, every_document, one_each, produce_all
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import error, out, strong, write_file
from hygie.dossier.suggest import closest
from hygie.dossier.vocabulary.base import known
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ALL = "all"
"""The word that stands for every document that the dossier owes."""


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "document",
        help=voice.say(
            N_("Produce a document of KIND about the dossier of DIR; the ending of FILE says the format.")
        ),
        epilog=voice.say(
            N_(
                "KIND all writes every document owed, in every format, to the folder FILE. "
                "With {client} in the name of FILE, a document about a client is written for each of them."
            ),
            client="{client}",
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
    @click.option(
        "--client",
        metavar="CLIENT",
        help=voice.say(N_("For a contract-annex: the client's id.")),
    )
    @click.option(
        "--template",
        metavar="FILE.docx",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("For Word: a template of your own instead of Hygie's.")),
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
        client: str | None,
        template: Path | None,
        as_of: date,
    ) -> int:
        if listing:
            show_kinds(voice)
            return 0
        if kind is None or output is None:
            raise click.UsageError(voice.say(N_("Give a KIND and -o FILE, or --list.")))
        asked = Order(kind, output, requirement, client, template)
        if kind == ALL:
            write_all(folder, output, as_of, voice)
        else:
            write_documents(asked, folder, as_of, voice)
        return 0

    return document


def show_kinds(voice: Voice) -> None:
    """List the kinds with their titles and formats."""
    from hygie.documents.kinds import kinds  # noqa: PLC0415 - renderers load when used

    width = max(len(kind.name) for kind in kinds()) + 1
    for kind in kinds():
        out(f"  {strong(f'{kind.name:<{width}}')} {voice.say(kind.title)} ({', '.join(kind.formats)})")


def write_documents(asked: Order, folder: Path, day: date, voice: Voice) -> None:
    """Produce one document, or one a client, and write it.

    Raises:
        InputRefusedError: unknown kind, format, requirement or client; template or dossier that cannot
            be used; document whose inputs are not determined yet (it lists them).
    """
    form = _format(asked)
    study = options.load_study(folder, day, voice)
    wanted = list(_wanted(asked, form, study, voice))
    refused = produce_all(wanted, study, voice, write=write_file, template=_template(asked))
    if refused:
        mistakes = [mistake for item in refused for mistake in item.mistakes]
        raise InputRefusedError(mistakes, folder.as_posix())
    if len(wanted) == 1:
        error(voice.say(N_("Document written to {file}"), file=wanted[0].file.as_posix()))
    else:
        error(voice.say(N_("{count} documents written"), count=len(wanted)))


def write_all(folder: Path, output: Path, day: date, voice: Voice) -> None:
    """Produce every document owed in every format, and say which could not be and why.

    Raises:
        InputRefusedError: the dossier cannot be used, or the folder cannot be written to.
    """
    if output.exists() and not output.is_dir():
        raise refuse("output_not_folder", output.as_posix(), found=output.as_posix())
    study = options.load_study(folder, day, voice)
    wanted = list(every_document(study, output))
    refused = produce_all(wanted, study, voice, write=write_file)
    written = len(wanted) - len(refused)
    error(voice.say(N_("{count} documents written to {folder}"), count=written, folder=output.as_posix()))
    for item in refused:
        for line in InputRefusedError(item.mistakes, folder.as_posix()).lines(voice):
            error(f"{item.kind}: {line}")


def _format(asked: Order) -> str:
    from hygie.documents.kinds import kinds  # noqa: PLC0415 - renderers load when used

    known_kinds = {item.name: item for item in kinds()}
    if asked.kind not in known_kinds:
        raise refuse(
            "unknown_document", asked.kind, found=asked.kind, suggestion=closest(asked.kind, known_kinds)
        )
    form = asked.output.suffix.lstrip(".").lower()
    formats = known_kinds[asked.kind].formats
    if form not in formats:
        raise refuse("output_format", asked.output.as_posix(), found=asked.output.name, expected=formats)
    return form


def _wanted(asked: Order, form: str, study: Study, voice: Voice) -> list[Wanted]:
    from hygie.documents.kind import About  # noqa: PLC0415 - renderers load when used
    from hygie.documents.kinds import kind_of  # noqa: PLC0415

    chosen = kind_of(asked.kind)
    about = chosen.about
    to_clients = asked.client is not None or "{client}" in str(asked.output)
    if about is About.DOSSIER and not (chosen.addressed and to_clients):
        return [Wanted(asked.kind, form, asked.output)]
    if about is About.REQUIREMENT:
        if asked.requirement is None:
            raise click.UsageError(voice.say(N_("Say which one with --requirement, such as EXI-28.")))
        name, requirement, _ = find(study, asked.requirement)
        return [Wanted(asked.kind, form, asked.output, f"{name}/{requirement.id}")]
    ids = [client.id for client in known(study.dossier.declared.clients) or ()]
    if asked.client is None:
        if "{client}" not in str(asked.output):
            raise click.UsageError(
                voice.say(
                    N_("Say which client with --client, or write {client} in the file's name for all."),
                    client="{client}",
                )
            )
        return list(one_each(asked.kind, form, asked.output, ids))
    if asked.client not in ids:
        raise refuse(
            "unknown_client", asked.client, found=asked.client, suggestion=closest(asked.client, ids)
        )
    return list(one_each(asked.kind, form, asked.output, [asked.client]))


def _template(asked: Order) -> bytes | None:
    if asked.template is None:
        return None
    name = asked.template.as_posix()
    try:
        return asked.template.read_bytes()
    except OSError as reason:
        raise refuse("unreadable_input", name, found=name, message=reason.strerror or str(reason)) from reason
