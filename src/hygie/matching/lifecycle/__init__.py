"""Until when the parts of a device are supported: from the names people write to the cycles of a product."""

from hygie.matching.lifecycle.find import Lifecycles
from hygie.matching.lifecycle.support import Candidate, Certainty, Reason, Support, ended

__all__ = ["Candidate", "Certainty", "Lifecycles", "Reason", "Support", "ended"]
