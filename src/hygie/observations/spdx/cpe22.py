"""CPE 2.2 names (URI) written as CPE 2.3 names (formatted string): NIST IR 7695, 6.2.2."""

import re
from typing import Final

from hygie.observations.cpe import ANY, NA, read_cpe

_SPECIAL: Final = re.compile(r"(\\[*?\-]|[*?])|([^A-Za-z0-9_.\-])", re.DOTALL)
"""What stays as it is (escapes that are kept, wildcards), and what is escaped."""


def to_cpe23(name: str) -> str:
    """Write a CPE 2.2 name as a CPE 2.3 formatted string; what is not a CPE name is given back as it is."""
    found = read_cpe(name)
    if found is None:
        return name
    return "cpe:2.3:" + ":".join(map(_formatted, found))


def _formatted(value: str) -> str:
    return value if value in (ANY, NA) else _SPECIAL.sub(lambda found: found[1] or "\\" + found[2], value)
