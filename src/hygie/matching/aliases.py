"""One vulnerability, many records: which records of which sources speak of the same one.

A group is named by the CVE that its records lead to. Nothing is guessed: a record that names two CVEs speaks
for itself, so that no chain of aliases ever makes one vulnerability of two.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from hygie.kernel.writing import write_whole
from hygie.matching.index.container import Array, DamagedError, Texts, open_arrays, pack, texts
from hygie.matching.index.segment_index import SegmentIndex
from hygie.observations.names import is_cve

VERSION: Final = 1
_FOLDER: Final = "groups"

Names = tuple[str, tuple[str, ...], bool]
"""Of a record: its id, its aliases, and whether it was withdrawn."""


class Groups:
    """The group of each record: ``of[segment][record]`` is a number of ``names``."""

    def __init__(self, of: Sequence[npt.NDArray[np.int32]], names: Sequence[str]) -> None:
        """Keep both."""
        self.of = tuple(of)
        self.names = tuple(names)

    def name(self, segment: int, record: int) -> str:
        """Name the vulnerability that a record speaks of."""
        return self.names[int(self.of[segment][record])]


def canonical(records: Iterable[Names]) -> list[str]:
    """Name the vulnerability of each record, whatever their order.

    The CVE, if the id and the aliases hold exactly one. With two or more, the record's own id. Without any,
    the CVE that other records give to the same names, if they all give the same; else the smallest name of
    the records that share names without ever reaching a CVE. A withdrawn record is named but leads nowhere.
    """
    told = list(records)
    cves = [{name for name in (each[0], *each[1]) if is_cve(name)} for each in told]
    leads: dict[str, set[str]] = {}
    for (own, aliases, withdrawn), found in zip(told, cves, strict=True):
        if len(found) == 1 and not withdrawn:
            for name in (own, *aliases):
                leads.setdefault(name, set()).update(found)
    bare = _clusters([each for each, found in zip(told, cves, strict=True) if not found])
    reached: dict[str, set[str]] = {}
    for name, root in bare.items():
        reached.setdefault(root, set()).update(leads.get(name, ()))
    return [_name(each, found, leads, bare, reached) for each, found in zip(told, cves, strict=True)]


def _name(
    record: Names,
    found: set[str],
    leads: dict[str, set[str]],
    bare: dict[str, str],
    reached: dict[str, set[str]],
) -> str:
    """Name one record."""
    own, aliases, _ = record
    if found:
        return next(iter(found)) if len(found) == 1 else own
    whole = reached[bare[own]]
    if len(whole) <= 1:
        return next(iter(whole), bare[own])
    direct = {cve for name in (own, *aliases) for cve in leads.get(name, ())}
    return direct.pop() if len(direct) == 1 else own


def _clusters(records: Iterable[Names]) -> dict[str, str]:
    """Join names that stand in one record; give the smallest of each name's cluster."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (up := parents.setdefault(name, name)) != name:
            parents[name] = parents[up]
            name = parents[name]
        return name

    for own, aliases, withdrawn in records:
        first = root(own)
        for alias in () if withdrawn else aliases:
            other = root(alias)
            if other != first:
                first, last = sorted((first, other))
                parents[last] = first
    return {name: root(name) for name in list(parents)}


def groups(indexes: Sequence[SegmentIndex], cache: Path | None = None) -> Groups:
    """Group the records of all segments; kept under ``cache`` (``Base.cache``) by the segments' digests."""
    digests = [index.digest for index in indexes]
    if cache is None or not all(digests):
        return _made(indexes)
    named = blake2b("\n".join(digests).encode(), digest_size=16).hexdigest()
    path = cache / _FOLDER / f"{named}-{VERSION}"
    held = _opened(path, indexes)
    if held is not None:
        return held
    made = _made(indexes)
    arrays: dict[str, Array] = {f"of.{number}": column for number, column in enumerate(made.of)}
    arrays |= texts("names", [name.encode(errors="surrogatepass") for name in made.names])
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, pack({"version": VERSION}, arrays))
    except OSError:  # a cache that cannot be kept costs time, not the answer
        pass
    return made


def _opened(path: Path, indexes: Sequence[SegmentIndex]) -> Groups | None:
    """Open what was kept; None if it is missing, damaged or not of these segments."""
    try:
        _, arrays = open_arrays(path)
        of = [arrays[f"of.{number}"] for number in range(len(indexes))]
        names = Texts(arrays, "names")
    except (DamagedError, OSError, KeyError):
        return None
    if any(len(column) != len(index.ids) for column, index in zip(of, indexes, strict=True)):
        return None
    return Groups(of, [name.decode(errors="surrogatepass") for name in names.all()])


def _made(indexes: Sequence[SegmentIndex]) -> Groups:
    """Group the records of segments from the names that their indexes hold."""
    found = canonical(name for index in indexes for name in _names(index))
    names = sorted(set(found))
    numbers = {name: number for number, name in enumerate(names)}
    column = np.array([numbers[name] for name in found], dtype=np.int32)
    ends = np.cumsum([len(index.ids) for index in indexes])
    return Groups(np.split(column, ends[:-1]) if len(indexes) else [], names)


def _names(index: SegmentIndex) -> Iterable[Names]:
    """Read the names of the records of a segment."""
    for own, aliases, withdrawn in zip(
        index.ids.all(), index.aliases.all(), index.withdrawn.tolist(), strict=True
    ):
        others = aliases.decode(errors="surrogatepass")
        yield own.decode(errors="surrogatepass"), tuple(others.split("\n")) if others else (), bool(withdrawn)
