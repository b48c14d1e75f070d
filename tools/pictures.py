"""Writes into the documentation the output of the commands it shows (checked by tests/docs)."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = re.compile(r"(<!-- hygie (?P<arguments>[^\n]*) -->\n```\n).*?(```\n)", re.DOTALL)


def main() -> None:
    """Refresh every page that shows an output."""
    for page in ROOT.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(SHOWN.sub(_shown, text), encoding="utf-8")


def _shown(match: re.Match[str]) -> str:
    command = [sys.executable, "-c", "from hygie.cli.main import run; run()", *match["arguments"].split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"hygie {match['arguments']}: {done.stderr}")
    return f"{match[1]}{done.stdout}{match[3]}"


if __name__ == "__main__":
    main()
