"""Keeping a fleet between two runs, in the cache: derived from the bills, safe to delete."""

from array import array
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from hygie.kernel.writing import write_whole
from hygie.matching.fleet.bills import Fleet
from hygie.matching.identities import Written
from hygie.matching.index.compiling import VERSION as KEYS
from hygie.matching.index.container import DamagedError, Texts, open_arrays, pack, texts
from hygie.matching.questions import Questions

VERSION: Final = 2
_ITEMS: Final = msgspec.msgpack.Decoder(list[Written])
_VERSIONS: Final = msgspec.msgpack.Decoder(list[tuple[str, str]])


def save_fleet(fleet: Fleet, path: Path) -> None:
    """Write a fleet, without the bills that were taken away.

    Raises:
        OSError: the file cannot be written; one that was there is unchanged.
    """
    questions = fleet.questions
    keys = [questions.key(number) for number in range(len(questions.versions))]
    alive = np.frombuffer(bytes(fleet.alive), dtype=bool)
    ends = np.array(fleet.starts, dtype=np.int64)
    counts = ends[1:] - ends[:-1]
    held = np.array(fleet.occurrences, dtype=np.int32)[np.repeat(alive, counts)]
    packed = msgspec.msgpack.encode
    arrays = {
        "held": held,
        "counts": counts[alive],
        "subject": np.array(questions.of_subject, dtype=np.int32),
        "identity": np.array(questions.of_identity, dtype=np.int32),
        "version": np.array(questions.of_version, dtype=np.int32),
        "distribution": np.frombuffer(bytes(questions.distribution), dtype=np.uint8),
        "keyed": np.array([key is not None for key in keys], dtype=np.uint8),
        **texts("bills", [name.encode() for name, kept in zip(fleet.bills, alive, strict=True) if kept]),
        **texts("refused", [reason.encode() for reason in questions.refused]),
        **texts("identities", questions.identities),
        **texts("keys", [key or b"" for key in keys]),
        **texts("packed", [packed(questions.items), packed(questions.versions)]),
    }
    write_whole(path, pack({"version": VERSION, "keys": KEYS}, arrays))


def load_fleet(path: Path) -> Fleet | None:
    """Read a fleet; None if it is missing, damaged or of another version: make it again from the bills."""
    try:
        meta, arrays = open_arrays(path)
        if (meta.get("version"), meta.get("keys")) != (VERSION, KEYS):
            return None
        packed = Texts(arrays, "packed")
        questions = Questions.kept(
            _ITEMS.decode(packed[0]),
            [reason.decode() for reason in Texts(arrays, "refused").all()],
            arrays["distribution"].tobytes(),
            Texts(arrays, "identities").all(),
            _VERSIONS.decode(packed[1]),
            [
                key if has else None
                for key, has in zip(Texts(arrays, "keys").all(), arrays["keyed"].tolist(), strict=True)
            ],
            (arrays["subject"].tobytes(), arrays["identity"].tobytes(), arrays["version"].tobytes()),
        )
        fleet = Fleet(questions)
        names = [name.decode() for name in Texts(arrays, "bills").all()]
        fleet.keep(names, arrays["counts"], array("i", arrays["held"].tobytes()))
    except (DamagedError, OSError, KeyError, ValueError, msgspec.MsgspecError):
        return None
    return fleet
