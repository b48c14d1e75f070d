"""The component types that may be used: those that come with Hygie, those of a dossier, those published."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from hygie.cli import studies
from hygie.cli.reading import read_input
from hygie.cli.refusal import InputRefusedError, refuse
from hygie.composition.language.library import PREFIX, library_content, library_names, library_type
from hygie.composition.language.read import Composition, read_systems
from hygie.composition.language.vocabulary import ComponentType
from hygie.composition.published.publication import Published
from hygie.composition.published.publication_reading import is_summary
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Refusal
from hygie.wording.voice import Voice

Source: TypeAlias = Literal["dossier", "published", "library"]


class KnownType(NamedTuple):
    """A type by the name that a component gives it, and where it comes from."""

    name: str
    source: Source
    described: ComponentType | Published


def known_types(folder: Path, voice: Voice, *, in_dossier: bool) -> list[KnownType]:
    """List the types of a dossier, where there is one, then those that come with Hygie.

    Raises:
        InputRefusedError: the dossier or its systems cannot be used.
        MissingExtraError: a type is published, and the extra ``signing`` is not installed.
    """
    own = list(_of_dossier(_read(folder, voice))) if in_dossier else []
    return own + [KnownType(name, "library", library_type(name)) for name in sorted(library_names())]


def known_type(name: str, folder: Path, voice: Voice) -> KnownType:
    """Find a type by its name.

    Raises:
        InputRefusedError: no type has that name, or the dossier or its systems cannot be used.
        MissingExtraError: a type is published, and the extra ``signing`` is not installed.
    """
    if name in library_names():
        return KnownType(name, "library", library_type(name))
    if name.startswith(PREFIX):
        raise no_such_type(name, name)
    if PREFIX + name in library_names() and not is_dossier(folder):
        raise no_such_type(name, name)
    own = {found.name: found for found in _of_dossier(_read(folder, voice))}
    if name not in own:
        raise no_such_type(name, folder.as_posix(), tuple(own))
    return own[name]


def type_content(file: Path) -> bytes:
    """Read the description of a type: that of a file, or ``library/…`` where there is no such file.

    Raises:
        InputRefusedError: the file cannot be read, or is a published summary.
    """
    name = file.as_posix()
    if name.startswith(PREFIX) and not file.exists():
        if name not in library_names():
            raise no_such_type(name, name)
        return library_content(name)
    content = read_input(file)
    if is_summary(content):
        raise refuse("type_is_published", name)
    return content


def no_such_type(name: str, about: str, own: tuple[str, ...] = ()) -> InputRefusedError:
    """Say that no type is called so, and which one may have been meant."""
    of_library = PREFIX + name if PREFIX + name in library_names() else ""
    suggestion = of_library or closest(name, (*own, *sorted(library_names())))
    return refuse("composition_unknown_type", about, found=name, suggestion=suggestion)


def is_dossier(folder: Path) -> bool:
    """Tell whether a folder holds a dossier."""
    return (folder / "hygie.yaml").is_file()


def _read(folder: Path, voice: Voice) -> Composition:
    read = read_systems(folder, studies.read_dossier(folder, voice))
    if isinstance(read, Refusal):
        raise InputRefusedError(read.mistakes, folder.as_posix())
    return read


def _of_dossier(composition: Composition) -> Iterator[KnownType]:
    for name, declared in composition.declared.types.items():
        yield KnownType(name, "dossier", declared)
    for name, published in composition.published.items():
        if isinstance(published, Published):
            yield KnownType(name, "published", published)
