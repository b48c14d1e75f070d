"""The statement of applicability binds whoever chooses the referential, or hosts health data (HDS §4)."""

from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Check


def binds(_facts: Facts) -> Check:
    """Answer true: the 93 measures are all to be treated, be it to exclude them."""
    return TRUE
