"""The keys order every pair of versions of the public fixtures as these say."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from hygie.matching.versions import key

pytestmark = pytest.mark.realdata

SCHEMES = {"redhat": "rpm", "rubygems": "gem"}
ECOSYSTEMS = ("alpine", "cran", "debian", "hackage", "maven", "nuget", "packagist", "pub", "pypi", "redhat", "rubygems", "semver")  # fmt: skip
NO_ORDER = {
    # Two ends of circles that no order has: 2.9.0.RC3 < 2.9.0 < 2.9.0-1 stands there too, and RC1 is before RC3;
    # 1.0.0.RC3 < 1.0.0 < 1.0.0-gradle-rework-beta3 as well, and RC7 is no release.
    ("2.9.0-1", "<", "2.9.0.RC1"),
    ("1.0.0-gradle-rework-beta3", "<", "1.0.0.RC7-3"),
    # 1.2.3.# = 1.2.3 stands there too, and 1.2.3 comes before 1.2.3.1.
    ("1.2.3.#", "=", "1.2.3.1"),
}


def said(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give the lines of a file, "a < b", without comments."""
    content = path.read_bytes()
    for line in (gzip.decompress(content) if path.suffix == ".gz" else content).decode().splitlines():
        words = line.split()
        if words and not line.startswith(("//", "#")):
            assert len(words) == 3, line
            yield words[0], words[1], words[2]


def holds(scheme: str, first: str, relation: str, second: str) -> bool:
    """Say whether two versions have keys, in that relation."""
    one, other = key(scheme, first), key(scheme, second)
    if one is None or other is None:
        return False
    return one < other if relation == "<" else one > other if relation == ">" else one == other


@pytest.mark.parametrize("ecosystem", ECOSYSTEMS)
def test_every_line_of_the_fixtures_holds(request: pytest.FixtureRequest, ecosystem: str) -> None:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    files = sorted((Path(data) / "veille" / "versions").glob(f"{ecosystem}-versions*"))
    scheme = SCHEMES.get(ecosystem, ecosystem)

    wrong = {line for path in files for line in said(path) if not holds(scheme, *line)}

    assert files
    assert wrong <= NO_ORDER
