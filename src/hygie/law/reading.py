"""Read a file of legal data into its typed shape; loud when our own data are malformed."""

from pkgutil import get_data
from typing import TypeVar

import msgspec
import yaml

from hygie.law.dated import MalformedLawError

_Shape = TypeVar("_Shape")


def read(file: str, shape: type[_Shape]) -> _Shape:
    """Parse ``data/<file>`` and convert it to a shape, every unknown key refused.

    Raises:
        MalformedLawError: the file is missing, is not YAML, or has not that shape.
    """
    # pkgutil rather than importlib.resources, whose first call costs more than all our parsing.
    try:
        content = get_data("hygie.law", f"data/{file}")
    except OSError as problem:
        raise MalformedLawError(file, str(problem)) from problem
    return decode(file, content, shape)


def decode(file: str, content: bytes | None, shape: type[_Shape]) -> _Shape:
    """Convert the content of a data file; ``file`` only serves the message, and no content is an error too.

    Raises:
        MalformedLawError: the content is not YAML, or has not that shape.
    """
    if content is None:
        raise MalformedLawError(file, "the package was loaded without its data")
    try:
        return msgspec.convert(yaml.load(content, yaml.CSafeLoader), shape)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as problem:
        raise MalformedLawError(file, str(problem)) from problem
