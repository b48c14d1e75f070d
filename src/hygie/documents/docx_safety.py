"""What a Word template may not hold: anything that Word would run, fetch, or put in from elsewhere.

Lists say what is allowed, not what is forbidden: a kind of part, a link or a field that nobody thought
of is refused.
"""

import re
from collections.abc import Iterator
from posixpath import basename
from typing import TYPE_CHECKING

from hygie.documents.docx_package import BODY, FILLED, Package, TemplateError, parse, shown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINKS = frozenset(
    {
        "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
        "metadata/core-properties", "metadata/thumbnail", "styles", "stylesWithEffects", "settings",
        "webSettings", "fontTable", "font", "theme", "themeOverride", "numbering", "header", "footer",
        "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible",
        "people",
        "image", "hdphoto", "hyperlink", "customXml", "customXmlProps", "glossaryDocument", "bibliography",
        "printerSettings", "classificationlabels", "intelligence",
        "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing",
    }
)  # fmt: skip
"""Kinds of relationship that hold no code, no foreign file and nothing to fetch."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+\Z", re.IGNORECASE)

_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "TOC", "TC", "XE",
        "INDEX", "SEQ", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "DATE", "TIME",
        "CREATEDATE", "SAVEDATE", "PRINTDATE", "FILENAME", "NUMWORDS", "NUMCHARS", "SYMBOL", "HYPERLINK",
    }
)  # fmt: skip
"""Fields that only count, number or repeat what the document holds."""

_REFUSED_ELEMENTS = frozenset({"altChunk", "subDoc", "object", "OLEObject", "control", "mailMerge"})
"""By local name, as everything here: the same vocabulary has several namespaces."""

_TAG = re.compile(r"\{[{%#]|[}%#]\}")
_OPENED = re.compile(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def check_template(package: Package) -> None:
    """Check everything in a template.

    Raises:
        TemplateError: it holds what it may not, or a tag stands where none can be read.
    """
    if BODY not in package.types.values():
        macros = any("macroEnabled" in said for said in package.types.values())
        raise TemplateError(code="template_with_macros" if macros else "template_not_word")
    for name, said in package.types.items():
        if "vba" in said.casefold() or "macroEnabled" in said or "vbaproject" in name.casefold():
            raise TemplateError(code="template_with_macros")
        if not package.is_xml(name):
            continue
        root = parse(name, package.parts[name])
        if name.endswith(".rels"):
            _check_links(name, root)
        else:
            check_part(name, root)
            if said in FILLED:
                _check_tags(name, root)


def check_part(name: str, root: "Element") -> None:
    """Check the elements and the fields of a part, of a template or of what it has become.

    Raises:
        TemplateError: one of them is refused.
    """
    for element in root.iter():
        if _local(element.tag) in _REFUSED_ELEMENTS:
            raise _active(name, _local(element.tag))
        for attribute, value in element.attrib.items():
            if _local(attribute) in {"src", "href"} and "/" in value.replace("\\", "/"):
                raise TemplateError(code="template_outside", part=name, target=shown(value))
    for words in _instructions(root):
        _check_field(name, words)


def _active(name: str, what: str) -> TemplateError:
    return TemplateError(code="template_active_part", part=name, found=what)


def _check_links(name: str, root: "Element") -> None:
    for link in root:
        kind = link.get("Type", "").rpartition("/relationships/")[2]
        target = link.get("Target", "")
        # An attached template, a linked picture, an embedded file: said as what it points to, if outside.
        outside = link.get("TargetMode", "").casefold() == "external" or "://" in target or "\\" in target
        if outside and not (kind == "hyperlink" and _ADDRESS.match(target)):
            raise TemplateError(code="template_outside", part=name, target=shown(target))
        if kind not in _LINKS:
            raise _active(name, basename(kind) or "?")


def _instructions(root: "Element") -> Iterator[str]:
    """Give the instruction of each field: what stands between its beginning and its result."""
    open_ones: list[list[str] | None] = []  # None once the result has begun
    for element in root.iter():
        what = _local(element.tag)
        if what == "fldSimple":
            yield next((value for key, value in element.attrib.items() if _local(key) == "instr"), "")
        elif what == "fldChar":
            kind = next((value for key, value in element.attrib.items() if _local(key) == "fldCharType"), "")
            said = open_ones.pop() if open_ones and kind != "begin" else None
            if said is not None:
                yield "".join(said)
            if kind != "end":
                open_ones.append([] if kind == "begin" else None)
        elif what in {"instrText", "delInstrText", "t"}:
            innermost = open_ones[-1] if open_ones else None
            if innermost is not None:
                innermost.append(element.text or "")
            elif what != "t":
                yield element.text or ""
    yield from ("".join(said) for said in open_ones if said is not None)


def _check_field(name: str, words: str) -> None:
    """Allow a field by its name; a name that is made by another field, or by a tag, is none."""
    first = re.match(r"\s*([A-Za-z]+)(?=[\s\\]|\Z)", words)
    if first is None or first[1].upper() not in _FIELDS or re.search(r"[{}]", words):
        raise TemplateError(code="template_field", part=name, field=shown(words) or "?")
    if first[1].upper() == "HYPERLINK" and not re.match(
        r'\s*HYPERLINK\s+(?:\\l\s|"(?:https?://|mailto:)[^"]*")', words, re.IGNORECASE
    ):
        raise TemplateError(code="template_field", part=name, field=shown(words))


def _check_tags(name: str, root: "Element") -> None:
    """Check that each tag opens and closes in the text of one paragraph."""
    within: set[int] = set()
    for paragraph in _all(root, "p"):
        texts = list(_all(paragraph, "t"))
        within.update(map(id, texts))
        _check_closed(name, "".join(text.text or "" for text in texts))
    for element in root.iter():
        said = [*element.attrib.values(), element.tail or ""]
        if id(element) not in within:
            said.append(element.text or "")
        misplaced = next(filter(_TAG.search, said), None)
        if misplaced is not None:
            raise TemplateError(code="template_tag_place", part=name, tag=shown(misplaced))


def _all(root: "Element", what: str) -> Iterator["Element"]:
    return (element for element in root.iter() if _local(element.tag) == what)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _check_closed(name: str, said: str) -> None:
    position = 0
    while opened := _OPENED.search(said, position):
        closed = said.find(_CLOSING[opened[0]], opened.end())
        if closed < 0:
            raise TemplateError(code="template_tag_open", part=name, text=shown(said))
        position = closed + 2
