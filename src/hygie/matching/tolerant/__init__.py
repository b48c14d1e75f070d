"""Is this version concerned? Yes, no, or to be checked by a person, with the reason.

For what no scheme orders: versions as people write them in inventories, and texts about versions as people
write them in advisories. Yes and no are said only where anybody would say the same.
"""

from hygie.matching.tolerant.answer import Answer, Judgement
from hygie.matching.tolerant.judge import OUTSIDE, Prepared, judge_affected, judge_text
from hygie.matching.tolerant.parts import held

__all__ = ["OUTSIDE", "Answer", "Judgement", "Prepared", "held", "judge_affected", "judge_text"]
