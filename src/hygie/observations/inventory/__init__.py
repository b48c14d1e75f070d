"""The inventory of devices of a care organisation: CSV or workbook, in our columns or through a mapping."""

from hygie.observations.inventory.mapping import Mapping, read_mapping
from hygie.observations.inventory.read import read_inventory
from hygie.observations.inventory.shapes import COLUMNS, DeviceRow

__all__ = ["COLUMNS", "DeviceRow", "Mapping", "read_inventory", "read_mapping"]
