"""From merged data to the typed vocabulary, with every mistake of shape named by a code of ours."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import msgspec
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hygie.dossier import suggest
from hygie.dossier.checks import PlaceOf
from hygie.dossier.idiom import Form, Idiom, field_at
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
    "string_type": "text", "bool_type": "boolean", "int_type": "number", "float_type": "decimal",
    "list_type": "list", "model_type": "mapping", "dict_type": "mapping", "date_type": "date",
    "date_parsing": "date", "date_from_datetime_parsing": "date", "date_from_datetime_inexact": "date",
    "int_from_float": "number", "int_parsing": "number", "bool_parsing": "boolean",
}  # fmt: skip


_FORMS = {
    pattern(Id): Form("id"),
    pattern(CountryCode): Form("country"),
    pattern(Language): Form("language"),
    pattern(Sha256): Form("sha256"),
}
_OF_A_DOSSIER = Idiom(_FORMS)


class Mistake(NamedTuple):
    """An error of the validator, brought back to a path of the data."""

    path: Path
    key: str | None
    error: ErrorDetails
    value: Any


def validate(
    data: dict[str, Data], place: PlaceOf, model: type[Model], idiom: Idiom = _OF_A_DOSSIER
) -> tuple[Model | None, list[Diagnostic]]:
    """Read the data as what a model declares, or give every mistake of shape, in an idiom."""
    nulls = {path: Diagnostic("null_value", place(path), {"key": str(path[-1])}) for path in _nulls(data)}
    try:
        declared = model.model_validate_json(msgspec.json.encode(data))
    except ValidationError as refusal:
        errors = refusal.errors(include_url=False, include_context=True, include_input=False)
        found = [_locate(error, data) for error in errors]
        kept = [mistake for mistake in found if mistake.value is not None or mistake.key is not None]
        telling = _Telling(model, idiom, _may_be_unknown(found))
        told = list(telling.diagnostics(_without_branches(kept, data), place))
        empty_keys = {mistake.path for mistake in kept if mistake.error["type"] == "extra_forbidden"}
        return None, [item for path, item in nulls.items() if path not in empty_keys] + told
    return (None if nulls else declared), list(nulls.values())


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


def _may_be_unknown(mistakes: Iterable[Mistake]) -> frozenset[Path]:
    """Give the paths of the values that might have been declared unknown."""
    return frozenset(mistake.path for mistake in mistakes if _UNKNOWN in mistake.error["loc"])


@dataclass(frozen=True, slots=True)
class _Telling:
    """Words the mistakes of the validator as codes of ours, in an idiom."""

    root: type[Declared]
    idiom: Idiom
    may_be_unknown: frozenset[Path]

    def diagnostics(self, mistakes: Iterable[Mistake], place: PlaceOf) -> Iterator[Diagnostic]:
        """Say each mistake once: what several branches of one value expected is said together."""
        by_place: dict[tuple[Path, str | None], list[Mistake]] = {}
        for mistake in mistakes:
            by_place.setdefault((mistake.path, mistake.key), []).append(mistake)
        nested = {
            mistake.path for group in by_place.values() for mistake in group if self._is_nested(mistake)
        }
        for path in sorted(nested, key=len):
            names = {"key": str(path[-1]), "section": str(path[-2])}
            yield Diagnostic("nested_section", place(path, key=True), names)
        told = [
            (path, *self._describe(group))
            for (path, _), group in by_place.items()
            if not any(path[:length] in nested for length in range(len(path) + 1))
        ]
        # A key that is there, misspelled, is not missing as well; the check of countries makes a guess.
        there = {
            (path[:-1], parameters.get("suggestion"))
            for path, code, parameters in told
            if code == "unknown_key"
        }
        for path, code, parameters in told:
            misspelled = code == "missing_key" and (path, parameters["key"]) in there
            if not misspelled and parameters.get("problem") != "country":
                yield Diagnostic(code, place(path, key=code == "unknown_key"), parameters)

    def _is_nested(self, mistake: Mistake) -> bool:
        """Say whether a section stands among the entries of the one above it: it is indented too far."""
        value, name = mistake.value, mistake.path[-1] if mistake.path else 0
        inside: Iterable[Any] = value.values() if isinstance(value, dict) else ()
        looks_like_one = isinstance(value, list) or all(isinstance(item, (dict, list)) for item in inside)
        if not isinstance(value, (dict, list)) or not value or not looks_like_one:
            return False
        above = field_at(mistake.path[:-1], self.root)
        return above.is_mapping and name in plan_of(above.holder)

    def _describe(self, group: list[Mistake]) -> tuple[str, Parameters]:
        """Give our code for the errors of the validator about one value, and what its sentence needs."""
        specific = [mistake for mistake in group if mistake.error["type"] not in _EXPECTED]
        mistake = (specific or group)[0]
        kind, found = mistake.error["type"], _shown(mistake.value)
        if kind == "extra_forbidden":
            return "unknown_key", self._unknown_key(mistake)
        if kind == "missing":
            return "missing_key", {"key": mistake.key or ""}
        if kind == "literal_error":
            words = field_at(mistake.path, self.root).words
            guess = self.idiom.guess(found, words) if isinstance(found, str) else ""
            return "not_one_of", {"found": found, "expected": words, "suggestion": guess}
        if kind in {"date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"}:
            return "bad_date", {"found": found}
        if kind in _EXPECTED:
            return "wrong_type", self._wrong_type(mistake, [item.error["type"] for item in group])
        return self._bounds(mistake, found)

    def _unknown_key(self, mistake: Mistake) -> Parameters:
        key, keys = mistake.key or "", tuple(plan_of(field_at(mistake.path[:-1], self.root).inside))
        places = self.idiom.elsewhere.get(key, ())
        guess = self.idiom.meant(key, keys) or ("" if places else suggest.closest(key, keys))
        problem = "elsewhere" if places else "empty" if mistake.value is None else ""
        if problem == "elsewhere" and "" in places:
            problem = "at_the_root"
        expected = places if problem == "elsewhere" else keys
        return {"key": key, "suggestion": guess, "expected": expected, "problem": "" if guess else problem}

    def _wrong_type(self, mistake: Mistake, types: list[str]) -> Parameters:
        expected = dict.fromkeys(_EXPECTED[type_] for type_ in types if type_ in _EXPECTED)
        parameters: dict[str, Parameter] = {
            "found": _shown(mistake.value),
            "expected": tuple(Term("type", word) for word in expected),
            "problem": self._type_problem(mistake, expected),
        }
        if parameters["problem"] == "comma":
            parameters["number"] = str(mistake.value).replace(",", ".")
        return parameters

    def _type_problem(self, mistake: Mistake, expected: Iterable[str]) -> str:
        """Give what is the matter with a value of a wrong type, empty if nothing more is known."""
        value, words = mistake.value, set(expected)
        if "decimal" in words and isinstance(value, str) and _is_number(value.replace(",", ".")):
            return "comma" if "," in value else "quoted_number"
        if own := self._own_problem(mistake):
            return own
        if "boolean" in words and isinstance(value, (str, int)):
            return "truth" if mistake.path in self.may_be_unknown else "flag"
        is_quotable = isinstance(value, (int, float)) and "text" in words
        return "number_for_text" if is_quotable else ""

    def _bounds(self, mistake: Mistake, found: Parameter) -> tuple[str, Parameters]:
        """Describe a value of the right type that is out of its bounds, or anything else."""
        kind, context = mistake.error["type"], mistake.error.get("ctx", {})
        if kind == "string_pattern_mismatch":
            pattern = str(context.get("pattern", ""))
            form = self.idiom.forms.get(pattern) or _FORMS.get(pattern) or Form("")
            guess = form.guess(str(mistake.value)) if form.guess else ""
            parameters = {"found": found, "pattern": pattern, "problem": form.problem, "suggestion": guess}
            return "bad_format", parameters
        if kind == "string_too_short":
            return "empty_text", {}
        if kind in {"string_too_long", "too_short", "too_long"}:
            limit = next((value for name, value in context.items() if name.endswith("_length")), 0)
            return kind, {"limit": int(limit)}
        if kind in {"greater_than_equal", "less_than_equal"}:
            limit, problem = int(next(iter(context.values()))), self._own_problem(mistake)
            return "out_of_range", {"found": found, "limit": limit, "bound": kind, "problem": problem}
        return "invalid_value", {"found": found, "message": mistake.error["msg"]}

    def _own_problem(self, mistake: Mistake) -> str:
        found = field_at(mistake.path, self.root)
        return self.idiom.fields.get((found.holder, found.key), "")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _shown(value: object) -> Parameter:
    """Show a value as it is written; of a list or a mapping, only that it is one."""
    if isinstance(value, (list, dict)):
        return Term("type", "list" if isinstance(value, list) else "mapping")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    limit = 60
    return text if len(text) <= limit else f"{text[:limit]}…"
