"""A document that is not generated, and why: what it would state is not determined."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hygie.assessment.study import Study
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.referentials.verdict import Missing
from hygie.wording.voice import Voice

Why = Literal[
    "document_undetermined",
    "document_without_activity",
    "document_without_system",
    "document_systems_refused",
]
"""The code of the sentence that says why: something is not determined, or there is nothing to speak of."""


@dataclass(frozen=True, slots=True)
class MissingDatum:
    """A datum that keeps a document from being generated: its address, where to write it, what to write."""

    address: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class NotGenerated:
    """Nothing was generated; ``missing`` is every datum that would let the document be.

    ``refused`` are the mistakes of what it would be made from, where that cannot be used.
    """

    kind: str
    why: Why
    manifest: Place
    missing: tuple[MissingDatum, ...]
    refused: tuple[Diagnostic, ...] = ()

    @property
    def mistakes(self) -> tuple[Diagnostic, ...]:
        """Say it as mistakes of the input: nothing is generated, then each missing datum at its place."""
        return tuple(self._mistakes())

    def _mistakes(self) -> Iterator[Diagnostic]:
        yield Diagnostic(self.why, self.manifest)
        for datum in self.missing:
            yield Diagnostic("document_lacks", datum.place, {"message": datum.message})
        yield from self.refused


def not_generated(
    kind: str, why: Why, lacking: tuple[Missing, ...], study: Study, voice: Voice
) -> NotGenerated:
    """Refuse a document for want of data, each once."""
    dossier = study.dossier
    data = tuple(
        MissingDatum(dossier.address(item.path), dossier.place(item.path), voice.missing(item, dossier))
        for item in dict.fromkeys(lacking)
    )
    return NotGenerated(kind, why, dossier.place(()), data)
