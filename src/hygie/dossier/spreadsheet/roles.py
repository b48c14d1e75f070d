"""Which sheets a role needs: the others are there too, hidden, for who wants them."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from hygie.dossier.spreadsheet.export import entries_of
from hygie.dossier.spreadsheet.sheets import Sheet, Table, sheets

_ONLY_FOR: Final = {
    "host": frozenset(
        {
            "services", "assets", "processes", "media_transfers", "responsibility_matrices",
            "certificate_loss_procedure", "client_verifications", "training", "contact_list", "contracts",
            "contract_template", "communications", "third_country_law", "public_pages",
            "reversibility_plans",
        }
    ),
    "vendor": frozenset(
        {
            "products", "charter", "promotions", "support_offer", "support_actions",
            "practice_questionnaires",
        }
    ),
}  # fmt: skip
"""Sections that only one role fills; a section that is not listed is for all, as a new one will be."""

_RARE: Final = frozenset({"imported_assessments"})
"""Sections that other programs fill."""


def hidden_sheets(roles: Collection[str], data: Mapping[str, Any]) -> frozenset[str]:
    """Give the keys of the sheets that these roles do not need and that hold nothing."""
    others = [sections for role, sections in _ONLY_FOR.items() if role not in roles]
    unneeded = _RARE.union(*others)
    return frozenset(
        sheet.key for sheet in sheets() if sheet.section in unneeded and not _is_filled(sheet, data)
    )


def _is_filled(sheet: Sheet, data: Mapping[str, Any]) -> bool:
    if isinstance(sheet, Table):
        return next(entries_of(sheet, data), None) is not None
    return sheet.section in data
