"""What hygie risk shows of a large system: never a wall, nothing hidden without being counted."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.analyses import a_loss, a_type, hardened, hospital
from tests.support.samples import ENGLISH, FRENCH

from hygie.cli.risk_overview import Heading, risk_text
from hygie.composition.analysis.results import Analysis, BudgetPoint, UnknownResult
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import rank
from hygie.wording.voice import Voice

HEADING = Heading("CH Valmont", date(2026, 11, 22), ".")


def text_of(
    analysis: Analysis, *, everything: bool = False, voice: Voice = ENGLISH, before: Analysis | None = None
) -> str:
    earlier = [] if before is None else [rank(before, risk_matrix())]
    return risk_text(HEADING, [rank(analysis, risk_matrix())], earlier, voice, everything=everything)


def large() -> Analysis:
    losses = tuple(a_loss(f"pump.dose-{each:03}.integrity", severity=1 + each % 4) for each in range(120))
    unknowns = tuple(UnknownResult("control", f"control-{each}", "pump") for each in range(200))
    return hospital(losses=losses, unknowns=unknowns, cuts=hospital().cuts * 10)


def test_a_large_answer_is_not_a_wall_and_counts_what_it_leaves_out() -> None:
    said = text_of(large())
    assert len(said.splitlines()) < 150
    assert said.count("Path 1 · V3") == 5
    assert " ".join(said.split()).count("as for Infusion pump, integrity of “infusion rate”") >= 4
    assert said.count("1. Attacker on the Internet") == 1
    assert "and 105 less serious risks: --all" in said
    assert "and 17 more: --all" in said
    assert "40,000 controls of unknown state" in said
    assert "control-2@pump × 200…" in said.replace("\xa0", " ")


def test_everything_leaves_nothing_out() -> None:
    said = text_of(large(), everything=True)
    assert said.count("Path 1 · V3") == 120
    assert "--all" not in said
    assert "control-199@pump" in said


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize(
    "analysis", [hospital(), hardened(), a_type(), large()], ids=["hospital", "hardened", "type", "large"]
)
def test_it_stands_on_80_columns(analysis: Analysis, voice: Voice) -> None:
    assert max(map(len, text_of(analysis, everything=True, voice=voice).splitlines())) <= 80 + 2 * len(
        "\x1b[1m\x1b[0m"
    )


def test_only_the_first_path_is_told_step_by_step() -> None:
    said = text_of(hospital())
    assert "9. Infusion pump: the library comes from the pharmacy" in said.replace("\n         ", " ")
    assert "Path 2 · V2 · from Stolen maintainer account → Remote maintenance" in said
    assert "and 4 other classes of paths" in said
    assert "and at least 1 other class of paths" in said


def test_cuts_say_what_is_proven_and_what_they_cost_in_turn() -> None:
    said = " ".join(text_of(hospital()).split())
    assert "1. For all unacceptable risks that can be (2 of 3)" in said
    assert "2. For this risk alone: Infusion pump × 200, integrity of “infusion rate”" in said.replace(
        "\xa0", " "
    )
    assert "cost 5 (units of the model); none costs less: proven" in said
    assert (
        "cost 9 (units of the model); none costs less than 7: proven; controls without a cost count 1 each"
        in said
    )
    assert "Would create: vpn.session.availability." in said
    assert "Implements: iso27001-2022/A.8.22." in said
    assert "Left out: lockout@pump" in said
    assert "No control of the model makes acceptable: Patient record" in said


def test_what_fails_comes_before_what_holds() -> None:
    said = text_of(hospital(), everything=True).partition("Assumptions")[2]
    order = [
        said.index(name)
        for name in (
            "the library comes from the pharmacy",
            "staff are trained",
            "Ports are sealed",
            "only the biomedical VLAN reaches it",
        )
    ]
    assert order == sorted(order)
    assert "Ports are sealed" not in text_of(hospital())


def test_what_a_change_does_comes_first() -> None:
    said = text_of(hardened(), before=hospital(), everything=True)
    assert said.index("would change") < said.index("Risks, the worst first")
    assert "tolerable G3·V1" in said
    assert "unacceptable G3·V3" in said


def test_a_change_is_told_without_the_rest() -> None:
    said = " ".join(text_of(hardened(), before=hospital()).split())
    assert "✕ 3 → 3 unacceptable risks (on 231 → 32 components)" in said
    assert "Infusion pump × 200 (pump) · integrity of “infusion rate”: no longer reached" in said
    assert "--what-if=+library-signature@library --all" in said
    assert not any(title in said for title in ("Risks, the worst first", "at least cost", "The model"))


def scattered() -> Analysis:
    """Give a hospital where four beds, alike but told apart, bear one risk."""
    losses = (
        a_loss("bed-0.health.integrity", instances=2, members=("bed-0", "bed-3")),
        a_loss("bed-1.health.integrity", instances=2, members=("bed-1", "bed-2")),
    )
    controls = tuple(f"lock@bed-{each}" for each in range(4))
    cut = replace(
        hospital().cuts[0], controls=controls, titles=("Lock",) * 4, removes=tuple(loss.id for loss in losses)
    )
    points = tuple(
        BudgetPoint(float(cost), controls[: 2 * cost], tuple(loss.id for loss in losses[cost:]), optimal=True)
        for cost in range(3)
    )
    wasted = BudgetPoint(1.5, controls[:3], (losses[1].id,), optimal=True)
    return hospital(losses=losses, cuts=(cut,), uncut=(), budget=(*points, wasted))


def test_components_alike_are_told_once_with_their_places() -> None:
    said = " ".join(text_of(scattered()).replace("\xa0", " ").split())
    assert "✕ 1 unacceptable risk (on 4 components)" in said
    assert "bed-0 × 4 (bed-0, bed-3, +2) · integrity" in said
    assert "1. For all unacceptable risks that can be (1 of 1)" in said
    assert "+ Lock (lock), on 4 components: lock" not in said
    assert "+ Lock (lock), on 4 components: bed-0, bed-1, +2" in said
    assert "bed-0, bed-3, bed-1, bed-2" in " ".join(text_of(scattered(), everything=True).split())


def test_a_budget_shows_what_each_step_adds_and_no_waste() -> None:
    said = " ".join(text_of(scattered()).split()).partition("What a budget buys")[2]
    assert "0 1 unacceptable risk remains" in said
    assert "2 0 unacceptable risks remain + Lock (lock), on 4 components" in said
    assert "1.5" not in said


def test_costs_are_those_of_other_paths_and_lower_bounds_where_something_is_left_out() -> None:
    said = " ".join(text_of(hospital()).replace("\xa0", " ").split())
    assert "At the earliest in 4 h 30 min. Effort: 5 person-days." in said
    assert said.count("either may be another one") == 1
    partly = hospital(losses=(a_loss(costs_left_out=True, earliest=3060.0),))
    said = " ".join(text_of(partly).replace("\xa0", " ").split())
    assert "Time: 2 d 3 h at least. Effort: at least 3 person-days." in said
    assert "The inside of published types is not counted in it." in said


def test_modes_in_which_it_does_not_happen_are_said() -> None:
    modes = {"nominal": 3, "degraded": 2, "isolated": 0}
    said = " ".join(text_of(hospital(losses=(a_loss(by_mode=modes),))).split())
    assert "Otherwise: degraded mode V2. Does not happen in isolated mode." in said


def test_ids_are_left_out_beside_the_words_of_the_author() -> None:
    said = " ".join(text_of(hospital()).split())
    assert "somebody opens the attachment – attack step 4." in said
    assert "Drug library server: log-in – attack step" in said


def test_a_system_without_risk_origin_is_not_said_to_be_safe() -> None:
    losses = tuple(replace(loss, likelihood=0) for loss in hospital().losses)
    said = " ".join(text_of(hospital(losses=losses, cuts=(), attacked=False)).split())
    assert "No risk origin is described, so nothing could be computed." in said
    assert "nothing reaches" not in said
    assert "Nothing that matters" not in said


def test_nothing_reached_is_said() -> None:
    safe = hospital(losses=tuple(replace(loss, likelihood=0) for loss in hospital().losses), cuts=())
    said = text_of(safe)
    assert "Nothing that matters is reached in this model." in said
    assert "Risks, the worst first" not in said
    assert "8  losses that nothing reaches" in said


def test_what_was_not_computed_is_said() -> None:
    said = " ".join(text_of(hospital(missing_extras=("cuts",), capped=("critical_sets",), cuts=())).split())
    assert "needs the extra hygie[cuts]" in said
    assert "incomplete: the critical sets of assumptions" in said
