"""RustSec advisories, front matter as JSON: crates, and the versions that are patched or were never affected.

Source: RustSec advisory-db, README ("Advisory Format"): all versions are affected but those.
"""

from typing import Final

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Severity
from hygie.observations.content import line
from hygie.observations.ecosystems.intervals import EVERYTHING, Interval, complement, ranges_of
from hygie.observations.ecosystems.requirements import cargo_requirement
from hygie.observations.losses import withdrawal
from hygie.observations.packages import package_of_osv
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import (
    LONGEST_TITLE,
    MOST_REFERENCES,
    Flaw,
    decode_record,
    is_identifier,
    read_records,
)


class _Advisory(msgspec.Struct, gc=False):
    id: str
    package: str
    title: str = ""
    date: str = ""
    withdrawn: str | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    references: tuple[str, ...] = ()
    cvss: str | None = None
    informational: str | None = None
    categories: tuple[str, ...] = ()
    collection: str = ""


class _Versions(msgspec.Struct, gc=False):
    patched: tuple[str, ...] = ()
    unaffected: tuple[str, ...] = ()


class _Record(msgspec.Struct, gc=False):
    advisory: _Advisory
    versions: _Versions = msgspec.field(default_factory=_Versions)
    path: str = msgspec.field(name="_path", default="")


_DECODER: Final = msgspec.json.Decoder(_Record)


def read_rustsec(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read RustSec: one record, an array of records, or a record a line."""
    return read_records(content, file, bounds, advisory_of_rustsec)


def advisory_of_rustsec(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one record; ``notes`` receives what was left aside of it."""
    notes = [] if notes is None else notes
    record = decode_record(content, _DECODER, notes)
    if isinstance(record, Flaw):
        return record
    said = record.advisory
    if not is_identifier(said.id) or not is_identifier(said.package):
        return Flaw("advisory_id", "/advisory/id", {"id": line(said.id, 80)})
    links = [url for url in (said.url, *said.references) if url]
    return Advisory(
        id=said.id,
        aliases=tuple(
            dict.fromkeys(each for each in said.aliases if is_identifier(each) and each != said.id)
        ),
        title=line(said.title or said.informational or ", ".join(said.categories), LONGEST_TITLE),
        published=said.date,
        withdrawn=withdrawal(said.withdrawn, notes, "/advisory/withdrawn"),
        severities=(Severity(said.cvss),) if said.cvss else (),
        affected=(_affected(record, notes),),
        references=tuple(dict.fromkeys(links))[:MOST_REFERENCES],
    )


def _affected(record: _Record, notes: list[Flaw]) -> Affected:
    spared: list[Interval] = []
    texts: list[str] = []
    for kind, requirements in (
        ("patched", record.versions.patched),
        ("unaffected", record.versions.unaffected),
    ):
        for at, text in enumerate(requirements):
            read = cargo_requirement(text)
            if read is None:
                texts.append(f"!= {line(text, LONGEST_TITLE)}")
                found = {"found": line(text, 80)}
                notes.append(Flaw("ecosystem_requirement", f"/versions/{kind}/{at}", found))
            else:
                spared.extend(read)
    name = record.advisory.package
    # The other collection, rust, is about Rust itself: its packages are no crates.
    of_rust = record.advisory.collection == "rust" or record.path.startswith("rust/")
    package = None if of_rust else package_of_osv("crates.io", name)
    affected = complement(spared)
    return Affected(
        ecosystem=package.ecosystem if package else "",
        package=package.name if package else "",
        vendor="Rust" if of_rust else "",
        product="" if package else name,
        ranges=() if affected == EVERYTHING or texts else ranges_of(affected),
        expressions=tuple(texts),
        everything=affected == EVERYTHING and not texts,
        scheme="semver",
    )
