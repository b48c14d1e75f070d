from datetime import date

import msgspec
import pytest

from hygie.law import MalformedLawError, countries, parameters, reporting, transfers
from hygie.law.dated import Dated, change_days, check_spans
from hygie.law.reading import decode, read

FIRST, LAST, NEXT = date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)
COMPLETE = b"{from: 2025-01-01, source: A text, certainty: law}"
MALFORMED = [
    ("no source", b"{from: 2025-01-01, certainty: law}"),
    ("an empty source", b"{from: 2025-01-01, source: '', certainty: law}"),
    ("no first day", b"{source: A text, certainty: law}"),
    ("no certainty", b"{from: 2025-01-01, source: A text}"),
    ("a certainty of another vocabulary", b"{from: 2025-01-01, source: A text, certainty: sure}"),
    ("a day that does not exist", b"{from: 2025-02-30, source: A text, certainty: law}"),
    ("an unknown key", b"{from: 2025-01-01, source: A text, certainty: law, untill: 2025-12-31}"),
    ("not YAML", b"{from: "),
]


def test_a_complete_fact_is_read() -> None:
    fact = decode("sample.yaml", COMPLETE, Dated)
    assert fact.covers(FIRST)
    assert not fact.covers(date(2024, 12, 31))


@pytest.mark.parametrize("content", [row[1] for row in MALFORMED], ids=[row[0] for row in MALFORMED])
def test_malformed_data_are_loud(content: bytes) -> None:
    with pytest.raises(MalformedLawError, match=r"sample\.yaml"):
        decode("sample.yaml", content, Dated)


def test_every_file_has_its_shape_and_no_overlap() -> None:
    assert countries._memberships()  # noqa: SLF001 - reading it is the check
    assert transfers._decisions()  # noqa: SLF001 - same
    assert reporting.all_deadlines()
    assert all(parameters.changes(name) for name in parameters.parameter_names())


def test_the_dates_of_the_law_are_plausible() -> None:
    for code in countries.all_country_codes():
        for day in (*countries.eea_change_dates(code), *transfers.adequacy_change_dates(code)):
            assert date(1994, 1, 1) <= day <= date(2035, 1, 1), code


@pytest.mark.parametrize(
    "spans",
    [
        [(FIRST, LAST), (LAST, None)],
        [(FIRST, None), (NEXT, None)],
        [(NEXT, None), (FIRST, LAST)],
        [(LAST, FIRST)],
        [(FIRST, LAST), (FIRST, LAST)],
    ],
)
def test_intervals_that_do_not_follow_each_other_are_refused(spans: list[tuple[date, date | None]]) -> None:
    with pytest.raises(MalformedLawError, match="somewhere"):
        check_spans("somewhere", spans)


def test_intervals_may_touch_or_leave_a_gap() -> None:
    check_spans("somewhere", [(FIRST, LAST), (NEXT, None)])
    check_spans("somewhere", [(FIRST, FIRST), (NEXT, None)])
    check_spans("somewhere", [])


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ()),
        ([(FIRST, None, "a")], (FIRST,)),
        ([(FIRST, LAST, "a")], (FIRST, NEXT)),
        ([(FIRST, LAST, "a"), (NEXT, None, "b")], (FIRST, NEXT)),
        ([(FIRST, LAST, "a"), (NEXT, None, "a")], (FIRST,)),
        ([(FIRST, FIRST, "a"), (NEXT, None, "a")], (FIRST, date(2025, 1, 2), NEXT)),
    ],
    ids=["never", "open", "closed", "another value", "the same value goes on", "a gap"],
)
def test_the_days_on_which_a_value_changes(
    spans: list[tuple[date, date | None, str]], expected: tuple[date, ...]
) -> None:
    assert change_days(spans) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"duration": "PT24H", "base": "awareness", "promptness": "without_delay"},
        {"duration": "PT24H"},
        {"promptness": "without_delay", "base": "awareness"},
        {"duration": "24 h", "base": "awareness"},
    ],
    ids=["neither", "both", "a duration from nothing", "a promptness with a base", "not a duration"],
)
def test_a_deadline_has_a_duration_with_its_base_or_a_promptness(fields: dict[str, str]) -> None:
    common = {
        "id": "sample",
        "regime": "sample",
        "trigger": "sample",
        "recipients": ["someone"],
        "article": "art. 1",
        "from": FIRST,
        "certainty": "law",
    }
    entry = msgspec.convert(common | fields, reporting._Entry)  # noqa: SLF001 - the shape of one line
    with pytest.raises(MalformedLawError, match="sample"):
        reporting._deadline(entry)  # noqa: SLF001 - same


def test_a_missing_file_is_loud() -> None:
    with pytest.raises(MalformedLawError, match=r"nothing\.yaml"):
        read("nothing.yaml", Dated)
