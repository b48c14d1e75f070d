"""A base and bills written by hand, small enough to be read: what tests of the watch begin with."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hygie.feeds.base import Base
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Snapshot
from hygie.feeds.sync import sync_from
from hygie.observations.advisory import Standing
from hygie.observations.bill import Bill, Component, Format
from hygie.observations.statement import Statement, Subject
from hygie.watch.decisions import Decisions, decisions
from hygie.watch.findings import Finding
from hygie.watch.gathering import gather
from hygie.watch.survey import Survey, survey

AS_OF = date(2026, 11, 22)
Json = dict[str, Any]


def osv(
    name: str,
    package: str = "lib",
    *,
    fixed: str = "",
    introduced: str = "0",
    aliases: Sequence[str] = (),
    withdrawn: bool = False,
    **more: object,
) -> Json:
    """Write an OSV record about the versions of one PyPI package from one on, and below another."""
    events = [{"introduced": introduced}] + ([{"fixed": fixed}] if fixed else [])
    return {
        "id": name,
        "modified": "2026-10-01T00:00:00Z",
        "aliases": list(aliases),
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": package},
                "ranges": [{"type": "ECOSYSTEM", "events": events}],
            }
        ],
        **({"withdrawn": "2026-10-02T00:00:00Z"} if withdrawn else {}),
        **more,
    }


def cve5(name: str, *, score: float, exploitation: str = "", **affected: object) -> Json:
    """Write a CVE 5 record, with what a coordinator says of its exploitation (SSVC)."""
    cna: Json = {
        "providerMetadata": {"orgId": "11111111-1111-4111-8111-111111111111"},
        "descriptions": [{"lang": "en", "value": f"About {name}."}],
        "metrics": [
            {
                "cvssV3_1": {
                    "version": "3.1",
                    "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                    "baseScore": score,
                }
            }
        ],
        "affected": [affected or {"vendor": "nobody", "product": "nothing"}],
    }
    ssvc = {"type": "ssvc", "content": {"id": name, "options": [{"Exploitation": exploitation}]}}
    adp = [{"title": "CISA ADP Vulnrichment", "metrics": [{"other": ssvc}]}] if exploitation else []
    return {
        "dataType": "CVE_RECORD",
        "dataVersion": "5.1",
        "cveMetadata": {"cveId": name, "state": "PUBLISHED", "datePublished": "2026-01-02T00:00:00Z"},
        "containers": {"cna": cna, "adp": adp},
    }


def kev(cve: str, added: str = "2026-11-01", *, ransomware: bool = False) -> Json:
    """Write an entry of the catalogue of what is exploited."""
    return {
        "cveID": cve,
        "dateAdded": added,
        "knownRansomwareCampaignUse": "Known" if ransomware else "Unknown",
    }


def write_sources(
    folder: Path,
    *,
    records: Iterable[Json] = (),
    exploited: Sequence[Json] = (),
    epss: Mapping[str, float] | None = None,
    lives: Iterable[Json] = (),
) -> Path:
    """Write what sources publish, as files; sources of which nothing is given get none."""
    folder.mkdir(parents=True)
    for number, record in enumerate(records):
        (folder / f"record-{number}.json").write_text(json.dumps(record), encoding="utf-8")
    if exploited:
        catalogue = {"title": "KEV", "catalogVersion": "1", "vulnerabilities": exploited}
        (folder / "kev.json").write_text(json.dumps(catalogue), encoding="utf-8")
    if epss:
        rows = "".join(f"{cve},{score},0.5\n" for cve, score in epss.items())
        (folder / "epss.csv").write_text(f"cve,epss,percentile\n{rows}", encoding="utf-8")
    if told := [json.dumps(each) for each in lives]:
        (folder / "endoflife.jsonl").write_text("\n".join(told), encoding="utf-8")
    return folder


def synced(home: Path, sources: Path, day: date = AS_OF) -> Base:
    """Bring the base of a home up to date from a folder, on a day."""
    base = Base(home)
    done = sync_from(sources, base, now=datetime(day.year, day.month, day.day, 6, tzinfo=UTC))
    assert isinstance(done, Outcome), done
    return base


def snapshot_of(base: Base) -> Snapshot:
    found = base.current()
    assert found is not None
    return found


def lib(name: str = "lib", version: str = "1.0", **more: str) -> Component:
    """Make a Python package as bills list it."""
    purl = f"pkg:pypi/{name}@{version}" if version else f"pkg:pypi/{name}"
    return Component(**{"ref": f"{name}-{version}", "name": name, "version": version, "purl": purl, **more})


def bill(*components: Component, root: Component | None = None, identifier: str = "", **more: Any) -> Bill:
    """Make a bill; the product it describes, if any, is its first component."""
    held = ((root,) if root else ()) + components
    return Bill(Format.CYCLONEDX, "1.6", held, root.ref if root else "", identifier, **more)


def said(vulnerability: str, standing: str, *subjects: Subject, stated: str = "", **more: Any) -> Statement:
    return Statement(vulnerability, Standing(standing), subjects, stated=stated, **more)


def decided(*statements: Statement) -> Decisions:
    return decisions([("said.json", each) for each in statements])


def surveyed(
    base: Base, bills: Mapping[str, Bill], held: Decisions | None = None, as_of: date = AS_OF
) -> Survey:
    """Hold bills, by the names of their files, against the base as it is."""
    held = held or Decisions()
    return survey(gather(bills.items(), held.refs), snapshot_of(base), base.cache, held, as_of)


def told(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    """Say of a finding what identifies it: vulnerability, component, status, files of the products."""
    component = f"{finding.component.name} {finding.component.version}".strip()
    files = tuple(product.file for product in finding.products)
    return finding.vulnerability.id, component, str(finding.status), files
