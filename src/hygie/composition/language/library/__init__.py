"""The component types that come with Hygie: examples, written in the composition language itself."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from hygie.composition.language.vocabulary import ComponentType, Systems
from hygie.dossier.shape import validate
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Diagnostic

PREFIX = "library/"
_SUFFIX = ".yaml"


class LibraryError(Exception):
    """A type that comes with Hygie cannot be read: the installation is damaged, or its author mistaken."""

    def __init__(self, name: str, mistakes: tuple[Diagnostic, ...]) -> None:
        """Keep the name of the type and what is wrong with its file."""
        super().__init__(f"{name}: {', '.join(f'{item.place}: {item.code}' for item in mistakes)}")
        self.name = name
        self.mistakes = mistakes


@cache
def library_names() -> frozenset[str]:
    """Give the names of the types, as dossiers write them (``library/…``); opens no file."""
    found = (item.name for item in files(__name__).iterdir())
    return frozenset(PREFIX + name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


@cache
def library_content(name: str) -> bytes:
    """Give the content of the file of a type.

    Raises:
        KeyError: no such type comes with Hygie.
    """
    if name not in library_names():
        raise KeyError(name)
    return files(__name__).joinpath(name.removeprefix(PREFIX) + _SUFFIX).read_bytes()


@cache
def library_type(name: str) -> ComponentType:
    """Read one type.

    Raises:
        KeyError: no such type comes with Hygie.
        LibraryError: its file is not that of one type of this name.
    """
    file = name + _SUFFIX
    document = read_yaml(library_content(name), file)
    if not isinstance(document, Document):
        raise LibraryError(name, document)
    declared, mistakes = validate(document.data, document.place, Systems)
    short = name.removeprefix(PREFIX)
    if declared is None or list(declared.types) != [short]:
        raise LibraryError(name, tuple(mistakes))
    return declared.types[short]


def library_types() -> Mapping[str, ComponentType]:
    """Read all the types, by name as dossiers write them."""
    return {name: library_type(name) for name in sorted(library_names())}
