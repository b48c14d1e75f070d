"""From merged data to the typed vocabulary, with every mistake of shape named by a code of ours."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hygie.dossier import suggest
from hygie.dossier.checks import PlaceOf
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.vocabulary.base import CountryCode, Declared, Id, Language, Sha256, pattern
from hygie.dossier.yaml_values import Data
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter, Parameters, Term
from hygie.kernel.unknown import Unknown

Model = TypeVar("Model", bound=Declared)

_UNKNOWN = Unknown.__name__
_EXPECTED = {
    "string_type": "text", "bool_type": "boolean", "int_type": "number", "float_type": "number",
    "list_type": "list", "model_type": "mapping", "dict_type": "mapping", "date_type": "date",
    "date_parsing": "date", "date_from_datetime_parsing": "date", "date_from_datetime_inexact": "date",
    "int_from_float": "number", "int_parsing": "number", "bool_parsing": "boolean",
}  # fmt: skip

# What a pattern of the vocabulary stands for, by the pattern itself.
_FORMS = {
    pattern(Id): "id",
    pattern(CountryCode): "country",
    pattern(Language): "language",
    pattern(Sha256): "sha256",
}


class Mistake(NamedTuple):
    """An error of the validator, brought back to a path of the data."""

    path: Path
    key: str | None
    error: ErrorDetails
    value: Any


def validate(
    data: dict[str, Data], place: PlaceOf, model: type[Model]
) -> tuple[Model | None, list[Diagnostic]]:
    """Read the data as what a model declares, or give every mistake of shape."""
    nulls = [Diagnostic("null_value", place(path), {"key": str(path[-1])}) for path in _nulls(data)]
    try:
        declared = model.model_validate_json(msgspec.json.encode(data))
    except ValidationError as refusal:
        errors = refusal.errors(include_url=False, include_context=True, include_input=False)
        found = [_locate(error, data) for error in errors]
        kept = [mistake for mistake in found if mistake.value is not None or mistake.key is not None]
        return None, nulls + list(_diagnostics(_without_branches(kept, data), place, model))
    return (None if nulls else declared), nulls


def _nulls(data: dict[str, Data]) -> Iterator[Path]:
    pending: list[tuple[Path, Data]] = [((), data)]
    while pending:
        path, value = pending.pop()
        if value is None:
            yield path
        elif isinstance(value, dict):
            pending.extend(((*path, key), item) for key, item in value.items())
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in enumerate(value))


def _locate(error: ErrorDetails, data: dict[str, Data]) -> Mistake:
    """Follow the validator's location through the data; names of union branches lead nowhere."""
    path: list[str | int] = []
    value: Any = data
    key: str | None = None
    for position, step in enumerate(error["loc"]):
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            path.append(step)
            value = value[step]  # type: ignore[index]
        elif error["type"] == "missing" and position == len(error["loc"]) - 1:
            key = str(step)
    if error["type"] == "extra_forbidden":
        key = str(path[-1])
    return Mistake(tuple(path), key, error, value)


def _without_branches(mistakes: Iterable[Mistake], data: dict[str, Data]) -> list[Mistake]:
    """Drop what union branches add: a value is one thing or ``{unknown: …}``, never both."""
    found = list(mistakes)
    # A key that may not be unknown has no such branch: its own errors then say so.
    branches = {
        mistake.path[:length]
        for mistake in found
        if _UNKNOWN in mistake.error["loc"]
        for length in _ends(mistake)
    }
    kept = []
    for mistake in found:
        unknown = _unknown_above(mistake.path, data)
        declared_unknown = unknown is not None and unknown in branches
        if (_UNKNOWN in mistake.error["loc"]) == declared_unknown:
            kept.append(mistake)
    deeper = {mistake.path[:length] for mistake in kept for length in range(len(mistake.path))}
    deeper |= {mistake.path for mistake in kept if mistake.error["type"] == "missing"}
    return [
        mistake
        for mistake in kept
        if not (
            isinstance(mistake.value, (dict, list))
            and mistake.error["type"] in _EXPECTED
            and mistake.path in deeper
        )
    ]


def _ends(mistake: Mistake) -> range:
    """Give the lengths of the paths at which the value of an ``Unknown`` branch may stand."""
    return range(max(0, len(mistake.path) - 1), len(mistake.path) + 1)


def _unknown_above(path: Path, data: dict[str, Data]) -> Path | None:
    """Give the path of the ``{unknown: …}`` that stands at a path or above it, if any."""
    value: Any = data
    for length, step in enumerate(path, start=1):
        value = value[step]
        if isinstance(value, dict) and "unknown" in value:
            return path[:length]
    return None


def _diagnostics(mistakes: Iterable[Mistake], place: PlaceOf, root: type[Declared]) -> Iterator[Diagnostic]:
    """Say each mistake once: what several branches of one value expected is said together."""
    by_place: dict[tuple[Path, str | None], list[Mistake]] = {}
    for mistake in mistakes:
        by_place.setdefault((mistake.path, mistake.key), []).append(mistake)
    for (path, _), group in by_place.items():
        specific = [mistake for mistake in group if mistake.error["type"] not in _EXPECTED]
        code, parameters = _describe((specific or group)[0], group, root)
        if parameters.get("problem") == "country":
            continue  # the check of countries says it, with a suggestion
        yield Diagnostic(code, place(path, key=code == "unknown_key"), parameters)


def _describe(mistake: Mistake, group: list[Mistake], root: type[Declared]) -> tuple[str, Parameters]:
    """Give our code for an error of the validator, and what its sentence needs."""
    kind, found = mistake.error["type"], _shown(mistake.value)
    if kind == "extra_forbidden":
        keys = tuple(plan_of(_model_at(mistake.path[:-1], root)))
        key = mistake.key or ""
        return "unknown_key", {"key": key, "suggestion": suggest.closest(key, keys), "expected": keys}
    if kind == "missing":
        return "missing_key", {"key": mistake.key or ""}
    if kind == "literal_error":
        return _literal(mistake, found, root)
    if kind in {"date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"}:
        return "bad_date", {"found": found}
    if kind in _EXPECTED:
        types = (item.error["type"] for item in group)
        quotes = isinstance(mistake.value, (int, float)) and kind == "string_type"
        problem = "number_for_text" if quotes else ""
        expected = dict.fromkeys(Term("type", _EXPECTED[type_]) for type_ in types if type_ in _EXPECTED)
        return "wrong_type", {
            "found": found,
            "expected": tuple(expected),
            "problem": problem,
        }
    return _bounds(kind, mistake.error, found)


def _bounds(kind: str, error: ErrorDetails, found: Parameter) -> tuple[str, Parameters]:
    """Describe a value of the right type that is out of its bounds, or anything else."""
    context = error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        return "bad_format", {"found": found, "pattern": pattern, "problem": _FORMS.get(pattern, "")}
    if kind == "string_too_short":
        return "empty_text", {}
    if kind in {"string_too_long", "too_short", "too_long"}:
        limit = next((value for name, value in context.items() if name.endswith("_length")), 0)
        return kind, {"limit": int(limit)}
    if kind in {"greater_than_equal", "less_than_equal"}:
        return "out_of_range", {"found": found, "limit": int(next(iter(context.values()))), "bound": kind}
    return "invalid_value", {"found": found, "message": error["msg"]}


def _literal(mistake: Mistake, found: Parameter, root: type[Declared]) -> tuple[str, Parameters]:
    plan = plan_of(_model_at(mistake.path, root)).get(_last_key(mistake.path))
    words = plan.words if plan else ()
    guess = suggest.closest(found, words) if isinstance(found, str) else ""
    return "not_one_of", {"found": found, "expected": words, "suggestion": guess}


def _last_key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _model_at(path: Path, root: type[Declared]) -> type[Declared]:
    """Give the model of the deepest entry that holds a path."""
    model, below = root, None
    for step in path:
        if below is not None:
            model, below = below, None  # a name that the user chose
            continue
        plan = plan_of(model).get(step) if isinstance(step, str) else None
        if plan is not None and plan.entry is not None:
            if plan.is_mapping:
                below = plan.entry
            else:
                model = plan.entry
    return model


def _shown(value: object) -> Parameter:
    """Show a value as it is written; of a list or a mapping, only that it is one."""
    if isinstance(value, (list, dict)):
        return Term("type", "list" if isinstance(value, list) else "mapping")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    limit = 60
    return text if len(text) <= limit else f"{text[:limit]}…"
