"""Distributions of Linux and their releases: one name for what purls and OSV each write in their way.

Sources: OSV schema, "Defined ecosystems"; purl specification, types apk, deb and rpm (``distro`` qualifier,
which is ``ID-VERSION_ID`` of os-release(5) in what tools write); release names from debian.org and
ubuntu.com.
"""

import re
from collections.abc import Callable
from typing import Final

_DEBIAN: Final = {
    "buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14", "duke": "15",
    "stretch": "9", "jessie": "8", "wheezy": "7", "squeeze": "6", "lenny": "5", "etch": "4",
    "sarge": "3.1", "woody": "3.0",
}  # fmt: skip
_UBUNTU: Final = {
    "precise": "12.04", "trusty": "14.04", "xenial": "16.04", "bionic": "18.04", "focal": "20.04",
    "groovy": "20.10", "hirsute": "21.04", "impish": "21.10", "jammy": "22.04", "kinetic": "22.10",
    "lunar": "23.04", "mantic": "23.10", "noble": "24.04", "oracular": "24.10", "plucky": "25.04",
    "questing": "25.10",
}  # fmt: skip
_NUMBERS: Final = re.compile(r"(\d{1,8})(?:\.(\d{1,8}))?")
_SERVICE_PACK: Final = re.compile(r"(\d{1,4})(?:[. -](?:sp)?(\d{1,4}))?")


def _debian(text: str) -> str:
    """``11.6`` and ``bullseye`` are 11; before 4, both numbers name the release."""
    text = _DEBIAN.get(text, text)
    found = _NUMBERS.match(text)
    if found is None:
        return text
    return found[1] if int(found[1]) > 3 else found[0]  # noqa: PLR2004 - woody and sarge


def _ubuntu(text: str) -> str:
    """Year and month, whatever follows; an older release may be named by its first name."""
    found = _NUMBERS.match(text)
    return found[0] if found else _UBUNTU.get(text, text)


def _alpine(text: str) -> str:
    """``v3.18`` from ``3.18.4``; ``edge`` stays."""
    found = _NUMBERS.match(text.removeprefix("v"))
    return f"v{found[0]}" if found and found[2] else text


def _major(text: str) -> str:
    """Keep the first number: point releases share their advisories."""
    found = _NUMBERS.match(text)
    return found[1] if found else text


def _minor(text: str) -> str:
    """Keep two numbers."""
    found = _NUMBERS.match(text)
    return found[0] if found else text


def _suse(text: str) -> str:
    """``15.3`` from ``15.3``, ``15-sp3``, ``15 SP3-LTSS``."""
    found = _SERVICE_PACK.match(text)
    if found is None:
        return text
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def _leap(text: str) -> str:
    """``15.4`` from ``leap-15.4`` and ``leap 15.4``; ``tumbleweed`` whatever its snapshot."""
    if text.startswith("tumbleweed"):
        return "tumbleweed"
    return _minor(text.removeprefix("leap").lstrip(" -."))


def _same(text: str) -> str:
    return text


_RELEASES: Final[dict[str, Callable[[str], str]]] = {
    "almalinux": _major,
    "alpine": _alpine,
    "amazon": _major,
    "azurelinux": _minor,
    "debian": _debian,
    "fedora": _major,
    "mageia": _major,
    "mariner": _minor,
    "openeuler": _same,
    "opensuse": _leap,
    "oracle": _major,
    "photon": _minor,
    "rhel": _major,
    "rocky": _major,
    "sles": _suse,
    "ubuntu": _ubuntu,
}
"""How the text of a release becomes its name, for the distributions that have releases."""

_ROLLING: Final = {"chainguard": "alpine", "minimos": "alpine", "wolfi": "alpine"}

NAMESPACES: Final[dict[str, dict[str, str]]] = {
    "alpine": {"alpine": "alpine"},
    "apk": {"alpine": "alpine", "chainguard": "chainguard", "minimos": "minimos", "wolfi": "wolfi"},
    "deb": {"debian": "debian", "ubuntu": "ubuntu"},
    # CentOS Linux rebuilt the packages of RHEL under the same versions.
    "rpm": {
        "almalinux": "almalinux", "alma": "almalinux", "amzn": "amazon", "amazon": "amazon",
        "amazonlinux": "amazon", "azurelinux": "azurelinux", "centos": "rhel", "fedora": "fedora",
        "mageia": "mageia", "mariner": "mariner", "ol": "oracle", "oracle": "oracle",
        "oraclelinux": "oracle", "openeuler": "openeuler", "opensuse": "opensuse", "photon": "photon",
        "redhat": "rhel", "rhel": "rhel", "rocky": "rocky", "rocky-linux": "rocky", "rockylinux": "rocky",
        "sle": "sles", "sled": "sles", "sles": "sles", "suse": "sles",
    },
}  # fmt: skip
"""Distribution by purl type and namespace."""

_BY_NAME: Final = {name: known for names in NAMESPACES.values() for name, known in names.items()}

DISTRIBUTION_SCHEMES: Final = {
    "apk": "alpine",
    "deb": "debian",
    "rpm": "rpm",
    "redhat": "rpm",
    "suse": "rpm",
    **dict.fromkeys(_RELEASES, "rpm"),
    **_ROLLING,
    "alpine": "alpine",
    "debian": "debian",
    "ubuntu": "debian",
}

RELEASED: Final = frozenset((*_RELEASES, "apk", "deb", "rpm"))
"""Ecosystems that name no package until a release is added."""

_OF_OSV: Final = {
    "AlmaLinux": "almalinux",
    "Alpine": "alpine",
    "Amazon Linux": "amazon",
    "Azure Linux": "azurelinux",
    "Chainguard": "chainguard",
    "Debian": "debian",
    "Fedora": "fedora",
    "Mageia": "mageia",
    "MinimOS": "minimos",
    "openEuler": "openeuler",
    "openSUSE": "opensuse",
    "Oracle Linux": "oracle",
    "Photon OS": "photon",
    "Rocky Linux": "rocky",
    "SUSE": "sles",
    "Wolfi": "wolfi",
}

_UBUNTU_VARIANT: Final = re.compile(r"(\d{1,2}\.\d{2})(?::LTS)?(?::(.+))?")
_ENTERPRISE: Final = re.compile(r"Linux Enterprise[^0-9]*(\d.*)")


def distribution_of(kind: str, namespace: str, distro: str) -> str | None:
    """Name the distribution of a purl of type ``kind``: by its namespace, else by its ``distro`` qualifier.

    The type itself (``deb``, ``rpm``, ``apk``) if neither says it; None if it is none that is known.
    """
    known = NAMESPACES.get(kind)
    if known is None:
        return None
    if namespace:
        return known.get(namespace.lower())
    text = distro.strip().lower()
    if kind == "deb" and (text in _DEBIAN or text in _UBUNTU):
        return "debian" if text in _DEBIAN else "ubuntu"
    return "alpine" if kind == "alpine" else known.get(text.partition("-")[0], kind)


def release_of_distro(distribution: str, distro: str) -> str:
    """Give ``distribution:release`` from a ``distro`` qualifier, the distribution alone if it says none.

    ``distro`` is ``debian-11``, ``debian-11.6``, ``bullseye``, ``11``, ``alpine-3.18.4``,
    ``opensuse-leap-15.4``… One that names another distribution than the purl's says nothing.
    """
    text = distro.strip().lower()
    if not text or distribution not in _RELEASES:
        return distribution
    head, _, rest = text.partition("-")
    if head.startswith("opensuse."):
        head, rest = "opensuse", text.removeprefix("opensuse.")
    named = _BY_NAME.get(head)
    if named is not None:
        if named != distribution and {named, distribution} != {"sles", "opensuse"}:
            return distribution
        distribution, text = named, rest
    release = _RELEASES[distribution](text)
    return f"{distribution}:{release}" if release else distribution


def ecosystem_of_osv(ecosystem: str) -> str | None:
    """Give our name of a distribution of OSV, with its release; None if it is none that is known.

    Advisories of Ubuntu Pro and of SUSE's long-term support are about the packages of the release; those of
    Ubuntu's variants (FIPS, Realtime) and of Red Hat's other products stand apart, under names that no
    ``distro`` qualifier gives.
    """
    head, _, rest = ecosystem.partition(":")
    if head == "Ubuntu":
        return _osv_ubuntu(rest)
    if head == "Red Hat":
        return _osv_red_hat(rest)
    distribution = _OF_OSV.get(head)
    if distribution is None:
        return None
    if distribution == "sles":
        enterprise = _ENTERPRISE.match(rest)
        if enterprise is None:
            return f"suse:{rest.lower()}" if rest else "sles"
        rest = enterprise[1]
    rule = _RELEASES.get(distribution)
    if rule is None or not rest:
        return distribution
    return f"{distribution}:{rule(rest.lower())}"


def _osv_ubuntu(text: str) -> str:
    """``22.04:LTS``, ``Pro:16.04:LTS``, ``Pro:FIPS:16.04:LTS``, ``22.04:LTS:for:NVIDIA:BlueField``."""
    found = _UBUNTU_VARIANT.search(text)
    if found is None:
        return f"ubuntu:{text.lower()}" if text else "ubuntu"
    before = text[: found.start()].removeprefix("Pro:").strip(":")
    variant = ":".join(filter(None, (before, found[2] or ""))).lower()
    return f"ubuntu:{found[1]}:{variant}" if variant else f"ubuntu:{found[1]}"


def _osv_red_hat(text: str) -> str:
    """``enterprise_linux:8::baseos`` is RHEL 8; another product keeps its name and version."""
    product, _, rest = text.partition(":")
    version = rest.partition(":")[0]
    if product == "enterprise_linux":
        return f"rhel:{_major(version)}" if version else "rhel"
    return f"redhat:{product}:{version}" if version else "redhat"
