"""``hygie document``: owed documents, in the format that the file's ending says."""

from datetime import date
from pathlib import Path

import click

from hygie.assessment.study import Study
from hygie.cli import options, studies
from hygie.cli.commands.explain import find
from hygie.cli.documents import Order, Produced, Wanted, every_document, one_each, produce_all
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import error, out, strong, write_file, write_in_folder
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
                "KIND all writes every document owed, in every format, to the folder FILE; it says which "
                "could not be generated and why, and answers 2 if there are any. With {client} in the name "
                "of FILE, a document about a client is written for each of them."
            ),
            client="{client}",
        ),
    )
    @click.argument("kind", metavar="KIND", required=False)
    @options.folder(voice)
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=voice.say(N_("File to write; it is written whole or not at all.")),
    )
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
        help=voice.say(N_("For a document about or for one client: the client's id.")),
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
    def document(  # noqa: PLR0913, PLR0917 - one argument a choice of the command line
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
            return write_all(asked, folder, as_of, voice)
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
    template = _template(asked, form)
    study = studies.load_study(folder, day, voice, or_systems=_needs_no_verdict(asked.kind))
    wanted = list(_wanted(asked, form, study, voice))
    made = _produce(asked, wanted, study, voice, template)
    if made.refused:
        raise InputRefusedError(made.mistakes, folder.as_posix())
    if len(wanted) == 1:
        error(voice.say(N_("Document written to {file}"), file=wanted[0].file.as_posix()))
    else:
        error(voice.say(N_("{count} documents written"), count=made.written))


def write_all(asked: Order, folder: Path, day: date, voice: Voice) -> int:
    """Produce every document owed in every format, say which could not be and why; answer the exit code.

    Raises:
        InputRefusedError: the dossier cannot be used, or the folder cannot be written to.
    """
    for option, given in _choices(asked).items():
        if given is not None:
            raise refuse("option_without_object", option, option=option, found=ALL)
    output = asked.output
    if output.exists() and not output.is_dir():
        raise refuse("output_not_folder", output.as_posix(), found=output.as_posix())
    study = studies.load_study(folder, day, voice, or_systems=True)
    made = produce_all(every_document(study, output), study, voice, write=write_in_folder)
    error(
        voice.say(N_("{count} documents written to {folder}"), count=made.written, folder=output.as_posix())
    )
    for item in made.refused:
        for line in InputRefusedError(item.mistakes, folder.as_posix()).lines(voice):
            error(f"{item.kind}: {line}")
    return 2 if made.refused else 0


def _produce(
    asked: Order, wanted: list[Wanted], study: Study, voice: Voice, template: bytes | None
) -> Produced:
    """Produce what is wanted; a template may name what the words do not hold, which only filling shows."""
    from hygie.documents.docx import TemplateError  # noqa: PLC0415 - loads when used

    try:
        # One a client goes to a folder of its own; a single file to a folder that is there.
        write = write_in_folder if "{client}" in str(asked.output) else write_file
        return produce_all(wanted, study, voice, write=write, template=template)
    except TemplateError as reason:
        raise refuse(reason.code, str(asked.template), **reason.parameters) from reason


def _needs_no_verdict(kind: str) -> bool:
    from hygie.documents.kinds import kind_of  # noqa: PLC0415 - renderers load when used

    return not kind_of(kind).rests_on


def _choices(asked: Order) -> dict[str, object]:
    return {"--requirement": asked.requirement, "--client": asked.client, "--template": asked.template}


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
    for option, given, fits in (
        ("--requirement", asked.requirement, about is About.REQUIREMENT),
        ("--client", asked.client, about is About.CLIENT or chosen.addressed),
    ):
        if given is not None and not fits:
            raise refuse("option_without_object", option, option=option, found=asked.kind)
    to_clients = asked.client is not None or "{client}" in str(asked.output)
    if about is About.DOSSIER and not (chosen.addressed and to_clients):
        return [Wanted(asked.kind, form, asked.output)]
    if about is About.REQUIREMENT:
        if asked.requirement is None:
            raise click.UsageError(voice.say(N_("Say which one with --requirement, such as EXI-28.")))
        name, requirement, _ = find(study, asked.requirement)
        return [Wanted(asked.kind, form, asked.output, f"{name}/{requirement.id}")]
    return list(one_each(asked.kind, form, asked.output, _clients(asked, study, voice)))


def _clients(asked: Order, study: Study, voice: Voice) -> list[str]:
    """List the clients that were asked for: the one that is named, else all of them."""
    ids = [client.id for client in known(study.dossier.declared.clients) or ()]
    if asked.client is None:
        if "{client}" not in str(asked.output):
            raise click.UsageError(
                voice.say(
                    N_("Say which client with --client, or write {client} in the file's name for all."),
                    client="{client}",
                )
            )
        if not ids:
            raise refuse("no_client", study.dossier.location)
        return ids
    if asked.client not in ids:
        raise refuse(
            "unknown_client", asked.client, found=asked.client, suggestion=closest(asked.client, ids)
        )
    return [asked.client]


def _template(asked: Order, form: str) -> bytes | None:
    """Read the user's template and check it, before anything else is done.

    Raises:
        InputRefusedError: it cannot be read or used, or the format is not made from a template.
    """
    if asked.template is None:
        return None
    name = asked.template.as_posix()
    if form != "docx":
        raise refuse("template_without_word", name, found=asked.output.name)
    from hygie.documents.docx import LARGEST_TEMPLATE, TemplateError, check  # noqa: PLC0415 - loads when used

    try:
        with asked.template.open("rb") as file:
            content = file.read(LARGEST_TEMPLATE + 1)
        check(content)
    except OSError as reason:
        raise refuse_file("unreadable_input", name, reason) from reason
    except TemplateError as reason:
        raise refuse(reason.code, name, **reason.parameters) from reason
    return content
