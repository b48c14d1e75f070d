"""A document as a Word file that people go on editing: a template filled with words, in a sandbox.

The words are data: nothing in them is read as template, markup or field, whatever the template does with
them. Each character that means something to a language of the file is put in only once everything has
run. A template may come from the user: it is checked before it runs, and what it has become is checked
again. Same words, same template, same bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from hygie.documents.docx_package import (
    FILLED,
    LARGEST_TEMPLATE,
    Package,
    TemplateError,
    open_package,
    parse,
    write_package,
)
from hygie.documents.docx_safety import check_part, check_template
from hygie.documents.docx_sandbox import LONGEST_OUTPUT, Filled
from hygie.documents.kind import Words

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

__all__ = ["LARGEST_TEMPLATE", "TemplateError", "check", "shipped", "to_docx"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml"
_STYLES = "word/styles.xml"
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}

_MEANINGFUL = "{}<>&\"'"
_STAND_INS = {character: chr(0xFDD0 + number) for number, character in enumerate(_MEANINGFUL)}
"""Characters that nobody may write (they are set aside for such uses), for those that mean something."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ARMOUR = str.maketrans(_STAND_INS)
_BARE = {stand_in: escape(character) for character, stand_in in _STAND_INS.items()}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A template ready to be filled any number of times."""

    package: Package
    filled: Mapping[str, Filled]
    trusted: bool


@cache
def shipped(name: str) -> bytes:
    """Read a template that Hygie ships."""
    return files("hygie.documents").joinpath("templates", name).read_bytes()


def check(template: bytes) -> None:
    """Check a template of the user's before anything is filled.

    Raises:
        TemplateError: the template is not a Word file, is not safe, or is not written as templates are.
    """
    _compiled(template, trusted=False)


def to_docx(words: Words, template: bytes | str) -> bytes:
    """Fill a template (its content, or the name of one that is shipped) with words.

    The words hold ``title``, ``organization``, ``language``, ``mark`` and ``day``: the file's properties.

    Raises:
        TemplateError: the template is not a Word file, is not safe, or names what the words do not hold.
    """
    if isinstance(template, str):
        compiled = _compiled(shipped(template), trusted=True)
    else:
        compiled = _compiled(template, trusted=False)
    armoured = _armoured(words)
    parts = dict(compiled.package.parts)
    for name, part in compiled.filled.items():
        parts[name] = _finished(name, part.fill(armoured), trusted=compiled.trusted)
    for name, said in compiled.package.types.items():
        if said == _PROPERTIES:
            parts[name] = _properties(words)
    if compiled.trusted and _STYLES in parts:
        own, wanted = (f'w:lang w:val="{_LANGUAGES[word]}"'.encode() for word in ("fr", words["language"]))
        parts[_STYLES] = parts[_STYLES].replace(own, wanted)
    return write_package(parts)


@lru_cache(maxsize=8)
def _compiled(content: bytes, *, trusted: bool) -> _Compiled:
    """Check and compile a template, once for all the documents that it serves."""
    package = open_package(content)
    check_template(package)
    sources = {name: _source(package, name) for name, said in package.types.items() if said in FILLED}
    return _Compiled(
        package,
        {name: Filled(name, source) for name, source in sources.items()},
        trusted,
    )


def _source(package: Package, name: str) -> str:
    """Give a part as a text template: what a person typed in several runs is put together again."""
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - only this format needs it
    from docxtpl import DocxTemplate  # noqa: PLC0415

    reader = DocxTemplate("")
    try:
        source = str(reader.xml_to_string(parse_xml(package.parts[name])))
    except (SyntaxError, ValueError) as reason:  # which the parser's own mistakes are
        raise TemplateError(code="template_unreadable_part", part=name) from reason
    if "<!--" in source or "<?" in source:
        raise TemplateError(code="template_unreadable_part", part=name)
    # A paragraph a line, so that a mistake says in which it stands.
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", reader.patch_xml(source.replace("\n", " ")))


def _finished(name: str, filled: str, *, trusted: bool) -> bytes:
    """Set lines and tabulations, put in the characters that mean something, and check what it has become."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only this format needs it

    writer = DocxTemplate("")
    joined = re.sub(r"\n<w:p([ >])", r"<w:p\1", filled)
    made = str(writer.resolve_listing(joined))
    for stand_in, bare in _BARE.items():
        made = made.replace(stand_in, bare)
    if not trusted:
        made = _checked(name, made, writer)
    return (_DECLARATION + made.strip()).encode()


def _checked(name: str, made: str, writer: "DocxTemplate") -> str:
    """Check what a part has become, and give its tables the columns that they have now."""
    try:
        check_part(name, parse(name, made, LONGEST_OUTPUT))
        # It reads leniently: what is not well formed was refused on the line above.
        return str(writer.xml_to_string(writer.fix_tables(made)))
    except (AttributeError, ValueError) as reason:  # a table without any grid, a width that is no number
        raise TemplateError(code="template_result", part=name) from reason
    except TemplateError as reason:
        if reason.code == "template_unreadable_part":
            raise TemplateError(code="template_result", part=name) from reason
        raise


def _armoured(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Copy plain data so that no character of it means anything to a language of the file.

    Raises:
        TypeError: the data is not plain: a mistake of the programmer's.
    """
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, str):
        lines = str(value).replace("\r\n", "\n").replace("\r", "\n")
        return _UNFIT.sub(lambda match: f"[U+{ord(match[0]):04X}]", lines).translate(_ARMOUR)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _armoured(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_armoured(item) for item in value]
    message = f"words are plain data, not {type(value).__name__}"
    raise TypeError(message)


def _properties(words: Words) -> bytes:
    """Say what the file is: its dates are the assessment's."""
    day = f"{words['day'].isoformat()}T00:00:00Z"

    def said(tag: str, text: str, attributes: str = "") -> str:
        plain = escape(_UNFIT.sub("", text))
        return f"<{tag}{attributes}>{plain}</{tag}>"

    timed = ' xsi:type="dcterms:W3CDTF"'
    content = (
        said("dc:title", words["title"])
        + said("dc:creator", words["organization"])
        + said("dc:language", _LANGUAGES[words["language"]])
        + said("cp:keywords", words["mark"])
        + said("cp:lastModifiedBy", "Hygie")
        + said("cp:revision", "1")
        + said("dcterms:created", day, timed)
        + said("dcterms:modified", day, timed)
    )
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{content}</cp:coreProperties>"
    ).encode()
