"""Whatever stops a synchronisation, and wherever: the base is the one before or the one after, and whole."""

import errno
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.feeds.filling import fill_base

from hygie.feeds.base import Base
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.observations.advisory import Advisory

KILLS = 26
ENDLESS = """
import itertools, sys
from pathlib import Path
from hygie.feeds.base import Base
from hygie.feeds.snapshot import Kind
from hygie.observations.advisory import Advisory
from tests.feeds.filling import fill_base
base = Base(Path(sys.argv[1]))
for turn in itertools.count(int(sys.argv[2])):
    items = [Advisory(f"A{number}", title=f"turn {turn}" * 20) for number in range(300)]
    fill_base(base, {"one": (Kind.ADVISORIES, items), "two": (Kind.ADVISORIES, items[:5])}, keep=2)
    sys.stdout.write("."); sys.stdout.flush()
"""


def whole(snapshot: Snapshot | None) -> str:
    """Check that a snapshot is whole; give the title of its records, which is the same in all of them."""
    assert snapshot is not None
    titles = set()
    for segment in snapshot.segments:
        segment.verify()
        titles |= {record.title for record in segment.records()}
    assert len(titles) == 1
    return titles.pop()


def test_killing_it_at_random_points_leaves_a_whole_base(tmp_path: Path) -> None:
    chance, base = random.Random(5), Base(tmp_path)  # noqa: S311 - moments to kill at
    start = [Advisory("A", title="start")]
    fill_base(base, {"one": (Kind.ADVISORIES, start), "two": (Kind.ADVISORIES, start)})
    seen = set()
    for kill in range(KILLS):
        command = [sys.executable, "-c", ENDLESS, str(tmp_path), str(1000 * kill)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout is not None
            assert child.stdout.read(1) == b"."
            began = time.monotonic()
            assert child.stdout.read(1) == b"."
            # Somewhere in the next two, however slow the machine is.
            time.sleep(chance.uniform(0, 2) * (time.monotonic() - began))
            child.kill()
        seen.add(whole(base.current()))
        assert base.current() == base.snapshots()[0]
    assert len(seen) == KILLS
    fill_base(base, {"one": (Kind.ADVISORIES, start), "two": (Kind.ADVISORIES, start)}, keep=1)
    needed = {segment.path.name for item in base.snapshots() for segment in item.segments}
    assert {path.name for path in base.segments.iterdir()} == needed
    assert {path.name for path in base.folder.iterdir()} == {"current", "lock", "segments", "snapshots"}
    assert len(list(base.manifests.iterdir())) == 1


class Faults:
    """Fails the nth call of what touches the disk, and all that follow: a full disk, an unplugged one."""

    def __init__(self, nth: int, *, lasting: bool) -> None:
        self.left = nth
        self.lasting = lasting
        self.struck = False

    def strikes(self) -> bool:
        self.left -= 1
        now = self.left == 0 or (self.lasting and self.left < 0)
        self.struck |= now
        return now

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            if self.strikes():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return function(*arguments, **named)

        return called


@pytest.mark.parametrize("lasting", [False, True])
def test_a_fault_at_any_call_of_the_file_system_leaves_a_whole_base(tmp_path: Path, *, lasting: bool) -> None:
    base = Base(tmp_path)

    def content(title: str) -> dict[str, Any]:
        items = [Advisory("A", title=title), Advisory("B", title=title)]
        return {"one": (Kind.ADVISORIES, items), "two": (Kind.ADVISORIES, items)}

    fill_base(base, content("0"), keep=2)
    nth, refused = 1, 0
    while True:
        faults = Faults(nth, lasting=lasting)
        before = whole(base.current())
        with pytest.MonkeyPatch.context() as patch:
            for place, name in [(os, "replace"), (os, "fsync"), (os, "unlink"), (os, "mkdir"), (os, "chmod"), (os, "rmdir"),
                                (os, "open"), (Path, "open"), (Path, "touch"), (tempfile, "mkstemp")]:  # fmt: skip
                patch.setattr(place, name, faults.around(getattr(place, name)))
            try:
                fill_base(base, content(str(nth)), keep=2)
            except OSError:
                refused += 1
        assert whole(base.current()) in (before, str(nth))
        assert base.current() == base.snapshots()[0]
        if not faults.struck:
            break
        # What was left behind is cleared by the next one that ends.
        assert whole(fill_base(base, content(f"again {nth}"), keep=2).snapshot) == f"again {nth}"
        nth += 1
    assert whole(base.current()) == str(nth)
    assert refused > 10
    assert len(base.snapshots()) == 2
    assert len(list(base.segments.iterdir())) == 4 - 2  # both sources of a snapshot hold the same records
