"""The words that every Word template may name: whose document it is, as of when, and who may read it."""

from datetime import date
from typing import Any

from hygie.documents.blocks import Cell, texts
from hygie.documents.frame import Frame


def framed(title: str, frame: Frame, day: date) -> dict[str, Any]:
    """Give the words of a frame, with the title of the document."""
    return {
        "title": title,
        "organization": frame.organization,
        "language": frame.language,
        "day": day,
        "dated": frame.dated,
        "mark": frame.mark.label,
        "footer": frame.footer,
        "facts": [{"label": label, "value": text} for label, text in frame.facts],
    }


def written(content: Cell) -> str:
    """Give the text of a cell of a table, one line below the other."""
    return "\n".join(" ".join(texts(line)) for line in content)
