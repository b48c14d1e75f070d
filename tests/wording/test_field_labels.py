"""A field has one short label: the title of its column is what a missing fact is called."""

from dataclasses import replace

import pytest
from tests.support.dossiers import conforming
from tests.support.samples import study_of
from tests.support.workbooks import words

from hygie.dossier.paths import Path
from hygie.dossier.short_labels import short
from hygie.dossier.spreadsheet.sheets import Column, sheets
from hygie.dossier.spreadsheet.titles import column_title
from hygie.referentials.verdict import Missing
from hygie.wording.voice import Voice

TONGUES = {tongue.language: tongue for tongue in words().tongues}


def path_of(column: Column) -> Path:
    """Give the path of a field in the first entry of each list that holds it."""
    parts: list[str | int] = []
    for part in column.key.split("."):
        name, is_list, _ = part.partition("[]")
        parts += [name, 0] if is_list else [name]
    return tuple(parts[:-1] if column.key.endswith("[]") else parts)


@pytest.mark.parametrize("language", TONGUES)
def test_what_is_missing_is_called_as_its_column(language: str) -> None:
    voice = Voice(language)
    for sheet in sheets():
        for column in sheet.columns:
            if column.path[-1] != "id":
                title = column_title(replace(column, above=(), required=False), TONGUES[language])
                assert voice.field(path_of(column)) == title, column.key


def test_a_missing_fact_is_named_by_words_that_name() -> None:
    dossier = study_of(conforming("feima")).dossier
    path = ("products", 0, "flows", 0, "purpose")

    said = Voice("en").missing(Missing(path), dossier)

    assert said.endswith("write “Purpose of the flow”")


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Certificates; [] for none.", "Certificates"),
        ("Certification body: id of an actor.", "Certification body"),
        ("Edition of the standard, e.g. '2.0'.", "Edition of the standard"),
        ("Édition de la norme, p. ex. « 2.0 ».", "Édition de la norme"),
        ("Certificats\u202f; [] s’il n’y en a pas.", "Certificats"),
        ("Moyens, sous la forme kind:id.", "Moyens, sous la forme kind:id"),
    ],
)
def test_a_description_names_up_to_how_the_field_is_written(said: str, label: str) -> None:
    assert short(said) == label
