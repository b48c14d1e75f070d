"""Products by vendor and product names: the same in any writing, never two vendors for one, doubts to people."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching.names import Confidence, judge_names, name_keys, name_of, near_keys
from hygie.matching.vendor_names import groups, vendor_of
from hygie.wording.observed.csaf_names import SENTENCES

E, A, P, S = Confidence.EXACT, Confidence.ALIAS, Confidence.PRODUCT_ONLY, Confidence.SIMILAR

PAIRS = [
    # component, advisory, type of the component, confidence, may it be "affected"
    (("The jQuery Foundation", "jQuery"), ("", "jquery"), "library", P, True),
    (("The jQuery Foundation", "jQuery"), ("", "jquery"), "application", P, False),
    (("OpenJS Foundation", "jquery"), ("jQuery", "jQuery"), "library", A, True),
    (("", "log4net"), ("Apache Software Foundation", "log4net"), "library", P, False),
    (("The Apache Software Foundation", "Apache log4net"), ("Apache", "log4net"), "library", A, True),
    (("NLog Project", "NLog"), ("NLog", "nlog"), "library", E, True),
    (("Microsoft Corporation", "Windows 10"), ("Microsoft", "windows 10"), "operating-system", E, True),
    (("PHILIPS", "Philips IntelliVue X3"), ("Phillips", "IntelliVue\u2122 X3"), "device", A, True),
    (("Koninklijke Philips N.V.", "e-Alert"), ("Philips", "e-Alert"), "device", A, True),
    (
        ("BD", "Alaris PC Unit"),
        ("Becton, Dickinson and Company (BD)", "BD Alaris PC Unit"),
        "device",
        A,
        True,
    ),
    (("CareFusion", "Alaris PC Unit"), ("Becton Dickinson & Co", "Alaris PC Unit"), "device", A, True),
    (("Dräger", "Infinity Delta"), ("Drägerwerk AG & Co. KGaA", "Infinity Delta"), "device", A, True),
    (("Draeger", "Infinity  delta"), ("Dräger", "Infinity Delta"), "device", A, True),
    (("Welch Allyn, Inc.", "Connex Cardio"), ("Hillrom", "Welch Allyn Connex Cardio"), "device", A, True),
    (("B.Braun Melsungen AG", "SpaceStation"), ("B. Braun", "SpaceStation"), "device", A, True),
    (("Braun", "SpaceStation"), ("B. Braun", "SpaceStation"), "device", A, False),
    (("Siemens", "Symbia"), ("Siemens Healthineers", "Symbia"), "device", A, False),
    (("St. Jude Medical S.A.", "Merlin"), ("Abbott Laboratories", "Merlin"), "device", A, True),
    (("Smiths Medical", "Medfusion 4000"), ("ICU Medical", "Medfusion 4000"), "device", A, True),
    (("BD", "Alaris PC Unit (8015)"), ("BD", "Alaris 8015 PC unit"), "device", S, False),
    (("BD", "Alaris PC Unit 8015"), ("BD", "Alaris PC Unit"), "device", S, False),
    (
        ("Philips", "IntelliVue MX700"),
        ("Philips", "IntelliVue patient monitor MX400-MX850"),
        "device",
        S,
        False,
    ),
    (("BD", "FACSChorus"), ("BD", "BD FACSChorus (shipped with another device)"), "device", S, False),
    (
        ("Philips", "IntelliVue MX900"),
        ("Philips", "IntelliVue patient monitor MX400-MX850"),
        "device",
        None,
        False,
    ),
    (("BD", "Alaris 8100"), ("BD", "Alaris 8015 PC unit"), "device", None, False),
    (("Microsoft", "Windows 10"), ("Microsoft", "Windows 11"), "operating-system", None, False),
    (("Fedora Project", "log4net"), ("Apache", "log4net"), "library", None, False),
    (("Contoso", "Server"), ("", "Server"), "library", None, False),
    (("Philips", "Tasy EMR"), ("Philips", "Vue PACS"), "application", None, False),
    (("", ""), ("", ""), "library", None, False),
]


@pytest.mark.parametrize(
    ("one", "other", "kind", "confidence", "may_affect"), PAIRS, ids=[f"pair{n}" for n in range(len(PAIRS))]
)
def test_names_meet_as_a_person_would_say(
    one: tuple[str, str], other: tuple[str, str], kind: str, confidence: Confidence | None, may_affect: bool
) -> None:
    found = judge_names(name_of(*one), name_of(*other), kind)
    assert (found.confidence if found else None) is confidence
    shared = set(name_keys(*one)) & set(name_keys(*other))
    if found is None:
        return
    assert found.may_affect is may_affect
    SENTENCES[found.code].said.format(**found.parameters)
    # What is found is found by its keys, or by those that only look alike.
    assert shared or (confidence is S and set(near_keys(*one)) & set(near_keys(*other)))
    back = judge_names(name_of(*other), name_of(*one), kind)
    assert back is not None
    assert back.confidence is confidence


def test_a_model_stands_below_its_family() -> None:
    whole = name_of("ACME", "Pumps", "P8015")
    assert judge_names(name_of("Acme Ltd", "P8015"), whole) == judge_names(
        name_of("Acme", "Pumps P8015"), whole
    )._replace(  # type: ignore[union-attr]
        parameters={"name": "p8015", "vendor": "acme"}
    )
    family = judge_names(name_of("ACME", "Pumps"), whole)
    assert family is not None
    assert (family.confidence, family.may_affect) == (S, False)


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=30)


@settings(max_examples=100)
@given(NAMES, NAMES, NAMES)
def test_any_names_have_keys_and_meet_themselves(vendor: str, product: str, model: str) -> None:
    keys = name_keys(vendor, product, model)
    assert len(keys) <= 4
    assert len(near_keys(vendor, product, model)) <= 12
    name = name_of(vendor, product, model)
    assert set(keys) >= {f"{name.vendor.id}|{key}" for key in name.whole if name.vendor.id}
    met = judge_names(name, name)
    if name.vendor.id and name.whole:
        assert met is not None
        assert met.confidence is E


@settings(max_examples=60)
@given(
    st.sampled_from([each[1] for each in PAIRS]),
    st.sampled_from(["™", "®", " ", ".", ", Inc.", " GmbH", " S.A.", " Foundation"]),
)
def test_writing_does_not_matter(name: tuple[str, str], extra: str) -> None:
    vendor, product = name
    if vendor:
        assert vendor_of(vendor.upper() + extra).id == vendor_of(vendor).id
        assert vendor_of(f"The {vendor}{extra}").id == vendor_of(vendor).id
        assert name_of(vendor, product.upper() + "\u00ae").whole == name_of(vendor, product).whole


def test_each_alias_has_its_reason_and_one_vendor() -> None:
    taken: dict[str, str] = {}
    for group in groups():
        assert group.reason
        assert group.names
        for name in (*group.names, *group.unsure):
            vendor = vendor_of(name)
            assert vendor.id == group.id, name
            assert vendor.unsure == (name in group.unsure), name
            assert taken.setdefault(vendor.written, group.id) == group.id, name


@pytest.mark.parametrize("piece", ["(", ")(", "a.", "-MX1", "™", "é", " ", "MX1-"])
def test_long_names_are_cut_rather_than_waited_for(piece: str) -> None:
    start = time.perf_counter()
    name = piece * 100_000
    assert name_keys(name, name, name) is not None
    judge_names(name_of(name, name), name_of("BD", name))
    assert time.perf_counter() - start < 2


@pytest.mark.realdata
def test_every_product_of_cisa_meets_itself_and_the_inventory_meets_some(
    request: pytest.FixtureRequest,
) -> None:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    named: set[tuple[str, str]] = set()
    for path in sorted((Path(data) / "veille" / "csaf" / "icsma").glob("*.json")):
        for vendor in json.loads(path.read_bytes())["product_tree"]["branches"]:
            named |= {(vendor["name"], each["name"]) for each in vendor["branches"]}
    assert len(named) > 300
    for vendor, product in named:
        found = judge_names(name_of(vendor, product), name_of(vendor, product))
        assert found is not None
        assert found.confidence is E
        assert name_keys(vendor, product)
    rows = (
        (Path(data) / "veille" / "fleet" / "parc-synthetique-500.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    fleet = {tuple(row.split(";")[3:5]) for row in rows[1:]}
    met = {
        (row, confidence)
        for row in fleet
        for each in named
        if (match := judge_names(name_of(*row), name_of(*each))) and (confidence := match.confidence)
    }
    assert (("BD", "Pyxis MedStation ES"), A) in met
    assert (("Philips", "IntelliVue MX700"), S) in met
    assert not any(row == ("Orthanc", "Orthanc 1.9.7") for row, _ in met)
    print(sorted(met))  # noqa: T201 - shown by -s
