"""CycloneDX bills of materials, 1.0 to 1.7 and what later 1.x versions keep of it, in JSON and in XML.

Every type of component is read, the root included; what tools were used and what a component descends from
(``pedigree``) is no part of the product and is left aside.
"""

from hygie.observations.cyclonedx.reader import read_cyclonedx, read_unpacked

__all__ = ["read_cyclonedx", "read_unpacked"]
