"""Documents that leave the house never say in which file, on which line, something is declared."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.support.samples import ENGLISH, FRENCH

from hygie.assessment.study import Study
from hygie.documents.blocks import texts
from hygie.documents.frame import Document
from hygie.documents.kinds import kind_of
from hygie.dossier.load import load_dossier

HOST = Path(__file__).parents[2] / "examples" / "host"
ABOUT = {"contract-annex": "val-perdu"}
OUTSIDE = [
    "guarantees",
    "contract-annex",
    "contacts",
    "responsibilities",
    "statement-of-applicability",
    "audit-programme",
    "transfer-map",
    "third-country-law",
    "subcontractor-certificates",
    "processing-register",
]
"""Kinds given to clients, to the certification body, to an authority or to everybody."""


@cache
def host() -> Study:
    return Study(load_dossier(HOST), date(2026, 11, 22))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", OUTSIDE)
@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_a_document_for_outside_holds_no_place_in_a_file(kind: str, voice: object) -> None:
    document = kind_of(kind).draft(host(), voice, ABOUT.get(kind, ""))  # type: ignore[arg-type]
    assert isinstance(document, Document)

    said = [text for block in document.blocks for text in texts(block)]

    assert said
    assert [text for text in said if ".yaml" in text] == []
