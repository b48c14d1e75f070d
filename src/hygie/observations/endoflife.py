"""Products and cycles of endoflife.date: its source data, its API v1, and its first API.

Source: endoflife.date/docs/api/v1 and the front matter of its products. In the front matter ``eoas`` ends
active support, ``eol`` security support, ``eoes`` the support that is paid for; the first API calls the first
``support`` and the last ``extendedSupport``; in v1 a date is in ``eolFrom`` and ``isEol`` says whether it is
past.
"""

from pathlib import PurePath
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.content import Written, decode_json, line, mappings, refusal, text, unpack
from hygie.observations.dates import day_of
from hygie.observations.json_places import locate_all
from hygie.observations.lifecycle import Cycle, ProductLife
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import LONGEST_TITLE, Flaw, is_identifier, read_records

_KINDS: Final = frozenset(("purl", "cpe", "repology"))
_DECODER: Final = msgspec.json.Decoder(float_hook=Written)
_FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_endoflife(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[ProductLife] | Refusal:
    """Read products: an object or a line each, an answer of API v1, or the cycles of the file's product."""
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    head = found.lstrip()[:1]
    if head == b"[" or (head == b"{" and b'"result"' in found[:4096]):
        data = decode_json(found, file, bounds, written=True)
        if (
            isinstance(data, list)
            and data
            and all(isinstance(each, dict) and "cycle" in each for each in data)
        ):
            return _of_first_api(data, found, file)
        if isinstance(data, dict) and "result" in data:
            return _of_answer(data["result"], found, file, bounds)
    return read_records(found, file, bounds, product_life)


def product_life(content: bytes, notes: list[Flaw] | None = None) -> ProductLife | Flaw:
    """Read the JSON of one product; ``notes`` receives what was left aside of it."""
    try:
        data = _DECODER.decode(content)
    except _FAULTS as reason:
        return Flaw("advisory_not_json", "", {"message": " ".join(str(reason).split())[:200]})
    return _product(data, notes if notes is not None else [])


def _of_first_api(data: list[Any], content: bytes, file: str) -> Reading[ProductLife] | Refusal:
    name = PurePath(file.removesuffix(".gz")).stem
    notes: list[Flaw] = []
    found = _product({"product": name, "releases": data}, notes)
    if isinstance(found, Flaw):
        return refusal(found.code, file)
    # The array itself stands where the made-up product has its releases.
    said = [note._replace(pointer=note.pointer.removeprefix("/releases")) for note in notes]
    lost, noted = _parted(said)
    return Reading((found,), _placed(lost, content, file), _placed(noted, content, file))


def _of_answer(result: object, content: bytes, file: str, bounds: Bounds) -> Reading[ProductLife] | Refusal:
    entries = result if isinstance(result, list) else [result]
    if len(entries) > bounds.items:
        return refusal("advisories_too_many", file, limit=bounds.items)
    items: list[ProductLife] = []
    rejected: list[Flaw] = []
    noted: list[Flaw] = []
    for at, entry in enumerate(entries):
        under = f"/result/{at}" if isinstance(result, list) else "/result"
        notes: list[Flaw] = []
        found = _product(entry, notes)
        if isinstance(found, Flaw):
            rejected.append(found._replace(pointer=under + found.pointer))
        else:
            items.append(found)
            lost, others = _parted([note._replace(pointer=under + note.pointer) for note in notes])
            rejected += lost
            noted += others
    return Reading(tuple(items), _placed(rejected, content, file), _placed(noted, content, file))


def _parted(notes: list[Flaw]) -> tuple[list[Flaw], list[Flaw]]:
    """Give the parts that were lost, and what was read all the same."""
    return [note for note in notes if note.lost], [note for note in notes if not note.lost]


def _placed(flaws: list[Flaw], content: bytes, file: str) -> tuple[Diagnostic, ...]:
    places = locate_all(content, {flaw.pointer for flaw in flaws}, file) if flaws else {}
    return tuple(Diagnostic(flaw.code, places[flaw.pointer], flaw.parameters) for flaw in flaws)


def _product(data: object, notes: list[Flaw]) -> ProductLife | Flaw:
    if not isinstance(data, dict):
        return Flaw("advisory_not_object")
    name = text(data, "product") or text(data, "name")
    listed = "releases" if "releases" in data else "cycles"
    releases = data.get(listed)
    if not is_identifier(name, LONGEST_TITLE) or not isinstance(releases, list):
        return Flaw("endoflife_product", "", {"id": line(name, 80)})
    cycles = []
    for at, each in enumerate(releases):
        cycle = _cycle(each, f"/{listed}/{at}", notes)
        if cycle is not None:
            cycles.append(cycle)
    return ProductLife(
        product=name,
        title=text(data, "title", longest=LONGEST_TITLE) or text(data, "label", longest=LONGEST_TITLE),
        category=text(data, "category", longest=LONGEST_TITLE),
        identifiers=_identifiers(data),
        cycles=tuple(cycles),
    )


def _identifiers(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Read ``{purl: …}`` of the source data, and ``{type: purl, id: …}`` of the API."""
    found: list[tuple[str, str]] = []
    for each in mappings(data, "identifiers"):
        pairs = (
            [(text(each, "type"), text(each, "id"))]
            if "id" in each
            else [(key, text(each, key)) for key in each]
        )
        found.extend((kind, value) for kind, value in pairs if kind in _KINDS and value)
    return tuple(found)


def _cycle(data: object, pointer: str, notes: list[Flaw]) -> Cycle | None:
    name = text(data, "releaseCycle") or text(data, "name") or text(data, "cycle")
    if not isinstance(data, dict) or not is_identifier(name, LONGEST_TITLE):
        notes.append(Flaw("endoflife_cycle", pointer, lost=True))
        return None
    label = text(data, "releaseLabel", longest=LONGEST_TITLE) or text(data, "label", longest=LONGEST_TITLE)
    label = label.replace("__RELEASE_CYCLE__", name).replace("__CODENAME__", text(data, "codename"))
    latest = data.get("latest")

    def end(flag: str, *names: str) -> str | bool | None:
        return _end(data, pointer, notes, flag, *names)

    released = end("", "releaseDate")
    return Cycle(
        name=name,
        label="" if label == name else label,
        released=released if isinstance(released, str) else "",
        support_end=end("isEoas", "eoasFrom", "eoas", "support"),
        end=end("isEol", "eolFrom", "eol"),
        extended_end=end("isEoes", "eoesFrom", "eoes", "extendedSupport"),
        lts=end("isLts", "ltsFrom", "lts"),
        latest=text(latest, "name") if isinstance(latest, dict) else text(data, "latest"),
        codename=text(data, "codename", longest=LONGEST_TITLE),
    )


def _end(data: dict[str, Any], pointer: str, notes: list[Flaw], flag: str, *names: str) -> str | bool | None:
    """Give the date, else the yes or no, of the first name that has one; a value that is neither is noted."""
    for name in names:
        value = data.get(name)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and (day := day_of(value)):
            return day
        if value is not None:
            notes.append(Flaw("endoflife_date", f"{pointer}/{name}", {"found": line(str(value)[:80], 80)}))
    value = data.get(flag) if flag else None
    return value if isinstance(value, bool) else None
