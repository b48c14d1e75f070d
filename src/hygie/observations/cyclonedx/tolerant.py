"""The tolerant path: a bill of any shape, looked at item by item, and what is wrong with each said."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from hygie.observations.bill import Component
from hygie.observations.content import Plain, line
from hygie.observations.cyclonedx.shared import Fault, Gathered, Placed, support_of
from hygie.observations.reading import Bounds

_TEXTS: Final = ("bom-ref", "version", "type", "group", "purl", "cpe")


class TooManyError(Exception):
    """The bill holds more components than the bounds say."""


class _Waiting(NamedTuple):
    """A component to be read: its value, where it stands, and the component that contains it."""

    value: object
    at: str
    parent: str
    root: bool = False


def read(data: Plain, bounds: Bounds) -> Gathered:
    """Read what can be used of a bill in the shape of its JSON.

    Raises:
        TooManyError: it holds more components than ``bounds.items``.
    """
    return _Tolerant(bounds).read(data)


class _Tolerant:
    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.found = Gathered()
        self.refs: dict[str, int] = {}
        self.metadata: Plain = {}

    def read(self, data: Plain) -> Gathered:
        found = self.found
        self.metadata = self._mapping(data, "metadata", "")
        found.version = self._text(data, "specVersion", "")
        found.identifier = self._text(data, "serialNumber", "")
        found.created = self._text(self.metadata, "timestamp", "/metadata")
        if self.metadata.get("component") is not None:
            self._walk([_Waiting(self.metadata["component"], "/metadata/component", "", root=True)])
        self._walk(list(self._listed(data, "components", "", "")))
        self._services(data)
        self._dependencies(data)
        return found

    def _walk(self, waiting: list[_Waiting]) -> None:
        """Read components and those that they contain, in the order of the file."""
        waiting.reverse()
        while waiting:
            each = waiting.pop()
            if not isinstance(each.value, dict):
                self._reject("bill_component_not_object", each.at)
                continue
            component = self._component(each.value, each)
            parent = each.parent if component is None else component.ref
            if each.value.get("components"):
                waiting.extend(reversed(list(self._listed(each.value, "components", each.at, parent))))

    def _component(self, part: Plain, where: _Waiting, type_: str = "") -> Component | None:
        at = _at(part, where.at)
        values = {key: self._text(part, key, where.at) for key in _TEXTS}
        named = self._text(part, "name", where.at)
        name = named or values["purl"] or values["cpe"]
        if not name:
            self._reject("bill_component_unnamed", at)
            return None
        long = next((key for key in _TEXTS if _is_longer(part.get(key), self.bounds.text)), "")
        if long:
            self._reject("bill_identifier_long", at, field=long, name=name[:200], limit=self.bounds.text)
            return None
        if not named:
            self._note("bill_name_missing", at, found=name[:200])
        level, end = support_of(self._properties(part, where.at))
        component = Component(
            ref=self._unique(values["bom-ref"] or "#" + where.at, at),
            name=name,
            version=values["version"],
            type=values["type"] or type_,
            group=values["group"],
            supplier=self._supplier(part, where),
            purl=values["purl"],
            cpe=values["cpe"],
            at=at,
            parent=where.parent,
            support_level=line(level, self.bounds.text),
            support_end=line(end, self.bounds.text),
        )
        if where.root:
            self.found.root = component.ref
        self.found.components.append(component)
        self._count()
        return component

    def _unique(self, ref: str, at: str) -> str:
        """Give a reference that no component has yet, the one written if it can be."""
        if ref not in self.refs:
            self.refs[ref] = 1
            return ref
        while True:
            self.refs[ref] += 1
            unique = f"{ref}#{self.refs[ref]}"
            if unique not in self.refs:
                self.refs[unique] = 1
                self._note("bill_ref_repeated", at, ref=ref[:200], given=unique[:200])
                return unique

    def _supplier(self, part: Plain, where: _Waiting) -> str:
        """Name the supplier, else the manufacturer, else the publisher, else the author.

        Those that ``metadata`` names are those of the root.
        """
        found = self._organisation(part, "supplier", where.at) or self._organisation(
            part, "manufacturer", where.at
        )
        if not found and where.root:
            found = self._organisation(self.metadata, "supplier", "/metadata")
            found = found or self._organisation(self.metadata, "manufacture", "/metadata")
        found = found or self._text(part, "publisher", where.at) or self._text(part, "author", where.at)
        if not found:
            authors = self._list(part, "authors", where.at)
            names = (self._name(each, f"{where.at}/authors/{index}") for index, each in enumerate(authors))
            found = ", ".join(filter(None, names))
        return line(found, self.bounds.text)

    def _organisation(self, owner: Plain, key: str, at: str) -> str:
        return self._name(owner.get(key), f"{at}/{key}")

    def _name(self, value: object, at: str) -> str:
        """Give the name of an organisation or a person, which some tools write as a text."""
        if isinstance(value, dict):
            return self._text(value, "name", at)
        return self._text({"name": value}, "name", at)

    def _properties(self, part: Plain, at: str) -> Iterator[tuple[str, str]]:
        for index, each in enumerate(self._list(part, "properties", at)):
            if not isinstance(each, dict):
                self._note("bill_value_unusable", f"{at}/properties/{index}", field="properties")
                continue
            name = each.get("name")
            if isinstance(name, str):
                yield name, _plain_text(each.get("value"))

    def _services(self, data: Plain) -> None:
        """Take the services that can be matched for components; say how many are left aside."""
        waiting = [
            _Waiting(each, f"/services/{index}", "")
            for index, each in enumerate(self._list(data, "services", ""))
        ]
        waiting.reverse()
        left = 0
        while waiting:
            each = waiting.pop()
            service = each.value if isinstance(each.value, dict) else {}
            parent = each.parent
            if service.get("purl") or service.get("cpe"):
                component = self._component(service, each, "service")
                parent = parent if component is None else component.ref
            else:
                left += 1
            inside = service.get("services")
            for index, inner in enumerate(inside if isinstance(inside, list) else ()):
                waiting.append(_Waiting(inner, f"{each.at}/services/{index}", parent))
        if left:
            self._note("bill_services_left", "/services", number=left)

    def _dependencies(self, data: Plain) -> None:
        for index, each in enumerate(self._list(data, "dependencies", "")):
            at = f"/dependencies/{index}"
            ref = self._text(each, "ref", at) if isinstance(each, dict) else ""
            if not ref:
                self._note("bill_dependency_unusable", _at(each, at))
                continue
            targets = self._list(each, "dependsOn", at)
            named = [_plain_text(target) for target in targets]
            if not all(named):
                self._note("bill_dependency_unusable", _at(each, at))
            longest = self.bounds.text
            self.found.depends.append((ref, tuple(line(target, longest) for target in named if target)))

    def _listed(self, owner: Plain, key: str, at: str, parent: str) -> Iterator[_Waiting]:
        """Give the components of a list; what should be one and is not counts for one, which is lost."""
        value = owner.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self._reject("bill_components_not_list", f"{at}/{key}")
            return
        for index, each in enumerate(value):
            yield _Waiting(each, f"{at}/{key}/{index}", parent)

    def _list(self, owner: Plain, key: str, at: str) -> list[Any]:
        value = owner.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self._note("bill_value_unusable", _at(owner, f"{at}/{key}"), field=key)
        return []

    def _mapping(self, owner: Plain, key: str, at: str) -> Plain:
        value = owner.get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self._note("bill_value_unusable", f"{at}/{key}", field=key)
        return {}

    def _text(self, owner: Plain, key: str, at: str) -> str:
        """Give a value as a text on one line; say so if it was written as something else."""
        value = owner.get(key)
        if value is None:
            return ""
        found = line(_plain_text(value), self.bounds.text)
        if type(value) is not str:
            code = "bill_value_retyped" if found else "bill_value_unusable"
            parameters = {"field": key, "found": found[:200]} if found else {"field": key}
            self.found.notes.append(Fault(code, _at(owner, f"{at}/{key}"), parameters))
        return found

    def _reject(self, code: str, at: str, **parameters: str | int) -> None:
        self.found.rejected.append(Fault(code, at, parameters))
        self._count()

    def _note(self, code: str, at: str, **parameters: str | int) -> None:
        self.found.notes.append(Fault(code, at, parameters))

    def _count(self) -> None:
        if len(self.found.components) + len(self.found.rejected) > self.bounds.items:
            raise TooManyError


def _at(value: object, at: str) -> str:
    """Say where a value stands: XML remembers, JSON is found again from the pointer."""
    return value.at if isinstance(value, Placed) else at


def _plain_text(value: object) -> str:
    """Give a text or a number as it is written, empty for anything else."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return ""


def _is_longer(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) > longest
