"""Keys of versions that are numbers and nothing else: R packages and Haskell's.

Sources: "Writing R Extensions" 1.1.1 (numbers separated by ``.`` or ``-``, compared as numeric_version does)
and the Haskell Package Versioning Policy. A version comes before those that it is the beginning of: 1.0 <
1.0.0.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import END_OF_TEXT, LONGEST, NUMBERS

_CRAN: Final = re.compile(r"[0-9]++(?:[.-][0-9]++)*+").fullmatch
_HACKAGE: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch


def cran(version: str) -> bytes | None:
    """Give the key of an R package's version; None if it is none."""
    version = version.strip()
    if len(version) > LONGEST or not _CRAN(version):
        return None
    return b"".join(map(NUMBERS.__getitem__, version.replace("-", ".").split("."))) + END_OF_TEXT


def hackage(version: str) -> bytes | None:
    """Give the key of a Haskell package's version; None if it is none."""
    version = version.strip()
    if len(version) > LONGEST or not _HACKAGE(version):
        return None
    return b"".join(map(NUMBERS.__getitem__, version.split("."))) + END_OF_TEXT
