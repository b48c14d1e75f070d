"""The bills of a fleet as a standing index: each component once, so that new advisories are soon answered."""

from hygie.matching.fleet.bills import Fleet
from hygie.matching.fleet.rematch import Finding, delta, findings, full_rematch
from hygie.matching.fleet.store import load_fleet, save_fleet

__all__ = ["Finding", "Fleet", "delta", "findings", "full_rematch", "load_fleet", "save_fleet"]
