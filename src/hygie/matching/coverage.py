"""What was evaluated and what was not, with one reason each: "not matched" is said of the first kind only.

A component is evaluated when at least one route can answer no as well as yes: a package of an ecosystem whose
advisories some loaded source means to hold all (see ``covering``), in a version that can be ordered; a CPE,
or a vendor and a product by name, that the CVE list knows, with a version. A CPE or a name that no source
knows may be spelled otherwise there, and one that only partial sources know may be missing from them: silence
proves nothing.

Of the distributions whose advisories name source packages, a package that does not say its source, and that
no advisory of its release names, is not evaluated: it may be built from one that they do name.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from hygie.matching.asking import sources_of
from hygie.matching.identities import LIKENESS, NO_VENDOR, Route, route_of
from hygie.matching.matched import WHOLLY, Matched
from hygie.matching.questions import Questions
from hygie.matching.versions.resolved import is_placeholder

REASONS: Final = (
    "",
    "no_identifier",
    "purl_invalid",
    "no_version",
    "no_distribution",
    "version_invalid",
    "source_package_unknown",
    "no_source",
    "partial_source",
    "name_unknown",
    "ecosystem_unknown",
)
"""Why a component was not evaluated; empty if it was. Of several, the first of this list is the main one.

What can be mended stands before what cannot: a type of package without advisories stays one, a CPE can be
corrected.
"""
_NUMBERS: Final = {reason: number for number, reason in enumerate(REASONS)}
_NONE: Final = 255
_BY_SOURCE: Final = frozenset(("alpine", "chainguard", "debian", "minimos", "ubuntu", "wolfi"))


@dataclass(frozen=True)
class Coverage:
    """``routes``: a bit (1 << Route) for each that evaluated a component; ``reasons``: place in REASONS."""

    routes: npt.NDArray[np.uint8]
    reasons: npt.NDArray[np.uint8]

    @cached_property
    def evaluated(self) -> int:
        """Count those that some route evaluated."""
        return int(np.count_nonzero(self.routes))

    def reason(self, component: int) -> str:
        """Say why a component was not evaluated, empty if it was."""
        return REASONS[self.reasons[component]]


def coverage(matched: Matched) -> Coverage:
    """Say what was evaluated of what was matched."""
    questions, total = matched.questions, len(matched.questions.items)
    subject = questions.probe_subject
    why = _reasons(matched)
    routes = np.zeros(total, dtype=np.uint8)
    answered = why == 0
    bits = np.left_shift(1, _routes(questions)[questions.probe_identity]).astype(np.uint8)
    np.bitwise_or.at(routes, subject[answered], bits[answered])
    reasons = np.array([_NUMBERS[reason] or _NONE for reason in questions.refused], dtype=np.uint8)
    np.minimum.at(reasons, subject[~answered], why[~answered])
    reasons[reasons == _NONE] = _NUMBERS["no_identifier"]
    reasons[routes > 0] = 0
    numbers = matched.component_subject
    if numbers is None:
        return Coverage(routes, reasons)
    return Coverage(routes[numbers], reasons[numbers])


def _reasons(matched: Matched) -> npt.NDArray[np.uint8]:
    """Say why each question has no answer that could be no: places in REASONS, 0 if it has one."""
    questions = matched.questions
    identity = questions.probe_identity
    route = _routes(questions)[identity]
    known = matched.known[identity]
    fronts = np.array([each[: len(LIKENESS)] for each in questions.identities], dtype=f"S{len(LIKENESS)}")
    near, bare = fronts == LIKENESS, fronts == NO_VENDOR
    is_package = route == Route.PURL
    missing = np.array([not text for _, text in questions.versions], dtype=bool)[questions.probe_version]
    words = np.array([is_placeholder(text) for _, text in questions.versions], dtype=bool)
    word = words[questions.probe_version]
    why = np.zeros(len(identity), dtype=np.uint8)
    for reason, ecosystems in (
        ("partial_source", {name for index in matched.indexes for name in index.covers}),
        ("no_source", {name for index in matched.indexes for name in index.ecosystems}),
    ):
        why[is_package & ~questions.covered(ecosystems)[identity]] = _NUMBERS[reason]
    why[~is_package & ((known & WHOLLY == 0) | bare[identity])] = _NUMBERS["partial_source"]
    why[_of_unknown_source(matched, is_package)] = _NUMBERS["source_package_unknown"]
    why[is_package & ~_ordered(questions, is_package)[questions.probe_version]] = _NUMBERS["version_invalid"]
    why[word & (why == 0)] = _NUMBERS["version_invalid"]
    why[missing] = _NUMBERS["no_version"]
    why[~is_package & (known == 0)] = _NUMBERS["name_unknown"]
    # A name that nobody speaks of, or only one like it, is no identifier: what else the component has says
    # why, or nothing does.
    why[(route == Route.NAME) & ((known == 0) | near[identity])] = _NONE
    return why


def _of_unknown_source(matched: Matched, is_package: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say of each question whether it is by a name that may not be that of a source package."""
    questions = matched.questions
    unknown = questions.covered(_releases(matched))
    for index in matched.indexes:
        if any(_by_source(name) for name in index.covers):
            unknown &= index.find(questions.hashes) < 0
    found = is_package & unknown[questions.probe_identity]
    for place in np.flatnonzero(found).tolist():
        identity = questions.identities[questions.of_identity[place]]
        found[place] = identity not in sources_of(questions.items[questions.of_subject[place]])
    return found


def _releases(matched: Matched) -> set[str]:
    """Give the distributions indexed by source that some source means to hold."""
    return {name for index in matched.indexes for name in index.covers if _by_source(name)}


def _by_source(ecosystem: str) -> bool:
    """Say whether advisories of an ecosystem name source packages (OSV: Debian, Ubuntu, Alpine, Wolfi…)."""
    return ecosystem.partition(":")[0] in _BY_SOURCE


def _routes(questions: Questions) -> npt.NDArray[np.uint8]:
    """Give the route of each identity."""
    return np.array([route_of(each) for each in questions.identities], dtype=np.uint8)


def _ordered(questions: Questions, is_package: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say of each version whether it is one of its scheme; those of no package are not looked at."""
    ordered = np.ones(len(questions.versions), dtype=bool)
    asked = np.zeros(len(questions.versions), dtype=bool)
    asked[questions.probe_version[is_package]] = True
    for number in np.flatnonzero(asked).tolist():
        ordered[number] = not questions.versions[number][0] or questions.key(number) is not None
    return ordered
