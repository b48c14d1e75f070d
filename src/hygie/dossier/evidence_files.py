"""The files of the evidence: there, inside the dossier, and what they were when they were indexed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from hygie.dossier.checks import PlaceOf
from hygie.dossier.files import is_inside
from hygie.dossier.yaml_values import Data
from hygie.kernel.diagnostic import Diagnostic

_CHUNK = 1 << 20


def check_files(data: dict[str, Data], root: Path, place: PlaceOf) -> Iterator[Diagnostic]:
    """Check the file of each piece of evidence that names one."""
    pieces = data.get("evidence")
    for index, piece in enumerate(pieces if isinstance(pieces, list) else ()):
        name = piece.get("file") if isinstance(piece, dict) else None
        if not isinstance(piece, dict) or not isinstance(name, str) or not name:
            continue
        path = root / name
        where = place(("evidence", index, "file"))
        if Path(name).is_absolute() or not is_inside(path, root):
            yield Diagnostic("evidence_outside", where, {"file": name})
        elif not path.is_file():
            yield Diagnostic("evidence_file_missing", where, {"file": name})
        else:
            yield from _digest_agrees(piece, path, ("evidence", index, "sha256"), place)


def _digest_agrees(
    piece: dict[str, Data], path: Path, at: tuple[str | int, ...], place: PlaceOf
) -> Iterator[Diagnostic]:
    expected = piece.get("sha256")
    if not isinstance(expected, str):
        return
    try:
        found = file_digest(path)
    except OSError:
        yield Diagnostic("evidence_unreadable", place(at), {"file": str(piece["file"])})
        return
    if found != expected.lower():
        yield Diagnostic(
            "evidence_digest_differs",
            place(at),
            {"file": str(piece["file"]), "expected": expected[:12], "found": found[:12], "sha256": found},
        )


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal, without holding it whole."""
    whole = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()
