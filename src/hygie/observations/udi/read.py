"""Tells whose identifier a text is, and reads it."""

import re
from typing import Final

from hygie.observations.udi import gs1, hibc
from hygie.observations.udi.shapes import Issuer, NoUdi, Udi

LONGEST: Final = 400
_SYMBOLOGY: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""What scanners put before the data (ISO/IEC 15424): ``]d2``, ``]C1``."""
_SPACED_DIGITS: Final = re.compile(r"\d[\d \u00a0\u202f-]*\d")


def read_udi(text: str) -> Udi | NoUdi:
    """Read a unique device identifier, printed or scanned; else say why it is not read.

    GS1 (a GTIN alone is its device identifier) and HIBC are read, check characters included. Those of ICCBBA
    (ISBT 128, ``=/``) and of IFA (PPN, ``9N``) are recognised only, and so is a Basic UDI-DI, which names a
    family of devices and never stands on a label. Never raises.
    """
    if gs1.is_gtin_like(text):
        return gs1.gtin(text)
    text = text.strip(" \r\n\t\u00a0\ufeff") if not text.startswith(("+", "*+")) else text.strip("\r\n\t")
    if not text:
        return NoUdi("udi_empty")
    if len(text) > LONGEST:
        return NoUdi("udi_too_long", {"limit": LONGEST})
    bare = _SYMBOLOGY.sub("", text, count=1) if text.startswith("]") else text
    if bare.startswith(("+", "*+")):
        return hibc.hibc(bare)
    other = _other_issuer(text)
    if other is not None:
        return NoUdi("udi_not_read", {"issuer": other.value.upper(), "found": text[:40]})
    if text.startswith("(") or _looks_scanned(bare):
        return gs1.gs1(text)
    if _SPACED_DIGITS.fullmatch(text):
        return gs1.gtin(re.sub(r"\D", "", text))
    return NoUdi("udi_unknown", {"found": text[:40]})


def _looks_scanned(text: str) -> bool:
    """Say whether a text begins as a scanned label of GS1: (01) and a GTIN, perhaps after a separator."""
    text = text.lstrip("\x1d")
    return text.startswith("01") and len(text) >= 16 and text[:16].isdigit() and text[:16].isascii()  # noqa: PLR2004


def _other_issuer(text: str) -> Issuer | None:
    if text.startswith(("=/", "=,", "=>", "&,", "&/")):
        return Issuer.ICCBBA
    # ISO/IEC 15434 envelope of format 06, its separators lost or not.
    inner = re.sub(r"^\[\)>[\x1e\x1d]*0[56][\x1d]*", "", text) if text.startswith("[") else text
    if inner.startswith("9N") or text.startswith(("PPN", "HPC")):
        return Issuer.IFA
    return None
