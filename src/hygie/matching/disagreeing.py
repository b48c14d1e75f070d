"""A component that says two versions of itself: what is found of it is for a person to check."""

from typing import Final

import numpy as np

from hygie.matching.judging import State
from hygie.matching.matched import Columns, Reason
from hygie.matching.questions import Questions

DISAGREE: Final = "versions_disagree"


def capped(hits: Columns, questions: Questions, reasons: list[Reason]) -> Columns:
    """Give the hits, none of them sure where the identifiers of the component disagree on its version."""
    subjects = questions.disagreeing()
    if not len(subjects):
        return hits
    doubtful = np.isin(hits.subject, subjects) & (hits.state == State.AFFECTED)
    places = np.flatnonzero(doubtful).tolist()
    state, reason = hits.state.copy(), hits.reason.astype(np.int32)
    made: dict[str, int] = {}
    for place in places:
        identity = reasons[int(reason[place])].identity
        if identity not in made:
            made[identity] = len(reasons)
            reasons.append(Reason(DISAGREE, {}, identity))
        state[place], reason[place] = State.TO_CHECK, made[identity]
    return hits._replace(state=state, reason=reason)
