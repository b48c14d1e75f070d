"""From the bytes of a summary to what it says, or to everything that is wrong with it.

The file comes from somebody else: nothing of it is used before its signature is verified.
"""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from hygie.composition.published.publication_content import (
    FORMAT,
    FORMAT_VERSION,
    Content,
    canonical,
    inner_losses,
    inputs,
    own_facts,
)
from hygie.composition.published.signing import is_signed
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.digest import Digest, digest_bytes
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place

LARGEST = 10_000_000
"""Bytes of a summary that are read."""

_SHOWN = 10
"""Mistakes of shape that are told: the others would be of the same sort."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A content that may be used."""

    content: Content
    digest: Digest


class _Sealed(NamedTuple):
    """A file taken apart; ``sealed`` is what the digest is of and what is signed."""

    data: dict[str, Any]
    sealed: bytes
    digest: Digest
    signature: str | None
    signed_by: str | None


def accepted(content: bytes, file: str, key: str) -> Accepted | tuple[Diagnostic, ...]:
    """Read a content that must be signed by the owner of a public key.

    Raises:
        MissingExtraError: the extra ``signing`` is not installed.
    """
    taken = _taken_apart(content, file)
    if isinstance(taken, Diagnostic):
        return (taken,)
    refusal = _newer(taken, file) or _not_signed(taken, file, key)
    if refusal is not None:
        return (refusal,)
    try:
        said = Content.model_validate_json(taken.sealed)
    except ValidationError as wrong:
        return tuple(_misshapen(wrong, file))
    return tuple(_contradictions(said, file)) or Accepted(said, taken.digest)


def signatory(content: bytes, file: str) -> str | Diagnostic:
    """Give the public key (base64) that a summary says it is signed with; nothing of that is verified."""
    taken = _taken_apart(content, file)
    if isinstance(taken, Diagnostic):
        return taken
    return _mistake("publication_unsigned", file) if taken.signed_by is None else taken.signed_by


def is_summary(content: bytes) -> bool:
    """Tell whether a file has the form of a summary, right or wrong: it is no description of a type."""
    taken = _taken_apart(content, "")
    return not isinstance(taken, Diagnostic) or taken.code == "publication_digest"


def _mistake(code: str, file: str, **parameters: Parameter) -> Diagnostic:
    return Diagnostic(code, Place(file), parameters)


def _taken_apart(content: bytes, file: str) -> _Sealed | Diagnostic:
    if len(content) > LARGEST:
        return _mistake("publication_file_too_large", file, size=len(content), limit=LARGEST)
    try:
        whole = json.loads(
            content.decode(), object_pairs_hook=_once, parse_float=_refused, parse_constant=_refused
        )
        return _sealed(whole, file)
    except json.JSONDecodeError as wrong:
        return Diagnostic("publication_json", Place(file, wrong.lineno, wrong.colno))
    except (ValueError, RecursionError):
        return _mistake("publication_json", file)


def _sealed(whole: object, file: str) -> _Sealed | Diagnostic:
    expected = {"content": dict, "digest": str, "signature": str | None, "signed_by": str | None}
    if not isinstance(whole, dict) or whole.keys() != expected.keys():
        return _mistake("publication_shape", file, where=", ".join(expected))
    for name, kind in expected.items():
        if not isinstance(whole[name], kind):
            return _mistake("publication_shape", file, where=name)
    sealed = canonical(whole["content"])
    found = _Sealed(whole["content"], sealed, digest_bytes(sealed), whole["signature"], whole["signed_by"])
    if whole["digest"] != found.digest:
        return _mistake("publication_digest", file)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of which no key is written twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return made


def _refused(text: str) -> Any:  # noqa: ANN401 - never gives anything
    """Refuse a number that languages do not write the same."""
    raise ValueError(text)


def _newer(taken: _Sealed, file: str) -> Diagnostic | None:
    """Refuse the format of a later version, of which nothing else can be said."""
    written = taken.data.get("format")
    version = written.removeprefix(FORMAT) if isinstance(written, str) and written.startswith(FORMAT) else ""
    if version.isdecimal() and version.isascii() and version != str(FORMAT_VERSION):
        return _mistake("publication_newer", file, found=version[:20], known=FORMAT_VERSION)
    return None


def _not_signed(taken: _Sealed, file: str, key: str) -> Diagnostic | None:
    if taken.signature is None or taken.signed_by is None:
        return _mistake("publication_unsigned", file)
    if taken.signed_by != key:
        return _mistake("publication_other_key", file, found=taken.signed_by[:60], expected=key)
    if not is_signed(taken.sealed, taken.signature, key):
        return _mistake("publication_signature", file)
    return None


def _misshapen(wrong: ValidationError, file: str) -> Iterator[Diagnostic]:
    for error in wrong.errors(include_url=False, include_context=False, include_input=False)[:_SHOWN]:
        where = ".".join(str(step)[:60] for step in ("content", *error["loc"]))
        yield _mistake("publication_shape", file, where=where[:200])


def _contradictions(content: Content, file: str) -> Iterator[Diagnostic]:
    """Check that every name stands for something, and that every fact of the outside is told."""
    own, choices = set(own_facts(content)), set(inputs(content))
    owed = own.union(inner_losses(content))
    for fact in sorted(owed - content.facts.keys()):
        yield _mistake("publication_incomplete", file, found=fact)
    for fact, sets in content.facts.items():
        if fact not in owed:
            yield _unknown(file, "facts", fact)
        for name in sorted({choice for chosen in sets for choice in chosen} - choices):
            yield _unknown(file, f"facts.{fact}", name)
    for where, known, named in _named(content, own):
        for found in named:
            if found not in known:
                yield _unknown(file, where, found)
    yield from _names(content, file)


def _named(content: Content, own: set[str]) -> Iterator[tuple[str, Container[str], Iterable[str]]]:
    """List where names are written, those that may be, and those that are."""
    entering = {fact.removeprefix("in:") for fact in own if fact.startswith("in:")}
    others = {fact.partition(":")[2] for fact in own if not fact.startswith("in:")}
    for name, assumption in content.assumes.items():
        yield f"assumes.{name}.falsifies", entering, assumption.falsifies
        yield f"assumes.{name}.port", content.ports, [] if assumption.port is None else [assumption.port]
    for name, guarantee in content.guarantees.items():
        yield f"guarantees.{name}.never", others, guarantee.never
        yield f"guarantees.{name}.given", {*content.controls, *content.assumes}, guarantee.given
    yield "configurable", {name for name in content.assets if "." not in name}, content.configurable


def _names(content: Content, file: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for section in (content.ports, content.assets, content.controls, content.assumes):
        for name in section:
            if name in seen:
                yield _mistake("publication_name_twice", file, found=name)
            seen.add(name)
    for number in content.unknowns.values():
        if number > _MOST_UNKNOWNS:
            yield _mistake("publication_shape", file, where="content.unknowns")


def _unknown(file: str, where: str, found: str) -> Diagnostic:
    return _mistake("publication_unknown_name", file, where=where[:200], found=found[:200])


_MOST_UNKNOWNS = 100_000
