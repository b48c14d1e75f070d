"""A study: the verdicts of a dossier as of a day. Same inputs, same verdicts: no clock, no network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from hygie import __version__
from hygie.composition.analysis.results import Analysis
from hygie.dossier.dossier import Dossier
from hygie.dossier.vocabulary.base import known
from hygie.kernel.clock import Clock
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.status import Status
from hygie.referentials.catalog import Catalog, Requirement
from hygie.referentials.facts import Facts
from hygie.referentials.referential import OF_ROLE, assess_all, catalog_of, needs_of
from hygie.referentials.verdict import Verdict
from hygie.risk.matrix import risk_matrix


class UnknownRequirementNameError(LookupError):
    """A requirement was asked for that no referential of the study has."""

    def __init__(self, name: str) -> None:
        """Keep the name that was asked for."""
        super().__init__(name)
        self.name = name


class SystemsRefusedError(ValueError):
    """The systems of a dossier cannot be analysed; ``mistakes`` are all of theirs."""

    def __init__(self, mistakes: tuple[Diagnostic, ...]) -> None:
        """Keep the mistakes."""
        super().__init__(len(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Study:
    """The assessment of a dossier as of a day.

    ``referentials`` chooses among those that apply; empty: those that the dossier chooses, else
    those of its roles.
    """

    dossier: Dossier
    as_of: date
    referentials: tuple[str, ...] = ()
    _days: dict[date, "Study"] = field(default_factory=dict, compare=False, repr=False)

    @property
    def version(self) -> str:
        """The version of Hygie that answers."""
        return __version__

    @cached_property
    def applicable(self) -> tuple[str, ...]:
        """The referentials that this study evaluates, in the order chosen."""
        if self.referentials:
            return self.referentials
        declared = self.dossier.declared
        chosen = known(declared.referentials)
        if chosen is not None:
            return tuple(dict.fromkeys(chosen))
        return tuple(dict.fromkeys(name for role in declared.roles for name in OF_ROLE.get(role, ())))

    @cached_property
    def facts(self) -> Facts:
        """The facts as of the day; their clock remembers when an answer would change."""
        return Facts(self.dossier, Clock(self.as_of))

    @cached_property
    def _assessed(self) -> Mapping[str, Mapping[str, Verdict]]:
        return assess_all(self.applicable, self.facts)

    @cached_property
    def verdicts(self) -> Mapping[str, Mapping[str, Verdict]]:
        """Verdicts by referential and requirement, each in the order of its catalogue."""
        return {name: self._assessed[name] for name in self.applicable}

    @property
    def describes_systems(self) -> bool:
        """Whether the dossier has the folder where systems are described."""
        return (Path(self.dossier.location) / "systems").is_dir()

    @cached_property
    def analyses(self) -> tuple[Analysis, ...]:
        """What an attacker can reach in each system of the dossier; none where it describes no system.

        Raises:
            SystemsRefusedError: the systems cannot be analysed.
        """
        if not self.describes_systems:
            return ()
        # Most dossiers have no system, and the numeric libraries take a while to load.
        from hygie.composition.analysis.analyse import Asked, analyse_dossier  # noqa: PLC0415

        asked = Asked(acceptable=risk_matrix().bears)
        found = analyse_dossier(Path(self.dossier.location), self.dossier, asked)
        if isinstance(found, Refusal):
            raise SystemsRefusedError(found.mistakes)
        return found

    def needed(self, referential: str, requirement: str) -> dict[str, Verdict]:
        """Give the verdicts that the rule of a requirement sums up, by the name it gives them.

        Those of another referential are named with it (``hds-2.0/EXI-28``), be it evaluated for
        its own sake or only because this one needs it.
        """
        found = {}
        for need in needs_of(referential)[requirement]:
            elsewhere, _, name = need.rpartition("/")
            found[need] = self._assessed[elsewhere or referential][name]
        return found

    @property
    def next_change(self) -> date | None:
        """The first later day on which a verdict may be another one, the dossier being the same."""
        _ = self.verdicts
        return self.facts.clock.next_change

    def at(self, day: date) -> "Study":
        """Study the same dossier as of another day; asked again, the same study answers."""
        if day not in self._days:
            self._days[day] = Study(self.dossier, day, self.referentials, self._days)
        return self._days[day]

    def catalog(self, referential: str) -> Catalog:
        """Give the catalogue of a referential."""
        return catalog_of(referential)

    def counts(self, referential: str) -> dict[Status, int]:
        """Count the verdicts of each status."""
        found = [verdict.status for verdict in self.verdicts[referential].values()]
        return {status: found.count(status) for status in Status}

    def find(self, name: str) -> tuple[str, Requirement, Verdict]:
        """Find a requirement by ``EXI-28`` or ``hds-2.0/EXI-28``, whatever its case.

        Raises:
            UnknownRequirementNameError: no referential of the study has it.
        """
        wanted, _, inside = name.casefold().rpartition("/")[::-1]
        for referential in self.applicable:
            if inside and inside != referential.casefold():
                continue
            for requirement in self.catalog(referential):
                if requirement.id.casefold() == wanted:
                    return referential, requirement, self.verdicts[referential][requirement.id]
        raise UnknownRequirementNameError(name)
