"""One cell: what is written is read as it was, what people type is read as they meant it, or refused."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.workbooks import FILE, words

from hygie.dossier.spreadsheet.cells import CellError, decode, encode
from hygie.dossier.spreadsheet.forms import Form
from hygie.dossier.spreadsheet.sheets import Holds, columns_by_key
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw
from hygie.wording.voice import Voice

FORMS = {key: column.form for key, (_, column) in columns_by_key().items() if column.holds is Holds.VALUE}

TRICKY = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"]), min_size=1),
    st.text(st.sampled_from('?"; ,\n[]_x0041:aucun-=@+'), min_size=1),
    st.lists(st.sampled_from(["<r>", "</r>", "<t>", "</t>", "</si>", "a"]), min_size=1).map("".join),
    st.sampled_from(
        ["aucun", "none", "[]", "oui", "non", "? peut-être", "=1+1", "@x", "sans objet : x", '"a"', " a ", "a; b",
         "2026-11-22", "1", "1.0", "tous", "hôte", "_x0041_", "<r>x</r>", "<r><t>a</t></r>", "<r></si></sst></r>", "ligne\nsuivante\n", "\u00a0insécable", "France"]
    ),
)  # fmt: skip


def values_of(form: Form) -> st.SearchStrategy[Any]:
    """Draw what a field may hold, as a file holds it."""
    kinds: list[st.SearchStrategy[Any]] = []
    if form.unknown:
        kinds.append(st.builds(lambda reason: {"unknown": reason}, TRICKY))
    if form.reason:
        kinds.append(st.builds(lambda reason: {form.reason: reason}, TRICKY))
    if form.items is not None:
        kinds.append(st.lists(values_of(form.items), max_size=4))
    if form.country:
        kinds.append(st.sampled_from(["FR", "US", "CI", "GB", "GF"]))
    elif form.text:
        kinds.append(TRICKY)
    kinds += [st.sampled_from(form.words)] if form.words else []
    kinds += [st.booleans()] if form.boolean else []
    kinds += [st.just(False)] if form.never else []
    kinds += [st.integers(0, 10_000_000)] if form.number else []
    if form.day:
        kinds.append(st.dates(date(1800, 1, 1), date(2300, 1, 1)).map(date.isoformat))
    return st.one_of(kinds)


def as_read(shown: str | int | date) -> Raw:
    if isinstance(shown, date):
        return Raw(Kind.DAY, datetime.combine(shown, time()))
    return Raw(Kind.TEXT if isinstance(shown, str) else Kind.NUMBER, shown)


@given(st.data())
def test_a_value_is_read_as_it_was_written_in_either_language(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(FORMS)))
    value = data.draw(values_of(FORMS[key]))
    tongue = data.draw(st.sampled_from(words().tongues))

    shown = encode(value, FORMS[key], tongue, words())

    assert decode(as_read(shown), FORMS[key], words()) == value


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("actors[].name", "  Hébergeur Ouest\u00a0", "Hébergeur Ouest"),
        ("actors[].name", "= pas une formule", "= pas une formule"),
        ("actors[].name", '"? vraiment"', "? vraiment"),
        ("actors[].name", "Les « guillemets »", "Les « guillemets »"),
        ("actors[].country", "france", "FR"),
        ("actors[].country", "Germany", "DE"),
        ("actors[].country", "Allemagne", "DE"),
        ("actors[].country", "fr", "FR"),
        ("actors[].country", "Atlantide", "Atlantide"),
        ("actors[].role", "sous-traitant", "subcontractor"),
        ("actors[].role", "Subcontractor", "subcontractor"),
        ("actors[].staff", "1\u202f200", 1200),
        ("actors[].staff", "? à compter", {"unknown": "à compter"}),
        ("actors[].services", "a\nb", ["a", "b"]),
        ("actors[].services", "a ; b, c", ["a", "b", "c"]),
        ("actors[].services", "Aucun", []),
        ("actors[].services", "[]", []),
        ("actors[].activities", "1, 2 ; 6", [1, 2, 6]),
        ("audits[].findings", "Deux serveurs, sans journal\nUn compte", ["Deux serveurs, sans journal", "Un compte"]),
        ("audits[].findings", '"Un ; deux"\nTrois', ["Un ; deux", "Trois"]),
        ("third_country_law.mitigations", "Un ; deux", ["Un ; deux"]),
        ("actors[].under_host_supervision", "Oui", True),
        ("actors[].under_host_supervision", "FALSE", False),
        ("actors[].hds_certified", "oui", "yes"),
        ("contracts[].signed", "2026-11-22", "2026-11-22"),
        ("third_country_law.analysed", "Pas encore fait", "not_done"),
        ("third_country_law.analysed", "not_done", "not_done"),
        ("promotions[].clients", "tous", "all"),
        ("promotions[].clients", "valmont", ["valmont"]),
        ("contracts[].clauses.data_subjects.erasure", "sans objet : aucune donnée", {"not_applicable": "aucune donnée"}),
        ("contracts[].clauses.data_subjects.erasure", "not applicable: no data", {"not_applicable": "no data"}),
        ("contracts[].clauses.data_subjects.erasure", "non", False),
        ("contracts[].clauses.service_levels.indicators[].period", "Non", False),
        ("contracts[].clauses.service_levels.indicators[].period", "mensuelle", "mensuelle"),
        ("organization.name", "L1\r\nL2", "L1\nL2"),
    ],
)  # fmt: skip
def test_what_people_type_is_read_as_they_mean_it(key: str, typed: str, meant: Any) -> None:
    assert decode(Raw(Kind.TEXT, typed), FORMS[key], words()) == meant


@pytest.mark.parametrize(
    ("key", "raw", "meant"),
    [
        ("actors[].staff", Raw(Kind.NUMBER, 12), 12),
        ("actors[].staff", Raw(Kind.NUMBER, 12.0), 12),
        ("organization.registration", Raw(Kind.NUMBER, 552100554), "552100554"),
        ("organization.registration", Raw(Kind.NUMBER, 5521005, "000000000"), "005521005"),
        ("actors[].certificates[].edition", Raw(Kind.NUMBER, 2022), "2022"),
        ("actors[].certificates[].edition", Raw(Kind.NUMBER, 3.2), "3.2"),
        ("contracts[].signed", Raw(Kind.DAY, datetime.fromisoformat("2026-11-22")), "2026-11-22"),
        ("contracts[].signed", Raw(Kind.NUMBER, 46348), "2026-11-22"),
        ("evidence[].note", Raw(Kind.DAY, datetime.fromisoformat("2026-11-22")), "2026-11-22"),
        ("actors[].under_host_supervision", Raw(Kind.BOOLEAN, True), True),
        ("actors[].activities", Raw(Kind.NUMBER, 5), [5]),
    ],
)
def test_numbers_and_dates_of_a_spreadsheet_are_read_without_loss(key: str, raw: Raw, meant: Any) -> None:
    assert decode(raw, FORMS[key], words()) == meant


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("actors[].name", Raw(Kind.FORMULA, "=A1"), "cell_formula"),
        ("actors[].name", Raw(Kind.ERROR, "#N/A"), "cell_error"),
        ("actors[].name", Raw(Kind.NUMBER, 0.5, "0%"), "cell_number_format"),
        ("actors[].name", Raw(Kind.NUMBER, 2, "0.00"), "cell_number_format"),
        ("actors[].name", Raw(Kind.NUMBER, 12345678901234567890), "cell_number_inexact"),
        ("actors[].name", Raw(Kind.TEXT, "a\u2028b"), "yaml_character"),
        ("actors[].staff", Raw(Kind.NUMBER, 1.5), "wrong_type"),
        ("actors[].staff", Raw(Kind.TEXT, "douze"), "wrong_type"),
        ("actors[].staff", Raw(Kind.TEXT, "?"), "cell_reason_missing"),
        ("actors[].role", Raw(Kind.TEXT, "prestataire"), "cell_not_one_of"),
        ("actors[].activities", Raw(Kind.NUMBER, 1.2), "wrong_type"),
        ("actors[].under_host_supervision", Raw(Kind.TEXT, "peut-être"), "cell_yes_or_no"),
        ("actors[].under_host_supervision", Raw(Kind.NUMBER, 1), "cell_yes_or_no"),
        ("contracts[].signed", Raw(Kind.TEXT, "22/11/26"), "cell_day"),
        ("contracts[].signed", Raw(Kind.TEXT, "11/22/2026"), "cell_day"),
        ("contracts[].signed", Raw(Kind.TEXT, "30/02/2026"), "cell_day"),
        ("contracts[].signed", Raw(Kind.TEXT, "22/11/20266"), "cell_day"),
        ("contracts[].signed", Raw(Kind.TEXT, "hier"), "cell_day"),
        ("contracts[].signed", Raw(Kind.TEXT, "2026-02-30"), "cell_day"),
        ("contracts[].signed", Raw(Kind.NUMBER, 2026), "cell_day"),
        ("contracts[].signed", Raw(Kind.NUMBER, 20261122), "cell_day"),
        ("contracts[].signed", Raw(Kind.DAY, datetime.fromisoformat("2026-11-22T14:30")), "cell_time"),
    ],
)
def test_what_cannot_be_read_without_a_doubt_is_refused(key: str, raw: Raw, code: str) -> None:
    with pytest.raises(CellError) as refusal:
        decode(raw, FORMS[key], words())

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09/02/2029", "2029-02-09"),
        ("3/4/2026", "2026-04-03"),
        ("29/02/2028", "2028-02-29"),
        (" 22/11/2026 ", "2026-11-22"),
        ("2026-11-22", "2026-11-22"),
    ],
)
def test_a_day_may_be_written_as_french_people_do(typed: str, meant: str) -> None:
    assert decode(Raw(Kind.TEXT, typed), FORMS["contracts[].signed"], words()) == meant


@pytest.mark.parametrize(
    ("language", "forms"), [("fr", "AAAA-MM-JJ ou JJ/MM/AAAA"), ("en", "YYYY-MM-DD or DD/MM/YYYY")]
)
def test_a_day_that_cannot_be_read_is_refused_with_both_ways_to_write_one(language: str, forms: str) -> None:
    with pytest.raises(CellError) as refusal:
        decode(Raw(Kind.TEXT, "09/02/29"), FORMS["contracts[].signed"], words())

    mistake = Diagnostic(refusal.value.code, Place(FILE), refusal.value.parameters)
    assert forms in Voice(language).diagnostic(mistake)
