"""Why a file could not be had: what the network does wrong, told without what is secret in an address."""

from typing import TYPE_CHECKING

from hygie.feeds.download.addresses import host_of, shown
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place

if TYPE_CHECKING:
    from requests import RequestException


class DownloadError(Exception):
    """A file could not be had; ``diagnostic`` says which and why. ``absent``: the server has it not."""

    def __init__(self, url: str, code: str, /, *, absent: bool = False, **parameters: Parameter) -> None:
        """Keep why."""
        super().__init__(f"{code}: {shown(url)}")
        self.diagnostic = Diagnostic(code, Place(shown(url)), {"host": host_of(url), **parameters})
        self.absent = absent


class TryAgainError(Exception):
    """What may pass: another try is worth it, after ``wait`` seconds at least."""

    def __init__(self, reason: DownloadError, wait: float = 0) -> None:
        """Keep what went wrong."""
        super().__init__(str(reason))
        self.reason = reason
        self.wait = wait


def failure(reason: "RequestException", url: str) -> DownloadError | TryAgainError:
    """Say what an exception of the library means."""
    import requests  # noqa: PLC0415 - only downloads need it, and one is under way
    from urllib3.exceptions import ReadTimeoutError  # noqa: PLC0415

    errors = requests.exceptions
    inner = reason.args[0] if reason.args else None
    if isinstance(reason, errors.ConnectTimeout | errors.ReadTimeout) or isinstance(inner, ReadTimeoutError):
        return TryAgainError(DownloadError(url, "download_too_slow"))
    if isinstance(reason, errors.SSLError):
        # What goes round the cause names the address, with all that is in it.
        cause = getattr(inner, "reason", None)
        message = type(reason).__name__ if cause is None else str(cause)
        return DownloadError(url, "download_certificate", message=message[:200])
    if isinstance(reason, errors.ChunkedEncodingError | errors.ContentDecodingError):
        return TryAgainError(DownloadError(url, "download_cut"))
    if isinstance(reason, errors.ConnectionError):
        code = "download_cut" if "IncompleteRead" in str(reason) else "download_unreachable"
        return TryAgainError(DownloadError(url, code))
    return DownloadError(url, "download_failed", message=type(reason).__name__)
