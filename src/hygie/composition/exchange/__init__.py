"""What other tools say of systems, brought into the language, and what the language says, for other tools."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    # The command line looks at this module to list the kinds: the rest is loaded when it is used.
    from hygie.composition.exchange.losses import Losses
    from hygie.composition.exchange.written import Exchanged
    from hygie.composition.language.read import Composition
    from hygie.kernel.diagnostic import Refusal

Read: TypeAlias = "Callable[[bytes, str, frozenset[str], str], Exchanged | Refusal]"
"""Reads the content of a file, its name as the user knows it; then names in use, and the user's language."""

Export: TypeAlias = "Callable[[Composition, str], tuple[bytes, Losses]]"
"""Writes systems, with texts in a language (``fr`` or ``en``); says what was lost."""

READERS: Final = ("cyclonedx", "otm", "threagile")
"""Kinds of files that become a file of ``systems/``; ``mal`` is another, which needs its language."""

MAL: Final = "mal"

WRITERS: Final = {"mermaid": (".mmd", ".mermaid"), "cyclonedx": (".json",)}
"""Kinds of files that systems are written as, with the endings of their names."""


def reader(kind: str) -> Read:
    """Give the reader of a kind, loaded when it is used."""
    found: Read = import_module(f"{__name__}.{kind}").read
    return found


def writer(kind: str) -> Export:
    """Give the writer of a kind, loaded when it is used."""
    module = {"mermaid": "mermaid", "cyclonedx": "cyclonedx_export"}[kind]
    found: Export = import_module(f"{__name__}.{module}").export
    return found
