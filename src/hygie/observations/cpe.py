"""Names of products by CPE: 2.3 formatted strings and 2.2 URIs, read into the same eleven attributes.

Source: NISTIR 7695 (CPE naming 2.3), 6.1 (URI binding, with the packed edition of 6.1.2.1.3) and 6.2
(formatted string binding). Values are unescaped and in lower case, as matching is not case-sensitive (NISTIR
7696, 6.2).
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.observations.purls import decoded

ANY: Final = "*"
"""Any value: said of nothing in particular, never of everything."""
NA: Final = "-"
"""The attribute makes no sense for the product."""
LONGEST: Final = 2048
_FIELDS: Final = 11
_URI_FIELDS: Final = 7


class Cpe(NamedTuple):
    r"""The attributes of a CPE name; ``*`` is ANY and ``-`` is NA.

    An escaped ``*``, ``?``, backslash, or lone ``-`` keeps its backslash (``\*``), as it means more without.
    A ``*`` or ``?`` that has none is a wildcard: see ``wild``.
    """

    part: str
    vendor: str = ANY
    product: str = ANY
    version: str = ANY
    update: str = ANY
    edition: str = ANY
    language: str = ANY
    sw_edition: str = ANY
    target_sw: str = ANY
    target_hw: str = ANY
    other: str = ANY

    @property
    def wild(self) -> bool:
        """Say whether vendor or product is ANY or has a wildcard: such a name names no product."""
        return any(value == ANY or _WILD(value) for value in (self.vendor, self.product))


_WILD: Final = re.compile(r"(?:[^\\*?]|\\.)*+[*?]").match
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]").search
_FIELD: Final = re.compile(r"((?:[^\\:]|\\.)*+)(?::|\Z)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_URI_PIECES: Final = re.compile(r"(%0[12])").split
_URI_WILDCARDS: Final = {"%01": "?", "%02": "*"}
_PARTS: Final = frozenset("aoh*-")


@lru_cache(maxsize=1 << 15)
def read_cpe(text: str) -> Cpe | None:
    """Read a CPE 2.3 formatted string or a 2.2 URI; None if it is neither, or names no part of the three.

    Fields left out at the end are ANY, as many sources cut them; an empty field is ANY too. More than eleven
    fields (a colon that was not escaped), control characters or more than 2,048 characters give None. A
    space, which no name may hold, is the ``_`` that stands for it. Never raises; linear in the length.
    """
    if len(text) > LONGEST:
        return None
    text = text.strip().replace(" ", "_")
    head = text[:8].lower()
    if _CONTROL(text):
        return None
    if head == "cpe:2.3:":
        return _formatted(text[8:])
    return _uri(text[5:]) if head.startswith("cpe:/") else None


def _formatted(text: str) -> Cpe | None:
    """Read what follows ``cpe:2.3:``."""
    if "\\" in text:
        fields: list[str] = []
        at = 0
        while at <= len(text) and len(fields) <= _FIELDS:
            found = _FIELD.match(text, at)
            if found is None:  # a backslash ends the name: it escapes nothing
                return None
            fields.append(found[1])
            at = found.end() if found.end() > found.end(1) else len(text) + 1
    else:
        fields = text.split(":", _FIELDS)
    if len(fields) > _FIELDS:
        return None
    return _cpe([_unescaped(field) for field in fields])


def _uri(text: str) -> Cpe | None:
    """Read what follows ``cpe:/``: seven fields at most, of which the edition may pack five attributes."""
    fields = text.split(":")
    if len(fields) > _URI_FIELDS:
        return None
    edition: list[str] = []
    if len(fields) > 5 and fields[5].startswith("~"):  # noqa: PLR2004 - the sixth is the edition
        edition = fields[5].split("~")[1:]
        if len(edition) > 5:  # noqa: PLR2004 - five attributes are packed
            return None
        fields[5] = edition[0]
    plain = [_from_uri(field) for field in fields]
    plain += [ANY] * (_URI_FIELDS - len(plain))
    return _cpe(plain + [_from_uri(field) for field in edition[1:]])


def _from_uri(field: str) -> str:
    """Decode a field of a URI: ``%01`` is ``?``, ``%02`` is ``*``, any other escape the character itself."""
    if "%" not in field:
        return field if field == ANY else _kept(field)
    pieces = [_URI_WILDCARDS.get(piece) or _kept(decoded(piece)) for piece in _URI_PIECES(field)]
    value = "".join(pieces)
    return f"\\{value}" if value == NA else value


def _kept(text: str) -> str:
    """Escape what would else have a meaning."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")


def _unescaped(field: str) -> str:
    r"""Take the escapes away, but of ``\*``, ``\?``, a backslash and a lone ``\-``: see ``Cpe``."""
    if "\\" not in field or field == "\\-":
        return field
    return _ESCAPED.sub(lambda found: found[0] if found[1] in "\\*?" else found[1], field)


def _cpe(fields: list[str]) -> Cpe | None:
    """Make the name: lower case, empty is ANY."""
    if fields[0].lower() not in _PARTS or any(map(_CONTROL, fields)):
        return None
    return Cpe(*(field.lower() or ANY for field in fields))
