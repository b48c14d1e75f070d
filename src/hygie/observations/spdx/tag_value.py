"""SPDX 2.x in tag-value: lines of ``Tag: value``, with texts that span several lines."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hygie.observations.spdx.draft import Draft, Link, Mistake, Part
from hygie.observations.spdx.relations import add_link
from hygie.observations.spdx.words import agent, component_type, identifiers, said

_TAG: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9]*)\s*:(.*)", re.DOTALL)
_OPEN: Final = "<text>"
_CLOSE: Final = "</text>"


class Tag(NamedTuple):
    """A tag, in lower case, its value, and the line where it stands, from 1."""

    name: str
    value: str
    line: int


class Section:
    """What is read and not yet in the draft: the package, file or other thing that the lines are about."""

    __slots__ = ("about", "at", "found", "package", "references")

    def __init__(self) -> None:
        """Begin with the document itself."""
        self.begin("document", 1)
        self.package = ""

    def begin(self, about: str, line: int) -> None:
        """Begin another section."""
        self.about = about
        self.at = line
        self.found: dict[str, str] = {}
        self.references: list[tuple[str, str]] = []


def read_tags(text: str) -> tuple[list[Tag], list[Mistake]]:
    """Read all the tags of a text, and say of each line that is none (and no comment) that it is lost."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mistakes: list[Mistake] = []
    return list(_tags(lines, mistakes)), mistakes


def _tags(lines: list[str], mistakes: list[Mistake]) -> Iterator[Tag]:
    marked = iter([number for number, line in enumerate(lines) if _OPEN in line or _CLOSE in line])
    mark, number = next(marked, -1), 0
    while number < len(lines):
        line, start = lines[number], number
        number += 1
        found = _TAG.match(line)
        if found is None:
            if (stripped := line.strip()) and not stripped.startswith("#"):
                mistakes.append(Mistake("spdx_line_lost", str(start + 1)))
            continue
        value = found[2].strip()
        if value.startswith(_OPEN):
            while 0 <= mark <= start:
                mark = next(marked, -1)
            if _CLOSE not in value:
                if mark < 0 or _CLOSE not in lines[mark] or _OPEN in lines[mark]:
                    # Never closed: the rest must not vanish in it.
                    mistakes.append(Mistake("spdx_text_open", str(start + 1)))
                else:
                    number = mark + 1
                    value = "\n".join((value, *lines[start + 1 : number]))
            value = value.removeprefix(_OPEN).partition(_CLOSE)[0].strip()
        yield Tag(found[1].lower(), value, start + 1)


def drafts_of(tags: list[Tag]) -> list[Draft]:
    """Say what the documents of a file say, one draft each: a document begins at ``SPDXVersion``."""
    drafts = [Draft()]
    section = Section()
    for tag in tags:
        if tag.name == "spdxversion" and (drafts[-1].version or drafts[-1].parts):
            _end(section, drafts[-1])
            drafts.append(Draft())
            section = Section()
        _take(tag, section, drafts[-1])
    _end(section, drafts[-1])
    return drafts


def _take(tag: Tag, section: Section, draft: Draft) -> None:
    match tag.name:
        case "packagename" | "filename" | "snippetspdxid" | "licenseid":
            _end(section, draft)
            section.begin(tag.name, tag.line)
            section.found["name"] = tag.value
        case "spdxversion":
            draft.version = draft.version or said(tag.value)
        case "documentnamespace":
            draft.identifier = draft.identifier or said(tag.value)
        case "created":
            draft.created = draft.created or said(tag.value)
        case "externalref":
            _, kind, locator = (*tag.value.split(None, 2), "", "", "")[:3]
            section.references.append((kind, locator))
        case "relationship":
            source, kind, target = (*tag.value.split(None, 2), "", "", "")[:3]
            # What follows the second identifier on the line is of no one's making but sloppy writers'.
            add_link(draft, source, kind, target.partition(" ")[0])
        case _:
            section.found.setdefault(tag.name, tag.value)


def _end(section: Section, draft: Draft) -> None:
    """Put what the section is about in the draft."""
    found, identifier = section.found, section.found.get("spdxid", "").strip()
    match section.about:
        case "packagename":
            section.package = identifier
            purls, cpes = identifiers(section.references)
            draft.parts.append(
                Part(
                    identifier,
                    said(found["name"]),
                    said(found.get("packageversion", "")),
                    component_type(found.get("primarypackagepurpose", "")),
                    agent(found.get("packagesupplier", "")) or agent(found.get("packageoriginator", "")),
                    purls,
                    cpes,
                    said(found.get("validuntildate", "")),
                    str(section.at),
                )
            )
        case "filename":
            name = said(found["name"])
            draft.parts.append(Part(identifier, name, purpose="file", at=str(section.at), optional=True))
            if section.package and identifier:  # files that follow a package are in it (2.3, clause 8.1)
                draft.links.append((section.package, Link.CONTAINS, identifier))
        case "snippetspdxid":
            draft.known.add(found["name"])
        case "document":
            draft.documents.add(identifier or "SPDXRef-DOCUMENT")


def merged(drafts: list[Draft]) -> Draft:
    """Put the documents of a file together; identifiers of the second and later ones get their namespace."""
    first = drafts[0]
    for number, draft in enumerate(drafts[1:], 2):
        own = {part.id for part in draft.parts} | draft.documents | draft.known

        def named(found: str, prefix: str = draft.identifier or str(number), own: set[str] = own) -> str:
            return f"{prefix}#{found}" if found in own else found

        for part in draft.parts:
            part.id = named(part.id)
        first.parts += draft.parts
        first.links += [(named(source), link, named(target)) for source, link, target in draft.links]
        first.documents |= {named(each) for each in draft.documents}
        first.known |= {named(each) for each in draft.known}
        first.rejected += draft.rejected
        first.notes += draft.notes
    if len(drafts) > 1:
        first.notes.append(Mistake("spdx_several_documents", "", {"number": len(drafts)}))
    return first
