"""What a tired person reads on 80 columns: colours on a terminal only, wrapping, files written whole."""

import os
import re
import shutil
import sys
import textwrap
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hygie.cli.refusal import refuse_file
from hygie.kernel.status import Status
from hygie.kernel.writing import write_whole

WIDTH = 80
_OURS = re.compile(r"(\n|\x1b\[[012]m)").split
PATIENCE_SECONDS = 1.0
COLOURS = {
    Status.MET: "green",
    Status.PARTIAL: "yellow",
    Status.NOT_MET: "red",
    Status.UNDETERMINED: "blue",
    Status.NOT_APPLICABLE: "bright_black",
}


def width() -> int:
    """Give the width to write on: the terminal's, never more than 80 columns."""
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def out(text: str = "") -> None:
    """Print a result."""
    click.echo(text, color=_coloured(sys.stdout.isatty()))


def error(text: str) -> None:
    """Print a warning, an error or progress: never on the standard output."""
    click.echo(text, err=True, color=_coloured(sys.stderr.isatty()))


def _coloured(terminal: bool) -> bool:
    """Colour on a terminal, unless NO_COLOR says no (no-color.org)."""
    return terminal and not os.environ.get("NO_COLOR")


def coloured(text: str, status: Status) -> str:
    """Colour a text as its status; the glyph and the word never depend on it."""
    return click.style(text, fg=COLOURS[status])


def strong(text: str) -> str:
    """Make a text stand out."""
    return click.style(text, bold=True)


def faint(text: str) -> str:
    """Make a text stand back."""
    return click.style(text, dim=True)


@contextmanager
def doing(text: str) -> Iterator[None]:
    """Say on a terminal what is being done, once it lasts; a pipe sees nothing of it."""
    if not sys.stderr.isatty():
        yield
        return
    said = threading.Event()

    def say() -> None:
        said.set()
        click.echo(f"\r{text}…", err=True, nl=False)

    timer = threading.Timer(PATIENCE_SECONDS, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if said.is_set():
            click.echo("\r" + " " * (len(text) + 1) + "\r", err=True, nl=False)


@contextmanager
def progress(text: str, total: int) -> Iterator[Callable[[], None]]:
    """Count on a terminal what is done of ``total``, once it lasts; a pipe sees nothing of it."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    began, done, shown = time.monotonic(), 0, 0

    def step() -> None:
        nonlocal done, shown
        done += 1
        if time.monotonic() - began > PATIENCE_SECONDS:
            line = f"{text}… {done}/{total}"
            shown = max(shown, len(line))
            click.echo(f"\r{line}", err=True, nl=False)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r" + " " * shown + "\r", err=True, nl=False)


def plain(text: str) -> str:
    """Show what a file says: a dot for each sign that a terminal would obey, or that turns the direction."""
    if text.isprintable():
        return text
    return "".join("·" if _is_obeyed(sign) else sign for sign in text)


def plain_lines(text: str) -> str:
    """Show lines that hold what files say: as ``plain``, but for line ends and our own styles."""
    return "".join(part if at % 2 else plain(part) for at, part in enumerate(_OURS(text)))


def _is_obeyed(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def wrap(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Wrap a text to the width; paths, digests and numbers with units are never cut.

    Narrow no-break spaces hold their words together, as French typography asks.
    """
    return "\n".join(
        textwrap.wrap(
            text,
            width(),
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def write_file(path: Path, content: bytes) -> None:
    """Write an output whole, or refuse with its reason.

    Raises:
        InputRefusedError: the file cannot be written there; nothing was written.
    """
    try:
        write_whole(path, content)
    except OSError as reason:
        raise refuse_file("unwritable_output", str(path), reason) from reason


def write_in_folder(path: Path, content: bytes) -> None:
    """Write one output of several whole, in a folder that is made where it is not there yet.

    Raises:
        InputRefusedError: the file cannot be written there; nothing of it was written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise refuse_file("unwritable_output", str(path), reason) from reason
    write_file(path, content)
