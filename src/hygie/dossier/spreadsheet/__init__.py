"""A dossier as a workbook to fill, and a filled workbook as a dossier (decision record 0017).

The sheets are derived from the vocabulary: every list of entries is a sheet, every other section a card.
"""
