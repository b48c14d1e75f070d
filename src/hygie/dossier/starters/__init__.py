"""What ``hygie init`` writes: a commented dossier to fill in, read from the text files beside this one.

Each language has a folder ``base``, common to all roles, and a folder a role: what it declares or, for
those that no referential applies to yet, a small system (``systems/``) that is analysed as it is written.
Where two roles bring a file of the same name, the second one's goes to a folder named after its role: a
dossier puts its lists together. In these files a line that starts with ``# `` explains; one that starts
with ``#`` and no space, or several, is an example: without its ``#``, it is part of the dossier.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from hygie.dossier.files import MANIFEST
from hygie.law.languages import in_language

_BASE = "base"
_ROLES_LINE = "roles: [host]\n"
_SCHEMA = "$schema="
# A file whose name starts with a dot gets lost by many tools that pack and copy.
_RENAMED = {"gitignore": ".gitignore"}


def starter(roles: Sequence[str], language: str = "fr") -> dict[str, str]:
    """Give the files of a new dossier, by their path in its folder.

    ``roles`` are those of the vocabulary (``host``, ``vendor``, ``manufacturer``, ``hospital``).

    Raises:
        ValueError: the language is neither ``fr`` nor ``en``.
    """
    folder = files(__package__) / in_language(language, fr="fr", en="en")
    written: dict[str, str] = {}
    for part in dict.fromkeys((_BASE, *roles)):
        if (folder / part).is_dir():
            texts = dict(_texts(folder / part))
            written |= {
                f"{part}/{name}": text.replace(_SCHEMA, f"{_SCHEMA}../", 1)
                for name, text in texts.items()
                if name in written
            } | {name: text for name, text in texts.items() if name not in written}
    chosen = ", ".join(dict.fromkeys(roles))
    written[MANIFEST] = written[MANIFEST].replace(_ROLES_LINE, f"roles: [{chosen}]\n")
    return dict(sorted(written.items()))


def _texts(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _texts(item, f"{above}{item.name}/")
        else:
            yield f"{above}{_RENAMED.get(item.name, item.name)}", item.read_text(encoding="utf-8")
