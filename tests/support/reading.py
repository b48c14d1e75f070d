"""Reads documents back: the text of a PDF, the structure of an HTML page."""

import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from pypdf import PdfReader

VOID = {"meta", "link", "br", "hr", "img", "input"}


def pdf_reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def pdf_text(content: bytes) -> str:
    return squeezed("\n".join(page.extract_text() for page in pdf_reader(content).pages))


def squeezed(text: str) -> str:
    """Leave out what setting a text into lines adds or changes: spaces, and hyphens at the ends of lines."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", unicodedata.normalize("NFKC", text))


@dataclass
class HtmlPage(HTMLParser):
    """A page as a strict reader sees it: every element closed in order, its texts, its attributes."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    @classmethod
    def of(cls, content: bytes) -> "HtmlPage":
        page = cls()
        page.feed(content.decode())
        page.close()
        page.faults += [f"{tag} is not closed" for tag in page._open]
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"{tag} is closed out of turn")

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.texts))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]
