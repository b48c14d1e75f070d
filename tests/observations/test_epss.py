"""EPSS: both shapes of the file, its model and day, and rows that cannot be used."""

import csv
import gzip
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Refusal
from hygie.observations.epss import EpssReading, read_epss
from hygie.observations.exploitation import Probability

HEAD = b"#model_version:v2025.03.14,score_date:2025-07-05T00:00:00+0000\ncve,epss,percentile\n"


def read(content: bytes) -> EpssReading:
    found = read_epss(content, "x")
    assert isinstance(found, EpssReading), found
    return found


def test_the_daily_file_is_read_with_its_model_and_day() -> None:
    found = read(HEAD + b"CVE-1999-0001,0.01293,0.8\nCVE-2026-12345,1,1.0\n")
    assert (found.epss.model, found.epss.day) == ("v2025.03.14", "2025-07-05")
    assert found.epss.scores == (Probability("CVE-1999-0001", 0.01293), Probability("CVE-2026-12345", 1.0))


@pytest.mark.parametrize(
    "content",
    [
        b"cve,epss\nCVE-2026-0001,9e-05\n",
        b"epss,percentile,cve\n0.00009,0.1,cve-2026-0001",
        b'\xef\xbb\xbf"CVE","EPSS"\r\n"CVE-2026-0001","0.00009"\r\n\r\n',
        b"\n# a word\ncve,epss,cvss,source\nCVE-2026-0001,0.00009,0.0,Metasploit\n",
    ],
)
def test_other_shapes_are_read(content: bytes) -> None:
    found = read(content)
    assert (found.epss.model, found.epss.scores, found.rejected) == (
        "",
        (Probability("CVE-2026-0001", 0.00009),),
        (),
    )


def test_rows_that_cannot_be_used_are_rejected_where_they_stand() -> None:
    rows = [
        "CVE-2026-0001,0.5,1",
        "CVE-2026-0002,1.5,1",
        "CVE-2026-0003,nan,1",
        "CVE-2026-0004,-0.1,1",
        "other,0.5,1",
        "CVE-2026-0001,0.6,1",
        "CVE-2026-0005",
        "",
    ]
    found = read(HEAD + "\n".join(rows).encode())
    assert found.epss.scores == (Probability("CVE-2026-0001", 0.6),)
    assert [(each.code, each.place.line) for each in found.rejected] == [
        ("epss_score", 4),
        ("epss_score", 5),
        ("epss_score", 6),
        ("epss_cve", 7),
        ("epss_twice", 3),
        ("epss_score", 9),
    ]
    assert found.total == 7


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_of_several_scores_the_highest_is_kept_and_the_others_are_counted(tenths: list[int]) -> None:
    found = read(HEAD + b"".join(b"CVE-2026-0001,0.%d,1\n" % each for each in tenths))
    assert found.epss.scores == (Probability("CVE-2026-0001", max(tenths) / 10),)
    assert [each.code for each in found.rejected] == ["epss_twice"] * (len(tenths) - 1)
    left = {each.place.line for each in found.rejected}
    assert left == set(range(3, 3 + len(tenths))) - {3 + tenths.index(max(tenths))}


cells = st.sampled_from(
    ["CVE-2026-0001", "CVE-2026-00022", "0.5", "1", "1.0001", "x", "", '"0.5"', "0.5_1", "é"]
)


@settings(max_examples=100)
@given(st.lists(st.lists(cells, min_size=1, max_size=4).map(",".join), max_size=8))
def test_what_is_read_and_what_is_rejected_make_all_rows(rows: list[str]) -> None:
    found = read(HEAD + "\n".join(rows).encode())
    assert found.total == sum(bool(row.strip()) for row in rows)
    assert all(0 <= each.epss <= 1 for each in found.epss.scores)
    assert len({each.cve for each in found.epss.scores}) == len(found.epss.scores)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2", b"{}", b"# only\n", b"\xff\xfe\x00"])
def test_what_holds_no_scores_is_refused(content: bytes) -> None:
    assert isinstance(read_epss(content, "x"), Refusal)


def test_a_days_file_is_read_in_a_second() -> None:
    content = HEAD + b"".join(
        b"CVE-2%03d-%d,0.%05d,0.12345\n" % (i % 26, 10_000 + i, i % 100_000) for i in range(370_000)
    )
    start = time.process_time()
    found = read(content)
    assert time.process_time() - start < 2  # 0.45 s alone on a machine at rest
    assert len(found.epss.scores) == 370_000


@pytest.mark.realdata
def test_the_public_subset_is_read_whole(veille: Path) -> None:
    content = (veille / "epss" / "epss-subset-2025-07-05.csv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(content).decode())))
    found = read(content)
    assert found.rejected == ()
    assert [(each.cve, each.epss) for each in found.epss.scores] == [
        (row["cve"], float(row["epss"])) for row in rows
    ]
