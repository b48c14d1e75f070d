"""The workbook of a dossier, empty or filled, as ``init --xlsx`` and ``export xlsx`` write it."""

from collections.abc import Mapping
from typing import Any

from hygie.cli.refusal import InputRefusedError
from hygie.dossier.dossier import Dossier
from hygie.dossier.rewrite import data_of
from hygie.dossier.spreadsheet.export import fingerprint, without_restricted
from hygie.dossier.spreadsheet.pages import Prefill
from hygie.dossier.spreadsheet.roles import hidden_sheets
from hygie.dossier.spreadsheet.write import Content, TooLongError, write_workbook
from hygie.kernel.diagnostic import Diagnostic
from hygie.referentials.catalog_reading import load_catalog
from hygie.referentials.referential import PACKAGES
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice
from hygie.wording.workbooks import recognised, tongue_of

_MEASURES = "isms.statement_of_applicability.measures[]"


def empty_workbook(roles: tuple[str, ...], voice: Voice) -> bytes:
    """Give a workbook to fill, for these roles."""
    return _workbook({"roles": list(dict.fromkeys(roles))}, voice, restricted=True)


def filled_workbook(dossier: Dossier, voice: Voice, *, restricted: bool) -> bytes:
    """Give the workbook of a dossier; ``restricted`` says whether persons and designations go with it.

    Raises:
        InputRefusedError: values are too long for a cell; it names each.
    """
    written = data_of(dossier.sources)
    data = written if restricted else without_restricted(written)
    try:
        return _workbook(data, voice, restricted=restricted, base=fingerprint(data))
    except TooLongError as refusal:
        mistakes = [Diagnostic("cell_too_long", dossier.place(path), {}) for path in refusal.paths]
        raise InputRefusedError(mistakes, dossier.location) from refusal


def _workbook(data: Mapping[str, Any], voice: Voice, *, restricted: bool, base: str = "") -> bytes:
    hidden = hidden_sheets(data.get("roles", ()), data)
    content = Content(data, base, restricted, hidden, {_MEASURES: _measures(voice)})
    return write_workbook(content, tongue_of(voice), recognised())


def _measures(voice: Voice) -> Prefill:
    """Name the 93 measures of annex A beside their numbers."""
    catalog = load_catalog(PACKAGES["iso27001-2022"])
    titles = {requirement.id: voice.text(requirement.title) for requirement in catalog}
    return Prefill(voice.say(N_("Title of the measure")), titles)
