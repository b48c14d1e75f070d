"""The dates of what hospitals use, against the published pages of each product: another file, the same facts."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from hygie.kernel.truth import Truth
from hygie.matching.lifecycle import Certainty, Lifecycles, ended
from hygie.observations.endoflife import read_endoflife
from hygie.observations.inventory import read_inventory, read_mapping
from hygie.observations.reading import Reading

pytestmark = pytest.mark.realdata
DAY = date(2026, 11, 22)

CERTAIN = [
    ("Windows 7 SP1", "windows", "7-sp1"),
    ("Microsoft Windows 7 Professionnel SP1 64 bits", "windows", "7-sp1"),
    ("Windows XP SP3", "windows", "5-sp3"),
    ("Windows XP Professional Service Pack 3", "windows", "5-sp3"),
    ("Windows 8.1 Pro", "windows", "8.1"),
    ("Windows 10 IoT Enterprise LTSC 2019", "windows", "10-1809-e-lts"),
    ("Windows 10 IoT Entreprise LTSC 2019", "windows", "10-1809-e-lts"),
    ("Windows 10 IoT Enterprise 2016 LTSB", "windows", "10-1607-e-lts"),
    ("Windows 10 IoT Enterprise LTSC 2021", "windows", "10-21h2-iot-lts"),
    ("Windows 10 Enterprise LTSC 2021", "windows", "10-21h2-e-lts"),
    ("Windows 10 Pro 1809", "windows", "10-1809-w"),
    ("Windows 10 10.0.19041", "windows", "10-2004"),
    ("Windows 10 22H2", "windows", "10-22h2"),
    ("Windows 11 Professionnel 23H2", "windows", "11-23h2-w"),
    ("Windows Server 2008 R2 SP1", "windows-server", "2008-r2-sp1"),
    ("Windows Server 2012 R2 Standard", "windows-server", "2012-r2"),
    ("Windows Server 2012", "windows-server", "2012"),
    ("Windows Server 2019 version 1809", "windows-server", "2019"),
    ("Windows 2000", "windows-server", "2000"),
    ("Windows Embedded POSReady 7", "windows-embedded", "posready-7"),
    ("Windows Embedded Standard 7 SP1", "windows-embedded", "standard-7-sp1"),
    ("Red Hat Enterprise Linux 7.9", "rhel", "7"),
    ("Red Hat Enterprise Linux Server release 7.9 (Maipo)", "rhel", "7"),
    ("RHEL 8", "rhel", "8"),
    ("RHEL7", "rhel", "7"),
    ("CentOS 7", "centos", "7"),
    ("CentOS Linux release 7.9.2009 (Core)", "centos", "7"),
    ("Ubuntu 18.04.6 LTS", "ubuntu", "18.04"),
    ("Ubuntu Server 20.04", "ubuntu", "20.04"),
    ("Debian 9 (stretch)", "debian", "9"),
    ("Debian GNU/Linux 10 (buster)", "debian", "10"),
    ("Debian stretch", "debian", "9"),
    ("Système d'exploitation Debian 10", "debian", "10"),
    ("SUSE Linux Enterprise Server 12 SP5", "sles", "12.5"),
    ("SLES11SP4", "sles", "11.4"),
    ("Alpine Linux v3.12.1", "alpine-linux", "3.12"),
    ("Android 8.1.0", "android", "8.1"),
    ("iOS 12.5.5", "ios", "12"),
    ("macOS 10.15.7", "macos", "10.15"),
    ("macOS Catalina", "macos", "10.15"),
    ("Linux kernel 4.14.x", "linux-kernel", "4.14"),
    ("Noyau Linux 5.10.104-rt", "linux-kernel", "5.10"),
    ("Yocto 3.1 (dunfell)", "yocto", "3.1"),
    ("SQL Server 2012 SP4", "mssqlserver", "11.0-sp4"),
    ("SQL Server 2012 11.0.7001.0", "mssqlserver", "11.0-sp4"),
    ("Microsoft SQL Server 2016 SP2 Express", "mssqlserver", "13.0-sp2"),
    ("Oracle Java SE 8 Update 201", "oracle-jdk", "8"),
    ("Oracle JRE 1.8.0_201", "oracle-jdk", "8"),
    ("OpenSSL 1.0.2k", "openssl", "1.0.2"),
    (".NET Framework 4.7.2", "dotnetfx", "4.7.2"),
    (".NET Core 3.1", "dotnet", "3.1"),
    ("Apache Tomcat 8.5.31", "tomcat", "8.5"),
    ("Qt 5.15.2", "qt", "5.15"),
]

DOUBTFUL = [
    ("Windows 7", {"7-sp1"}, Truth.TRUE),
    ("Windows 7 Embedded", {"posready-7", "compact-7", "standard-7-sp1"}, Truth.TRUE),
    ("Windows 10 Entreprise 1809", {"10-1809-e", "10-1809-e-lts"}, Truth.UNKNOWN),
    ("Windows Server 2003", {"2003", "2003-sp1", "2003-sp2"}, Truth.TRUE),
    ("SUSE Linux Enterprise 11", {"11.0", "11.1", "11.2", "11.3", "11.4"}, Truth.TRUE),
    ("Ubuntu 16", {"16.04", "16.10"}, Truth.TRUE),
    ("Android Oreo", {"8.0", "8.1"}, Truth.TRUE),
    ("SQL Server 2012", {"11.0", "11.0-sp1", "11.0-sp2", "11.0-sp3", "11.0-sp4"}, Truth.TRUE),
    ("Linux 2.6.32", set(), Truth.UNKNOWN),
    ("Java 8", {"8"}, Truth.UNKNOWN),
]


@pytest.fixture(scope="module")
def lives(veille: Path) -> Lifecycles:
    products = read_endoflife((veille / "endoflife/products.jsonl.gz").read_bytes(), "products.jsonl.gz")
    assert isinstance(products, Reading)
    return Lifecycles(products.items)


@pytest.fixture(scope="module")
def pages(veille: Path) -> dict[str, dict[str, Any]]:
    found = sorted((veille / "endoflife/md").glob("*.md"))
    return {path.stem: yaml.load(path.read_text().split("\n---")[0], yaml.CSafeLoader) for path in found}


def dates(release: dict[str, Any]) -> tuple[str | bool | None, ...]:
    found = (release.get(key) for key in ("eoas", "eol", "eoes"))
    return tuple(each.isoformat() if isinstance(each, date) else each for each in found)


def spellings(page: dict[str, Any], release: dict[str, Any]) -> set[tuple[str, str]]:
    """Write a cycle as an inventory may: the title and the cycle, the label, the last version of it."""
    name, title = str(release["releaseCycle"]), str(page["title"])
    label = str(release.get("releaseLabel") or name).replace("__RELEASE_CYCLE__", name)
    label = label.replace("__CODENAME__", str(release.get("codename", "")))
    words = title.split()
    for start in range(len(words)):
        label = label.removeprefix(" ".join(words[start:]) + " ").strip()
    latest = str(release.get("latest") or name).replace("_", ".")
    said = {(title, name), (f"{title} {label}", ""), (title, latest), (f"{title} {name}", "")}
    return said if name[:2] not in {"5-", "6-"} else {(f"{title} {label}", "")}


def test_every_cycle_of_every_page_has_its_dates_however_it_is_written(
    pages: dict[str, dict[str, Any]], lives: Lifecycles
) -> None:
    asked = certain = 0
    wrong = []
    for slug, page in pages.items():
        for release in page["releases"]:
            for name, version in spellings(page, release):
                asked += 1
                support = lives.find(name, version)
                meant = support and [
                    each.cycle
                    for each in support.candidates
                    if each.product.product == slug and each.cycle.name == str(release["releaseCycle"])
                ]
                if not support or not meant:
                    wrong.append((slug, name, version))
                    continue
                assert (meant[0].support_end, meant[0].end, meant[0].extended_end) == dates(release)
                certain += support.certainty is Certainty.YES
    assert not wrong
    assert asked > 2400
    assert certain / asked > 0.9


@pytest.mark.parametrize(("name", "slug", "cycle"), CERTAIN)
def test_what_hospitals_write_gives_the_dates_of_the_page(
    name: str, slug: str, cycle: str, pages: dict[str, dict[str, Any]], lives: Lifecycles
) -> None:
    support = lives.find(name, "")
    assert support is not None, lives.why_not(name, "")
    assert support.certainty is Certainty.YES, support.reason
    assert support.cycle is not None
    assert (support.product.product, support.cycle.name) == (slug, cycle)
    release = next(each for each in pages[slug]["releases"] if str(each["releaseCycle"]) == cycle)
    assert (support.active_end, support.security_end, support.extended_end) == dates(release)


@pytest.mark.parametrize(("name", "cycles", "answer"), DOUBTFUL)
def test_what_may_be_several_is_to_check(
    name: str, cycles: set[str], answer: Truth, lives: Lifecycles
) -> None:
    support = lives.find(name, "")
    assert support is not None
    assert support.certainty is Certainty.TO_CHECK
    assert {each.cycle.name for each in support.candidates} == cycles
    assert ended(support, DAY) is answer


def test_every_system_of_the_synthetic_fleet_ends_somewhere(veille: Path, lives: Lifecycles) -> None:
    mapping = read_mapping(b"columns: {id: id_parc}", "map.yaml")
    assert not hasattr(mapping, "mistakes")
    fleet = read_inventory((veille / "fleet/parc-synthetique-500.csv").read_bytes(), "parc.csv", mapping)
    assert isinstance(fleet, Reading)
    answers = {row.os: lives.find(row.os, row.os_version) for row in fleet.items}
    known = {name: ended(support, DAY) for name, support in answers.items() if support is not None}
    assert known == {
        "Debian 10": Truth.TRUE,
        "Linux 2.6.32": Truth.UNKNOWN,
        "SUSE Linux Enterprise 11": Truth.TRUE,
        "Windows 10 IoT Enterprise 2016 LTSB": Truth.TRUE,
        "Windows 7": Truth.TRUE,
        "Windows 7 Embedded": Truth.TRUE,
        "Windows Server 2012 R2": Truth.TRUE,
        "Windows XP Embedded": Truth.UNKNOWN,
    }
    for name in answers.keys() - known.keys():
        assert lives.why_not(name, "").code == "lifecycle_not_in_data"
