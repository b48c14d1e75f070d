"""What is particular to some products: how their versions are written, and which words say the channel.

Sources: learn.microsoft.com/lifecycle and /windows/release-health (builds, years of the long-term servicing
channel), openjdk.org/jeps/223 (1.8 is 8), suse.com/lifecycle (a service pack is a minor version).
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from hygie.matching.lifecycle.cycles import Cycles, Found, by_build
from hygie.observations.lifecycle import Cycle

_JAVA: Final = re.compile(r"\A1\.([5-9])(?:\.\d+)*\Z")
_SP: Final = re.compile(r"sp(\d)")
_LONG_TERM: Final = frozenset({"ltsc", "ltsb", "lts"})
_LONG_TERM_YEARS: Final = {"2015": "1507", "2016": "1607", "2019": "1809", "2021": "21h2", "2024": "24h2"}
_WIDE: Final = frozenset({"home", "famille", "pro", "professional", "professionnel", "w"})
_ENTERPRISE: Final = frozenset({"enterprise", "entreprise", "education", "iot", "e"})
_MAJORS: Final = {"vista": "6", "xp": "5", "10": "10", "11": "11", "7": "7", "8": "8", "8.1": "8.1"}
_RELEASE: Final = re.compile(r"\d{4}|\d\dh[12]")
_SERVER_YEARS: Final = frozenset({"2016", "2019", "2022", "2025"})


def find_cycles(cycles: Cycles, words: Sequence[str]) -> Found:
    """Give the cycles that the words may mean, by the rules of the product."""
    rule = _RULES.get(cycles.product.product)
    return rule(cycles, words) if rule else cycles.find(words)


def _java(cycles: Cycles, words: Sequence[str]) -> Found:
    return cycles.find([_JAVA.sub(r"\1", word) for word in words])


def _service_pack_is_minor(cycles: Cycles, words: Sequence[str]) -> Found:
    pack = next((found[1] for word in words if (found := _SP.fullmatch(word))), "")
    if pack:
        words = [f"{word}.{pack}" if word.isdigit() else word for word in words if not _SP.fullmatch(word)]
    return cycles.find(words)


def _server(cycles: Cycles, words: Sequence[str]) -> Found:
    """Take the year before the release: Windows Server 2019 says that it is version 1809, as another does."""
    if _SERVER_YEARS & set(words):
        kept = [word for word in words if not _RELEASE.fullmatch(word) or word in _SERVER_YEARS]
        words = [word for word in kept if not word.startswith("10.")]
    elif any(word in {"2012", "2008", "2003"} for word in words):
        words = [word for word in words if not re.fullmatch(r"[56]\.\d.*", word)]
    return cycles.find(words)


def _windows(cycles: Cycles, words: Sequence[str]) -> Found:
    left = tuple(word for word in words if not cycles.understands(word) and word not in _MAJORS)
    builds = [word for word in words if re.fullmatch(r"\d+\.\d+\.\d+.*", word)]
    major = next((_MAJORS[word] for word in words if word in _MAJORS), "")
    candidates = [each for each in cycles.product.cycles if not major or _major(each) == major]
    if builds:
        built = by_build(candidates, builds)
        candidates = list(built.cycles) if built else []
        if not candidates:
            return Found((), "lifecycle_no_cycle", left)
    elif not major:
        other = any(word[:1].isdigit() for word in words)
        code = "lifecycle_no_cycle" if other else "lifecycle_no_version"
        return Found(() if other else tuple(candidates), code, left)
    if (major or _major(candidates[0])) in {"10", "11"}:
        found = _by_channel(candidates, words)
    else:
        found = Found(tuple(candidates)) if builds else _by_pack(candidates, words)
    if len(found.cycles) == 1 and not found.code and left:
        return Found(found.cycles, "lifecycle_other_words", left)
    return Found(found.cycles, found.code, left)


def _major(cycle: Cycle) -> str:
    return cycle.name.split("-")[0]


def _by_pack(candidates: Sequence[Cycle], words: Sequence[str]) -> Found:
    """Windows up to 8.1: the data holds the last service pack, which people often leave out."""
    packs = {word for word in words if _SP.fullmatch(word)}
    if not candidates:
        return Found((), "lifecycle_no_cycle")
    if len(candidates) > 1:
        return Found(tuple(candidates), "lifecycle_several_cycles")
    own = {part for part in candidates[0].name.split("-") if _SP.fullmatch(part)}
    if own == packs or not own:
        return Found(tuple(candidates))
    return Found(tuple(candidates), "lifecycle_other_pack" if packs else "lifecycle_less_said")


def _by_channel(candidates: Sequence[Cycle], words: Sequence[str]) -> Found:
    """Windows 10 and 11: release, channel and edition; a release alone may be of several."""
    said = set(words)
    releases = {part for each in candidates for part in _parts(each) if _RELEASE.fullmatch(part)}
    long_term = bool(said & _LONG_TERM)
    wanted = said & releases
    if long_term:
        wanted |= {_LONG_TERM_YEARS[word] for word in said if word in _LONG_TERM_YEARS}
    elif {word for word in said if _RELEASE.fullmatch(word)} - releases:
        return Found((), "lifecycle_no_cycle")
    kept = [each for each in candidates if not wanted or _parts(each) & wanted]
    kept = [each for each in kept if _fits(_parts(each), said, long_term)]
    if long_term and "iot" in said and any("iot" in _parts(each) for each in kept):
        # Where IoT has dates of its own, they are its; elsewhere those of Enterprise hold for it.
        of_iot = {part for each in kept if "iot" in _parts(each) for part in _parts(each)} - {"iot", "lts"}
        kept = [each for each in kept if "iot" in _parts(each) or not _parts(each) & of_iot]
    if not kept:
        return Found((), "lifecycle_no_cycle")
    return Found(tuple(kept), "" if len(kept) == 1 else "lifecycle_several_cycles")


def _parts(cycle: Cycle) -> set[str]:
    return set(cycle.name.split("-")[1:])


def _fits(parts: set[str], said: set[str], long_term: bool) -> bool:
    """Say whether a cycle may be of the channel and edition that are said; what is not said fits."""
    if long_term:
        return "lts" in parts and ("iot" in said or "iot" not in parts)
    if said & _ENTERPRISE:
        return "w" not in parts and ("iot" in said or "iot" not in parts)
    if said & _WIDE:
        return not parts & {"e", "lts", "iot"}
    return True


_OF_JAVA: Final = (
    "oracle-jdk", "eclipse-temurin", "amazon-corretto", "azul-zulu", "red-hat-build-of-openjdk",
    "microsoft-build-of-openjdk", "openjdk-builds-from-oracle",
)  # fmt: skip
_RULES: Final[dict[str, Callable[[Cycles, Sequence[str]], Found]]] = {
    "windows": _windows,
    "windows-server": _server,
    "windows-server-core": _server,
    "sles": _service_pack_is_minor,
    **dict.fromkeys(_OF_JAVA, _java),
}
