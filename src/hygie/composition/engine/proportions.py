"""How sure one is of a proportion that was sampled."""

import math

import numpy as np

from hygie.composition.engine.graph import Floats

_HALVINGS = 60


def certain_interval(hits: int, samples: int, confidence: float) -> tuple[float, float]:
    """Give an interval that misses the true proportion at most as often as ``1 - confidence``.

    It is the exact one, without any normal approximation (Clopper and Pearson, "The use of confidence or
    fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934), so it may be too wide but
    is right for rare events too.

    Raises:
        ValueError: there is no sample, more hits than samples, or no confidence strictly between 0 and 1.
    """
    if not (0 <= hits <= samples and samples > 0 and 0 < confidence < 1):
        message = "a sampled proportion has 0 <= hits <= samples, and 0 < confidence < 1"
        raise ValueError(message)
    tail = math.log((1 - confidence) / 2)
    return _lowest(hits, samples, tail), 1.0 - _lowest(samples - hits, samples, tail)


def _lowest(hits: int, samples: int, tail: float) -> float:
    """Give the least proportion under which so many hits or more are not rarer than the tail."""
    if hits == 0:
        return 0.0
    ways = _log_ways(hits, samples)
    low, high = 0.0, hits / samples
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _log_at_least(hits, samples, ways, middle) < tail:
            low = middle
        else:
            high = middle
    return low


def _log_ways(hits: int, samples: int) -> Floats:
    """Give the logarithms of the binomial coefficients from ``hits`` to ``samples``."""
    sums = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, samples + 1)))])
    counts = np.arange(hits, samples + 1)
    ways: Floats = sums[samples] - sums[counts] - sums[samples - counts]
    return ways


def _log_at_least(hits: int, samples: int, ways: Floats, proportion: float) -> float:
    counts = np.arange(hits, samples + 1)
    if proportion <= 0.0:
        return -math.inf
    terms = ways + counts * math.log(proportion) + (samples - counts) * math.log1p(-proportion)
    most = float(terms.max())
    return most + math.log(float(np.exp(terms - most).sum()))
