"""How probable a goal is when leaves and steps succeed or fail independently: an optional valuation.

Exact, by a decision diagram, where the goal depends on few enough of them; otherwise sampled, and the answer
says so and how sure it is. Whether such a probability means anything for deliberate attacks is another
question: it is never the only rating (docs/composition.md).
"""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from hygie.composition.engine.diagrams import FALSE, TRUE, Diagrams, TooManyNodesError
from hygie.composition.engine.graph import Booleans, Floats, Graph, Words
from hygie.composition.engine.kernels import closure, lanes
from hygie.composition.engine.proportions import certain_interval
from hygie.composition.engine.slices import relevant


@dataclass(frozen=True, slots=True)
class Exact:
    """The probability, exact but for rounding."""

    value: float


@dataclass(frozen=True, slots=True)
class Sampled:
    """The interval from ``low`` to ``high`` has the probability, with the ``confidence`` stated."""

    low: float
    high: float
    samples: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Caps:
    """Up to when a probability is exact, and how it is sampled beyond that, in whole words of 64 samples."""

    variables: int = 50
    nodes: int = 200_000
    samples: int = 102_400
    seed: int = 0
    confidence: float = 0.99


def probability(
    graph: Graph,
    chance: Floats,
    goal: int,
    *,
    sources: Booleans | None = None,
    blocked: Booleans | None = None,
    caps: Caps | None = None,
) -> Exact | Sampled:
    """Give the probability that a goal holds.

    ``chance`` has shape (n,): a node whose need is met holds with that probability, independently of the
    others; 1 for what is certain once its need is met. The same input gives the same answer, as the
    samples are drawn from a seed.

    Raises:
        ValueError: a chance is not between 0 and 1.
    """
    if not ((chance >= 0) & (chance <= 1)).all():
        message = "chances lie between 0 and 1"
        raise ValueError(message)
    caps = caps or Caps()
    question = _Question(graph, chance, goal, sources, blocked)
    if question.goal < 0:
        return Exact(0.0)
    if len(question.uncertain) <= min(caps.variables, _DEEPEST):
        try:
            return Exact(question.exact(caps.nodes))
        except TooManyNodesError:
            pass
    return question.sampled(caps)


_DEEPEST = 400
"""Variables beyond which diagrams would be too deep for Python's stack, were they to fit at all."""


class _Question:
    """The slice of a goal, and which of its nodes are uncertain."""

    def __init__(
        self, graph: Graph, chance: Floats, goal: int, sources: Booleans | None, blocked: Booleans | None
    ) -> None:
        none = np.zeros(graph.size, dtype=np.bool_)
        sources = none if sources is None else sources
        never = (none if blocked is None else blocked) | (chance == 0.0)
        part = relevant(graph, (goal,), sources=sources, blocked=never)
        self.graph = part.graph
        self.goal = int(part.place[goal])
        self.chance = chance[part.nodes]
        self.sources = sources[part.nodes] | (part.graph.need <= 0)
        self.uncertain = np.flatnonzero(self.chance < 1.0)

    def exact(self, most: int) -> float:
        """Compute the least fixpoint on functions; cycles only make it go round once more."""
        diagrams = Diagrams(most)
        backwards = self.graph.reversed()
        order = self.variables(backwards)
        chances = [float(self.chance[node]) for node in order]
        own = {node: diagrams.variable(number) for number, node in enumerate(order)}
        function = [FALSE] * self.graph.size
        stage = closure(self.graph, sources=self.sources).stage
        pending = [(int(stage[node]), node) for node in range(self.graph.size)]
        waiting = set(range(self.graph.size))
        pending.sort()
        while pending:
            _, node = heappop(pending)
            waiting.discard(node)
            grown = diagrams.both(own.get(node, TRUE), self.met(diagrams, backwards, function, node))
            if grown != function[node]:
                function[node] = grown
                for head in set(_row(self.graph, node)) - waiting:
                    waiting.add(head)
                    heappush(pending, (int(stage[head]), head))
        return diagrams.probability(function[self.goal], chances)

    def met(self, diagrams: Diagrams, backwards: Graph, function: list[int], node: int) -> int:
        """Give the function that is true when the need of a node is met."""
        if self.sources[node]:
            return TRUE
        tails = [function[tail] for tail in _row(backwards, node)]
        need = int(self.graph.need[node])
        return diagrams.at_least(need, tails) if need <= len(tails) else FALSE

    def variables(self, backwards: Graph) -> list[int]:
        """Order the uncertain nodes as a walk from the goal meets them: what is used together is close."""
        seen: set[int] = set()
        order: list[int] = []
        pending = [self.goal]
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            if self.chance[node] < 1.0:
                order.append(node)
            pending += _row(backwards, node)[::-1]
        return order

    def sampled(self, caps: Caps) -> Sampled:
        """Draw scenarios, 64 in a word, until there are enough."""
        bits = np.random.PCG64(caps.seed)  # its raw words are the same in every version of numpy
        words = -(-caps.samples // 64)
        width = max(1, min(words, _BATCH // max(self.graph.size, 1)))
        sources = np.repeat(np.where(self.sources, ~np.uint64(0), np.uint64(0))[:, None], width, axis=1)
        hits = drawn = 0
        while drawn < words:
            wide = min(width, words - drawn)
            failed = np.zeros((self.graph.size, wide), dtype=np.uint64)
            failed[self.uncertain] = ~bernoulli_words(self.chance[self.uncertain], wide, bits)
            holds = lanes(self.graph, sources=sources[:, :wide].copy(), blocked=failed, width=wide)
            hits += int(np.bitwise_count(holds[self.goal]).sum())
            drawn += wide
        low, high = certain_interval(hits, 64 * words, caps.confidence)
        return Sampled(low, high, 64 * words, caps.confidence)


_BATCH = 1 << 22
"""Words held at once while sampling: 32 MiB."""

_DIGITS = 64


def bernoulli_words(chances: Floats, width: int, bits: np.random.PCG64) -> Words:
    """Draw words in which each bit is 1 with the chance of its row; shape (len(chances), width).

    A uniform number is compared with the chance one binary digit at a time, 64 numbers at once, until every
    comparison in the word is decided: about eight random words for each one drawn.
    """
    drawn = np.zeros(len(chances) * width, dtype=np.uint64)
    undecided = np.full(drawn.shape, ~np.uint64(0))
    open_words = np.arange(len(drawn))
    rest = chances.copy()
    for _ in range(_DIGITS):
        rest *= 2
        one = rest >= 1.0
        rest -= one
        random = np.asarray(bits.random_raw(len(open_words)), dtype=np.uint64)
        digit, doubt = one[open_words // width], undecided[open_words]
        drawn[open_words] |= np.where(digit, doubt & ~random, np.uint64(0))
        undecided[open_words] = doubt & np.where(digit, random, ~random)
        open_words = open_words[undecided[open_words] != 0]
        if not len(open_words):
            break
    return drawn.reshape(len(chances), width)


def _row(graph: Graph, node: int) -> list[int]:
    row: list[int] = graph.heads[graph.starts[node] : graph.starts[node + 1]].tolist()
    return row
