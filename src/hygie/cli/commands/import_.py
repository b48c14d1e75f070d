"""``hygie import``: what people and other tools send, brought into a dossier whole or not at all."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hygie.assessment.supports import check_supports
from hygie.cli import options, studies
from hygie.cli.incoming import show_changes, show_next, write_incoming
from hygie.cli.reading import read_input
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import doing, error, out, strong
from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.exchange import MAL, READERS, reader
from hygie.dossier.dossier import Dossier
from hygie.dossier.imports import readers
from hygie.dossier.incoming import Incoming, add_imported
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.writing import write_together
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice
from hygie.wording.workbooks import recognised

if TYPE_CHECKING:
    from hygie.composition.exchange.written import Exchanged

XLSX = "xlsx"


def build(voice: Voice) -> click.Command:
    """Build the command in a voice."""

    @click.command(
        "import",
        help=voice.say(
            N_(
                "Bring FILE, of this KIND, into the dossier of DIR: all of it, or nothing and every mistake "
                "with its place."
            )
        ),
        epilog=voice.say(
            N_(
                "KIND xlsx is the workbook of hygie init --xlsx or hygie export. In a new folder it makes a "
                "dossier; in a dossier it changes only what differs. A cell left blank takes a value away "
                "only if the dossier has not changed since the export. Other kinds: {kinds}."
            ),
            kinds=", ".join(readers()),
        )
        + " "
        + voice.say(
            N_("Kinds that make a new file of systems/, and never change one: {kinds}."),
            kinds=", ".join((*READERS, MAL)),
        ),
    )
    @click.argument("kind", metavar="KIND", type=click.Choice([XLSX, *readers(), *READERS, MAL]))
    @click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
    @options.folder(voice)
    @click.option(
        "--overwrite",
        is_flag=True,
        help=voice.say(
            N_("For xlsx: where the dossier has changed since the export, the workbook is right.")
        ),
    )
    @click.option(
        "--language",
        "mal_language",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("For mal: the language of the model, .mal or .mar.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def import_(kind: str, file: Path, folder: Path, overwrite: bool, mal_language: Path | None) -> int:
        if mal_language is not None and kind != MAL:
            raise refuse("exchange_language_useless", "--language")
        content = read_input(file)
        if kind == XLSX:
            bring_workbook(content, file, folder, voice, overwrite=overwrite)
        elif kind in READERS or kind == MAL:
            bring_systems(kind, content, file, folder, voice, mal_language=mal_language)
        else:
            bring_entries(kind, content, file, folder, voice)
        return 0

    return import_


def bring_workbook(content: bytes, file: Path, folder: Path, voice: Voice, *, overwrite: bool) -> None:
    """Bring a workbook into a folder.

    Raises:
        InputRefusedError: the workbook, the folder or the dossier cannot be used.
    """
    from hygie.dossier.spreadsheet.bring import bring  # noqa: PLC0415 - loaded when used

    with doing(voice.say(N_("Reading the workbook"))):
        brought = bring(content, file.as_posix(), folder, recognised(), overwrite=overwrite)
    if isinstance(brought, Refusal):
        raise InputRefusedError(brought.mistakes)
    _check(brought.incoming.dossier)
    with doing(voice.say(N_("Writing the dossier"))):
        write_incoming(brought.incoming, folder, voice, is_new=brought.is_new, source=file)
    show_changes(brought.incoming, folder, voice, is_new=brought.is_new, kept=brought.kept)
    show_next(brought.incoming, folder, voice)


def bring_entries(kind: str, content: bytes, file: Path, folder: Path, voice: Voice) -> None:
    """Bring the entries that a reader finds into a dossier.

    Raises:
        InputRefusedError: the file or the dossier cannot be used.
    """
    with doing(voice.say(N_("Reading the dossier"))):
        dossier = load_dossier(folder)
    if isinstance(dossier, Refusal):
        outside = not (folder / "hygie.yaml").is_file()
        raise InputRefusedError(dossier.mistakes, "" if outside else folder.as_posix())
    found = readers()[kind](content, file.as_posix(), dossier)
    if isinstance(found, Refusal):
        raise InputRefusedError(found.mistakes)
    incoming = add_imported(found, file.as_posix(), dossier, folder)
    if not isinstance(incoming, Incoming):
        raise InputRefusedError(incoming.mistakes)
    write_incoming(incoming, folder, voice, is_new=False, source=file)
    show_changes(incoming, folder, voice, is_new=False)
    show_next(incoming, folder, voice)


def bring_systems(
    kind: str, content: bytes, file: Path, folder: Path, voice: Voice, *, mal_language: Path | None
) -> None:
    """Make a new file of ``systems/`` of what another tool says of systems.

    Raises:
        InputRefusedError: the file or the dossier cannot be used, or the new file is there already.
    """
    from hygie.composition.language.read import FOLDER, read_types  # noqa: PLC0415 - loaded when used

    with doing(voice.say(N_("Reading the dossier"))):
        taken = _names_taken(folder)
    with doing(voice.say(N_("Reading the file"))):
        found = _read_systems_of(kind, content, file, mal_language, taken, voice.language)
    if isinstance(found, Refusal):
        raise InputRefusedError(found.mistakes)
    name = f"{FOLDER}/{found.name}.yaml"
    if (folder / name).exists():
        raise refuse("exchange_file_exists", file.as_posix(), found=name)
    checked = read_types(found.content, name)
    if isinstance(checked, Refusal):
        raise InputRefusedError(checked.mistakes)
    try:
        write_together({folder / name: found.content}, {})
    except OSError as reason:
        raise refuse_file("unwritable_output", (folder / name).as_posix(), reason) from reason
    out(strong(voice.say(N_("Written: {file}"), file=(folder / name).as_posix())))
    for note in found.notes:
        for line in InputRefusedError((note,)).lines(voice):
            error(line)


def _names_taken(folder: Path) -> frozenset[str]:
    """Give the names of the types and systems that the dossier has."""
    from hygie.composition.language.read import read_systems  # noqa: PLC0415 - loaded when used

    dossier = load_dossier(folder)
    outside = "" if not (folder / "hygie.yaml").is_file() else folder.as_posix()
    if isinstance(dossier, Refusal):
        raise InputRefusedError(dossier.mistakes, outside)
    held = read_systems(folder, dossier)
    if isinstance(held, Refusal):
        raise InputRefusedError(held.mistakes, outside)
    declared = held.declared
    return frozenset((*declared.types, *declared.published, *declared.systems))


def _read_systems_of(
    kind: str, content: bytes, file: Path, mal: Path | None, taken: frozenset[str], language: str
) -> "Exchanged | Refusal":
    if kind != MAL:
        return reader(kind)(content, file.as_posix(), taken, language)
    if mal is None:
        raise refuse("exchange_language_missing", "--language")
    from hygie.composition.exchange.mal_systems import read  # noqa: PLC0415 - loaded when used

    try:
        return read(content, file.as_posix(), read_input(mal), mal.as_posix(), taken, language)
    except MissingExtraError as missing:
        raise refuse("exchange_extra_missing", file.as_posix(), extra=missing.extra) from missing


def _check(dossier: Dossier) -> None:
    """Check what needs the referentials: what evidence supports, which conventions bind."""
    mistakes: Iterable[Diagnostic] = (*check_supports(dossier), *studies.unknown_conventions(dossier))
    if mistakes:
        raise InputRefusedError(mistakes)
