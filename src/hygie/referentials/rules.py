"""What a rule is, and how the rules of a referential are found and put in order.

A rule is one small module of the package ``rules`` of its referential. It says which requirement it
decides (``REQUIREMENT`` or, for a generic rule, ``REQUIREMENTS``), which other verdicts it needs
(``NEEDS``; one of another referential by its full name, ``hds-2.0/EXI-28``), and gives
``decide(facts, verdicts) -> Decision`` (for a generic rule, ``decide(requirement, facts, verdicts)``).
Nothing is registered by hand.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from types import ModuleType

from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Decision, Verdict

Verdicts = Mapping[str, Verdict]
Decide = Callable[[Facts, Verdicts], Decision]


class RuleCycleError(Exception):
    """The rules of a referential need one another in a circle."""

    def __init__(self, cycle: list[str]) -> None:
        """Name the circle."""
        super().__init__(f"rules need one another in a circle: {' -> '.join(cycle)}")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one requirement is decided, and the requirements whose verdicts it needs first."""

    requirement: str
    decide: Decide
    needs: tuple[str, ...] = ()


@cache
def load_rules(package: str) -> tuple[Rule, ...]:
    """Find the rules of a referential's package, each after those it needs.

    Raises:
        RuleCycleError: rules need one another in a circle.
    """
    folder = import_module(f"{package}.rules")
    modules = [
        import_module(f"{folder.__name__}.{info.name}") for info in pkgutil.iter_modules(folder.__path__)
    ]
    return in_order([rule for module in modules for rule in rules_of(module)])


def rules_of(module: ModuleType) -> Iterator[Rule]:
    """Read the rules that a module gives: one, or one a requirement for a generic rule; none for a helper."""
    needs: tuple[str, ...] = getattr(module, "NEEDS", ())
    if hasattr(module, "REQUIREMENT"):
        yield Rule(module.REQUIREMENT, module.decide, needs)
    for requirement in getattr(module, "REQUIREMENTS", ()):
        yield Rule(requirement, partial(module.decide, requirement), needs)


def in_order(rules: list[Rule]) -> tuple[Rule, ...]:
    """Sort rules so that each comes after those it needs, by id where nothing else decides.

    Raises:
        RuleCycleError: rules need one another in a circle.
    """
    by_requirement = {rule.requirement: rule for rule in sorted(rules, key=lambda rule: rule.requirement)}
    # A need of another referential (``hds-2.0/EXI-28``) is met before any rule of this one runs.
    sorter = TopologicalSorter(
        {
            rule.requirement: [need for need in rule.needs if "/" not in need]
            for rule in by_requirement.values()
        }
    )
    try:
        order = list(sorter.static_order())
    except CycleError as error:
        raise RuleCycleError(error.args[1]) from error
    return tuple(by_requirement[requirement] for requirement in order)
