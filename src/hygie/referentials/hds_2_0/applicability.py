"""Whether HDS v2.0 binds the organisation (HDS §3.1); replaced below by the full decision."""

from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Check


def binds(_facts: Facts) -> Check:
    """Bind everyone."""
    return TRUE
