"""What a missing optional dependency is: a sentence that names the extra, never an ImportError."""


class MissingExtraError(Exception):
    """Something was asked for that needs an extra of the package which is not installed."""

    def __init__(self, extra: str) -> None:
        """Keep the name of the extra, as ``pip install "hygie[extra]"`` wants it."""
        super().__init__(extra)
        self.extra = extra
