"""Is this version concerned? Yes, no, or to be checked by a person, with the reason.

For what no scheme orders: versions as people write them in inventories, and texts about versions as people
write them in advisories. Yes and no are said only where anybody would say the same.
"""

from hygie.matching.tolerant.answer import Answer, Judgement
from hygie.matching.tolerant.judge import judge_affected, judge_text

__all__ = ["Answer", "Judgement", "judge_affected", "judge_text"]
