"""Is it the same product? By vendor and product names, as CSAF advisories and inventories write them.

A key is a text that both sides write alike; that two share one makes them candidates. ``judge_names`` then
says how sure it is, and what may be concluded at most.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.kernel.parameters import Parameter
from hygie.matching.vendor_names import Vendor, fronts, vendor_of, without_brackets, words_of


class Confidence(StrEnum):
    """How two names met, the surest first.

    ``EXACT``: same vendor, same product, whatever the writing. ``ALIAS``: vendors by the table of aliases.
    ``PRODUCT_ONLY``: one side names no vendor. ``SIMILAR``: same vendor, names that look alike.
    """

    EXACT = "exact"
    ALIAS = "alias"
    PRODUCT_ONLY = "product_only"
    SIMILAR = "similar"


class NameMatch(NamedTuple):
    """That two names are, or may be, one product.

    ``may_affect``: whether ``affected`` may be concluded from it; else it is for a person to check, whatever
    the version. ``code`` and ``parameters`` make the sentence.
    """

    confidence: Confidence
    may_affect: bool
    code: str
    parameters: Mapping[str, Parameter] = {}


class Name(NamedTuple):
    """What a product goes by: ``whole`` names are its own; ``part`` are names of more, or of less."""

    vendor: Vendor
    whole: tuple[str, ...]
    part: tuple[str, ...]
    words: frozenset[str]
    spans: tuple[tuple[str, int, int], ...]


LIBRARIES: Final = frozenset(("library", "framework"))
"""Types of components that are known by their name alone, whoever packages them."""
_MOST_KEYS: Final = 12
_ALIKE: Final = 0.6
"""Share of the words of both names that must be common."""
_MOST_DIGITS: Final = 9
_LEAST_WORD: Final = 3
_COMMON: Final = frozenset(
    (
        *("core", "server", "client", "app", "application", "software", "firmware", "system", "device"),
        *("product", "products", "version", "unknown", "na", "all", "other", "multiple", "utils", "common"),
    )
)
"""Names that name nothing in particular without a vendor."""
_EMPTY_WORDS: Final = frozenset(
    (
        *("the", "and", "of", "for", "with", "a", "an", "in", "on", "model", "models", "series", "system"),
        *("systems", "software", "device", "devices", "product", "products", "version", "only", "number"),
    )
)
"""Words that make two names neither alike nor different."""
_SPAN: Final = re.compile(r"\b([A-Za-z]{1,6})([0-9]{1,5}) ?[-\u2013] ?([A-Za-z]{0,6})([0-9]{1,5})\b")


@lru_cache(maxsize=1 << 15)
def name_of(vendor: str, product: str, model: str = "") -> Name:
    """Bring names to one writing. ``model`` is finer than ``product``, which then names a family."""
    known = vendor_of(vendor)
    texts = _own_texts(product, model)
    whole = _whole(known, product, model)
    bare = [_key(known, without_brackets(text)) for text in texts]
    family = [_key(known, product)] if model else []
    spoken = [word for text in texts for word in _own_words(known, words_of(text))]
    spans = (
        (match[1].casefold(), int(match[2]), int(match[4]))
        for match in _SPAN.finditer(" ".join(texts)[:600])
        if match[3].casefold() in ("", match[1].casefold())
    )
    return Name(
        known,
        whole,
        tuple(dict.fromkeys(key for key in (*bare, *family) if key and key not in whole)),
        frozenset(word for word in spoken if word not in _EMPTY_WORDS),
        tuple(spans),
    )


def _own_texts(product: str, model: str) -> tuple[str, ...]:
    return (model, f"{product} {model}") if model else (product,)


def _whole(vendor: Vendor, product: str, model: str) -> tuple[str, ...]:
    keys = [_key(vendor, text) for text in _own_texts(product, model)]
    return tuple(dict.fromkeys(filter(None, keys)))


def _key(vendor: Vendor, text: str) -> str:
    return "".join(_own_words(vendor, words_of(text)))


def _own_words(vendor: Vendor, words: list[str]) -> list[str]:
    """Take the vendor's name away from the front of a product's, unless it is all there is."""
    for front in (*fronts(vendor.id), (vendor.written,)) if vendor.id else ():
        size = len(front)
        if len(words) > size and tuple(words[:size]) == front:
            return words[size:]
    return words


def name_keys(vendor: str, product: str, model: str = "") -> tuple[str, ...]:
    """Give the keys under which a product is looked up, of advisories and of components alike.

    Two that share a key are candidates, no more: the key without a vendor, ``|name``, brings together what
    names a vendor and what does not, and so also two vendors (see ``judge_names``). Never raises.
    """
    known = vendor_of(vendor)
    whole = _whole(known, product, model)
    found = [f"{known.id}|{key}" for key in whole] if known.id else []
    found += [f"|{key}" for key in whole if _names_alone(key)]
    return tuple(found)


def near_keys(vendor: str, product: str, model: str = "") -> tuple[str, ...]:
    """Give the keys under which names that look alike are looked up: at most twelve; none without a vendor.

    Kept apart from ``name_keys``, for what they find is only ever to be checked by a person: those that more
    than ``one_by_one.CROWD`` records of a segment share are not followed, and counted.
    """
    name = name_of(vendor, product, model)
    if not name.vendor.id:
        return ()
    found = [f"~{name.vendor.id}|{key}" for key in (*name.whole, *name.part)]
    told = sorted(name.words, key=lambda word: (not _has_digit(word), -len(word), word))
    found += [f"~{name.vendor.id}|{word}" for word in told if len(word) >= _LEAST_WORD]
    return tuple(dict.fromkeys(found))[:_MOST_KEYS]


def judge_names(one: Name, other: Name, kind: str = "") -> NameMatch | None:
    """Say whether a component's names (``one``) and an advisory's (``other``) are one product; None if not.

    ``kind`` is the type of the component, as bills of materials say it.
    """
    same = next((key for key in one.whole if key in other.whole), "")
    if one.vendor.id and other.vendor.id:
        if one.vendor.id != other.vendor.id:
            return None
        return _of_one_vendor(one, other, same)
    if not same or not _names_alone(same):
        return None
    library = not other.vendor.id and kind in LIBRARIES
    return NameMatch(
        Confidence.PRODUCT_ONLY,
        library,
        "names_product_only" if not library else "names_library",
        {"name": same},
    )


def _of_one_vendor(one: Name, other: Name, same: str) -> NameMatch | None:
    if same:
        unsure = (one.vendor.unsure or other.vendor.unsure) and one.vendor.written != other.vendor.written
        said = {"name": same, "vendor": one.vendor.written, "other": other.vendor.written}
        if unsure:
            return NameMatch(Confidence.ALIAS, False, "names_alias_unsure", said)
        if one.vendor.written != other.vendor.written:
            return NameMatch(Confidence.ALIAS, True, "names_alias", said)
        return NameMatch(Confidence.EXACT, True, "names_exact", {"name": same, "vendor": one.vendor.written})
    if set(one.part) & {*other.whole, *other.part} or set(one.whole) & set(other.part) or _alike(one, other):
        return NameMatch(Confidence.SIMILAR, False, "names_similar", {"vendor": other.vendor.written})
    return None


def _alike(one: Name, other: Name) -> bool:
    """Say whether names look alike: one within the other, or most of their words; numbers must not differ."""
    mine, its = one.words, other.words
    if not mine or not its:
        return False
    numbers, others = {w for w in mine if _has_digit(w)}, {w for w in its if _has_digit(w)}
    spanned = {word for word in numbers if _in_span(word, other.spans)} | {
        word for word in others if _in_span(word, one.spans)
    }
    if spanned:
        # "MX700" is one of "MX400-MX850"; a word besides must agree.
        return bool({w for w in mine if not _has_digit(w)} & its) or mine <= spanned or its <= spanned
    if numbers and others and not (numbers <= others or others <= numbers):
        return False
    shared = mine & its
    if not any(len(word) >= _LEAST_WORD for word in shared):
        return False
    return shared in (mine, its) or len(shared) >= _ALIKE * len(mine | its)


def _in_span(word: str, spans: tuple[tuple[str, int, int], ...]) -> bool:
    for letters, low, high in spans:
        digits = word.removeprefix(letters)
        if digits != word and digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS:
            return low <= int(digits) <= high
    return False


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _names_alone(key: str) -> bool:
    return len(key) >= _LEAST_WORD - 1 and key not in _COMMON
