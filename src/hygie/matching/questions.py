"""What components ask of the advisory base: each distinct identity and version once."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from hygie.matching.asking import called_of, cpe_of, subject_of
from hygie.matching.identities import (
    Probe,
    Route,
    Written,
    hashes_of,
    route_of,
    written,
)
from hygie.matching.versions import component_key
from hygie.observations.bill import Component
from hygie.observations.cpe import read_cpe

Ints = npt.NDArray[np.int32]
_Value = TypeVar("_Value")
_PREFIX: Final = len("purl\0")
_UNMADE: Final = b""
"""No version has an empty key."""


_HEAD: Final = re.compile(r"pkg:[^?#]*[^?#/]", re.DOTALL).fullmatch
"""What stands before the version: neither qualifiers, whose own @ it could be, nor npm's scope."""
_VERSION: Final = re.compile(r"[\w.~:+-]+", re.ASCII).fullmatch
"""A version with nothing to decode."""


class _Plan(NamedTuple):
    """What components alike but for their versions ask: (identity, if of a package, scheme and version)."""

    refused: str
    distribution: bool
    asked: tuple[tuple[int, bool, tuple[str, str]], ...]


class Questions:
    """Components brought to distinct subjects, and these to questions of identity and version.

    Grows by ``add``. ``items`` are what is written of each subject, ``refused`` and ``distribution`` what
    ``asking.Subject`` says of it. ``identities`` and ``versions`` (scheme, text) are distinct.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.items: list[Written] = []
        self.refused: list[str] = []
        self.distribution = bytearray()
        self.identities: list[bytes] = []
        self.versions: list[tuple[str, str]] = []
        self.keys: list[bytes | None] = []
        self.of_subject = array("i")
        self.of_identity = array("i")
        self.of_version = array("i")
        self._hashes = bytearray()
        self._disagreeing: tuple[int, Ints] | None = None
        self._plans: dict[tuple[str, str, str], _Plan] = {}
        self._subjects: dict[Written, int] = {}
        self._identities: dict[bytes, int] = {}
        self._versions: dict[tuple[str, str], int] = {}

    @classmethod
    def kept(
        cls,
        items: list[Written],
        refused: list[str],
        distribution: bytes,
        identities: list[bytes],
        versions: list[tuple[str, str]],
        keys: list[bytes | None],
        probes: tuple[bytes, bytes, bytes],
    ) -> "Questions":
        """Take what was kept; ``probes`` are the columns of subjects, identities and versions (int32)."""
        made = cls()
        made.items, made.refused, made.distribution = items, refused, bytearray(distribution)
        made.identities, made.versions, made.keys = identities, versions, keys
        for column, content in zip((made.of_subject, made.of_identity, made.of_version), probes, strict=True):
            column.frombytes(content)
        made._subjects = {item: number for number, item in enumerate(items)}
        made._identities = {name: number for number, name in enumerate(identities)}
        made._versions = {version: number for number, version in enumerate(versions)}
        return made

    def add(self, components: Iterable[Component]) -> Ints:
        """Give the number of the subject of each component; what cannot be read spoils nothing else."""
        number = self._subjects.get
        new = self._new
        found = array("i")
        for component in components:
            item = written(component)
            subject = number(item)
            found.append(new(item) if subject is None else subject)
        return np.frombuffer(found, dtype=np.int32) if found else np.empty(0, dtype=np.int32)

    def _new(self, item: Written) -> int:
        """Number a new subject and its questions."""
        number = self._subjects[item] = len(self.items)
        self.items.append(item)
        purl, cpe, supplier, name, version, _, others = item
        head, _, said = purl.rpartition("@")
        # Components of one package differ in what follows the last @: what stands before is read once.
        key = (head, supplier, name)
        plan = self._plans.get(key)
        if cpe or others or not _VERSION(said) or ":" in said or (version and version != said):
            plan, said = self._plan(item), ""
        elif plan is not None:
            version = version or said
        elif _HEAD(head):
            plan, version = self._plan(item), version or said
            self._plans[key] = plan
        else:
            plan, said = self._plan(item), ""
        self.refused.append(plan.refused)
        self.distribution.append(plan.distribution)
        versions, numbers = self.versions, self._versions
        for identity, package, pair in plan.asked:
            if said:
                pair = (pair[0], said if package else version)  # noqa: PLW2901 - of this component
            at = numbers.get(pair)
            if at is None:
                at = numbers[pair] = len(versions)
                versions.append(pair)
            self.of_subject.append(number)
            self.of_identity.append(identity)
            self.of_version.append(at)
        return number

    def _plan(self, item: Written) -> "_Plan":
        """Read what a component can be asked, its identities numbered."""
        subject = subject_of(item)
        asked = tuple(
            (
                _place(self._identities, self.identities, probe.identity),
                probe.route is Route.PURL,
                (probe.scheme, probe.version),
            )
            for probe in subject.probes
        )
        return _Plan(subject.refused, subject.distribution, asked)

    @property
    def hashes(self) -> npt.NDArray[np.uint64]:
        """Give the two hashes of each identity (``identities.hashes_of``)."""
        self._hashes += hashes_of(self.identities[len(self._hashes) // 16 :])
        return np.frombuffer(bytes(self._hashes), dtype="<u8").reshape(-1, 2)

    @property
    def probe_subject(self) -> Ints:
        """Give the subject of each question."""
        return np.array(self.of_subject, dtype=np.int32)

    @property
    def probe_identity(self) -> Ints:
        """Give the identity of each question."""
        return np.array(self.of_identity, dtype=np.int32)

    @property
    def probe_version(self) -> Ints:
        """Give the version of each question."""
        return np.array(self.of_version, dtype=np.int32)

    def identity(self, name: bytes) -> int:
        """Number an identity, -1 if nobody asks about it."""
        return self._identities.get(name, -1)

    def probe(self, number: int) -> Probe:
        """Give one question."""
        identity = self.identities[self.of_identity[number]]
        scheme, version = self.versions[self.of_version[number]]
        route = route_of(identity)
        item = self.items[self.of_subject[number]]
        cpe, others = item[1], item[6]
        if route is Route.NAME:
            called, named = called_of(item, identity)
            return Probe(route, identity, scheme, version, named, called)
        if route is Route.PURL:
            return Probe(route, identity, scheme, version)
        if not others:
            return Probe(route, identity, scheme, version, read_cpe(cpe))
        return Probe(route, identity, scheme, version, cpe_of(item, identity, self._nth(number)))

    def _nth(self, number: int) -> int:
        """Count the questions of the same component before this one by the same identity."""
        subject, identity = self.of_subject[number], self.of_identity[number]
        first = bisect_left(self.of_subject, subject)
        return sum(self.of_identity[at] == identity for at in range(first, number))

    def disagreeing(self) -> Ints:
        """Number the subjects that ask about one package in two versions: what holds for one may not."""
        if self._disagreeing is None or self._disagreeing[0] != len(self.of_subject):
            self._disagreeing = len(self.of_subject), self._two_versions()
        return self._disagreeing[1]

    def _two_versions(self) -> Ints:
        subject, identity, version = self.probe_subject, self.probe_identity, self.probe_version
        twice = (subject[1:] == subject[:-1]) & (identity[1:] == identity[:-1])
        places = np.flatnonzero(twice & (version[1:] != version[:-1])).tolist()
        packages = [place for place in places if route_of(self.identities[identity[place]]) is Route.PURL]
        return np.unique(subject[packages])

    def covered(self, ecosystems: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Say of each identity whether it is a package of one of some ecosystems."""
        fronts = {f"purl\0{name}\0".encode() for name in ecosystems}
        return np.array(
            [name[: name.find(b"\0", _PREFIX) + 1] in fronts for name in self.identities], dtype=bool
        )

    def has_package(self, subject: int, fronts: Collection[bytes]) -> bool:
        """Say whether a subject has a package of some ecosystems, by the fronts of their identities."""
        at = bisect_left(self.of_subject, subject)
        while at < len(self.of_subject) and self.of_subject[at] == subject:
            name = self.identities[self.of_identity[at]]
            if name[: name.find(b"\0", _PREFIX) + 1] in fronts:
                return True
            at += 1
        return False

    def key(self, version: int) -> bytes | None:
        """Give the key of a version; None if it is missing, of no scheme, or not one version of it."""
        if len(self.keys) < len(self.versions):
            self.keys += [_UNMADE] * (len(self.versions) - len(self.keys))
        made = self.keys[version]
        if made == _UNMADE:
            scheme, text = self.versions[version]
            made = self.keys[version] = component_key(scheme, text) if scheme and text else None
        return made


def _place(numbers: dict[_Value, int], values: list[_Value], value: _Value) -> int:
    """Number a value, which is added if it is new."""
    number = numbers.get(value)
    if number is None:
        number = numbers[value] = len(values)
        values.append(value)
    return number
