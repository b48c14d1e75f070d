"""The manufacturer's security disclosure of a device: the MDS2 form of 2019 (ANSI/NEMA HN 1-2019)."""

from hygie.observations.mds2.form import FORM
from hygie.observations.mds2.read import read_mds2
from hygie.observations.mds2.shapes import Answer, Mds2, Reply

__all__ = ["FORM", "Answer", "Mds2", "Reply", "read_mds2"]
