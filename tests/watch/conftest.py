"""Where the bases of these tests are."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.watch.building import AS_OF, synced, write_sources

from hygie.feeds.base import Base

MakeBase = Callable[..., Base]


@pytest.fixture
def make_base(tmp_path: Path) -> MakeBase:
    """Give a function that brings one base up to date, from what sources say on a day."""
    made = [0]

    def make(day: date = AS_OF, **sources: Any) -> Base:
        made[0] += 1
        return synced(tmp_path / "home", write_sources(tmp_path / f"sources-{made[0]}", **sources), day)

    return make
