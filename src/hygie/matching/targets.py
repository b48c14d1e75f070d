"""For what a product is made: values of a CPE's target software and hardware that are, or may be, the same.

The CPE dictionary (nvd.nist.gov/products/cpe) holds these under several words; a list of them is closed to
nobody, so that only known ones are ever said to be different.
"""

from types import MappingProxyType
from typing import Final

from hygie.observations.cpe import ANY, NA

_SAME: Final = MappingProxyType(
    {
        "node.js": "nodejs", "node_js": "nodejs", "node": "nodejs",
        "mac_os_x": "macos", "mac_os": "macos", "os_x": "macos", "osx": "macos",
        "iphone_os": "ios", "ipad_os": "ios", "ipados": "ios", "iphone": "ios",
        "linux_kernel": "linux", "gnu\\/linux": "linux", "gnu/linux": "linux",
        "win": "windows", "microsoft_windows": "windows",
        "x86_64": "x64", "amd64": "x64", "x86-64": "x64", "aarch64": "arm64",
        "joomla\\!": "joomla", "joomla!": "joomla",
    }
)  # fmt: skip
"""Words for one target."""
_SYSTEMS: Final = frozenset(("android", "ios", "linux", "macos", "windows"))
_PLATFORMS: Final = frozenset(("drupal", "joomla", "nodejs", "python", "ruby", "rust", "typo3", "wordpress"))
"""Each kind apart: software for Python may well run on Linux."""


def differ(one: str, other: str) -> bool:
    """Say whether two values of an attribute are not the same; what one side leaves open is."""
    return _plain(one) != _plain(other) and ANY not in (one, other) and NA not in (one, other)


def other_software(one: str, other: str) -> bool:
    """Say whether two target softwares are known, and not the same."""
    one, other = _plain(one), _plain(other)
    return one != other and any(one in kind and other in kind for kind in (_SYSTEMS, _PLATFORMS))


def _plain(value: str) -> str:
    return _SAME.get(value, value)
