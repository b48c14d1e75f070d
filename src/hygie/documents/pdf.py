"""A document as PDF: PDF/A-2b and PDF/UA-1, which the compiler itself checks; same study, same bytes.

The typefaces are those that the compiler embeds: the machine's own are ignored. The document goes in as
JSON beside the template, never into its source.
"""

from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files

import msgspec

from hygie.documents.frame import Document
from hygie.documents.printable import printable_data

STANDARDS = ("a-2b", "ua-1")


@cache
def _template() -> bytes:
    return files("hygie.documents").joinpath("templates", "document.typ").read_bytes()


def to_pdf(document: Document) -> bytes:
    """Compile a document, once; its dates are the assessment's."""
    # The compiler takes a while to load, and only this format needs it.
    import typst  # noqa: PLC0415

    data = msgspec.json.encode(printable_data(msgspec.to_builtins(document)))
    midnight = datetime.combine(datetime.fromisoformat(document.frame.day).date(), time(), UTC)
    compiled = typst.compile(
        _template(),
        format="pdf",
        font_paths=[],
        ignore_system_fonts=True,
        sys_inputs={"document": data.decode()},
        pdf_standards=list(STANDARDS),
        timestamp=int(midnight.timestamp()),
    )
    if not isinstance(compiled, bytes):  # a list of pages, for the formats that are images
        message = "the compiler did not give one PDF"
        raise TypeError(message)
    return compiled
