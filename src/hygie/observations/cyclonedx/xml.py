"""CycloneDX in XML, given the shape that the same bill has in JSON: only what is looked at here.

Parsed by expat, whose handlers see every declaration before it has an effect: a document type, and with it
any entity, is refused at its place, as defusedxml does; and unlike in an element tree, elements keep their
lines.
"""

from collections.abc import Mapping
from typing import Any, Final, NoReturn
from xml.parsers import expat

from hygie.kernel.diagnostic import Refusal
from hygie.kernel.place import Place
from hygie.observations.content import VALUES, refusal
from hygie.observations.cyclonedx.shared import Placed
from hygie.observations.json_places import place_at
from hygie.observations.reading import DEFAULT, Bounds

_NAMESPACE: Final = "http://cyclonedx.org/schema/bom/"
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "components": ("component",),
    "services": ("service",),
    "vulnerabilities": ("vulnerability",),
    "ratings": ("rating",),
    "affects": ("target",),
    "data": ("classification", "dataflow"),
    "properties": ("property",),
    "authors": ("author",),
    "dependencies": ("dependency",),
}
"""Elements that hold a list, and what each item is called."""
_MAPPINGS: Final = frozenset(
    {"metadata", "component", "source", "analysis", "supplier", "manufacture", "manufacturer"}
)
_TEXTS: Final = frozenset(
    {"name", "version", "group", "purl", "cpe", "id", "url", "vector", "state", "ref", "authenticated",
     "x-trust-boundary", "trustZone", "publisher", "author", "timestamp"}
)  # fmt: skip
_TEXT_ITEMS: Final[Mapping[str, str]] = {"property": "value", "classification": "classification"}
"""Items that are a text, and its key in JSON."""
_DEPENDENCY: Final = "dependency"
_ENTITIES: Final = "content_xml_entities"


class _RefusedError(Exception):
    """The parser met something that is refused."""

    def __init__(self, code: str, at: int, **parameters: int) -> None:
        super().__init__()
        self.code, self.at, self.parameters = code, at, parameters


def read_shape(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Mapping[str, Any] | Refusal:
    """Read a bill written in XML; an empty mapping if its root element is no CycloneDX bill.

    Mappings are ``Placed``. Elements of other namespaces are left aside, as the format says.
    """
    shape = _Shape(bounds)
    parser = shape.parser
    try:
        parser.Parse(content, True)
    except _RefusedError as reason:
        declared = content.rfind(b"<!DOCTYPE", 0, reason.at + 1) if reason.code == _ENTITIES else -1
        place = place_at(content, declared if declared >= 0 else reason.at, file)
        return refusal(reason.code, file, place, **reason.parameters)
    except expat.ExpatError as reason:
        return refusal("content_xml_syntax", file, Place(file, max(1, reason.lineno), reason.offset + 1))
    except (ValueError, LookupError):  # an encoding that Python or expat does not know
        return refusal("content_xml_encoding", file)
    return shape.root


class _Shape:
    """Builds the shape as elements open and close.

    ``open`` holds, for each open element that is kept, its name and the value that it fills.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.root: dict[str, Any] = {}
        self.open: list[tuple[str, Any]] = []
        self.skipped = 0
        self.depth = 0
        self.values = 0
        self.text: list[str] = []
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse

    def _refuse(self, *_: object) -> NoReturn:
        raise _RefusedError(_ENTITIES, self.parser.CurrentByteIndex)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.bounds.depth:
            code = "content_too_deep"
            raise _RefusedError(code, self.parser.CurrentByteIndex, limit=self.bounds.depth)
        if self.skipped:
            self.skipped += 1
            return
        namespace, _, name = tag.rpartition(" ")
        if not self.open:
            self._begin(namespace, name, attributes)
        elif not namespace.startswith(_NAMESPACE) or not self._enter(name, attributes):
            self.skipped = 1

    def _begin(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name != "bom" or not namespace.startswith(_NAMESPACE):
            self.skipped = 1
            return
        self.root = self._placed(attributes)
        self.root |= {"bomFormat": "CycloneDX", "specVersion": namespace.removeprefix(_NAMESPACE).strip("/")}
        self.open.append((name, self.root))

    def _enter(self, name: str, attributes: dict[str, str]) -> bool:
        """Open an element that is kept; say whether it is."""
        above, owner = self.open[-1]
        value: Any
        if isinstance(owner, list):
            if name not in _LISTS[above]:
                return False
            value = self._placed(attributes)
            owner.append(value)
        elif above == name == _DEPENDENCY:
            value = None
            owner.setdefault("dependsOn", []).append(attributes.get("ref", ""))
        elif not isinstance(owner, dict) or (above in _TEXT_ITEMS):
            return False
        elif name in _LISTS:
            value = owner.setdefault(name, [])
        elif name in _MAPPINGS:
            value = owner[name] = self._placed(attributes)
        elif name in _TEXTS:
            value = None
        else:
            return False
        self.open.append((name, value))
        if value is None or name in _TEXT_ITEMS:
            self.text.clear()
            self.parser.CharacterDataHandler = self.text.append
        return True

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
            return
        name, value = self.open.pop()
        if value is None:
            self._close_text(name)
        elif name in _TEXT_ITEMS:
            value[_TEXT_ITEMS[name]] = value.get("value") or "".join(self.text)
            self.parser.CharacterDataHandler = None

    def _close_text(self, name: str) -> None:
        self.parser.CharacterDataHandler = None
        owner = self.open[-1][1]
        if name != _DEPENDENCY:
            owner[name] = "".join(self.text)

    def _placed(self, attributes: dict[str, str]) -> Placed:
        self.values += 1
        if self.values > (limit := VALUES * self.bounds.items):
            code = "content_too_many"
            raise _RefusedError(code, self.parser.CurrentByteIndex, limit=limit)
        found = Placed(f"{self.parser.CurrentLineNumber}:{self.parser.CurrentColumnNumber + 1}")
        found.update((key, value) for key, value in attributes.items() if " " not in key)
        return found
