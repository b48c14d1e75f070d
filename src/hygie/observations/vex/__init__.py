"""VEX: what suppliers say of vulnerabilities in their products (OpenVEX, CycloneDX, CSAF)."""

from hygie.observations.vex.holding import latest
from hygie.observations.vex.reader import read_vex

__all__ = ["latest", "read_vex"]
