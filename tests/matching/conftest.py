"""What tests of matching share: the public data, where it is given."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def veille(request: pytest.FixtureRequest) -> Path:
    """Give the folder of the public data of the watch."""
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    return Path(data) / "veille"
