"""EPSS scores of FIRST: the daily CSV, or any CSV with columns ``cve`` and ``epss``.

Source: first.org/epss/data_stats: a comment line
``#model_version:v2025.03.14,score_date:2025-07-05T00:00:00+0000``, then the header ``cve,epss,percentile``. A
day has hundreds of thousands of rows: they are read in one pass of a pattern, and only if a row does not fit
are they looked at one by one.
"""

import csv
import re
from dataclasses import dataclass
from typing import Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import line, refusal, unpack
from hygie.observations.exploitation import Epss, Probability
from hygie.observations.names import CVE_PATTERN, is_cve
from hygie.observations.reading import DEFAULT, Bounds

_ROWS: Final = re.compile(
    rf"^({CVE_PATTERN}),(0(?:\.\d{1, 20})?|1(?:\.0{1, 20})?)(?:,[^\"\n]*)?$", re.ASCII | re.MULTILINE
)
_COMMENT: Final = re.compile(r"(model_version|score_date)\s*:\s*([^,\s]{1,60})")


@dataclass(frozen=True, slots=True)
class EpssReading:
    """The scores, and a reason per row set aside."""

    epss: Epss
    rejected: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> int:
        """Count the rows that the file holds, usable or not."""
        return len(self.epss.scores) + len(self.rejected)


def read_epss(content: bytes, file: str, bounds: Bounds = DEFAULT) -> EpssReading | Refusal:
    """Read scores; a row is rejected if its CVE is none, its score not from 0 to 1, or another one higher."""
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    held = found.decode("utf-8", "replace")
    if "\r" in held:
        held = held.replace("\r\n", "\n").replace("\r", "\n")
    comment, header, start, number = _head(held)
    names = [name.strip().strip('"').lower() for name in header.split(",")]
    if "cve" not in names or "epss" not in names:
        return refusal("epss_not_scores", file, Place(file, number))
    rows = held[start:]
    if rows.count("\n") >= bounds.items:
        return refusal("advisories_too_many", file, limit=bounds.items)
    said = dict(_COMMENT.findall(comment))
    scores: tuple[Probability, ...] = ()
    rejected: tuple[Diagnostic, ...] = ()
    fast = _fast(rows) if names[:2] == ["cve", "epss"] else None
    if fast is None:
        scores, rejected = _slow(rows, file, number, names.index("cve"), names.index("epss"))
    else:
        scores = fast
    return EpssReading(Epss(said.get("model_version", ""), said.get("score_date", "")[:10], scores), rejected)


def _head(held: str) -> tuple[str, str, int, int]:
    """Give the comment lines, the header, where the rows begin, and the header's line."""
    comments, at, number = [], 0, 0
    while at < len(held):
        end = held.find("\n", at)
        end = len(held) if end < 0 else end
        row, at, number = held[at:end].strip(), end + 1, number + 1
        if row.startswith("#"):
            comments.append(row[:1000])
        elif row:
            return "\n".join(comments), row[:1000], at, number
    return "\n".join(comments), "", at, max(number, 1)


def _fast(rows: str) -> tuple[Probability, ...] | None:
    """Read rows that are all as they should be, each CVE once; None if one is not."""
    found = _ROWS.findall(rows)
    lines = rows.count("\n") + (not rows.endswith("\n") and bool(rows))
    if len(found) != lines or len({cve for cve, _ in found}) != lines:
        return None
    return tuple([Probability(cve, float(score)) for cve, score in found])


def _slow(
    rows: str, file: str, before: int, cve_at: int, score_at: int
) -> tuple[tuple[Probability, ...], tuple[Diagnostic, ...]]:
    scores: dict[str, tuple[float, int]] = {}
    rejected: list[Diagnostic] = []
    for number, row in enumerate(rows.split("\n"), before + 1):
        if not row.strip() or row.startswith("#"):
            continue
        cells = _cells(row)
        cve = cells[cve_at].strip().upper() if cve_at < len(cells) else ""
        score = _score(cells[score_at]) if score_at < len(cells) else None
        if not is_cve(cve):
            rejected.append(Diagnostic("epss_cve", Place(file, number), {"id": line(cve, 80)}))
        elif score is None:
            given = line(cells[score_at], 80) if score_at < len(cells) else ""
            rejected.append(Diagnostic("epss_score", Place(file, number), {"id": cve, "found": given}))
        else:
            held = scores.get(cve)
            if held is None or score > held[0]:
                scores[cve] = score, number
            if held is not None:  # the higher errs on the side of care
                lower = min(held, (score, number), key=lambda each: (each[0], -each[1]))
                parameters = {"id": cve, "score": f"{lower[0]:g}"}
                rejected.append(Diagnostic("epss_twice", Place(file, lower[1]), parameters))
    return tuple([Probability(cve, score) for cve, (score, _) in scores.items()]), tuple(rejected)


def _cells(row: str) -> list[str]:
    if '"' not in row:
        return row.split(",")
    try:
        return next(csv.reader([row]), [])
    except csv.Error:
        return []


def _score(cell: str) -> float | None:
    try:
        found = float(cell) if len(cell) < 40 and "_" not in cell else -1.0  # noqa: PLR2004 - digits enough
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None
