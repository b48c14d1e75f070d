"""CycloneDX in XML, given the shape that the same bill has in JSON."""

from typing import Final

from hygie.composition.exchange.foreign import LIMITS, Plain, UnusableFileError
from hygie.kernel.diagnostic import Refusal
from hygie.observations.cyclonedx.xml import read_shape
from hygie.observations.reading import Bounds

_BOUNDS: Final = Bounds(depth=LIMITS.depth)


def read_xml(content: bytes, file: str) -> Plain:
    """Read a bill written in XML; an empty mapping if it is no bill.

    Raises:
        UnusableFileError: it is no XML, declares a document type, or is nested too deep.
    """
    found = read_shape(content, file, _BOUNDS)
    if isinstance(found, Refusal):
        raise UnusableFileError(*found.mistakes)
    return found
