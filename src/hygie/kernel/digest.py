"""Content digests: the name by which a result says what it was computed from."""

import hashlib
from collections.abc import Iterable
from typing import NewType

Digest = NewType("Digest", str)
"""``sha256:`` followed by 64 lower-case hexadecimal digits."""


def digest_bytes(content: bytes) -> Digest:
    """Digest one content."""
    return Digest(f"sha256:{hashlib.sha256(content).hexdigest()}")


def digest_tree(files: Iterable[tuple[str, bytes]]) -> Digest:
    """Digest a set of named contents, whatever the order they come in.

    Each entry is fed as the length and digest of its name and content, so that no two different
    sets can be confused by moving bytes between a name and a content.
    """
    whole = hashlib.sha256()
    for name, content in sorted(files):
        encoded = name.encode()
        whole.update(len(encoded).to_bytes(8, "big"))
        whole.update(encoded)
        whole.update(hashlib.sha256(content).digest())
    return Digest(f"sha256:{whole.hexdigest()}")
