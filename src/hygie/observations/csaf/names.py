"""The other names of a vulnerability of CSAF, told apart from those that others give to other ones.

Source: CSAF 2.0, section 3.2.3.5 (``ids``): ``system_name`` says which tracker ``text`` is a number of.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hygie.observations.content import mappings, text
from hygie.observations.names import is_global


def other_names(vulnerability: Mapping[str, Any], publisher: str, longest: int = 200) -> Iterator[str]:
    """Give the names in ``ids``: as they are where they name one vulnerability everywhere (CVE, GHSA…).

    Others have the name of their system before them, or that of the publisher where the system has none:
    ``Bugzilla:1234``.
    """
    for each in mappings(vulnerability, "ids"):
        name = text(each, "text", longest=longest)
        if name and is_global(name):
            yield name
        elif name:
            yield f"{text(each, 'system_name', longest=longest) or publisher}:{name}"
