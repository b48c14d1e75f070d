"""Referentials that need one another's verdicts: the needed one comes first, and a circle is refused."""

import pytest
from tests.support.dossiers import TODAY, conforming, dossier_of

from hygie.assessment.study import Study
from hygie.kernel.clock import Clock
from hygie.referentials import referential as module
from hygie.referentials.facts import Facts
from hygie.referentials.referential import assess_all, in_order_of_need
from hygie.referentials.rules import Rule, RuleCycleError, in_order
from hygie.referentials.verdict import Decision


def _decide(facts: Facts, verdicts: object) -> Decision:
    del facts, verdicts
    return Decision()


@pytest.fixture
def needs(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    monkeypatch.setattr(module, "needs_of", lambda referential: table.get(referential, {}))
    return table


def test_a_referential_comes_after_those_it_needs(needs: dict[str, dict[str, tuple[str, ...]]]) -> None:
    needs["c"] = {"C-1": ("a/A-1", "C-2", "b/B-1"), "C-2": ()}
    needs["b"] = {"B-1": ("a/A-1",)}
    order = in_order_of_need(["c"])
    assert set(order) == {"a", "b", "c"}
    assert order.index("a") < order.index("b") < order.index("c")


def test_a_circle_of_referentials_is_refused(needs: dict[str, dict[str, tuple[str, ...]]]) -> None:
    needs["a"] = {"A-1": ("b/B-1",)}
    needs["b"] = {"B-1": ("a/A-1",)}
    with pytest.raises(RuleCycleError):
        in_order_of_need(["a"])


def test_a_need_elsewhere_takes_no_part_in_the_order_of_a_referential() -> None:
    rules = [Rule("R-1", _decide, ("R-2", "other/X-1")), Rule("R-2", _decide)]
    assert [rule.requirement for rule in in_order(rules)] == ["R-2", "R-1"]


def test_the_charter_is_assessed_with_the_hosting_verdicts_it_needs() -> None:
    facts = Facts(dossier_of(conforming()), Clock(TODAY))
    assert list(assess_all(["feima-2021"], facts)) == ["hds-2.0", "feima-2021"]


def test_what_is_only_needed_is_not_shown() -> None:
    study = Study(dossier_of(conforming()), TODAY, ("feima-2021",))
    assert list(study.verdicts) == ["feima-2021"]
    assert study.needed("feima-2021", "FEIMA-02")["hds-2.0/EXI-28"].requirement == "EXI-28"
