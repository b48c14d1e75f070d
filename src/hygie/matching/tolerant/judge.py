"""Hold a version against what an advisory says of versions."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from hygie.matching.tolerant.answer import Answer, Judgement
from hygie.matching.tolerant.parts import SHOWN, Held, Part, Said, held, interval, point, text_part
from hygie.observations.advisory import Affected

_YES, _NO, _CHECK = Answer.YES, Answer.NO, Answer.TO_CHECK
_NO_SCHEME: Final = frozenset(
    ("", "custom", "generic", "unspecified", "unknown", "date", "git", "other", "all")
)
OUTSIDE: Final = Judgement(_NO, "tolerant_outside")
"""A plain no, without its parameters: of most advisories, nobody reads why."""
_EVERYTHING: Final = Judgement(_YES, "tolerant_everything")
_ALL_OPEN: Final = Judgement(_YES, "tolerant_everything", {}, "")


class Prepared:
    """What an advisory says of the versions of a product, read once to be asked many times."""

    def __init__(self, affected: Affected) -> None:
        """Read it."""
        exact = affected.scheme not in _NO_SCHEME
        self.everything, self.commits = affected.everything, affected.commits
        self.versions = frozenset(affected.versions)
        self.ranges = [interval(each, exact=exact) for each in affected.ranges]
        parts: list[Part] = [*self.ranges]
        parts += [point(text, exact=exact) for text in affected.versions]
        parts += [text_part(text, exact=exact) for text in affected.expressions]
        self.parts = parts
        self.excluded = [interval(each, exact=exact) for each in affected.excluded]
        self._is_open = any(part.is_open for part in parts)
        plain = not (self.everything or self.commits or self.versions or self.excluded or self._is_open)
        self._only = parts[0] if plain and len(parts) == 1 else None

    @cached_property
    def shown(self) -> str:
        """Write all of it, for people."""
        return _text(part.shown for part in self.parts)

    def judge(self, version: Held) -> Judgement:
        """Say whether a version is one of those named; ``OUTSIDE`` for a plain no."""
        if self._only is not None and version.known:  # nearly all
            told = version.met.get(self._only)
            if told is None:
                told = version.met[self._only] = _judgement(version, self._only.say(version))
            return told
        found = _EVERYTHING if self.everything else self._named(version)
        if not self.excluded or found.answer is _NO:
            return found
        if not version.known:
            shown = _text(part.shown for part in self.excluded)
            return Judgement(_CHECK, "tolerant_version_unknown", {"range": shown})
        return self._excluded(version) or found

    def _named(self, version: Held) -> Judgement:
        """Judge without what is excluded: one part is enough for a yes, all are needed for a no."""
        if version.known and version.text in self.versions:
            shown = version.text[:SHOWN]
            return Judgement(
                _YES, "tolerant_listed", {"version": shown, "range": shown}, self._fixed(version)
            )
        if self._is_open:
            return _ALL_OPEN
        if not self.parts:
            return Judgement(_CHECK, "tolerant_commits" if self.commits else "tolerant_no_version_named")
        if not version.known:
            return Judgement(_CHECK, "tolerant_version_unknown", {"range": self.shown})
        doubt: Judgement | None = None
        met = version.met
        for part in self.parts:
            found = met.get(part)
            if found is None:
                found = met[part] = _judgement(version, part.say(version))
            if found is OUTSIDE:
                continue
            if found.answer is _YES:
                return found
            doubt = doubt or found
        if doubt is not None:
            return doubt
        return Judgement(_CHECK, "tolerant_commits") if self.commits else OUTSIDE

    def _fixed(self, version: Held) -> str | None:
        """Give what mends a version that is enumerated: the end of the range that holds it too."""
        said = (part.say(version) for part in self.ranges)
        return next((each.fixed for each in said if each.answer is _YES), None)

    def _excluded(self, version: Held) -> Judgement | None:
        """Give what the versions left out decide; None if nothing."""
        said = [part.say(version) for part in self.excluded]
        for sought, answer in ((_YES, _NO), (_CHECK, _CHECK)):
            for each in said:
                if each.answer is sought:
                    code = "tolerant_excluded" if answer is _NO else each.code
                    return Judgement(answer, code, {"version": version.text[:SHOWN], "range": each.text})
        return None


def judge_affected(version: str, affected: Affected) -> Judgement:
    """Say whether a version, as somebody wrote it, is one of those that an advisory names.

    Whether they are affected or fixed is not looked at. Never raises; linear in what is given.
    """
    prepared, asked = Prepared(affected), held(version)
    found = prepared.judge(asked)
    if found is OUTSIDE:
        return found._replace(parameters={"version": asked.text[:SHOWN], "range": prepared.shown})
    return found


def judge_text(version: str, text: str) -> Judgement:
    """Say whether a version is one of those that a text ("<= 9.33", "Rev B-M") speaks of."""
    return judge_affected(version, Affected(expressions=(text,)))


def _judgement(version: Held, said: Said) -> Judgement:
    if said.answer is _NO:
        return OUTSIDE
    return Judgement(
        said.answer, said.code, {"version": version.text[:SHOWN], "range": said.text}, said.fixed
    )


def _text(texts: Iterable[str]) -> str:
    """Write ranges one after the other, cut."""
    found = ""
    for each in texts:
        if len(found) > SHOWN:
            break
        found = f"{found} ; {each}" if found else each
    return found if len(found) <= SHOWN else found[:SHOWN] + "…"
