"""SPDX: bills of materials in tag-value and JSON (2.x) and JSON-LD (3.0)."""

from hygie.observations.spdx.reader import read_spdx

__all__ = ["read_spdx"]
