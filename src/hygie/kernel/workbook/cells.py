"""What a cell of a workbook holds, before anybody says what it is for."""

from enum import Enum
from typing import Any, Final, NamedTuple

_INVISIBLE: Final = "\u200b\ufeff\u2060"


class Kind(Enum):
    """What a cell of a workbook holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    FORMULA = "formula"
    ERROR = "error"


class Raw(NamedTuple):
    """A cell as the file has it: its kind, its value, the format in which a number is shown."""

    kind: Kind
    value: Any
    number_format: str = "General"


def is_blank(raw: Raw | None) -> bool:
    """Tell whether a cell says nothing: empty, or spaces only."""
    return raw is None or (raw.kind is Kind.TEXT and not tidy(raw.value))


def tidy(text: str) -> str:
    """Take away what people do not see at both ends, and the returns of other systems."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip().strip(_INVISIBLE).strip()
