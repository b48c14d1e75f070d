"""Signatures of published types: Ed25519 (RFC 8032), through the extra ``signing``."""

import base64
import binascii
from types import ModuleType
from typing import NamedTuple

from hygie.composition.engine.extras import MissingExtraError

KEY_BYTES, SIGNATURE_BYTES = 32, 64


class Signature(NamedTuple):
    """A signature and the public key that it is verified with, both base64."""

    signature: str
    signed_by: str


class NotAKeyError(Exception):
    """What was given as a private key is not one of Ed25519 in PEM, without a password."""


def new_key() -> bytes:
    """Make a private key, in PEM (PKCS #8).

    Raises:
        MissingExtraError: cryptography is not installed.
    """
    ed25519, serialization = _modules()
    pem: bytes = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem


def public_key(pem: bytes) -> str:
    """Give the public key of a private one, base64, as ``publishers`` wants it.

    Raises:
        NotAKeyError: it is not a private key.
        MissingExtraError: cryptography is not installed.
    """
    raw: bytes = _private(pem).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode()


def sign(content: bytes, pem: bytes) -> Signature:
    """Sign a content.

    Raises:
        NotAKeyError: it is not a private key.
        MissingExtraError: cryptography is not installed.
    """
    return Signature(base64.b64encode(_private(pem).sign(content)).decode(), public_key(pem))


def is_signed(content: bytes, signature: str, key: str) -> bool:
    """Tell whether a signature is that of a content by the owner of a public key, both base64.

    Raises:
        MissingExtraError: cryptography is not installed.
    """
    ed25519, _ = _modules()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra, loaded when asked for

    sealed, known = _raw(signature, SIGNATURE_BYTES), _raw(key, KEY_BYTES)
    if sealed is None or known is None:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(known).verify(sealed, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(key: str) -> bool:
    """Tell whether a text has the form of a public key: 32 bytes in base64."""
    return _raw(key, KEY_BYTES) is not None


def _private(pem: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a class of an extra
    ed25519, serialization = _modules()
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra, loaded when asked for

    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as reason:
        raise NotAKeyError from reason
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise NotAKeyError
    return key


def _raw(text: str, length: int) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length else None


def _modules() -> tuple[ModuleType, ModuleType]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - an extra
    except ImportError as missing:
        extra = "signing"
        raise MissingExtraError(extra) from missing
    return ed25519, serialization
