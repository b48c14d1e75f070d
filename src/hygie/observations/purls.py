"""Package URLs: ``pkg:type/namespace/name@version?qualifiers#subpath``, read into their parts.

Source: the purl specification (ECMA-427; github.com/package-url/purl-spec), "How to parse a purl string" and
the rules of each type. Tolerant where an identity can still be read: a qualifier that is not ``key=value`` is
left out, a scope of npm may stand unencoded, an escape that is not UTF-8 gives U+FFFD.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.observations.names import of_pub

LONGEST: Final = 4096
"""Characters; no package is named by more."""


class Purl(NamedTuple):
    """The decoded parts of a purl, normalised as its type asks; a part that is absent is empty.

    ``qualifiers`` are (key, value) pairs in the order of their keys, keys in lower case.
    """

    type: str
    namespace: str
    name: str
    version: str
    qualifiers: tuple[tuple[str, str], ...]
    subpath: str

    def qualifier(self, key: str) -> str:
        """Give the value of a qualifier, empty if the purl does not hold it."""
        for held, value in self.qualifiers:
            if held == key:
                return value
        return ""


# What nearly all purls look like: no empty segment, no subpath, nothing odd. Possessive, hence linear.
_PLAIN: Final = re.compile(
    r"pkg:([a-z]++)/((?:[\w.~%-]++/)*+)([\w.~+%-]++)(?:@([\w.~:+%-]++))?+(?:\?([\w.~:+%/=&-]++))?+", re.ASCII
).fullmatch
_TYPE: Final = re.compile(r"[A-Za-z][A-Za-z0-9.+_-]*").fullmatch
_KEY: Final = re.compile(r"[a-z._-][a-z0-9._-]*").fullmatch
_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]").search

_LOWER_NAMESPACE: Final = frozenset(
    ("alpm", "apk", "bitbucket", "composer", "github", "gitlab", "hex", "luarocks", "pypi", "qpkg")
)
_LOWER_NAME: Final = frozenset(
    ("alpm", "apk", "bitbucket", "bitnami", "composer", "github", "gitlab", "hex", "luarocks", "npm", "oci")
)
_NAMES: Final[dict[str, Callable[[str], str]]] = {
    **dict.fromkeys(_LOWER_NAME, str.lower),
    "pypi": lambda name: name.replace("_", "-").lower(),
    "hackage": lambda name: name.replace("_", "-"),
    "pub": of_pub,
}
_LOWER_VERSION: Final = frozenset(("huggingface", "oci"))
_PARTICULAR: Final = _LOWER_NAMESPACE | _LOWER_VERSION | _NAMES.keys() | {"cpan", "mlflow"}


def read_purl(text: str) -> Purl | None:
    """Read a purl; None if no type and name can be read of it. Never raises; linear in its length."""
    plain = _PLAIN(text)
    if plain is None or len(text) > LONGEST:
        return None if len(text) > LONGEST else _read(text)
    kind, namespace, name, version, written = plain.groups("")
    namespace = namespace[:-1]
    if "%" in text:
        namespace = decoded(namespace).strip(" /")
        name = decoded(name).strip().strip("/")
        version = decoded(version).strip()
        if not name:
            return None
    qualifiers = _qualifiers(written) if written else ()
    if kind in _PARTICULAR:
        return _normalised(kind, namespace, name, version, qualifiers, "")
    # Twice as fast as Purl(...), which checks its arguments.
    return tuple.__new__(Purl, (kind, namespace, name, version, qualifiers, ""))


@lru_cache(maxsize=1 << 15)
def _read(text: str) -> Purl | None:
    """Read any purl, encoded or sloppy."""
    text = text.strip()
    if text[:4].lower() != "pkg:" or _CONTROL(text):
        return None
    rest, _, subpath = text[4:].lstrip("/").partition("#")
    rest, _, qualifiers = rest.partition("?")
    kind, _, path = rest.partition("/")
    if not _TYPE(kind):
        return None
    kind = kind.lower()
    scope, path, version = _split(kind, path.lstrip("/ "))
    segments = [segment for segment in path.split("/") if segment.strip()]
    if not segments:
        return None
    name = decoded(segments.pop()).strip().strip("/")
    if not name:
        return None
    namespace = decoded(scope) or "/".join(map(decoded, segments)).strip(" /")
    steps = (step for step in subpath.split("/") if step.strip() and step not in {".", ".."})
    return _normalised(
        kind,
        namespace,
        name,
        decoded(version).strip(),
        _qualifiers(qualifiers),
        "/".join(map(decoded, steps)),
    )


def _split(kind: str, path: str) -> tuple[str, str, str]:
    """Cut a path into npm scope (with its bare ``@``), rest and version (after the last ``@``)."""
    scope = ""
    if kind == "npm" and path.startswith("@"):
        scope, _, path = path.partition("/")
    rest, at, version = path.rpartition("@")
    return (scope, rest, version) if at else (scope, path, "")


def _qualifiers(text: str) -> tuple[tuple[str, str], ...]:
    """Read ``key=value&key=value``, sorted; the ill written are left out, the last of a key holds."""
    held = dict(filter(None, map(_qualifier, text.split("&"))))
    return tuple(sorted(held.items()))


@lru_cache(maxsize=1 << 12)
def _qualifier(pair: str) -> tuple[str, str] | None:
    """Read ``key=value``; None if it is not that, or the value is empty. Most pairs come often."""
    key, _, value = pair.partition("=")
    key = key.strip().lower()
    return (key, decoded(value)) if value.strip() and _KEY(key) else None


def _normalised(
    kind: str,
    namespace: str,
    name: str,
    version: str,
    qualifiers: tuple[tuple[str, str], ...],
    subpath: str,
) -> Purl:
    """Apply the rules of a type: which parts are not case-sensitive, and which characters are one."""
    if kind in _LOWER_NAMESPACE:
        namespace = namespace.lower()
    elif kind == "cpan":
        namespace = namespace.upper()
    elif kind == "mlflow" and any(
        key == "repository_url" and "databricks" in v.lower() for key, v in qualifiers
    ):
        name = name.lower()
    rule = _NAMES.get(kind)
    if rule is not None:
        name = rule(name)
    if kind in _LOWER_VERSION:
        version = version.lower()
    return Purl(kind, namespace, name, version, qualifiers, subpath)


def decoded(text: str) -> str:
    """Decode the ``%xx`` escapes of UTF-8 bytes; ``+`` stays ``+``, as it is in a version."""
    return _ESCAPES.sub(_decoded, text) if "%" in text else text


def _decoded(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8", "replace")
