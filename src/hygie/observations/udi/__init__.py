"""Unique device identifiers, as they are printed or scanned: GS1 and HIBC read, ICCBBA and IFA recognised."""

from hygie.observations.udi.read import read_udi
from hygie.observations.udi.shapes import Issuer, NoUdi, Udi

__all__ = ["Issuer", "NoUdi", "Udi", "read_udi"]
