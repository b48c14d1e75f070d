"""The package of a Word file: its parts, read within bounds; the same parts give the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from hygie.kernel.parameters import Parameter

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_TEMPLATE = 10_000_000
"""Bytes of a template as a file: a letterhead with its pictures takes far less."""

LARGEST_CONTENT = 40_000_000
"""Bytes of all its parts, once unpacked."""

LARGEST_XML = 4_000_000
"""Bytes of one part that is XML."""

MOST_PARTS = 500
DEEPEST_XML = 200

CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
BODY = f"{_WORD}document.main+xml"
FILLED = frozenset(
    {
        BODY,
        f"{_WORD}header+xml",
        f"{_WORD}footer+xml",
        f"{_WORD}footnotes+xml",
        f"{_WORD}endnotes+xml",
    }
)
"""Parts in which tags are read: the body, headers, footers and notes."""

_LONGEST_QUOTE = 80

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The one day of every part: the earliest that the format can write."""

_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".gif", ".odttf")


class TemplateError(Exception):
    """A Word template cannot be used: the code of the sentence that says why, and its parameters."""

    def __init__(self, *, code: str, **parameters: Parameter) -> None:
        """Keep the code and the parameters."""
        super().__init__(code, parameters)
        self.code = code
        self.parameters: Mapping[str, Parameter] = MappingProxyType(parameters)


def shown(text: str) -> str:
    """Shorten a text of a template for a message, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name, in order, and the content type of each."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]

    def is_xml(self, name: str) -> bool:
        """Tell whether a part is XML."""
        return self.types[name].endswith("xml") or name.endswith((".xml", ".rels", ".vml"))


def open_package(content: bytes) -> Package:
    """Read the parts of a Word file.

    Raises:
        TemplateError: it is not a Word file, it is too large, or its parts are named in a doubtful way.
    """
    if len(content) > LARGEST_TEMPLATE:
        raise TemplateError(code="template_too_large", limit=LARGEST_TEMPLATE)
    try:
        with ZipFile(BytesIO(content)) as archive:
            listed = _checked(archive.infolist())
            parts = {info.filename: archive.read(info) for info in listed}
    # A damaged archive fails in as many ways as it has fields.
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as reason:
        raise TemplateError(code="template_not_word") from reason
    if CONTENT_TYPES not in parts:
        raise TemplateError(code="template_not_word")
    return Package(parts, _types(parts))


def _checked(listed: list[ZipInfo]) -> list[ZipInfo]:
    """Check what the archive says of itself before anything is unpacked; folders are left out."""
    if len(listed) > MOST_PARTS:
        raise TemplateError(code="template_too_many_parts", limit=MOST_PARTS)
    if sum(info.file_size for info in listed) > LARGEST_CONTENT:
        raise TemplateError(code="template_too_large", limit=LARGEST_CONTENT)
    files = [info for info in listed if not info.is_dir()]
    names = [info.filename for info in files]
    if len({name.casefold() for name in names}) < len(names):
        raise TemplateError(code="template_not_word")
    for name in names:
        if "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise TemplateError(code="template_not_word")
    return files


def parse(name: str, content: bytes | str, largest: int = LARGEST_XML) -> "Element":
    """Parse a part.

    Raises:
        TemplateError: it is too large, it is not XML, or it declares entities of its own.
    """
    if len(content) > largest:
        raise TemplateError(code="template_too_large", limit=largest)
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as reason:
        raise TemplateError(code="template_unreadable_part", part=name) from reason
    level = [root]
    for _ in range(DEEPEST_XML):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise TemplateError(code="template_unreadable_part", part=name)


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    by_ending: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for element in parse(CONTENT_TYPES, parts[CONTENT_TYPES]):
        said = element.get("ContentType", "")
        by_ending[element.get("Extension", "").casefold()] = said
        by_name[element.get("PartName", "").lstrip("/").casefold()] = said
    return {
        name: by_name.get(name.casefold()) or by_ending.get(name.rpartition(".")[2].casefold(), "")
        for name in parts
    }


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Write parts as a Word file, each on the same day and in the order given."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0  # the same on every system
            info.compress_type = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
            archive.writestr(info, content)
    return made.getvalue()
