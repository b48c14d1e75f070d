"""The ports, the usual ways in and the shared zone of the types that inventories become."""

from collections.abc import Mapping
from typing import Any, Final

from hygie.composition.exchange.written import both

OPEN, IDENTIFIED, CALLS, SEGMENT, GUESTS, HOST = "open", "identified", "calls", "segment", "guests", "host"
"""Ports of the types that are made."""

MAIN: Final = "main"

PORTS: Final[Mapping[str, Mapping[str, Any]]] = {
    OPEN: {
        "title": both("Ce qui l’appelle sans dire qui il est", "What calls it without saying who"),
        "in": ["request"],
        "out": ["answer"],
    },
    IDENTIFIED: {
        "title": both("Ce qui l’appelle en disant qui il est", "What calls it and says who"),
        "in": ["request"],
        "out": ["answer"],
    },
    CALLS: {"title": both("Ce qu’il appelle", "What it calls"), "in": ["answer"], "out": ["request"]},
    SEGMENT: {
        "title": both("La zone où il se trouve", "The zone that it stands in"),
        "in": ["reach"],
        "out": ["reach"],
    },
    GUESTS: {"title": both("Ce qui s’exécute dessus", "What runs on it"), "in": ["escape"], "out": ["run"]},
    HOST: {"title": both("Ce sur quoi il s’exécute", "What it runs on"), "in": ["run"], "out": ["escape"]},
}

ENTRIES: Final = {
    OPEN: (
        "open.request",
        both(
            "Entre par un appel qui ne demande à personne qui il est (supposé)",
            "Enters through a call that asks nobody who he is (assumed)",
        ),
        "low",
    ),
    IDENTIFIED: (
        "identified.request",
        both(
            "Entre par un appel, sous l’identité de l’appelant (supposé)",
            "Enters through a call, as the caller (assumed)",
        ),
        "moderate",
    ),
    SEGMENT: (
        "segment.reach",
        both("Entre depuis la zone (supposé)", "Enters from the zone (assumed)"),
        "low",
    ),
}
OTHERS: Final = {
    CALLS: (
        "deceive",
        "calls.answer",
        both(
            "Se laisse tromper par la réponse à un appel (supposé)",
            "Is deceived by the answer to a call (assumed)",
        ),
        "high",
    ),
    GUESTS: (
        "escape",
        "guests.escape",
        both("Ce qui s’exécute dessus s’en échappe (supposé)", "What runs on it breaks out (assumed)"),
        "high",
    ),
    HOST: (
        "from-host",
        "host.run",
        both("Ce sur quoi il s’exécute le contrôle (supposé)", "What it runs on controls it (assumed)"),
        "negligible",
    ),
}
CARRIER: Final = {
    "title": both(
        "Zone où tout atteint tout (supposé)", "Zone in which everything reaches everything (assumed)"
    ),
    "kind": "network",
    "ports": {
        "members": {
            "title": both("Ce qui se trouve dans la zone", "What stands in the zone"),
            "in": ["reach"],
            "out": ["reach"],
        }
    },
    "steps": {
        "carry": {
            "title": both("Passe de l’un aux autres (supposé)", "Goes from one to the others (assumed)"),
            "any": ["members.reach"],
            "difficulty": "negligible",
            "emits": ["members.reach"],
        }
    },
}
