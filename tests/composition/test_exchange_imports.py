"""What other tools say of systems becomes valid declarations, and what could not be carried over is said."""

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.composition import exchange_samples as samples

from hygie.composition.exchange import READERS, reader
from hygie.composition.exchange.foreign import UnusableFileError, read_yaml_or_json
from hygie.composition.exchange.written import Exchanged, Names, file_name, slug
from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Bilingual, Systems
from hygie.kernel.diagnostic import Refusal
from hygie.wording.sentences import sentences

CONTENTS = {
    "threagile": samples.THREAGILE.encode(),
    "otm": json.dumps(samples.OTM).encode(),
    "cyclonedx": json.dumps(samples.CYCLONEDX).encode(),
}


def brought(
    kind: str, content: bytes, file: str = "model.json", taken: frozenset[str] = frozenset()
) -> Exchanged:
    found = reader(kind)(content, file, taken)
    assert isinstance(found, Exchanged), found
    return found


def declared(found: Exchanged) -> Systems:
    read = read_types(found.content, "systems/model.yaml")
    assert isinstance(read, Composition), read
    return read.declared


def said(found: Exchanged) -> dict[str, tuple[int, tuple[str, ...]]]:
    noted: dict[str, Any] = {note.code: note.parameters for note in found.notes}
    assert noted.keys() <= sentences().keys()
    return {code: (each["number"], each["names"]) for code, each in noted.items()}


@pytest.mark.parametrize("kind", READERS)
def test_what_is_written_is_valid_and_always_the_same(kind: str) -> None:
    first, second = (brought(kind, CONTENTS[kind]) for _ in range(2))
    assert first == second
    assert declared(first).systems


@pytest.mark.parametrize("kind", READERS)
def test_names_in_use_are_left_alone(kind: str) -> None:
    before = declared(brought(kind, CONTENTS[kind]))
    taken = frozenset((*before.types, *before.systems))
    after = declared(brought(kind, CONTENTS[kind], taken=taken))
    assert not taken & {*after.types, *after.systems}
    assert len(after.types) == len(before.types)


def test_threagile() -> None:
    found = brought("threagile", CONTENTS["threagile"])
    system = declared(found).systems["model"]
    assert {name: each.zone for name, each in system.components.items()} == {
        "viewer": "dmz", "archive": "hospital", "list": "hospital", "old-scanner": None,
        "cluster": None, "zone-hospital": "hospital",
    }  # fmt: skip
    wires = {tuple(wire.between) for wire in system.wires}
    assert {("viewer.calls", "archive.identified"), ("viewer.calls", "list.open")} <= wires
    assert {("cluster.guests", "archive.host"), ("cluster.guests", "list.host")} <= wires
    assert [origin.has for origin in system.origins.values()] == [["viewer.open.request"]]
    needs = declared(found).types["database"].assets["images"].needs
    assert needs is not None
    assert (needs.availability, needs.integrity, needs.confidentiality, needs.auditability) == (4, 3, 4, None)
    lost = said(found)
    assert lost["exchange_references_lost"] == (2, ("nowhere", "To nobody → nobody"))
    assert lost["exchange_sections_lost"] == (1, ("questions",))
    assert lost["exchange_out_of_scope"][1] == ("Old scanner",)
    assert lost["exchange_zones_flattened"][1] == ("Hospital",)


def test_otm() -> None:
    found = brought("otm", CONTENTS["otm"])
    types, system = declared(found).types, declared(found).systems["model"]
    assert types["gateway"].steps["stolen-key"].difficulty == "low"
    control = types["gateway"].controls["hardware-key"]
    assert (control.guards, control.in_place) == (["stolen-key"], True)
    assert system.components["database"].zone == "hospital"
    assert [origin.has for origin in system.origins.values()] == [["zone-internet.members.reach"]]
    wires = {tuple(wire.between) for wire in system.wires}
    assert {("gateway.calls", "server.open"), ("server.calls", "gateway.open")} <= wires
    lost = said(found)
    assert lost["exchange_mitigations_partial"] == (1, ("Watch",))
    assert lost["exchange_threats_lost"] == (1, ("Gateway: Flood",))
    assert lost["exchange_twice"] == (1, ("c3",))
    assert lost["exchange_references_lost"] == (2, ("a9", "c1 → c7"))


def test_cyclonedx() -> None:
    found = brought("cyclonedx", CONTENTS["cyclonedx"])
    root = declared(found)
    pump = root.types["pump-2-3"]
    assert {name: (part.kind, part.on) for name, part in pump.parts.items()} == {
        "main": ("hardware", None),
        "linux-yocto-5-15": ("operating-system", "main"),
        "controller-2-3": ("software", "linux-yocto-5-15"),
        "software": ("software", "linux-yocto-5-15"),
    }
    assert [each.purl for each in pump.parts["controller-2-3"].soup] == ["pkg:generic/openssl@3.0.7"]
    touched = {(each.id, each.part, len(each.cvss)) for each in root.vulnerabilities}
    assert touched == {
        ("CVE-2022-3602", "controller-2-3", 1), ("CVE-2022-3602", "software", 1), ("CVE-2020-0001", "linux-yocto-5-15", 0),
    }  # fmt: skip
    system = root.systems["model"]
    assert system.components["drug-library"].zone == "beyond-the-trust-boundary"
    assert {tuple(wire.between) for wire in system.wires} == {
        ("pump-2-3.calls", "drug-library.identified"), ("pump-2-3.calls", "telemetry.open"),
    }  # fmt: skip
    lost = said(found)
    assert lost["exchange_vulnerabilities_closed"] == (1, ("CVE-2020-0003",))
    assert lost["exchange_vulnerabilities_lost"] == (1, ("CVE-2020-0002",))
    assert lost["exchange_vectors_lost"] == (1, ("CVE-2020-0001",))
    assert lost["exchange_components_lost"] == (1, ("AES",))


def test_cyclonedx_in_xml() -> None:
    root = declared(brought("cyclonedx", samples.CYCLONEDX_XML.encode(), "bill.xml"))
    viewer = root.types["viewer-1-0"]
    assert (viewer.parts["main"].on, viewer.parts["main"].soup[0].purl) == (
        "debian",
        "pkg:generic/openssl@3.0.7",
    )
    assert [(each.id, each.part, len(each.cvss)) for each in root.vulnerabilities] == [
        ("CVE-2022-3602", "main", 1)
    ]
    assert list(root.types["store"].assets) == ["images"]


def test_a_bill_without_services_gives_a_type_and_no_system() -> None:
    bill = samples.CYCLONEDX | {"services": []}
    root = declared(brought("cyclonedx", json.dumps(bill).encode()))
    assert (list(root.types), root.systems) == (["pump-2-3"], {})


def test_a_product_on_one_of_several_platforms_falls_with_any_of_them() -> None:
    platforms = [
        {"type": "operating-system", "name": name, "bom-ref": name} for name in ("debian", "windows")
    ]
    bill = samples.CYCLONEDX | {"services": [], "components": [*samples.CYCLONEDX["components"], *platforms]}
    step = declared(brought("cyclonedx", json.dumps(bill).encode())).types["pump-2-3"].steps["from-platforms"]
    assert step.any == ["linux-yocto-5-15.control", "debian.control", "windows.control"]
    assert "controller-2-3.control" in step.takes


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
def test_versions_of_cyclonedx_that_are_read(version: str) -> None:
    assert declared(brought("cyclonedx", json.dumps(samples.CYCLONEDX | {"specVersion": version}).encode()))


DEEP = b'{"otmVersion": "0.2", "components": ' + b"[" * 5_000 + b"]" * 5_000 + b"}"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><bom>&b;</bom>"""
LAUGHS = b"otmVersion: 0.2\na: &a [x, x]\nb: &b [*a, *a]\ncomponents: [*b, *b]\n"


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("cyclonedx", b"", "exchange_not_json"),
        ("cyclonedx", b"[]", "exchange_not_mapping"),
        ("cyclonedx", b"{}", "exchange_not_cyclonedx"),
        ("cyclonedx", b'{"bomFormat": "CycloneDX", "specVersion": "9.9"}', "exchange_not_cyclonedx"),
        ("cyclonedx", b"<html/>", "exchange_not_cyclonedx"),
        ("cyclonedx", b"<bom>", "content_xml_syntax"),
        ("cyclonedx", BOMB, "content_xml_entities"),
        ("otm", DEEP, "exchange_not_yaml|yaml_too_deep"),
        ("otm", LAUGHS, "yaml_alias"),
        ("otm", b"a: &a [x]\nb: [" + b"*a, " * 2_000 + b"]\n", "yaml_alias"),
        ("otm", b"a: 1\n---\nb: 2\n", "yaml_several_documents|exchange_not_yaml"),
        ("otm", b"\xff\xfe\x00", "exchange_not_yaml"),
        ("otm", b"otmVersion: 0.2\n", "exchange_nothing"),
        ("threagile", b"title: x\n", "exchange_nothing"),
        ("threagile", b"- a\n", "exchange_not_mapping"),
        ("cyclonedx", gzip.compress(b"{}", mtime=0), "exchange_compressed"),
        ("otm", bz2.compress(b"a: 1"), "exchange_compressed"),
        ("threagile", lzma.compress(b"a: 1"), "exchange_compressed"),
        ("otm", b"a: [\n", "yaml_syntax"),
    ],
)
def test_files_that_cannot_be_used_are_refused(kind: str, content: bytes, code: str) -> None:
    found = reader(kind)(content, "model", frozenset())
    assert isinstance(found, Refusal)
    assert {mistake.code for mistake in found.mistakes} <= set(code.split("|"))
    assert {mistake.code for mistake in found.mistakes} <= sentences().keys()


def broken(data: Any, choose: Callable[[int], int]) -> Any:
    """Change one value somewhere in plain data into something of another type."""
    odd = [
        None,
        [],
        {},
        0,
        -1,
        1e400,
        "",
        "\x00\u2028",
        "é" * 700,
        True,
        [[]],
        {"id": {}},
        "z1",
        "CVSS:3.1/x",
    ]
    here, key = {"": data}, ""
    while True:
        value = here[key]
        keys = (
            list(value)
            if isinstance(value, dict)
            else list(range(len(value)))
            if isinstance(value, list)
            else []
        )
        if not keys or choose(5) == 0:
            here[key] = odd[choose(len(odd))]
            return data
        here, key = value, keys[choose(len(keys))]


@given(st.sampled_from(["otm", "cyclonedx", "threagile"]), st.randoms(use_true_random=False))
def test_broken_files_are_refused_or_read_never_a_fault(kind: str, chance: Any) -> None:
    data = json.loads(json.dumps(samples.OTM if kind == "otm" else samples.CYCLONEDX))
    if kind == "threagile":
        data = json.loads(json.dumps(read_yaml_or_json(samples.THREAGILE.encode(), "t")))
    for _ in range(3):
        data = broken(data, chance.randrange)
        if not isinstance(data, dict):
            return
    found = reader(kind)(json.dumps(data).encode(), "model", frozenset())
    if isinstance(found, Exchanged):
        assert isinstance(read_types(found.content, "x"), Composition), found.content.decode()


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(content: bytes) -> None:
    for kind in READERS:
        reader(kind)(content, "model", frozenset())


@given(st.text())
def test_names_are_names_of_the_language(text: str) -> None:
    names = Names()
    given_names = [names.give(text, "thing") for _ in range(3)]
    assert len(set(given_names)) == 3
    for name in (*given_names, file_name(text)):
        assert name == slug(name)


def test_yaml_keys_that_are_numbers_are_texts() -> None:
    assert read_yaml_or_json(b"assets: {0: {name: a}}\n", "m") == {"assets": {"0": {"name": "a"}}}
    with pytest.raises(UnusableFileError):
        read_yaml_or_json(b"a: &x [*x]\n", "m")


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_an_import_writes_itself_is_in_both_languages(kind: str) -> None:
    found = reader(kind)(CONTENTS[kind], "model", frozenset(), "fr")
    assert isinstance(found, Exchanged)
    assert found.content.decode().startswith("# Fait d")
    root = declared(found)
    for body in root.types.values():
        for made in (*body.steps.values(), *body.ports.values()):
            assert isinstance(made.title, Bilingual)
            assert made.title.fr != made.title.en
            assert made.title.fr.endswith("supposé)") == made.title.en.endswith("assumed)")
    assert reader(kind)(CONTENTS[kind], "model", frozenset(), "en").content.startswith(b"# Made of")
