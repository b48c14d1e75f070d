"""Dossiers about one measure or two, for the tests of the rule."""

from datetime import date
from typing import Any

from tests.support.dossiers import TODAY, dossier_of

from hygie.kernel.clock import Clock
from hygie.referentials.evaluate import evaluate
from hygie.referentials.facts import Facts
from hygie.referentials.iso27001_2022.rules.measures import decide
from hygie.referentials.referential import assess, catalog_of
from hygie.referentials.verdict import Verdict

MEASURE = "A.8.13"
UNKNOWN = {"unknown": "on ne sait pas encore"}


def plain(lines: list[Any] | None = None, **sections: Any) -> dict[str, Any]:
    """Make the plain data of a dossier whose statement has these lines; None for no statement."""
    data: dict[str, Any] = {
        "format": 1,
        "organization": {"name": "Témoin", "country": "FR"},
        "roles": ["host"],
        "referentials": ["iso27001-2022"],
        "people": [{"id": "p-rssi", "function": "Responsable de la sécurité"}],
    }
    if lines is not None:
        data["isms"] = {"statement_of_applicability": {"measures": lines}}
    return data | sections


def line(**fields: Any) -> dict[str, Any]:
    return {"measure": MEASURE, **fields}


def retained(state: Any = None, **fields: Any) -> dict[str, Any]:
    given = {"state": state} if state is not None else {}
    return line(retained=True, justification="Sauvegardes", **given, **fields)


def control(state: Any = None, name: str = "c1", implements: str = MEASURE, **fields: Any) -> dict[str, Any]:
    given = {"state": state} if state is not None else {}
    return {"id": name, "title": f"Dispositif {name}", "implements": [implements], **given, **fields}


def assessed(result: str, name: str = "i1", on: str | None = "2026-10-01", **fields: Any) -> dict[str, Any]:
    given = {"confirmed": {"by": "p-rssi", "on": on}} if on else {}
    return {
        "id": name,
        "tool": "CISO Assistant",
        "requirement": f"iso27001-2022/{MEASURE}",
        "result": result,
        **given,
        **fields,
    }


def verdicts(data: dict[str, Any], as_of: date = TODAY) -> dict[str, Verdict]:
    return assess("iso27001-2022", Facts(dossier_of(data), Clock(as_of)), {})


def verdict(data: dict[str, Any], as_of: date = TODAY) -> Verdict:
    """Decide the one measure: what a thousand examples ask for."""
    facts = Facts(dossier_of(data), Clock(as_of))
    return evaluate(catalog_of("iso27001-2022").requirement(MEASURE), decide(MEASURE, facts, {}), facts)


def missing(found: Verdict, data: dict[str, Any]) -> set[str]:
    dossier = dossier_of(data)
    return {dossier.address(item.path) for item in found.missing}
