"""A document as PDF: PDF/A-2b and PDF/UA-1, which the compiler itself checks; same study, same bytes.

The typefaces are those that the compiler embeds: the machine's own are ignored. The document goes in as
JSON beside the template, never into its source.
"""

from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from hygie.documents.frame import Document
from hygie.documents.printable import printable_data

if TYPE_CHECKING:
    from typst import Fonts


@cache
def _template() -> bytes:
    return files("hygie.documents").joinpath("templates", "document.typ").read_bytes()


@cache
def _fonts() -> "Fonts":
    """Load the typefaces that the compiler embeds, once; no other."""
    from typst import Fonts  # noqa: PLC0415

    return Fonts(include_system_fonts=False)


def to_pdf(document: Document) -> bytes:
    """Compile a document, once; its dates are the assessment's."""
    # The compiler takes a while to load, and only this format needs it.
    import typst  # noqa: PLC0415

    data = msgspec.json.encode(printable_data(msgspec.to_builtins(document)))
    midnight = datetime.combine(datetime.fromisoformat(document.frame.day).date(), time(), UTC)
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"document": data.decode()},
        pdf_standards=["a-2b", "ua-1"],
        timestamp=int(midnight.timestamp()),
    )
