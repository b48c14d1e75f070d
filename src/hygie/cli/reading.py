"""Files that the user names on the command line: read whole, never without bound."""

import errno
import os
from pathlib import Path

from hygie.cli.refusal import refuse_file

LARGEST = 64 * 1024 * 1024
"""Bytes read of one file: an answer of thousands of verdicts, a workbook of thousands of rows, have less."""


def read_input(file: Path) -> bytes:
    """Read a file that the user names.

    Raises:
        InputRefusedError: it cannot be read, or is larger than ``LARGEST``.
    """
    try:
        return _bounded(file)
    except OSError as reason:
        raise refuse_file("unreadable_input", file.as_posix(), reason) from reason


def _bounded(file: Path) -> bytes:
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content
