"""Relationships, kept where they say what is described, contained or needed."""

from typing import Final

from hygie.observations.spdx.draft import Draft
from hygie.observations.spdx.words import link, said

_NOTHING: Final = ("NoneElement", "NoAssertionElement")
"""The elements of SPDX 3 that stand for none and for nothing said."""


def add_link(draft: Draft, source: str, kind: str, target: str) -> None:
    """Keep a relationship between two things, the right way round."""
    found = link(kind)
    if found is None:
        return
    meaning, backwards = found
    source, target = said(source), said(target)
    nothing = source.endswith(_NOTHING) or target.endswith(_NOTHING)
    if source and target and not nothing:
        draft.links.append((target, meaning, source) if backwards else (source, meaning, target))
