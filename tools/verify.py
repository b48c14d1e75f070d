"""Verifies everything: style, types, layers, translations, wheel, tests. This is the one test command.

Run it with ``uv run tools/verify.py``. It installs the one thing that the tests need and that is not a
Python package, a Chromium, where it can; ``--fast`` leaves out what takes long.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"

BROWSER = "HYGIE_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLED = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files"), "Google/Chrome/Application/chrome.exe"),
)
IN_WHEEL = (
    "hygie/py.typed",
    "hygie/wording/locale/fr/LC_MESSAGES/hygie.mo",
    "hygie/examples/host/hygie.yaml",
)


class Step(NamedTuple):
    """One thing to verify: what it is, and how; the answer is an exit code."""

    title: str
    run: Callable[[], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every step in order and stop at the first that fails, with its exit code."""
    parser = argparse.ArgumentParser(description="Verifies style, types, layers, translations, wheel, tests.")
    parser.add_argument("--fast", action="store_true", help="leave out the wheel and the browser")
    parser.add_argument(
        "--data", type=Path, metavar="PATH", help="public data sets, for the tests that read them"
    )
    options = parser.parse_args(arguments)
    # Commands under test start as installed ones do, from bytecode that was kept.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for step in steps(options.data or (DATA if DATA.is_dir() else None), fast=options.fast):
        print(f"• {step.title}", flush=True)
        if code := step.run():
            print(f"✕ {step.title} (exit code {code})", file=sys.stderr)
            return code
    return 0


def steps(data: Path | None, *, fast: bool) -> Iterator[Step]:
    """List the steps, pytest last: its closing line is the last thing on the screen."""
    if not fast:
        yield Step("a browser for the tests", provide_browser)
    yield Step("lint", partial(module, "ruff", "check", "--quiet"))
    yield Step("format", partial(module, "ruff", "format", "--check", "--quiet"))
    yield Step("types", partial(module, "mypy"))
    yield Step("layers", partial(call, sys.executable, "-c", LAYERS))
    yield Step("translations", partial(call, sys.executable, "tools/catalogue.py", "check"))
    if not fast:
        yield Step("wheel", build_wheel)
    chosen = ["-m", "not browser"] if fast else []
    # In one word: as two, the path would be taken for the tests to run.
    given = [f"--data={data}"] if data else []
    # On every core: a test that has begun elsewhere is taken over by whoever is idle.
    spread = ["-n", "auto", "--dist", "worksteal"]
    yield Step("tests", partial(module, "pytest", *spread, *chosen, *given))


LAYERS = "import importlinter.cli as linter; linter.lint_imports_command(['--no-logo'])"


def module(*command: str) -> int:
    """Run a module of this interpreter's environment."""
    return call(sys.executable, "-m", *command)


def call(*command: str) -> int:
    """Run a command in the project's folder, without a keyboard."""
    return subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode


def provide_browser() -> int:
    """Find a Chromium, else install Debian's; name it to the tests."""
    found = find_browser()
    if found is None and (code := install_browser()):
        return code
    found = found or find_browser()
    if found is None:
        return refuse("the installation left no Chromium behind")
    os.environ[BROWSER] = found
    return 0


def find_browser() -> str | None:
    """Tell where a Chromium or a Chrome is: the one that HYGIE_CHROMIUM names before any other."""
    if named := os.environ.get(BROWSER):
        return shutil.which(named)
    known = (str(path) for path in INSTALLED if path.is_file())
    return next((path for name in COMMANDS if (path := shutil.which(name))), None) or next(known, None)


def install_browser() -> int:
    """Install Debian's Chromium, as root or by a sudo that asks for nothing."""
    if named := os.environ.get(BROWSER):
        return refuse(f"{BROWSER} names {named}, which cannot be run")
    if shutil.which("apt-get") is None:
        return refuse("the browser tests need Chromium or Chrome, and none was found")
    sudo = [] if is_root() else ["sudo", "-n"]
    if sudo and (shutil.which("sudo") is None or call("sudo", "-n", "true")):
        return refuse("the browser tests need Chromium: sudo apt-get install chromium")
    print("installing Debian's chromium with apt-get", flush=True)
    settings = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return call(*sudo, *settings, "update") or call(
        *sudo, *settings, "install", "-y", "--no-install-recommends", "chromium"
    )


def is_root() -> bool:
    """Tell whether this process may install packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def refuse(reason: str) -> int:
    """Say why a step cannot be run, and the way out."""
    print(f"{reason}.\nInstall one, name it in {BROWSER}, or leave it out with --fast.", file=sys.stderr)
    return 1


def build_wheel() -> int:
    """Build the wheel and look inside: what is installed must hold translations and examples."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        print("the wheel is built with uv, which is not on the path", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        if code := call(uv, "build", "--quiet", "--wheel", "--out-dir", folder):
            return code
        names = set(zipfile.ZipFile(next(Path(folder).glob("*.whl"))).namelist())
    wrong = [f"missing from the wheel: {name}" for name in IN_WHEEL if name not in names]
    wrong += [f"not for the wheel: {name}" for name in sorted(names) if name.endswith((".po", ".pyc"))]
    print("\n".join(wrong), end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
