"""The short label of a field, as a column is titled and a missing fact is named."""

import re
from typing import Final

from pydantic.fields import FieldInfo

_END: Final = re.compile(r"[\s]*(?:;|:(?=\s)|, e\.g\.|, p\. ex\.|, par exemple)")


def named(field: FieldInfo, key: str) -> str:
    """Give the English text that names a field: its title, else its description, else its key.

    A field has a title where its description does not begin with a short noun phrase.
    """
    return field.title or field.description or key


def short(said: str) -> str:
    """Keep of a text, in any language, what it names: all of it up to how the field is written."""
    return _END.split(said, maxsplit=1)[0].rstrip(". \u00a0\u202f")
