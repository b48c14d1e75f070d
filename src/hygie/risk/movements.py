"""What a change of controls does to the risks of a system, component by component."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hygie.composition.analysis.results import LossResult
from hygie.risk.ranking import Alike, Ranking, Risk, members_of

Movement = Literal["appeared", "disappeared", "worse", "better"]
"""How a risk differs from what it was."""


@dataclass(frozen=True, slots=True)
class Move:
    """A risk that a change of controls makes appear, disappear, worse or better; the absent end is None.

    ``members`` are the paths of the components for which it does, ``instances`` how many they are, of
    ``out_of`` that fared alike before.
    """

    movement: Movement
    before: Risk | None
    after: Risk | None
    members: tuple[str, ...]
    instances: int
    out_of: int

    @property
    def loss(self) -> LossResult:
        """The loss, as it is after where it still is."""
        risk = self.after or self.before
        if risk is None:
            raise AssertionError
        return risk.loss


def moves(before: Ranking, after: Ranking) -> tuple[Move, ...]:
    """Say how the risks of a system differ before and after a change: what gets worse first.

    Components are compared one by one, for a change may tell apart those that were alike; then those that
    fare alike before and after are told together.
    """
    earlier, later = dict(_bearers(before)), dict(_bearers(after))
    origins = Counter[Alike]()
    together: dict[tuple[Alike, tuple[int, ...]], list[_Bearer]] = {}
    for key in dict.fromkeys((*later, *earlier)):
        bearer = _Bearer(earlier.get(key), later.get(key))
        start = (*bearer.known.kind, *_state(bearer.earlier))
        origins[start] += bearer.known.copies
        together.setdefault((start, _state(bearer.later)), []).append(bearer)
    found = [
        Move(
            movement,
            bearers[0].earlier,
            bearers[0].later,
            tuple(bearer.known.path for bearer in bearers),
            sum(bearer.known.copies for bearer in bearers),
            origins[start],
        )
        for (start, _), bearers in together.items()
        if (movement := _movement(bearers[0].earlier, bearers[0].later)) is not None
    ]
    return tuple(sorted(found, key=lambda move: _MOVEMENTS.index(move.movement)))


_MOVEMENTS: tuple[Movement, ...] = ("appeared", "worse", "disappeared", "better")


class _End(NamedTuple):
    """A component and one of its losses, in one of the two rankings; no risk where it is not reached."""

    path: str
    kind: Alike
    copies: int
    risk: Risk | None


class _Bearer(NamedTuple):
    """A component and one of its losses, before and after; it has one end at least."""

    before: _End | None
    after: _End | None

    @property
    def known(self) -> _End:
        end = self.after or self.before
        if end is None:
            raise AssertionError
        return end

    @property
    def earlier(self) -> Risk | None:
        return self.before and self.before.risk

    @property
    def later(self) -> Risk | None:
        return self.after and self.after.risk


def _bearers(ranking: Ranking) -> Iterator[tuple[Alike, _End]]:
    reached: list[tuple[LossResult, Risk | None]] = [(risk.loss, risk) for risk in ranking.risks]
    for loss, risk in (*reached, *((loss, None) for loss in ranking.not_reached)):
        members = members_of(loss)
        for path in members:
            end = _End(path, ranking.kind(loss), max(1, loss.instances // len(members)), risk)
            yield (path, loss.asset, loss.criterion), end


def _state(risk: Risk | None) -> tuple[int, ...]:
    """Give what of a risk may move, the worse the greater; empty where there is none."""
    if risk is None:
        return ()
    return risk.level.rank, risk.loss.severity, risk.loss.likelihood, risk.loss.undetected


def _movement(before: Risk | None, after: Risk | None) -> Movement | None:
    earlier, later = _state(before), _state(after)
    if earlier == later:
        return None
    if not (earlier and later):
        return "appeared" if later else "disappeared"
    return "worse" if later > earlier else "better"
