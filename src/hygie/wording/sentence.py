"""A sentence for a code: what is said of it, and what to do about it."""

from typing import NamedTuple


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for translation without translating it."""
    return message


def N_plural(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - beside gettext's N_
    """Mark a message that depends on a number for translation without translating it."""
    return singular, plural


class Sentence(NamedTuple):
    """The templates of a code, in English (message ids): ``said`` states it, ``todo`` says what to do.

    Templates hold ``{name}`` placeholders, filled with the parameters that come with the code.
    """

    said: str
    todo: str | None = None
