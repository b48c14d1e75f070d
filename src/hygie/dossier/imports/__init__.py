"""Readers of what other tools and other people send: from a file to entries of the dossier.

A reader is a module of this package. It says which word of the command line names it (``KIND``) and
gives ``read(content, file, dossier) -> Imported | Refusal``: pure, so what it read is written by who
called it, or not at all. Nothing is registered by hand.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from hygie.dossier.dossier import Dossier
from hygie.kernel.diagnostic import Diagnostic, Refusal


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brings: entries to append, by section of the dossier, as they will be written.

    ``notes`` are what the reader wants to say of what it did or left aside; they stop nothing.
    """

    sections: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: tuple[Diagnostic, ...] = ()


Read = Callable[[bytes, str, Dossier], Imported | Refusal]
"""Reads the content of a file, named as the user knows it, for a dossier; never raises for its content."""


@cache
def readers() -> Mapping[str, Read]:
    """Find the readers, by the word that names them on the command line, in alphabetical order."""
    modules = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    found: dict[str, Read] = {module.KIND: module.read for module in modules if hasattr(module, "KIND")}
    return dict(sorted(found.items()))
