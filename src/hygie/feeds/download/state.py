"""What is remembered of downloads from one synchronisation to the next, so that little is fetched twice.

Losing it costs a longer download and nothing else. What it says of a source holds only as long as the base
still has the segment that came of it: a source brought in from files since then is fetched anew.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from hygie.feeds.download.partial import Validators
from hygie.kernel.writing import write_whole


class Document(msgspec.Struct, omit_defaults=True):
    """One document of a provider: when it was last changed, the ids of what it held, what list named it.

    ``updated`` is empty where the document must be asked for again, ``listed`` (a short digest of the address
    of the list) where an earlier Hygie did not note it.
    """

    updated: str
    ids: list[str] = []
    listed: str = ""


class Memory(msgspec.Struct, omit_defaults=True):
    """What is remembered of one source.

    ``segment``: digest of what came of it. ``validators`` by address. ``baseline``: name of the last whole
    list of CVE. ``documents`` of a CSAF provider, by address.
    """

    segment: str = ""
    validators: dict[str, Validators] = {}
    baseline: str = ""
    documents: dict[str, Document] = {}


def read_state(folder: Path) -> dict[str, Memory]:
    """Read what is remembered; nothing if it cannot be used."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode((folder / "state.json").read_bytes(), type=dict[str, Memory])
    return {}


def write_state(folder: Path, state: dict[str, Memory]) -> None:
    """Remember, as far as the disk lets us."""
    with suppress(OSError):
        write_whole(folder / "state.json", msgspec.json.encode(state))
