"""What hygie risk shows of a large system: never a wall, nothing hidden without being counted."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.analyses import a_loss, a_type, hardened, hospital
from tests.support.samples import ENGLISH, FRENCH

from hygie.cli.risk_overview import Heading, risk_text
from hygie.composition.analysis.results import Analysis, UnknownResult
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
    assert "200 controls of unknown state" in said
    assert "control-2@pump…" in said


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
    assert "cost 5 (none costs less: proven)" in said
    assert "cost 9 (none costs less than 7: proven; controls without a cost count 1 each)" in said
    assert "Would create: vpn.session.availability." in said
    assert "Implements: iso27001-2022/A.8.22." in said
    assert "Left out: lockout@pump" in said
    assert "No control of the model makes acceptable: Patient record" in said


def test_what_fails_comes_before_what_holds() -> None:
    said = text_of(hospital(), everything=True)
    order = [
        said.index(name)
        for name in (
            "genuine-library@pump)",
            "trained-staff@staff)",
            "sealed-ports@pump)",
            "isolated-vlan@monitor)",
        )
    ]
    assert order == sorted(order)
    assert "sealed-ports@pump)" not in text_of(hospital())


def test_what_a_change_does_comes_first() -> None:
    said = text_of(hardened(), before=hospital())
    assert said.index("would change") < said.index("Risks, the worst first")
    assert "tolerable G3·V1" in said
    assert "unacceptable G3·V3" in said


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
