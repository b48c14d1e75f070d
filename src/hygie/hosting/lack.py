"""What an answer lacks: the entry and the field to fill in, before any path is computed."""

from typing import NamedTuple

from hygie.dossier.vocabulary.base import Entry


class Lack(NamedTuple):
    """A field that is not given: of an entry, or of the dossier itself (``None``)."""

    entry: Entry | None
    field: str
