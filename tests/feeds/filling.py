"""A small base made of records given; what a process to be killed imports too, so nothing slow."""

from collections.abc import Iterable
from datetime import UTC, datetime

from hygie.feeds.base import Base
from hygie.feeds.commit import KEEP, prepare
from hygie.feeds.gathering import gather
from hygie.feeds.intake import Intake, Item
from hygie.feeds.lock import held
from hygie.feeds.outcome import Outcome
from hygie.feeds.reception import Reception
from hygie.feeds.snapshot import Kind
from hygie.feeds.sync import complete, silent, stamp


def fill_base(
    base: Base,
    sources: dict[str, tuple[Kind, Iterable[Item]]],
    now: datetime = datetime(2026, 11, 22, tzinfo=UTC),
    keep: int = KEEP,
) -> Outcome:
    with held(base.lock):
        prepare(base)
        intake = Intake(base.work)
        for source, (kind, items) in sources.items():
            intake.put(intake.unit(kind, source, "test"), items, "test.json")
        intake.close()
        return complete(base, Reception(intake), gather(intake), stamp(now), keep, silent, replace=bool)
