"""Where the public data sets are, when they are given."""

from pathlib import Path

import pytest


@pytest.fixture
def veille(request: pytest.FixtureRequest) -> Path:
    given = request.config.getoption("--data")
    if given is None:
        pytest.skip("needs --data")
    return Path(given) / "veille"
