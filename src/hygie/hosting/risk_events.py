"""The thirteen cases that a risk assessment must consider (EXI-05, HDS §5.6.1.2), and what considers them."""

from collections.abc import Mapping
from typing import NamedTuple, get_args

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import CoveredEvent, EventVariant, Risk, RiskEvent

_POPULATIONS: tuple[EventVariant, ...] = ("staff", "client_designated")
_NAMED: Mapping[RiskEvent, tuple[EventVariant, ...]] = {
    "C": ("internal", "external"),
    "D.a": _POPULATIONS,
    "D.b": _POPULATIONS,
    "D.c": _POPULATIONS,
    "D.d": _POPULATIONS,
    "E": ("organization", "client"),
    "F": ("clumsiness", "malice"),
    "H": ("host", "subcontractors"),
}

VARIANTS: Mapping[RiskEvent, tuple[EventVariant, ...]] = {
    event: _NAMED.get(event, ()) for event in get_args(RiskEvent)
}
"""The thirteen leaves in order, each with the variants that its line names: all are to be considered."""


class Covering(NamedTuple):
    """A risk of the register, with the line by which it covers an event."""

    risk: Risk
    line: CoveredEvent


def coverings(risks: tuple[Risk, ...], event: RiskEvent) -> tuple[Covering, ...]:
    """List the risks that are declared to cover an event, whatever their date."""
    return tuple(
        Covering(risk, line) for risk in risks for line in known(risk.covers) or () if line.event == event
    )
