"""Where Hygie keeps what it keeps on a machine: the advisory base, keys, caches."""

import errno
import os
from pathlib import Path

VARIABLE = "HYGIE_HOME"


def home(*, make: bool = False) -> Path:
    """Give the folder of the user's Hygie; ``make``: made for its owner alone (0700) if it is missing.

    ``HYGIE_HOME`` names it; else it is the folder of user data of the platform.

    Raises:
        OSError: the folder cannot be made, or a file is in its place.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        try:
            folder = Path(named).expanduser()
        except RuntimeError as reason:  # "~somebody" whom the system does not know
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), named) from reason
    else:
        from platformdirs import user_data_path  # noqa: PLC0415 - only where nothing is named

        folder = user_data_path("hygie", appauthor=False)
    if make:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return folder
