"""Hostile bills, statements, advisories and file names: a reason, never a fault, never a terminal that obeys."""

import gzip
import io
import json
import re
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Answer, Hygie
from tests.cli.watching import answer_of, lines_of

from hygie.cli import screen
from hygie.feeds.base import Base
from hygie.feeds.sync import sync_from

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\r"
PART = {"type": "library", "name": "lib", "version": "1.0", "purl": "pkg:pypi/lib@1.0", "bom-ref": "lib"}
DAY = ("--as-of", "2026-11-22")
STYLE = re.compile(r"\x1b\[[012]m")


def advisory(**more: Any) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": f"2.0{EVIL}"}]}]
    return {
        "id": "OSV-1", "aliases": ["CVE-2026-0001", f"X{EVIL}"], "summary": f"Title {EVIL}",
        "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "PyPI", "name": "lib"}, "ranges": ranges}],
        **more,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a base of advisories that would rather command a terminal."""
    sources = tmp_path / "sources"
    sources.mkdir()
    whole = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]
    plain = advisory(
        id="OSV-2",
        aliases=["CVE-2026-0002"],
        affected=[{"package": {"ecosystem": "PyPI", "name": "lib"}, "ranges": whole}],
    )
    named = {"cveID": "CVE-2026-0002", "dateAdded": "2026-02-30", "vulnerabilityName": EVIL}
    for name, content in (
        ("a", advisory()),
        ("b", plain),
        ("kev", {"catalogVersion": "1", "vulnerabilities": [named]}),
    ):
        (sources / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    csaf = (Path(__file__).parents[2] / "examples/advisories/csaf/exemple-biomedical-2026-07.json").read_text(
        encoding="utf-8"
    )
    (sources / "csaf.json").write_text(
        csaf.replace("Install version 4.2.", f"Install {json.dumps(EVIL)[1:-1]}"), encoding="utf-8"
    )
    sync_from(sources, Base(tmp_path / "home"), now=datetime(2026, 11, 21, tzinfo=UTC))
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "home"))


def written(folder: Path, *components: Any, name: str = "bill.json", **more: Any) -> Path:
    file = folder / name
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components), **more}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def watched(hygie: Hygie, *arguments: object) -> Answer:
    answer = hygie("watch", *arguments, *DAY)
    assert answer.code in (0, 1, 2), answer.err
    assert "Traceback" not in answer.err
    return answer


BOMB = b"""<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>
<component type="library"><name>&c;</name></component></components></bom>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component type="library"><name>&x;</name></component></components></bom>"""
REMOTE = b"""<?xml version="1.0"?><!DOCTYPE bom SYSTEM "http://exemple.invalid/x.dtd"><bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>"""


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 1_000_000)
    return held.getvalue()


UNUSABLE = {
    "empty": b"",
    "blank": b" \n",
    "truncated": b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a',
    "truncated-gzip": gzip.compress(json.dumps({"bomFormat": "CycloneDX"}).encode())[:-6],
    "damaged-gzip": b"\x1f\x8b\x08\x00" + b"\xff" * 40,
    "gzip-bomb": gzip.compress(b" " * 100_000_000, 9),
    "zip": zipped(),
    "xml-bomb": BOMB,
    "xml-outside": OUTSIDE,
    "xml-remote": REMOTE,
    "deep": b'{"bomFormat": "CycloneDX", "components": ' + b"[" * 100_000,
    "deep-closed": b'{"bomFormat": "CycloneDX", "components": ' + b"[" * 9_000 + b"]" * 9_000 + b"}",
    "latin-1": '{"bomFormat": "CycloneDX", "components": [{"name": "é"}]}'.encode("latin-1"),
    "other-json": b'{"name": "package", "dependencies": {}}',
    "advisory": json.dumps(advisory()).encode(),
    "nothing-but-a-number": b"1e999",
    "binary": bytes(range(256)) * 10,
}


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_file_of_which_nothing_can_be_used_is_refused(hygie: Hygie, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bill.json"
    file.write_bytes(content)
    answer = watched(hygie, "--sbom", file)
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.startswith(f"{file.as_posix()}:"), answer.err
    assert "root:" not in answer.err
    assert len(answer.err) < 1000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
def test_other_encodings_of_unicode_are_read(hygie: Hygie, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "bill.json"
    file.write_bytes(
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [PART]}).encode(encoding)
    )
    found = answer_of(watched(hygie, "--sbom", file, "--format", "json"))
    assert {each["vulnerability"] for each in found["findings"]} == {"CVE-2026-0001", "CVE-2026-0002"}


def of(**more: Any) -> dict[str, Any]:
    return {**PART, **more}


ODD: dict[str, list[Any]] = {
    "same-reference": [PART, of(version="1.1", purl="pkg:pypi/lib@1.1"), of(name="other", purl="")],
    "absurd-versions": [
        of(version=version, purl="")
        for version in ("9" * 5000, "1" + ".0" * 900, "\U0001f4a9", "v" * 999, "-1", "=1+1")
    ],
    "absurd-purls": [
        of(purl=purl)
        for purl in ("pkg:", "pkg:pypi", "pkg:pypi/%00@1", "pkg:pypi/lib@" + "1." * 900, "pkg:" + "a/" * 900)
    ],
    "lying-cpes": [
        of(purl="", cpe=cpe)
        for cpe in ("cpe:2.3:a:*:*:*:*:*:*:*:*:*:*", "cpe:2.3:" + ":" * 900, "cpe:/a:x:%%%")
    ],
    "slow-patterns": [
        of(name="a" * 1900 + "!", version="0" * 1900 + "x", purl=""),
        of(name="-._" * 600, supplier="(" * 900),
    ],
    "no-components": [None, 1, "text", [], {}, {"name": ""}, {"name": 5}, {"type": []}, PART],
    "formulas": [of(name='=HYPERLINK("http://exemple.invalid")', purl=""), of(name="@SUM(A1)", purl="")],
    "half-characters": [of(name="\ud800lib", version="\udfff1", purl="")],
}


@pytest.mark.parametrize("components", ODD.values(), ids=ODD.keys())
def test_odd_components_are_read_or_set_aside_and_counted(
    hygie: Hygie, tmp_path: Path, components: list[Any]
) -> None:
    file = written(
        tmp_path,
        *components,
        dependencies=[{"ref": "lib", "dependsOn": ["lib"]}, {"ref": "x", "dependsOn": ["lib"]}],
    )
    answer = watched(hygie, "--sbom", file, "--format", "json")
    (covered,) = answer_of(answer)["coverage"]
    assert covered["components"] == len(components)
    assert covered["evaluated"] + sum(covered["not_evaluated"].values()) == len(components)
    assert covered["not_evaluated"].get("unreadable", 0) == len(covered["rejected"])
    assert watched(hygie, "--sbom", file, "--format", "sarif").code == answer.code
    lines_of(watched(hygie, "--sbom", file, "--format", "jsonl"))
    assert watched(hygie, "--sbom", file, "--all").code == answer.code


def test_names_like_formulas_are_shown_as_they_are(hygie: Hygie, tmp_path: Path) -> None:
    file = written(tmp_path, of(name="=1+cmd|'/C calc'!A0"))
    assert "=1+cmd|'/C calc'!A0 1.0" in watched(hygie, "--sbom", file).out


@pytest.mark.parametrize(
    "name",
    ["bill.json", f"{EVIL.replace('/', '')}.json", "non-utf8-\udcff.json"],
    ids=["plain", "controls", "bytes"],
)
def test_no_terminal_obeys_what_files_say(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(screen, "_coloured", lambda _: True)
    root = {
        "type": "device",
        "name": f"Passerelle EX-40{EVIL}",
        "version": "4.1",
        "supplier": {"name": f"Exemple Biomédical{EVIL}"},
    }
    end = [{"name": "Level of Support", "value": f"Abandoned {EVIL}"}]
    statement = {
        "id": "CVE-2026-0002", "affects": [{"ref": "lib"}],
        "analysis": {"state": "not_affected", "justification": f"code_not_reachable{EVIL}", "detail": EVIL},
    }  # fmt: skip
    more = {"metadata": {"component": root}, "vulnerabilities": [statement]}
    (tmp_path / "bills").mkdir()
    written(
        tmp_path / "bills",
        of(version=f"1.0{EVIL}", properties=end),
        of(name=EVIL + "x", purl=""),
        {"name": EVIL},
        name=name,
        **more,
    )
    (tmp_path / "bills" / f"bad-{name}").write_text("{", encoding="utf-8")
    for form in ("text", "json", "jsonl", "sarif"):
        answer = watched(hygie, "--sbom", tmp_path / "bills", "--all", "--format", form)
        assert answer.code == 2
        if form == "json":
            answer_of(answer)
        shown = STYLE.sub("", answer.out) + STYLE.sub("", answer.err)
        obeyed = {sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign != "\n"}
        if form == "text":
            assert not obeyed, (form, obeyed, answer)
            assert "No open finding" not in shown
        else:
            assert "\x1b" not in shown
