"""What was evaluated and what was not, bill by bill; what is held once; until when components are supported."""

from datetime import date
from itertools import permutations
from typing import Any

import msgspec
import pytest
from tests.watch.building import bill, lib, osv, surveyed
from tests.watch.conftest import MakeBase

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.observations.bill import Component
from hygie.watch.currency import notes
from hygie.watch.gathering import gather
from hygie.watch.support import SupportState
from hygie.watch.survey import Survey

BARE = Component("bare", "Something", "1")
NO_VERSION = lib("lib", "")
UNKNOWN = Component("u", "u", "1", purl="pkg:unheard-of/u@1")
NO_SOURCE = Component("n", "n", "1", purl="pkg:npm/n@1")
SET_ASIDE = Diagnostic("bill_component_nameless", Place("a.json"))
OS = {
    "product": "acme-os", "title": "Acme OS", "category": "os", "identifiers": [{"cpe": "cpe:2.3:o:acme:os"}],
    "releases": [{"releaseCycle": "2", "eol": "2031-03-01"}, {"releaseCycle": "1", "eol": "2026-03-01"}],
}  # fmt: skip


@pytest.fixture
def mixed(make_base: MakeBase) -> Survey:
    base = make_base(records=[osv("GHSA-1", fixed="2.0")])
    bills = {
        "mixed.json": bill(
            lib(), lib(version="3.0"), BARE, NO_VERSION, UNKNOWN, NO_SOURCE, rejected=(SET_ASIDE,) * 2
        ),
        "whole.json": bill(lib(), lib("unheard-of", "1")),
        "empty.json": bill(),
        "lost.json": bill(rejected=(SET_ASIDE,)),
    }
    return surveyed(base, bills)


def test_evaluated_and_reasons_make_the_total_of_each_bill(mixed: Survey) -> None:
    found = {
        each.product.file: (each.total, each.evaluated, dict(each.reasons), each.percent)
        for each in mixed.covered
    }
    reasons = dict.fromkeys(("no_identifier", "no_version", "ecosystem_unknown", "no_source"), 1)
    assert found == {
        "mixed.json": (8, 2, {"unreadable": 2, **reasons}, 25.0),
        "whole.json": (2, 2, {}, 100.0),
        "empty.json": (0, 0, {}, None),
        "lost.json": (1, 0, {"unreadable": 1}, 0.0),
    }
    for each in mixed.covered:
        assert each.evaluated + sum(each.reasons.values()) == each.total
        assert (each.percent == 100) == (each.evaluated == each.total > 0)


def test_what_was_not_evaluated_is_listed_with_its_reason_and_its_products(mixed: Survey) -> None:
    listed = [
        (each.component, each.reason, [product.file for product in each.products])
        for each in mixed.unevaluated
    ]
    assert listed == [
        (BARE, "no_identifier", ["mixed.json"]),
        (NO_VERSION, "no_version", ["mixed.json"]),
        (UNKNOWN, "ecosystem_unknown", ["mixed.json"]),
        (NO_SOURCE, "no_source", ["mixed.json"]),
    ]


@pytest.mark.parametrize(("total", "missing"), [(1000, 1), (3, 1), (100_000, 1), (2001, 2)])
def test_a_hundred_percent_is_all_of_them(make_base: MakeBase, total: int, missing: int) -> None:
    base = make_base(records=[osv("GHSA-1", fixed="2.0")])
    part = bill(*[lib()] * (total - missing), rejected=(SET_ASIDE,) * missing)
    (covered,) = surveyed(base, {"a": part}).covered
    assert covered.percent is not None
    assert covered.percent < 100
    assert covered.percent == int(1000 * (total - missing) / total) / 10


def test_a_component_is_held_once_however_many_bills_list_it() -> None:
    bills = [(name, bill(lib(ref=f"{name}1"), lib(ref=f"{name}2"), lib(version="2"))) for name in "abc"]
    gathered = gather(bills)
    assert [each.version for each in gathered.components] == ["1.0", "2"]
    assert gathered.of_component.tolist() == [0, 0, 1] * 3
    assert gathered.of_product.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert gathered.places().of(0) == gathered.places().of(1) == [0, 1, 2]


def test_references_are_kept_only_where_statements_use_them() -> None:
    bills = [("a", bill(lib(ref="x"), lib(ref="y"))), ("b", bill(lib(ref="x")))]
    assert dict(gather(bills).refs) == {}
    assert dict(gather(bills, frozenset("x")).refs) == {(0, 0): ["x"], (0, 1): ["x"]}


def test_the_order_of_bills_changes_nothing_but_the_order() -> None:
    bills = [("a", bill(lib("x"), lib("y"))), ("b", bill(lib("y"), lib("z"), lib("z"))), ("c", bill())]

    def seen(order: Any) -> set[tuple[str, tuple[str, ...]]]:
        gathered = gather(order)
        places = gathered.places()
        return {
            (each.name, tuple(sorted(gathered.products[at].file for at in places.of(number))))
            for number, each in enumerate(gathered.components)
        }

    assert len({frozenset(seen(order)) for order in permutations(bills)}) == 1


@pytest.mark.parametrize(
    ("told", "state", "end"),
    [
        ({"support_end": "2026-11-21"}, "ended", "2026-11-21"),
        ({"support_end": "2026-11-22"}, "supported", "2026-11-22"),
        (
            {"support_end": "2026-11-21T23:59:59Z", "support_level": "Actively maintained"},
            "ended",
            "2026-11-21",
        ),
        ({"support_level": "No longer maintained"}, "ended", None),
        ({"support_level": "Abandoned", "support_end": "2030-01-01"}, "supported", "2030-01-01"),
        ({"support_level": "Inactive"}, "to_check", None),
        ({"support_end": "end of 2027"}, "to_check", None),
        ({"support_end": "2026-11"}, "supported", "2026-11-30"),
        ({"support_end": "2024-02"}, "ended", "2024-02-29"),
        ({"support_end": "06/2020"}, "ended", "2020-06-30"),
        ({"support_end": " 2027 "}, "supported", "2027-12-31"),
        ({"support_end": "2025"}, "ended", "2025-12-31"),
        ({"support_end": "31/12/2020"}, "ended", "2020-12-31"),
        ({"support_end": "01/02/2020"}, "to_check", None),
        ({"support_end": "2020-13"}, "to_check", None),
        ({"support_end": "Q4 2027"}, "to_check", None),
        ({"support_end": "No longer supported since 2019"}, "ended", None),
        ({"support_end": "End of life: 2035"}, "to_check", None),
        ({"support_end": "Until hardware support ends"}, "not_said", None),
        ({"support_end": "Open source"}, "not_said", None),
        ({"support_end": "Unknown"}, "not_said", None),
        ({"support_level": "Tier 2"}, "not_said", None),
        ({"support_level": "Actively maintained"}, "not_said", None),
        ({"support_end": "2026-02-30"}, "to_check", None),
    ],
)
def test_the_support_that_a_bill_tells(
    make_base: MakeBase, told: dict[str, str], state: str, end: str | None
) -> None:
    base = make_base(records=[osv("GHSA-1")])
    (found,) = surveyed(base, {"a": bill(lib(**told), lib("other"))}).supports
    assert (str(found.state), found.end, found.source) == (state, end, "bill")
    assert found.said == "; ".join(filter(None, (told.get("support_level"), told.get("support_end"))))


@pytest.mark.parametrize("order", ["abcd", "dcba", "cadb"])
def test_each_product_gets_the_support_that_its_own_bill_tells(make_base: MakeBase, order: str) -> None:
    ended, later = lib(support_end="2024-01-01"), lib(support_end="2035-01-01")
    bills = {
        "a": bill(ended),
        "b": bill(later),
        "c": bill(lib()),
        "d": bill(later, ended, lib(ref="again", support_end="2035-01-01"), lib("other")),
    }
    found = surveyed(make_base(records=[osv("GHSA-1")]), {name: bills[name] for name in order}).supports
    assert [(str(each.state), each.end, each.said) for each in found] == [
        ("ended", "2024-01-01", "2024-01-01"),
        ("supported", "2035-01-01", "2035-01-01"),
    ]
    files = [sorted(product.file for product in each.products) for each in found]
    assert files == [["a", "d"], ["b", "d"]]
    assert [each.component.support_end for each in found] == ["2024-01-01", "2035-01-01"]


def test_the_lifecycle_of_a_component_is_told_of_all_products_whatever_their_bills_say(
    make_base: MakeBase,
) -> None:
    part = Component("o", "os", "2.4", type="operating-system", cpe="cpe:2.3:o:acme:os:2.4:*:*:*:*:*:*:*")
    bills = {"a": bill(msgspec.structs.replace(part, support_end="2024")), "b": bill(part)}
    found = surveyed(make_base(lives=[OS], records=[osv("GHSA-1")]), bills).supports
    told = {each.source: [product.file for product in each.products] for each in found}
    assert told == {"bill": ["a"], "endoflife": ["a", "b"]}


def test_the_support_that_lifecycles_tell(make_base: MakeBase) -> None:
    base = make_base(lives=[OS], records=[osv("GHSA-1")])

    def system(version: str, **more: str) -> Component:
        name = {"name": "os", "version": version, "type": "operating-system", **more}
        return Component(ref=version, cpe=f"cpe:2.3:o:acme:os:{version or '*'}:*:*:*:*:*:*:*", **name)

    bills = {"a": bill(system("2.4"), system("1.9"), system("7.0"), system("2.3", support_end="2026-01-01"))}
    found = surveyed(base, bills, as_of=date(2026, 3, 2)).supports
    assert [(each.component.version, str(each.state), each.end, each.source) for each in found] == [
        ("2.3", "ended", "2026-01-01", "bill"),
        ("1.9", "ended", "2026-03-01", "endoflife"),
        ("2.4", "supported", "2031-03-01", "endoflife"),
        ("2.3", "supported", "2031-03-01", "endoflife"),
        ("7.0", "to_check", None, "endoflife"),
    ]
    assert found[1].product == "Acme OS"
    on_the_last_day = surveyed(base, bills, as_of=date(2026, 3, 1)).supports
    assert {each.component.version for each in on_the_last_day if each.state is SupportState.ENDED} == {"2.3"}


def test_likenesses_that_were_not_followed_are_told(make_base: MakeBase) -> None:
    snapshot = make_base(records=[osv("A-1")]).current()
    assert snapshot is not None
    assert [each.code for each in notes(snapshot, date(2099, 1, 1), 3)] == ["names_crowded"]
