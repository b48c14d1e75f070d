"""Versions held against texts as device makers write them: what a person would answer, labelled by hand."""

import pytest

from hygie.matching.tolerant import Answer, judge_affected, judge_text
from hygie.observations.advisory import Affected, Range
from hygie.wording.observed.csaf_names import SENTENCES

Y, N, C = Answer.YES, Answer.NO, Answer.TO_CHECK

CASES = [
    # operators
    ("9.33", "<= 9.33", Y),
    ("9.32", "<= 9.33", Y),
    ("9.5", "<= 9.33", Y),
    ("9.34", "<= 9.33", N),
    ("12.1", "<= 9.33", N),
    ("9", "<= 9.33", Y),
    ("9.33.0", "<=9.33", Y),
    ("9.33.1", "<= 9.33", C),
    ("9.33 SP1", "<= 9.33", C),
    ("9.33-rc2", "<= 9.33", Y),
    ("9.34 SP1", "<= 9.33", N),
    ("V7.6.19", "< 7.6.20", Y),
    ("v7.6.20", "< 7.6.20", N),
    ("7.6.20.1", "< 7.6.20", N),
    ("software version 3.1", "< v3.2", Y),
    ("Firmware 3.2", "<v3.2", N),
    ("3.2 beta", "< v3.2", Y),
    ("1.8.4", "< 1.8.4 Service Pack 01", Y),
    ("1.8.4 SP2", "< 1.8.4 Service Pack 01", N),
    ("2.0.9-hotfix.7", "< 2.1", Y),
    ("2.0.9-hotfix.7", "<= 2.0.9", C),
    ("2.0.9-hotfix.7", "< 2.0.9", N),
    ("10.0.19041", ">= 10.0|<10.1", Y),
    ("1.5", ">=1.0 | <2.0", Y),
    ("2.0", ">=1.0|<2.0", N),
    ("0.9", ">= 1.0, < 2.0", N),
    ("1", ">= 1.2 | <= 3.0", C),
    ("3.0", ">= 2.0", Y),
    ("2", ">= 2.0", Y),
    ("4.1", ">= 4.01 | <= 4.34", C),
    ("4.20", ">= 4.01 | <= 4.34", Y),
    ("1.9", "≤ 1.8", N),
    # letters
    ("C.00.04", "<= C.00.04", Y),
    ("C.00.05", "<= C.00.04", N),
    ("B.06.18", "<= C.00.04", Y),
    ("C.00", "<= C.00.04", Y),
    ("2.0", "<= C.00.04", C),
    ("Rev B", "Rev B-M", Y),
    ("Rev N", "Rev B-M", N),
    ("rev. m", "Rev B-M", Y),
    ("C", "Rev B-M", Y),
    ("3", "Rev B-M", C),
    ("M.01", "Rev B-M", C),
    ("L80", "<= L81", Y),
    ("U62", "<= L81", C),
    ("2.4A", "<= 2.4B", Y),
    ("2.4", "<= 2.4A", C),
    ("2.3C", "<= 2.4A", Y),
    ("BT03", ">=BT02 | <= BT06", Y),
    ("BT07", ">=BT02 | <= BT06", N),
    ("A.09", "A.01 < B.02", Y),
    ("3.0 D14", "<= 3.0 D15", Y),
    ("R8.0.4", "<= R8.0.3", N),
    ("8.0.2", "<= R8.0.3", C),
    ("012U000039", "< 012U000040", Y),
    ("1.7", "< 012U000040", C),
    # words
    ("1.0", "All versions", Y),
    ("whatever", "vers:all/*", Y),
    ("", "vers:all/*", Y),
    ("", "<= 9.33", C),
    ("unknown", "<= 9.33", C),
    ("2.6.3", "all versions prior to 2.6.4", Y),
    ("2.6.4", "prior to 2.6.4", N),
    ("9.4", "9.5 and prior", Y),
    ("9.6", "versions 9.5 and earlier.", N),
    ("2.1", "2.1 and  below", Y),
    ("3.9", "before 4.0", Y),
    ("4.5", "4.0 through 4.9", Y),
    ("5.0", "4.0 to 4.9", N),
    ("4.0", "4.0 - 4.9", Y),
    ("2.3", "up to 2.3", C),
    ("2.2", "up to 2.3", Y),
    ("2.3", "up to and including 2.3", Y),
    ("5.1", "5.0 and later", Y),
    ("4.9", "5.0 or newer", N),
    ("5.0", "5.0+", Y),
    ("1.5", "from 1.0 to 2.0", Y),
    ("1.0", "between 1.0 and 2.0", C),
    ("1.5", "between 1.0 and 2.0", Y),
    ("2.5", "from 1.0 before 2.0", N),
    # lists, wildcards
    ("1.3", "1.2, 1.3 and 1.4", Y),
    ("1.5", "1.2, 1.3, and 1.4", N),
    ("1.3.1", "1.2, 1.3 or 1.4", C),
    ("1.1", "1.2, 1.3 and prior", Y),
    ("9.7", "Version 9.7", Y),
    ("J.3", "F.0.G.0 | J.3", Y),
    ("J.4", "F.0.G.0 | J.3", N),
    ("7.2", "7.x", Y),
    ("7", "7.x", Y),
    ("8.0", "7.x", N),
    ("12", "12.2.x.x", C),
    ("2.9", "v3.x and prior", Y),
    ("3.7", "v3.x and prior", Y),
    ("4.0", "v3.x and prior", N),
    ("3.1", "< 3.x", C),
    ("4.20 SR1", "4.20 | 4.20 SR1", Y),
    ("L80", "<= U61 |<= L81", Y),
    ("5", "1.0 | 5", Y),
    ("5.2", "5", C),
    ("1.2", "1.0-1.5", C),
    ("1.12.0.20", "<= 1.12.0.27 | 1.12.13.2", Y),
    ("1.12.13.2", "<= 1.12.0.27 | 1.12.13.2", Y),
    ("1.12.13.1", "<= 1.12.0.27 | 1.12.13.2", C),
    ("2", "vers:generic/<1|2", Y),
    ("1.5", "vers:generic/<1|2", N),
    ("8.05", ">= 7.4x | <= 8.0x", C),
    ("3.0.1", "All versions between V3.0 (including) and V3.0.2 (excluding)", Y),
    ("3.0.2", "All versions between V3.0 (including) and V3.0.2 (excluding)", N),
    ("2.3", "up to 2.3 (excluding)", N),
    ("1.0.HW02.3", "< 1.0.HW01.9", C),
    ("1.0.HW01.3", "< 1.0.HW01.9", Y),
    ("V4.8 SP2 HF8", "All versions < V4.8 SP2 HF9", Y),
    ("V4.8 SP3", "All versions < V4.8 SP2 HF9", N),
    # models, dates, prose
    ("MMT-1711", "MMT-1711 | MMT-1712", Y),
    ("2.1", "MMT-1711 | MMT-1712", C),
    ("MMT-1713", "MMT-1711 | MMT-1712", C),
    ("3.2", "24950 | 24952", C),
    ("3.2", "882410 Scanner 16 Slice", C),
    ("2019-02", "manufactured before 2019-03", C),
    ("1.0", "< july 1 2017", C),
    ("1.0", "<8/30/2024", C),
    ("2019-02-11", "< 3.2", C),
    ("2019-02-11", "< 2019-03-01", Y),
    ("1.2", "<= 1.54 (integrated into another product)", C),
    ("7.1", "<=11.2 on Windows 8.1", C),
    ("1.0", "see notice", C),
    ("9.33/12.1", "<= 9.33", C),
    ("7.x", "<= 9.33", C),
    ("1.5", ">= 2.0 | <= 1.0", C),
    ("1.5", "< 2.0 | >= 1.0", C),
    ("0.5", "< 1.0 | >= 2.0", Y),
    ("1.5", "< 1.0 | >= 2.0", N),
    ("19041", "<= 10.0.19041", C),
    ("1.2", "", C),
]


@pytest.mark.parametrize(("version", "text", "answer"), CASES, ids=lambda value: str(value)[:40] or "empty")
def test_a_version_is_held_against_a_text_as_a_person_would(version: str, text: str, answer: Answer) -> None:
    found = judge_text(version, text)
    assert found.answer is answer, found
    sentence = SENTENCES[found.code]
    (sentence.said + (sentence.todo or "")).format(**found.parameters)
    assert (sentence.todo is None) == (answer is not C)


@pytest.mark.parametrize(
    ("affected", "version", "answer", "code"),
    [
        (Affected(everything=True), "", Y, "tolerant_everything"),
        (Affected(everything=True, excluded=(Range(introduced="2.0"),)), "2.1", N, "tolerant_excluded"),
        (Affected(everything=True, excluded=(Range(introduced="2.0"),)), "1.9", Y, "tolerant_everything"),
        (Affected(everything=True, excluded=(Range(introduced="2.0"),)), "", C, "tolerant_version_unknown"),
        (Affected(ranges=(Range(introduced="0", fixed="2.0"),)), "1.9", Y, "tolerant_inside"),
        (
            Affected(ranges=(Range(fixed="2.0"), Range(introduced="3.0", fixed="3.5"))),
            "3.1",
            Y,
            "tolerant_inside",
        ),
        (
            Affected(ranges=(Range(fixed="2.0"), Range(introduced="3.0", fixed="3.5"))),
            "2.5",
            N,
            "tolerant_outside",
        ),
        (Affected(ranges=(Range(introduced="3.0", fixed="2.0"),)), "2.5", C, "tolerant_contradictory"),
        (Affected(ranges=(Range(),)), "", Y, "tolerant_everything"),
        (Affected(ranges=(Range(last_affected="2.4"),)), "2.4.57", C, "tolerant_precision"),
        (Affected(ranges=(Range(last_affected="2.4"),), scheme="semver"), "2.4.57", N, "tolerant_outside"),
        (Affected(ranges=(Range(after="2.4"),)), "2.4", N, "tolerant_outside"),
        (Affected(versions=("1.0", "1.1")), "1.1", Y, "tolerant_listed"),
        (Affected(versions=("1.0", "1.1")), "1.1 SP3", C, "tolerant_suffix"),
        (Affected(versions=("1.0", "1.1"), commits=True), "1.2", C, "tolerant_commits"),
        (Affected(commits=True), "1.2", C, "tolerant_commits"),
        (Affected(), "1.2", C, "tolerant_no_version_named"),
        (Affected(versions=("n/a",)), "1.2", C, "tolerant_free_text"),
        (Affected(versions=("<= 4.2",)), "4.1", Y, "tolerant_inside"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_ranges_lists_texts_and_exclusions_count_together(
    affected: Affected, version: str, answer: Answer, code: str
) -> None:
    found = judge_affected(version, affected)
    assert (found.answer, found.code) == (answer, code)


def test_there_are_enough_cases_of_each_answer() -> None:
    counts = {answer: sum(case[2] is answer for case in CASES) for answer in Answer}
    assert len(CASES) >= 60
    assert min(counts.values()) >= 20, counts
