"""A group of requirements as one criterion of another (hds-v2, EXI-01, c3 to c5)."""

import pytest

from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.groups import Member, group
from hygie.referentials.verdict import Missing

MET, PARTIAL, NOT_MET = Status.MET, Status.PARTIAL, Status.NOT_MET
UNDETERMINED, NOT_APPLICABLE = Status.UNDETERMINED, Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("statuses", "value", "mixed"),
    [
        ((MET, MET), Truth.TRUE, False),
        ((MET, NOT_APPLICABLE), Truth.TRUE, False),
        ((NOT_APPLICABLE, NOT_APPLICABLE), Truth.TRUE, False),
        ((MET, PARTIAL), Truth.FALSE, True),
        ((PARTIAL, UNDETERMINED), Truth.UNKNOWN, False),
        ((PARTIAL, NOT_MET), Truth.FALSE, False),
        ((UNDETERMINED, NOT_MET), Truth.FALSE, False),
    ],
)
def test_group(statuses: tuple[Status, ...], value: Truth, mixed: bool) -> None:
    criterion = group("c3", {f"R{rank}": Member(status) for rank, status in enumerate(statuses)})
    assert (criterion.check.value, criterion.mixed) == (value, mixed)


def test_an_unknown_group_lacks_what_its_undetermined_members_lack() -> None:
    first, second = Missing(("actors",)), Missing(("clients",))
    members = {
        "A": Member(UNDETERMINED, (first, second)),
        "B": Member(UNDETERMINED, (second,)),
        "C": Member(MET),
    }
    assert group("c3", members).check.missing == (first, second)
