"""Files of records: one JSON record, an array of them, or one a line. Each is used or set aside by itself.

A record is decoded into the few fields that are wanted, in one step. One that does not fit is looked at again
field by field, so that a field of another type than expected loses that field and not the record.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, get_args, get_origin

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place
from hygie.observations.content import json_fault, refusal, unpack, whole_characters
from hygie.observations.json_places import locate, locate_all
from hygie.observations.reading import DEFAULT, Bounds, Reading

Item = TypeVar("Item")
Wanted = TypeVar("Wanted", bound=msgspec.Struct)

UNSAID: Final = "?"
"""An expression for versions that the source does not give, or not readably: a person must look."""
LONGEST_TITLE: Final = 300
MOST_REFERENCES: Final = 10
LONGEST_NUMBER: Final = 40

_NOTHING: Final[Mapping[str, Any]] = {}  # never changed; a mapping proxy could not go to another process
_FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Flaw(NamedTuple):
    """What is wrong in a record: code and parameters of a diagnostic, and a JSON pointer in the record.

    ``lost``: beside a record that is read, a part of it is not; it counts among what was set aside.
    """

    code: str
    pointer: str = ""
    parameters: Parameters = _NOTHING
    lost: bool = False


Convert: TypeAlias = Callable[[bytes, list[Flaw] | None], Item | Flaw]
"""From the JSON of a record to what it says, or why not; adds to the list what else there is to say of it."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that is no integer, as it is written: 1.10 is not 1.1 when it is a version."""

    written: str


class _Unusable:
    """The type of ``_UNUSABLE``."""


_AS_WRITTEN: Final = msgspec.json.Decoder(float_hook=_Number)
_UNUSABLE: Final = _Unusable()
"""Stands for a value that does not fit, as None may be one that does."""


def read_records(
    content: bytes, file: str, bounds: Bounds, convert: Convert[Item]
) -> Reading[Item] | Refusal:
    """Read a file of records through ``convert``; a line that is not JSON is one record set aside."""
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    content = found
    try:
        whole = msgspec.json.decode(content, type=msgspec.Raw)
    except _FAULTS as reason:
        if not _is_lines(content):
            return json_fault(reason, content, file, bounds)
        return _read_lines(content, file, bounds, convert)
    if bytes(whole[:1] if isinstance(whole, bytes) else memoryview(whole)[:1]) != b"[":
        return _read_each([(content, "")], content, file, convert)
    try:
        records = msgspec.json.decode(content, type=list[msgspec.Raw])
    except _FAULTS as reason:  # pragma: no cover - it was decoded above
        return json_fault(reason, content, file, bounds)
    if len(records) > bounds.items:
        return refusal("advisories_too_many", file, limit=bounds.items)
    return _read_each([(bytes(raw), f"/{at}") for at, raw in enumerate(records)], content, file, convert)


def _read_each(
    records: list[tuple[bytes, str]], content: bytes, file: str, convert: Convert[Item]
) -> Reading[Item]:
    items: list[Item] = []
    rejected: list[tuple[str, Flaw]] = []
    noted: list[tuple[str, Flaw]] = []
    notes: list[Flaw] = []
    for record, at in records:
        found = convert(record, notes)
        if isinstance(found, Flaw):
            rejected.append((at + found.pointer, found))
        else:
            items.append(found)
            for note in notes:
                (rejected if note.lost else noted).append((at + note.pointer, note))
        notes.clear()
    places = (
        locate_all(content, {pointer for pointer, _ in (*rejected, *noted)}, file)
        if rejected or noted
        else {}
    )
    return Reading(
        tuple(items),
        tuple(Diagnostic(flaw.code, places[at], flaw.parameters) for at, flaw in rejected),
        tuple(Diagnostic(flaw.code, places[at], flaw.parameters) for at, flaw in noted),
    )


def _is_lines(content: bytes) -> bool:
    """Say whether a line of the text is a JSON object by itself, as in JSON lines."""
    for row in content.splitlines():
        if row.lstrip()[:1] != b"{":
            continue
        try:
            msgspec.json.decode(row, type=msgspec.Raw)
        except _FAULTS:
            continue
        return True
    return False


def lines_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the lines that hold something, with their numbers from 1."""
    for number, row in enumerate(content.split(b"\n"), 1):
        if row and not row.isspace():
            yield number, row


def _read_lines(content: bytes, file: str, bounds: Bounds, convert: Convert[Item]) -> Reading[Item] | Refusal:
    items: list[Item] = []
    rejected: list[Diagnostic] = []
    noted: list[Diagnostic] = []
    notes: list[Flaw] = []
    for number, row in lines_of(content):
        found = convert(row, notes)
        if isinstance(found, Flaw):
            rejected.append(_on_line(found, row, number, file))
        else:
            items.append(found)
            for note in notes:
                (rejected if note.lost else noted).append(_on_line(note, row, number, file))
        notes.clear()
        if len(items) + len(rejected) > bounds.items:
            return refusal("advisories_too_many", file, limit=bounds.items)
    return Reading(tuple(items), tuple(rejected), tuple(noted))


def _on_line(flaw: Flaw, row: bytes, number: int, file: str) -> Diagnostic:
    column = locate(row, flaw.pointer, file).column if flaw.pointer else 1
    return Diagnostic(flaw.code, Place(file, number, column), flaw.parameters)


def decode_record(
    content: bytes, decoder: msgspec.json.Decoder[Wanted], notes: list[Flaw] | None
) -> Wanted | Flaw:
    """Decode a record; field by field if it does not fit, saying of each value that it was lost, or how read.

    What is given alone where a list is asked is a list of one; a number is the text that it is written in.
    """
    try:
        return decoder.decode(content)
    except _FAULTS:
        return _decode_tolerantly(content, decoder.type, notes)


def _decode_tolerantly(content: bytes, wanted: type[Wanted], notes: list[Flaw] | None) -> Wanted | Flaw:
    try:
        data = _AS_WRITTEN.decode(whole_characters(content))
        if not isinstance(data, dict):
            return Flaw("advisory_not_object")
        flaws: list[Flaw] = []
        found = _fitted(data, wanted, "", flaws)
    except _FAULTS as reason:
        return Flaw("advisory_not_json", "", {"message": " ".join(str(reason).split())[:200]})
    if isinstance(found, wanted):
        if notes is not None:
            notes.extend(flaws)
        return found
    return next(iter(flaws), Flaw("advisory_not_object"))


def _fitted(value: object, kind: Any, pointer: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401 - whatever the kind is
    """Bring a value to a type, without what does not fit; ``_UNUSABLE`` if nothing remains."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        pass
    if value is None:  # an absent value, as some programs write it
        return _UNUSABLE
    origin = get_origin(kind)
    if origin is UnionType:
        kind = next(each for each in get_args(kind) if each is not type(None))
        origin = get_origin(kind)
    if isinstance(value, dict) and origin is dict:
        each = {
            key: _fitted(item, get_args(kind)[1], _under(pointer, key), flaws) for key, item in value.items()
        }
        return {key: item for key, item in each.items() if item is not _UNUSABLE}
    if isinstance(value, list) and origin is tuple:
        items = [_fitted(item, get_args(kind)[0], f"{pointer}/{at}", flaws) for at, item in enumerate(value)]
        return tuple(item for item in items if item is not _UNUSABLE)
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _fitted_struct(value, kind, pointer, flaws)
    if origin is tuple and not isinstance(value, list):
        return _fitted_alone(value, get_args(kind)[0], pointer, flaws)
    return _fitted_number(value, kind, pointer, flaws)


def _fitted_alone(value: object, kind: Any, pointer: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    """Take what stands where a list is asked for a list of one."""
    found = _fitted(value, kind, pointer, flaws)
    if found is _UNUSABLE:
        return _UNUSABLE
    flaws.append(Flaw("advisory_part_alone", pointer, {"part": pointer[:200]}))
    return (found,)


def _fitted_number(value: object, kind: Any, pointer: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    """Take a number for a text, as it is written, or what was kept so for a number; else it is lost."""
    if kind is float and isinstance(value, _Number):
        return float(value.written)
    if kind is str and isinstance(value, (int, _Number)) and not isinstance(value, bool):
        flaws.append(Flaw("advisory_part_number", pointer, {"part": pointer[:200]}))
        return (value.written if isinstance(value, _Number) else str(value))[:LONGEST_NUMBER]
    flaws.append(Flaw("advisory_part_unusable", pointer, {"part": pointer[:200]}, lost=True))
    return _UNUSABLE


def _fitted_struct(value: dict[str, object], kind: type[Wanted], pointer: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    held: dict[str, Any] = {}
    for name, written, wanted, required in _fields(kind):
        if written in value:
            found = _fitted(value[written], wanted, _under(pointer, written), flaws)
            if found is not _UNUSABLE:
                held[name] = found
        if required and name not in held:
            flaws.insert(0, Flaw("advisory_part_missing", pointer, {"part": f"{pointer}/{written}"[:200]}))
            return _UNUSABLE
    return kind(**held)


@lru_cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, Any, bool], ...]:
    return tuple(
        (field.name, field.encode_name, field.type, field.required) for field in msgspec.structs.fields(kind)
    )


def _under(pointer: str, key: object) -> str:
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def is_identifier(found: str, longest: int = DEFAULT.text) -> bool:
    """Say whether a text can name a record: something, on one line, without white space at its ends."""
    return 0 < len(found) <= longest and found.isprintable() and found == found.strip()


def opened(version: str) -> str:
    """Give a lower bound as ``Range`` has it: ``0``, which comes before all others, is an open bound."""
    return "" if version == "0" else version
