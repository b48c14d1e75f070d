"""From what an advisory writes of versions to intervals of keys: nothing decided that it does not say.

Sources: OSV schema, "affected[].ranges[]" and "affected[].versions" (a version is concerned if it is in any
range *or* in the list). What cannot be turned into an interval is not dropped: it becomes a doubt, with its
reason, over the versions that it may concern.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from hygie.observations.advisory import Affected, Range

Key = Callable[[str], bytes | None]
"""Order-preserving key of a version; None if it is no version of the scheme."""
Chosen = Callable[[str], str]


class Span(NamedTuple):
    """Versions from ``low`` to ``high``, None being open; ``after`` and ``within``: low out, high in.

    ``fixed`` is the first version outside, as written, where the source gives one. ``doubt``: why these
    versions are to be checked instead of concerned, empty if they are concerned.
    """

    low: bytes | None = None
    after: bool = False
    high: bytes | None = None
    within: bool = False
    fixed: str = ""
    doubt: str = ""

    def holds(self, key: bytes) -> bool:
        """Say whether a version is inside."""
        if self.low is not None and (key < self.low or (self.after and key == self.low)):
            return False
        return self.high is None or key < self.high or (self.within and key == self.high)


class Said(NamedTuple):
    """What is said of the versions of one package.

    ``odd`` are versions of the list that the scheme does not know: they equal only themselves; ``doubt`` is
    theirs. ``excluded`` are taken away from all ``spans``.
    """

    spans: tuple[Span, ...]
    odd: tuple[str, ...] = ()
    excluded: tuple[Span, ...] = ()
    doubt: str = ""

    def doubted(self, doubt: str) -> "Said":
        """Give the same, none of it sure."""
        spans = tuple(span._replace(doubt=span.doubt or doubt) for span in self.spans)
        return self._replace(spans=spans, doubt=doubt)


WHOLE: Final = Span()


def said(affected: Affected, key: Key, last: Key, chosen: Chosen) -> Said:
    """Turn what an advisory writes of one package into spans.

    ``last`` gives the key of the last version that an inclusive bound holds. ``chosen`` gives nothing of what
    a component cannot be in (a word, a range): a component equals that only as it is written.
    """
    spans = [span_of(item, key, last) for item in affected.ranges]
    if affected.everything:
        spans.append(WHOLE)
    sure = [span for span in spans if not span.doubt]
    points, odd = _enumerated(affected.versions, sure, key, last, chosen)
    if not (spans or points or odd):
        spans.append(WHOLE._replace(doubt="only_commits" if affected.commits else "no_versions_said"))
    excluded = [span_of(item, key, last) for item in affected.excluded]
    unsure = next((span.doubt for span in excluded if span.doubt), "")
    told = Said((*spans, *points), tuple(odd), tuple(span for span in excluded if not span.doubt))
    return told.doubted(unsure) if unsure else told  # what is taken away is not known: nothing is sure


def span_of(item: Range, key: Key, last: Key) -> Span:
    """Turn one range into a span; a bound that is no version leaves its side open, with a doubt."""
    doubt = ""
    low, after = None, False
    for text, out in ((item.introduced, False), (item.after, True)):
        if not text:
            continue
        bound = last(text) if out else key(text)
        if bound is None:
            doubt = "bound_not_a_version"
        elif low is None or (bound, out) > (low, after):
            low, after = bound, out
    high, within = None, False
    for text, inside in ((item.fixed, False), (item.last_affected, True)):
        if not text:
            continue
        bound = last(text) if inside else key(text)
        if bound is None:
            doubt = "bound_not_a_version"
        elif high is None or (bound, inside) < (high, within):
            high, within = bound, inside
    if low is not None and high is not None and (low > high or (low == high and (after or not within))):
        return Span(doubt="contradictory_range", fixed=item.fixed)
    return Span(low, after, high, within, item.fixed, doubt)


def _enumerated(
    versions: Iterable[str], sure: list[Span], key: Key, last: Key, chosen: Chosen
) -> tuple[list[Span], list[str]]:
    """Keep of a list of versions what no range holds already."""
    points: dict[bytes, Span] = {}
    odd: dict[str, None] = {}
    for version in versions:
        bound = key(version)
        if bound is None or not chosen(version):
            odd[version] = None
        if bound is None or bound in points:
            continue
        end = last(version) or bound
        if not any(span.holds(bound) and span.holds(end) for span in sure):
            points[bound] = Span(bound, False, end, True)
    return list(points.values()), list(odd)
