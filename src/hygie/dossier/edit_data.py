"""What the data of a file become after an edit, computed apart from its text."""

from hygie.dossier.edit_errors import EditCode
from hygie.dossier.yaml_document import Path
from hygie.dossier.yaml_values import Data


class PathError(LookupError):
    """A path that leads nowhere; ``code`` is the refusal's, ``depth`` the steps that could be made."""

    def __init__(self, code: EditCode, depth: int) -> None:
        """Keep what the refusal says."""
        self.code, self.depth = code, depth
        super().__init__(code)


def with_value(data: Data, path: Path, value: Data, depth: int = 0) -> Data:
    """Give a copy with one value set; mappings absent or null on the way are made.

    Raises:
        PathError: A step is an index that does not exist, or a key of what is not a mapping.
    """
    if depth == len(path):
        return value
    step = path[depth]
    if isinstance(step, int):
        if not isinstance(data, list) or not 0 <= step < len(data):
            raise PathError(EditCode.PATH, depth)
        return [*data[:step], with_value(data[step], path, value, depth + 1), *data[step + 1 :]]
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise PathError(EditCode.NOT_MAPPING, depth)
    return {**data, step: with_value(data.get(step), path, value, depth + 1)}


def without(data: Data, path: Path, depth: int = 0) -> Data:
    """Give a copy without one key or item.

    Raises:
        PathError: There is no such value.
    """
    step, is_last = path[depth], depth + 1 == len(path)
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        kept = [] if is_last else [without(data[step], path, depth + 1)]
        return [*data[:step], *kept, *data[step + 1 :]]
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        if is_last:
            return {key: value for key, value in data.items() if key != step}
        return {**data, step: without(data[step], path, depth + 1)}
    raise PathError(EditCode.PATH, depth)


def value_at(data: Data, path: Path) -> Data:
    """Give the value at a path, ``None`` if it is absent."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def same(one: Data, other: Data) -> bool:
    """Tell whether two values are the same: equal, of the same types, their keys in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)
