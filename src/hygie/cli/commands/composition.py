"""``hygie composition``: component types looked up, and published as signed summaries of their outside."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hygie.cli import options, studies
from hygie.cli.component_type_commands import list_command, show_command
from hygie.cli.reading import read_input
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.cli.screen import doing, error, out, write_file
from hygie.cli.summary_text import summary_lines
from hygie.composition.engine.extras import MissingExtraError
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

if TYPE_CHECKING:
    from hygie.composition.lowering.lower import Lowering
    from hygie.composition.published.publication import Published

LIBRARY = "library/"
PRIVATE = b"PRIVATE KEY-----"
"""What tells a file that holds a private key in PEM."""


def build(voice: Voice) -> click.Group:
    """Build the commands in a voice."""
    group = click.Group(
        "composition",
        help=voice.say(
            N_("Look up component types; publish them as signed summaries, and verify those of others.")
        ),
    )
    for command in (list_command, show_command, _publish, _key, _verify):
        group.add_command(command(voice))
    options.debug(voice)(group)
    options.language(voice)(group)
    return group


def _publish(voice: Voice) -> click.Command:
    @click.command(
        "publish",
        help=voice.say(
            N_(
                "Publish TYPE, a component type of the dossier of DIR or library/…, as a summary: "
                "what an attacker gets from what he has, and nothing of the inside."
            )
        ),
    )
    @click.argument("name", metavar="[TYPE]", required=False)
    @options.folder(voice)
    @options.output(voice)
    @click.option(
        "--type",
        "type_file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("Take the type from this file, without a dossier.")),
    )
    @click.option(
        "--key",
        "key_file",
        metavar="KEY.pem",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(N_("Private key to sign with; without a signature, no dossier accepts the summary.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def publish(
        name: str | None, folder: Path, output: Path, type_file: Path | None, key_file: Path | None
    ) -> int:
        _keep_keys(output)
        lowering, short, about = _sought(name, folder, type_file, voice)
        key = None if key_file is None else read_input(key_file)
        with doing(voice.say(N_("Summarising the type"))), _extra(about):
            file, signed_by = _published(lowering, short, about, key, key_file)
        write_file(output, file)
        error(voice.say(N_("Summary written to {file}"), file=output.as_posix()))
        if signed_by:
            error(voice.say(N_("Signed by {key}"), key=signed_by))
        else:
            error(voice.say(N_("Not signed: no dossier accepts it as it is.")))
        return 0

    return publish


def _key(voice: Voice) -> click.Command:
    @click.command("key", help=voice.say(N_("Make a private key to sign with; print its public key.")))
    @options.output(voice)
    @options.language(voice)
    @options.debug(voice)
    def key(output: Path) -> int:
        from hygie.composition.published.signing import new_key, public_key  # noqa: PLC0415 - an extra, loaded when used

        with _extra(output.as_posix()):
            made = new_key()
            public = public_key(made)
        _write_secret(output, made)
        error(
            voice.say(
                N_("Private key written to {file}: keep it secret, and a copy safe."), file=output.as_posix()
            )
        )
        error(voice.say(N_("Public key, for “publishers” (ed25519) of those who trust you:")))
        out(public)
        return 0

    return key


def _verify(voice: Voice) -> click.Command:
    @click.command(
        "verify",
        help=voice.say(N_("Verify a summary: by whom it is signed, and what it says.")),
        epilog=voice.say(
            N_(
                "Without --key, the summary is verified with the key that it names itself, which proves "
                "nothing of who signed it: exit code 1."
            )
        ),
    )
    @click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
    @click.option(
        "--key",
        "key",
        metavar="BASE64",
        help=voice.say(N_("Public key of whom it must be signed by.")),
    )
    @options.language(voice)
    @options.debug(voice)
    def verify(file: Path, key: str | None) -> int:
        from hygie.composition.published.signing import is_public_key  # noqa: PLC0415 - loads what it needs

        if key is not None and not is_public_key(key):
            raise refuse("publication_bad_public_key", "--key", found=key[:60])
        for line in summary_lines(_verified(file, key), voice, key_is_checked=key is not None):
            out(line)
        return int(key is None)

    return verify


def _verified(file: Path, key: str | None) -> "Published":
    """Read a summary signed with a key, or with the one that it names.

    Raises:
        InputRefusedError: the summary cannot be used, or is signed with another key.
    """
    from hygie.composition.published.publication import read_publication  # noqa: PLC0415 - loads what it needs
    from hygie.composition.published.publication_reading import signatory  # noqa: PLC0415

    content, name = read_input(file), file.as_posix()
    owner = signatory(content, name) if key is None else key
    if isinstance(owner, Diagnostic):
        raise InputRefusedError((owner,))
    with _extra(name):
        read = read_publication(content, name, owner)
    if isinstance(read, tuple):
        raise InputRefusedError(read)
    return read


def _published(
    lowering: "Lowering", name: str, about: str, key: bytes | None, key_file: Path | None
) -> tuple[bytes, str]:
    """Publish a type; give the file and the public key that it is signed by.

    Raises:
        InputRefusedError: the type is too large to be published, or the key is not one.
    """
    from hygie.composition.published.publishing import TooLarge, publish  # noqa: PLC0415 - loads what computes
    from hygie.composition.published.signing import NotAKeyError  # noqa: PLC0415

    try:
        made = publish(lowering, name, key)
    except NotAKeyError as reason:
        shown = key_file.as_posix() if key_file else about
        raise refuse("publication_bad_key", shown) from reason
    if isinstance(made, TooLarge):
        raise refuse("publication_too_large", about, found=name, fact=made.fact, limit=made.cap)
    return made.file, made.signed_by


def _sought(
    name: str | None, folder: Path, type_file: Path | None, voice: Voice
) -> tuple["Lowering", str, str]:
    """Find the type to publish: where it is described, its name there, and what to call that in a message.

    Raises:
        InputRefusedError: there is no such type, or what describes it cannot be used.
    """
    from hygie.cli.component_types import type_content  # noqa: PLC0415 - loads what computes
    from hygie.composition.language.library import library_content, library_names  # noqa: PLC0415
    from hygie.composition.language.read import read_systems, read_types  # noqa: PLC0415
    from hygie.composition.lowering.lower import Lowering  # noqa: PLC0415 - loads what computes

    dossier, base = None, ""
    if type_file is not None:
        about = type_file.as_posix()
        read = read_types(type_content(type_file), about)
    elif name is not None and name.startswith(LIBRARY):
        if name not in library_names():
            raise _no_such_type(name, name, tuple(sorted(library_names())))
        about = name
        read = read_types(library_content(name), f"{name}.yaml")
        name = name.removeprefix(LIBRARY)
    else:
        dossier, about, base = studies.read_dossier(folder, voice), folder.as_posix(), folder.as_posix()
        with _extra(about):
            read = read_systems(folder, dossier)
    if isinstance(read, Refusal):
        raise InputRefusedError(read.mistakes, base)
    if name in read.declared.published:
        raise refuse("publication_of_publication", about, found=name)
    known = tuple(read.declared.types)
    if name is None and len(known) == 1 and type_file is not None:
        name = known[0]
    if name is None or name not in known:
        raise _no_such_type(name, about, (*known, *sorted(library_names())) if type_file is None else known)
    return Lowering(read, dossier), name, about


def _no_such_type(name: str | None, about: str, known: Sequence[str]) -> InputRefusedError:
    own = tuple(word for word in known if not word.startswith(LIBRARY))
    if name is None:
        return refuse("publication_which_type", about, expected=own, problem="" if own else "nothing")
    return refuse("composition_unknown_type", about, found=name, suggestion=closest(name, known))


def _keep_keys(output: Path) -> None:
    """Refuse to write over a private key.

    Raises:
        InputRefusedError: the file is one.
    """
    with suppress(OSError), output.open("rb") as stream:
        if PRIVATE in stream.read(1_000):
            raise refuse("publication_key_exists", output.as_posix())


def _write_secret(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, never over another.

    Raises:
        InputRefusedError: the file exists, or cannot be written there.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as reason:
        raise refuse("publication_key_exists", file.as_posix()) from reason
    except OSError as reason:
        raise refuse_file("unwritable_output", str(file), reason) from reason
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
    except OSError as reason:
        with suppress(OSError):
            file.unlink()
        raise refuse_file("unwritable_output", str(file), reason) from reason


@contextmanager
def _extra(about: str) -> Iterator[None]:
    """Turn a missing extra into a refusal.

    Raises:
        InputRefusedError: an extra is missing.
    """
    try:
        yield
    except MissingExtraError as missing:
        raise refuse("publication_extra_missing", about, extra=missing.extra) from missing
