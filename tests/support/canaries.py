"""Dossiers with a canary in every free text of some classes: what must not be shown shows itself."""

from typing import Any

from hygie.dossier.plan import FieldPlan, plan_of
from hygie.dossier.vocabulary.base import AnyRef, Confidentiality, Entry, RefTo, confidentiality_of
from hygie.dossier.vocabulary.root import Declarations

CANARY = "CANARI-42"

_FORMED = {"id", "languages", "level_1_support_languages", "sha256", "url"}
"""Keys whose texts have a form of their own, so that a canary cannot stand there."""


def with_canaries(data: dict[str, Any], *classes: Confidentiality) -> dict[str, Any]:
    """Put the canary in every free text of these classes."""
    return _entry(data, Declarations, frozenset(classes))


def _entry(data: dict[str, Any], model: type[Entry], classes: frozenset[Confidentiality]) -> dict[str, Any]:
    plans = plan_of(model)
    return {key: _value(value, key, plans[key], model, classes) for key, value in data.items()}


def _value(
    value: Any, key: str, plan: FieldPlan, model: type[Entry], classes: frozenset[Confidentiality]
) -> Any:
    if isinstance(value, list):
        return [_value(item, key, plan, model, classes) for item in value]
    if isinstance(value, dict) and plan.entry is not None:
        return _entry(value, plan.entry, classes)
    if not isinstance(value, str) or plan.words or plan.is_date or key in _FORMED:
        return value
    if any(isinstance(mark, RefTo | AnyRef) for mark in plan.marks) or plan.marks:
        return value
    return CANARY if confidentiality_of(model, plan.name) in classes else value
