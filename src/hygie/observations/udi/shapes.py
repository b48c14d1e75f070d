"""A unique device identifier (regulation (EU) 2017/745, annex VI, part C): which model, which device."""

from datetime import date
from enum import StrEnum

import msgspec

from hygie.kernel.parameters import Parameters


class Issuer(StrEnum):
    """The issuing entities designated in the Union: Commission implementing decision (EU) 2019/939."""

    GS1 = "gs1"
    HIBCC = "hibcc"
    ICCBBA = "iccbba"
    IFA = "ifa"


class Udi(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An identifier that is well formed and whose check characters are right.

    ``di`` names the model: the GTIN on 14 digits, or for HIBC the labeler, the product and its packaging
    level without ``+``. The rest is of one device or lot, as printed; ``additional`` is GS1's (240), the
    maker's own number. Texts are empty where the label does not say.
    """

    issuer: Issuer
    di: str
    lot: str = ""
    serial: str = ""
    manufactured: date | None = None
    expires: date | None = None
    software_version: str = ""
    additional: str = ""


class NoUdi(msgspec.Struct, frozen=True, gc=False):
    """Why a text is not an identifier that is read: the code of a sentence, and what it speaks of."""

    code: str
    parameters: Parameters = {}
