"""CSAF 2.0 and 2.1 (OASIS): security advisories, informational ones and VEX documents."""

from hygie.observations.csaf.reader import read_csaf

__all__ = ["read_csaf"]
