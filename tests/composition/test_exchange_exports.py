"""What the systems of a dossier give to other tools: drawings that escape everything, bills that are valid."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from tests.composition import exchange_samples as samples

from hygie.composition.exchange import WRITERS, reader, writer
from hygie.composition.exchange.mermaid import quoted
from hygie.composition.exchange.written import Exchanged
from hygie.composition.language.read import Composition, read_types
from hygie.wording.sentences import sentences

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "data" / "composition" / "cyclonedx" / "bom-1.6.schema.json").read_bytes()
)

WARD = """\
language: 1
types:
  pump:
    title: {fr: Pompe, en: Pump}
    kind: device
    version: "2.3"
    ports: {lan: {in: [reach.ip], out: [reach.ip]}}
    parts:
      board: {title: Board, kind: hardware}
      os: {kind: operating-system, on: board, soup: [{cpe: "cpe:2.3:o:linux:linux_kernel:5.15:*:*:*:*:*:*:*"}]}
      app: {kind: software, on: os, soup: [{purl: "pkg:generic/openssl@3.0.7", version: 3.0.7}, {purl: "pkg:generic/zlib@1.2"}]}
    steps: {go: {any: [app.control], emits: [lan.reach.ip]}}
  gateway:
    title: Gateway
    kind: service
    ports: {lan: {in: [reach.ip], out: [reach.ip]}}
    parts: {core: {}}
    steps: {go: {any: [lan.reach.ip], takes: [core.control], emits: [lan.reach.ip]}}
  cart:
    title: Cart
    kind: device
    ports: {lan: {in: [reach.ip], out: [reach.ip]}}
    components: {pump: {type: pump}}
    wires: [{between: [lan, pump.lan]}]
systems:
  ward:
    title: 'Ward "B" <b>#1</b>'
    modes: [nominal, isolated]
    zones: {bed: {title: "end]]; click c1 href"}}
    components:
      pumps: {type: pump, count: 3000, zone: bed, title: "Pompes `x` & cie"}
      cart: {type: cart, zone: bed}
      gateway: {type: gateway}
    wires:
      - {between: [pumps.lan, gateway.lan], modes: [nominal]}
      - {between: [cart.lan, gateway.lan]}
    origins: {visitor: {title: Visitor, has: [gateway.lan.reach.ip]}}
vulnerabilities:
  - {id: CVE-2022-3602, type: pump, part: app, cvss: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"], exploited: true, epss: 0.9}
  - {id: CVE-2020-1, type: gateway, part: core, source: "https://example.org/1"}
"""


def read(text: str) -> Composition:
    composition = read_types(text.encode(), "systems/ward.yaml")
    assert isinstance(composition, Composition), composition
    return composition


def exported(kind: str, text: str = WARD, language: str = "en") -> tuple[str, set[str]]:
    content, losses = writer(kind)(read(text), language)
    codes = {note.code for note in losses.notes("f")}
    assert codes <= sentences().keys()
    return content.decode(), codes


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_systems_give_the_same_bytes(kind: str) -> None:
    assert exported(kind) == exported(kind)


def test_mermaid() -> None:
    drawn, lost = exported("mermaid", language="fr")
    assert drawn == (
        "flowchart LR\n"
        '  subgraph s1z1["end#93;#93;#59; click c1 href"]\n'
        '    s1c1["Pompes #96;x#96; #38; cie<br/>× 3000"]\n'
        '    s1c2["cart"]\n'
        "  end\n"
        '  s1c3("gateway")\n'
        '  s1c3 ---|"nominal"| s1c1\n'
        "  s1c2 --- s1c3\n"
        '  s1o1[/"Visitor"/]\n'
        "  s1o1 -.-> s1c3\n"
    )
    assert lost == {"exchange_inside_not_drawn"}


@given(st.text())
def test_nothing_that_mermaid_obeys_is_left_in_a_label(text: str) -> None:
    label = quoted(text)
    assert re.fullmatch(r'"(?:#\d+;|[^"#&<>`\\{}\[\]|;\n])*"', label)
    back = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label[1:-1])
    assert back == " ".join(text.split())


def valid(bill: dict[str, Any]) -> None:
    """Check a bill against the official schema; what it refers to of licences and signatures is not used."""
    anything: Any = [
        (uri, Resource.from_contents({"$schema": SCHEMA["$schema"], "type": "string"}))
        for uri in (
            "http://cyclonedx.org/schema/spdx.schema.json",
            "http://cyclonedx.org/schema/jsf-0.82.schema.json",
        )
    ]
    Draft7Validator(SCHEMA, registry=Registry().with_resources(anything)).validate(bill)
    refs = [each for each in _refs(bill) if each is not None]
    assert len(refs) == len(set(refs))
    used = {ref for each in bill.get("dependencies", []) for ref in (each["ref"], *each["dependsOn"])}
    used |= {each["ref"] for found in bill.get("vulnerabilities", []) for each in found["affects"]}
    assert used <= set(refs)


def _refs(value: Any) -> list[str | None]:
    if isinstance(value, dict):
        return [value.get("bom-ref"), *(ref for child in value.values() for ref in _refs(child))]
    return [ref for child in value for ref in _refs(child)] if isinstance(value, list) else []


def test_a_bill_is_valid_and_says_what_is_there() -> None:
    content, lost = exported("cyclonedx")
    bill = json.loads(content)
    valid(bill)
    pumps, cart, core = bill["components"]
    assert (pumps["type"], pumps["version"]) == ("device", "2.3")
    assert {"name": "hygie:count", "value": "3000"} in pumps["properties"]
    assert [part["type"] for part in pumps["components"]] == ["device", "operating-system", "application"]
    assert [each["purl"] for each in pumps["components"][2]["components"]] == [
        "pkg:generic/openssl@3.0.7",
        "pkg:generic/zlib@1.2",
    ]
    assert cart["components"][0]["bom-ref"] == "ward/cart.pump"
    assert (core["bom-ref"], bill["services"][0]["bom-ref"]) == ("ward/gateway/core", "ward/gateway")
    touched = {each["id"]: [ref["ref"] for ref in each["affects"]] for each in bill["vulnerabilities"]}
    assert touched == {
        "CVE-2022-3602": ["ward/pumps/app", "ward/cart.pump/app"],
        "CVE-2020-1": ["ward/gateway/core"],
    }
    assert bill["vulnerabilities"][0]["ratings"][0]["method"] == "CVSSv31"
    depends = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert depends["ward/pumps"] == ["ward/gateway"]
    assert depends["ward/pumps/app"] == ["ward/pumps/os"]
    assert lost == {"exchange_steps_not_in_bill", "exchange_origins_not_in_bill", "exchange_wires_undirected"}


@pytest.mark.parametrize("kind", ["otm", "threagile", "cyclonedx"])
def test_what_was_imported_can_be_exported(kind: str) -> None:
    contents = {
        "otm": json.dumps(samples.OTM),
        "threagile": samples.THREAGILE,
        "cyclonedx": json.dumps(samples.CYCLONEDX),
    }
    found = reader(kind)(contents[kind].encode(), "m.json", frozenset())
    assert isinstance(found, Exchanged)
    text = found.content.decode()
    valid(json.loads(exported("cyclonedx", text)[0]))
    assert exported("mermaid", text)[0].startswith("flowchart LR\n")


def test_parts_and_vulnerabilities_of_a_bill_come_back() -> None:
    first = reader("cyclonedx")(json.dumps(samples.CYCLONEDX).encode(), "m.json", frozenset())
    assert isinstance(first, Exchanged)
    bill = exported("cyclonedx", first.content.decode())[0]
    again = reader("cyclonedx")(bill.encode(), "again.json", frozenset())
    assert isinstance(again, Exchanged)
    before, after = (read(each.content.decode()).declared for each in (first, again))
    purls = [
        sorted(
            str(soup.purl)
            for kind in root.types.values()
            for part in kind.parts.values()
            for soup in part.soup
        )
        for root in (before, after)
    ]
    assert purls[0] == purls[1]
    assert {each.id for each in before.vulnerabilities} == {each.id for each in after.vulnerabilities}
