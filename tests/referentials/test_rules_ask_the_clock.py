"""Decision record 0015: only the clock compares dates, or the horizon would miss a change."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hygie

PACKAGE = Path(hygie.__file__).parent
MODULES = sorted([*(PACKAGE / "hosting").rglob("*.py"), *(PACKAGE / "referentials").glob("*/rules/*.py")])
OF_NOW = {"today", "now", "utcnow"}


def detours(source: str) -> Iterator[str]:
    """Find comparisons with the day of the assessment, and readings of the machine's clock."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and any(_is_as_of(part) for part in ast.walk(node)):
            yield ast.unparse(node)
        if isinstance(node, ast.BinOp) and (_is_as_of(node.left) or _is_as_of(node.right)):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OF_NOW:
            yield ast.unparse(node)


def _is_as_of(node: ast.AST) -> bool:
    return getattr(node, "attr", None) == "as_of" or getattr(node, "id", None) == "as_of"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_rule_compares_dates_by_itself(module: Path) -> None:
    assert list(detours(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "detour",
    ["facts.as_of > audit.ended", "clock.as_of - start", "day <= as_of", "date.today()"],
)
def test_a_detour_is_seen(detour: str) -> None:
    assert list(detours(detour)) == [detour]
