"""CVE records, format 5.0 to 5.2: what the CNA says of a CVE, and what others add to it (ADP)."""

from hygie.observations.cve5.record import advisory_of_cve5, read_cve5

__all__ = ["advisory_of_cve5", "read_cve5"]
