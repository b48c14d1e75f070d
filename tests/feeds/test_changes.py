"""What changed between two snapshots, against a comparison of the records themselves."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feeds.filling import fill_base

from hygie.feeds.base import Base
from hygie.feeds.changes import SourceChanges, changes
from hygie.feeds.snapshot import Kind
from hygie.observations.advisory import Advisory
from hygie.observations.exploitation import Probability

STATES = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.tuples(st.sampled_from(["x", "y"]), st.booleans()), min_size=1
)


@given(STATES, STATES)
@settings(max_examples=50)
def test_every_difference_is_told_once(
    tmp_path_factory: pytest.TempPathFactory,
    was: dict[str, tuple[str, bool]],
    now: dict[str, tuple[str, bool]],
) -> None:
    base = Base(tmp_path_factory.mktemp("base"))
    snapshots = [
        fill_base(
            base,
            {
                "s": (
                    Kind.ADVISORIES,
                    [
                        Advisory(name, title=title, withdrawn="2025" if gone else "")
                        for name, (title, gone) in state.items()
                    ],
                )
            },
        ).snapshot
        for state in (was, now)
    ]
    both = was.keys() & now.keys()
    found = changes(snapshots[0], snapshots[1])["s"]
    assert found == SourceChanges(
        "s",
        added=tuple(sorted(now.keys() - both)),
        changed=tuple(
            sorted(name for name in both if was[name][1] == now[name][1] and was[name] != now[name])
        ),
        withdrawn=tuple(sorted(name for name in both if now[name][1] and not was[name][1])),
        reinstated=tuple(sorted(name for name in both if was[name][1] and not now[name][1])),
        removed=tuple(sorted(was.keys() - both)),
    )


def test_scores_that_move_and_sources_that_come(tmp_path: Path) -> None:
    base = Base(tmp_path)
    one = [
        Probability("CVE-2024-0001", 0.1),
        Probability("CVE-2024-0002", 0.2),
        Probability("CVE-2024-0003", 0.3),
    ]
    two = [
        Probability("CVE-2024-0002", 0.2),
        Probability("CVE-2024-0003", 0.4),
        Probability("CVE-2024-0004", 0.5),
    ]
    first = fill_base(base, {"epss": (Kind.EPSS, one)}).snapshot
    second = fill_base(base, {"epss": (Kind.EPSS, two), "x": (Kind.ADVISORIES, [Advisory("A")])}).snapshot
    found = changes(first, second)
    assert found["epss"] == SourceChanges(
        "epss", added=("CVE-2024-0004",), changed=("CVE-2024-0003",), removed=("CVE-2024-0001",)
    )
    assert found["x"] == SourceChanges("x", added=("A",))
    assert [item.source for item in changes(None, first)] == ["epss"]
    assert not list(changes(second, second))
