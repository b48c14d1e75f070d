"""How a catalogue is read: its YAML, its shape, and what contradicts itself in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from hygie.referentials.catalog import Catalog

_FILE = "catalog.yaml"


class MalformedCatalogError(Exception):
    """A catalogue is wrong: a mistake of the programmer, never of the user."""

    def __init__(self, package: str, *problems: str) -> None:
        """Name the package and everything that is wrong in its catalogue."""
        super().__init__(f"{package}, {_FILE}: {'; '.join(problems)}")


@cache
def load_catalog(package: str) -> Catalog:
    """Read the catalogue of a referential's package, such as ``hygie.referentials.hds_2_0``.

    Raises:
        MalformedCatalogError: the catalogue is not YAML, has not the right shape, or contradicts itself.
    """
    return read_catalog(package, files(package).joinpath(_FILE).read_bytes())


def read_catalog(package: str, content: bytes) -> Catalog:
    """Read the content of a catalogue; ``package`` only serves the message.

    Raises:
        MalformedCatalogError: the content is not YAML, has not the right shape, or contradicts itself.
    """
    try:
        # Every scalar is composed as text: `strict=False` reads booleans from it.
        catalog = msgspec.convert(_with_defaults(_compose(content)), Catalog, strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise MalformedCatalogError(package, str(problem)) from problem
    problems = tuple(_contradictions(catalog))
    if problems:
        raise MalformedCatalogError(package, *problems)
    return catalog


def _compose(content: bytes) -> object:
    """Parse without resolving any tag: a third of the safe loader's time, which every start would pay."""
    node = yaml.CBaseLoader(content).get_single_node()
    return None if node is None else _plain(node)


def _plain(node: yaml.Node) -> object:
    """Turn a node into dictionaries, lists and text; a key written twice is refused."""
    if isinstance(node, yaml.MappingNode):
        plain = {str(key.value): _plain(value) for key, value in node.value}
        if len(plain) < len(node.value):
            problem = f"a key is written twice among {', '.join(plain)}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _with_defaults(plain: object) -> object:
    """Give the requirements what the header holds for all; a wrong shape is left to be refused."""
    match plain:
        case {"in_force": interval, "requirements": list(requirements), **header}:
            shared = header.get("defaults", {})
            if not isinstance(shared, dict):
                return plain
            for requirement in requirements:
                if isinstance(requirement, dict):
                    for key, value in {"in_force": interval, **shared}.items():
                        requirement.setdefault(key, value)
    return plain


def _contradictions(catalog: Catalog) -> Iterator[str]:
    """Find what the shape alone does not hold: ids given twice, names of nothing, reversed intervals."""
    yield from (f"{name} is defined twice" for name in _twice(entry.id for entry in catalog))
    for entry in catalog:
        criteria = _twice(criterion.id for criterion in entry.criteria)
        yield from (f"{entry.id}: criterion {name} is defined twice" for name in criteria)
        if entry.group is not None and entry.group not in catalog.groups:
            yield f"{entry.id}: no group is named {entry.group}"
        unknown = [name for name in entry.conventions if name not in catalog.conventions]
        yield from (f"{entry.id}: no convention is named {name}" for name in unknown)
        if entry.in_force.until is not None and entry.in_force.until < entry.in_force.since:
            yield f"{entry.id}: its interval ends before it starts"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
