"""The repositories of retire.js: JavaScript libraries by their own name, and npm packages.

Source: RetireJS/retire.js, repository/jsrepository*.json and npmrepository.json: by library, its
vulnerabilities, each ``atOrAbove`` a version (from the first if there is none) and ``below`` another. A
library may name its npm package; one of the npm repository, which has no ``extractors``, is an npm package.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.content import decode_json, line, mapping, refusal, text, texts, unpack
from hygie.observations.json_places import locate_all
from hygie.observations.names import is_cve, is_cwe, severity
from hygie.observations.packages import Package, package_of_osv, package_of_purl
from hygie.observations.purls import read_purl
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import LONGEST_TITLE, MOST_REFERENCES, UNSAID, Flaw, is_identifier, opened

_VERSION: Final = re.compile(r"v?[0-9][0-9A-Za-z.+_-]{0,99}", re.ASCII).fullmatch
_SEPARATORS: Final = re.compile(r"[\W_]+")


def read_retirejs(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read a repository; each vulnerability of each library is one item.

    An advisory that comes again, for other versions, has ``#2``, ``#3``… after its identifier.
    """
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    data: Any = decode_json(found, file, bounds)
    if isinstance(data, Refusal):
        return data
    if not isinstance(data, dict) or not any("vulnerabilities" in mapping(data, name) for name in data):
        return refusal("retirejs_not_repository", file)
    items: list[Advisory] = []
    flaws: list[Flaw] = []
    notes: list[Flaw] = []
    seen: Counter[str] = Counter()
    for read in _advisories(data, seen, notes):
        if isinstance(read, Flaw):
            flaws.append(read)
        else:
            items.append(read)
        if len(items) + len(flaws) > bounds.items:
            return refusal("advisories_too_many", file, limit=bounds.items)
    places = locate_all(found, {flaw.pointer for flaw in (*flaws, *notes)}, file) if flaws or notes else {}
    return Reading(
        tuple(items),
        tuple(Diagnostic(flaw.code, places[flaw.pointer], flaw.parameters) for flaw in flaws),
        tuple(Diagnostic(note.code, places[note.pointer], note.parameters) for note in notes),
    )


def _advisories(data: dict[str, Any], seen: Counter[str], notes: list[Flaw]) -> Iterator[Advisory | Flaw]:
    for name, library in data.items():
        under = "/" + name.replace("~", "~0").replace("/", "~1")
        if not isinstance(library, dict) or not isinstance(library.get("vulnerabilities", []), list):
            yield Flaw("retirejs_library", under, {"name": line(name, 80)})
            continue
        for at, entry in enumerate(library.get("vulnerabilities", [])):
            pointer = f"{under}/vulnerabilities/{at}"
            if not isinstance(entry, dict):
                yield Flaw("advisory_not_object", pointer)
            elif not is_identifier(name, LONGEST_TITLE):
                yield Flaw("retirejs_library", pointer, {"name": line(name, 80)})
            else:
                yield _advisory(name, library, entry, pointer, seen, notes)


def _advisory(
    name: str,
    library: dict[str, Any],
    entry: dict[str, Any],
    pointer: str,
    seen: Counter[str],
    notes: list[Flaw],
) -> Advisory:
    identifiers = mapping(entry, "identifiers")
    github = text(identifiers, "githubID")
    own = _identifier(name, entry, github)
    seen[own] += 1
    cves = [each for each in texts(identifiers, "CVE") if is_cve(each)]
    again = seen[own] > 1
    return Advisory(
        id=f"{own}#{seen[own]}" if again else own,
        aliases=tuple(dict.fromkeys([*cves, *([github] if github and again else [])])),
        title=text(identifiers, "summary", longest=LONGEST_TITLE),
        severity_word=severity(text(entry, "severity")),
        affected=tuple(_affected(name, library, entry, pointer, notes)),
        references=tuple(texts(entry, "info")[:MOST_REFERENCES]),
        cwes=tuple(each for each in texts(entry, "cwe") if is_cwe(each)),
    )


def _identifier(name: str, entry: dict[str, Any], github: str) -> str:
    """Take GitHub's name, else the number of retire.js in its library, else a digest of what it says."""
    if github:
        return github
    number = text(entry, "identifiers", "retid")
    if number:
        return f"RETIRE-{name}-{number}"
    said = "\n".join(
        (
            text(entry, "atOrAbove"),
            text(entry, "below"),
            text(entry, "identifiers", "summary"),
            *texts(entry, "info"),
        )
    )
    return f"RETIRE-{name}-{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _affected(
    name: str, library: dict[str, Any], entry: dict[str, Any], pointer: str, notes: list[Flaw]
) -> Iterator[Affected]:
    """Give the library, with its npm package if it has one, then each other name that it goes by."""
    low, high = text(entry, "atOrAbove"), text(entry, "below")
    if low.endswith("-*"):  # with all its pre-releases
        low = low.removesuffix("*") + "0"
    usable = bool(low or high) and all(not version or _VERSION(version) for version in (low, high))
    said = ", ".join(filter(None, (f">= {low}" if low else "", f"< {high}" if high else "")))
    if not usable:
        notes.append(Flaw("ecosystem_requirement", pointer, {"found": said[:80]}))
    ranges = (Range(opened(low), fixed=high),) if usable else ()
    expressions = () if usable else (said[:LONGEST_TITLE] or UNSAID,)
    package = _package(name, library) or Package("", "")
    # One of the npm repository is named by its package alone: others may bear so short a name.
    product = name if "extractors" in library else ""
    yield Affected(package.ecosystem, package.name, product=product, ranges=ranges, expressions=expressions)
    known = {_folded(name)}
    for other in texts(library, "bowername"):
        if _folded(other) not in known:
            known.add(_folded(other))
            yield Affected(product=other, ranges=ranges, expressions=expressions)


def _package(name: str, library: dict[str, Any]) -> Package | None:
    named = text(library, "npmname") or ("" if "extractors" in library else name)
    if named:
        return package_of_osv("npm", named)
    purl = read_purl(text(library, "basePurl"))
    return package_of_purl(purl) if purl else None


def _folded(name: str) -> str:
    """Fold what does not make another name: case, dots, dashes."""
    return _SEPARATORS.sub("", name.casefold())
