"""Databases of package ecosystems that have a format of their own, brought to the shape of an advisory."""

from hygie.observations.ecosystems.friendsofphp import advisory_of_friendsofphp, read_friendsofphp
from hygie.observations.ecosystems.nodejs import advisory_of_nodejs, read_nodejs
from hygie.observations.ecosystems.retirejs import read_retirejs
from hygie.observations.ecosystems.rustsec import advisory_of_rustsec, read_rustsec
from hygie.observations.ecosystems.victims import advisory_of_victims, read_victims

__all__ = [
    "advisory_of_friendsofphp",
    "advisory_of_nodejs",
    "advisory_of_rustsec",
    "advisory_of_victims",
    "read_friendsofphp",
    "read_nodejs",
    "read_retirejs",
    "read_rustsec",
    "read_victims",
]
