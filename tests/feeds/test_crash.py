"""Whatever stops a synchronisation, and wherever: the base is the one before or the one after, and whole."""

import errno
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from tests.feeds.filling import fill_base
from tests.feeds.published import all_zip, osv, zipped

from hygie.feeds.base import Base
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.feeds.sync import sync_from
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
    """Fails the nth call of what touches the base's disk, maybe all that follow: a full disk, an unplugged one."""

    def __init__(self, folder: Path, nth: int, *, lasting: bool) -> None:
        self.folder = str(folder)
        self.left = nth
        self.lasting = lasting
        self.struck = False

    def strike(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.lasting and self.left < 0):
            self.struck = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            about = arguments[0] if arguments else named.get("dir", "")
            if isinstance(about, int) or str(about).startswith(self.folder):
                self.strike()
                made = function(*arguments, **named)
                return Stream(made, self) if hasattr(made, "write") else made
            return function(*arguments, **named)

        return called


class Stream:
    """A file of the base, which may fail at each read and write."""

    def __init__(self, stream: Any, faults: Faults) -> None:
        self._stream = stream
        self._faults = faults

    def write(self, content: bytes) -> int:
        self._faults.strike()
        return int(self._stream.write(content))

    def read(self, *size: int) -> Any:
        self._faults.strike()
        return self._stream.read(*size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


RECORDS = 3


def published(folder: Path, title: str) -> None:
    """Write a folder of feeds: an archive in an archive, and a file of lines."""
    records = [osv(f"A{number}", summary=title) for number in range(RECORDS)]
    folder.mkdir(exist_ok=True)
    (folder / "a.zip").write_bytes(zipped({"b.zip": all_zip(*records)}))
    go = [osv(f"G{number}", summary=title, ecosystem="Go") for number in range(RECORDS)]
    (folder / "go.jsonl").write_text("".join(json.dumps(record) + "\n" for record in go))


@pytest.mark.parametrize("lasting", [False, True])
def test_a_fault_of_the_disk_of_the_base_is_never_taken_for_one_of_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, lasting: bool
) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "in"
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # nobody pulls the plug here, and it takes long
    published(folder, "0")
    assert isinstance(sync_from(folder, base, keep=2), Outcome)
    nth, refused = 1, 0
    while True:
        faults = Faults(base.folder, nth, lasting=lasting)
        before = whole(base.current())
        published(folder, str(nth))
        made = None
        with pytest.MonkeyPatch.context() as patch:
            for place, name in [(os, "replace"), (os, "fsync"), (os, "unlink"), (os, "mkdir"), (os, "chmod"), (os, "rmdir"), (os, "open"),
                                (Path, "open"), (Path, "touch"), (tempfile, "mkstemp"), (tempfile, "TemporaryFile")]:  # fmt: skip
                patch.setattr(place, name, faults.around(getattr(place, name)))
            try:
                made = sync_from(folder, base, keep=2)
            except OSError:
                refused += 1
        if made is None:
            assert whole(base.current()) == before
        else:
            assert isinstance(made, Outcome)
            assert (made.refusals, made.failed, whole(base.current())) == (0, (), str(nth))
        current = base.current()
        assert current == base.snapshots()[0]
        assert current is not None
        assert {item.source: item.count for item in current.segments} == {
            "osv:Go": RECORDS,
            "osv:PyPI": RECORDS,
        }
        if not faults.struck:
            break
        # What was left behind is cleared by the next one that ends.
        published(folder, f"again {nth}")
        again = sync_from(folder, base, keep=2)
        assert isinstance(again, Outcome)
        assert whole(again.snapshot) == f"again {nth}"
        nth += 1
    assert whole(base.current()) == str(nth)
    assert refused > 30
    assert len(base.snapshots()) == 2
    assert len(list(base.segments.iterdir())) == 4
