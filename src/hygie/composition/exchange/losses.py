"""What an exchange did not carry over, or had to assume: told to the user, each with a count and names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

NAMES_SHOWN = 5
_LONGEST = 60


@dataclass
class Losses:
    """Collects names under codes; a code is a sentence of ``wording.exchange``."""

    _names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, *names: str) -> None:
        """Add names under a code; each counts once for each time it is added."""
        if names:
            self._names.setdefault(code, []).extend(names)

    def merge(self, others: "Losses") -> None:
        """Add all that others collected."""
        for code, names in others.items():
            self.add(code, *names)

    def items(self) -> Iterable[tuple[str, list[str]]]:
        """Give each code with its names."""
        return self._names.items()

    def notes(self, file: str) -> tuple[Diagnostic, ...]:
        """Give one note a code, in the order of their names: how many, and the first of them."""
        return tuple(
            Diagnostic(code, Place(file), {"number": len(names), "names": _shown(names)})
            for code, names in sorted(self._names.items())
        )


def _shown(names: list[str]) -> tuple[str, ...]:
    """Keep the first few different names, each on one line and not too long."""
    distinct = list(dict.fromkeys(" ".join(name.split()) or "?" for name in names))
    short = [name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in distinct]
    return (*short[:NAMES_SHOWN], *(["…"] if len(distinct) > NAMES_SHOWN else []))
