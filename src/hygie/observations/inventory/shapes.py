"""A row of an inventory of devices."""

from datetime import date
from typing import Final

import msgspec

from hygie.observations.udi import Udi

COLUMNS: Final = (
    "id", "type", "manufacturer", "model", "udi", "serial", "software_version", "os", "os_version", "ward",
    "network_zone", "vital_function", "commissioned", "support_end", "sbom",
)  # fmt: skip
"""The fixed columns, in the order of the fields of ``DeviceRow``."""


class DeviceRow(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A device as the inventory writes it, spaces around taken away; absent is empty.

    ``line`` is where the row begins in the file (or sheet). ``vital`` is ``vital_function`` read as yes or
    no, ``commissioned_on`` and ``support_ends`` are the dates read, ``identifier`` the UDI read: each is none
    where the text is absent or says nothing certain. ``sbom`` names a file, which is not followed here.
    """

    id: str
    type: str = ""
    manufacturer: str = ""
    model: str = ""
    udi: str = ""
    serial: str = ""
    software_version: str = ""
    os: str = ""
    os_version: str = ""
    ward: str = ""
    network_zone: str = ""
    vital_function: str = ""
    commissioned: str = ""
    support_end: str = ""
    sbom: str = ""
    line: int = 0
    vital: bool | None = None
    commissioned_on: date | None = None
    support_ends: date | None = None
    identifier: Udi | None = None
