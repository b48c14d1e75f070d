"""The kinds of documents, found in ``documents/owed``, and how each is produced in each of its formats."""

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import PurePath

from hygie.assessment.study import Study
from hygie.documents import owed
from hygie.documents.docx import to_docx
from hygie.documents.html import to_html
from hygie.documents.kind import About, Draft, Format, Kind
from hygie.documents.pdf import to_pdf
from hygie.documents.refusal import NotGenerated
from hygie.documents.xlsx import to_xlsx
from hygie.wording.voice import Voice

ORDER = (
    "synthesis", "guarantees", "public-transfers", "contract-annex", "risk-events", "contacts",
    "responsibilities", "statement-of-applicability", "audit-programme", "transfer-map",
    "third-country-law", "reversibility", "subcontractor-certificates", "awareness-plan",
    "proof-sheet", "charter-commitments", "processing-register", "practitioner-kit",
    "architecture",
)  # fmt: skip
"""The order in which kinds are listed: D1 to D14 of the HDS referential, then the others."""


class UnknownKindError(LookupError):
    """A document was asked for that does not exist."""


class UnknownFormatError(ValueError):
    """A document does not have the format that was asked for."""


class SubjectNeededError(ValueError):
    """A document about one requirement or one client was asked for without saying which."""


@cache
def _kinds() -> dict[str, Kind]:
    modules = (import_module(f"{owed.__name__}.{info.name}") for info in pkgutil.iter_modules(owed.__path__))
    found: list[Kind] = [module.DOCUMENT for module in modules if hasattr(module, "DOCUMENT")]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: ORDER.index(kind.name))}


def kinds() -> tuple[Kind, ...]:
    """List the kinds of documents."""
    return tuple(_kinds().values())


def kind_of(name: str) -> Kind:
    """Find a kind by the word of the command line.

    Raises:
        UnknownKindError: there is none of that name.
    """
    kind = _kinds().get(name)
    if kind is None:
        raise UnknownKindError(name)
    return kind


def formats_of(name: str) -> tuple[Format, ...]:
    """List the formats of a kind.

    Raises:
        UnknownKindError: there is none of that name.
    """
    return kind_of(name).formats


def format_of(path: PurePath | str) -> str:
    """Read the format that a file's ending says: the ending without its dot, in lower case."""
    return PurePath(path).suffix.lstrip(".").lower()


def owed_by(study: Study) -> tuple[Kind, ...]:
    """List the kinds that one of the study's referentials calls for, or what its dossier describes."""
    return tuple(
        kind
        for kind in kinds()
        if not set(kind.rests_on).isdisjoint(study.applicable) or (kind.owed_when and kind.owed_when(study))
    )


def produce(
    kind: str, study: Study, voice: Voice, form: str, about: str | None = None, template: bytes | None = None
) -> bytes | NotGenerated:
    """Produce a document in a format, or say which missing data keep it from being generated.

    ``form`` is one of ``formats_of(kind)``; ``about`` names the requirement or the client that the
    document is about; ``template`` is a Word template of the user's own.

    Raises:
        UnknownKindError: no kind has that name.
        UnknownFormatError: the kind does not have that format.
        SubjectNeededError: the kind is about one requirement or one client, and none is named.
        UnknownRequirementNameError: no referential of the study has that requirement.
        TemplateError: the template cannot be used.
    """
    return Producer(study, voice).produce(kind, form, about, template)


class Producer:
    """Produces documents of one study; the last draft is kept, so that its other formats reuse it."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Produce documents of ``study`` in a voice."""
        self._study = study
        self._voice = voice
        self._drafted: tuple[str, str] | None = None
        self._draft: Draft | None = None

    def produce(
        self, kind: str, form: str, about: str | None = None, template: bytes | None = None
    ) -> bytes | NotGenerated:
        """Produce a document in a format; see ``hygie.documents.kinds.produce``."""
        chosen = kind_of(kind)
        if form not in chosen.formats:
            raise UnknownFormatError(form)
        if chosen.about is not About.DOSSIER and about is None:
            raise SubjectNeededError(kind)
        if form == "json" and chosen.data is not None:
            return chosen.data(self._study, self._voice)
        if form == "docx" and chosen.words is not None:
            words = chosen.words(self._study, self._voice, about or "")
            return words if isinstance(words, NotGenerated) else to_docx(words, template or chosen.template)
        if form == "xlsx" and chosen.workbook is not None:
            return chosen.workbook(self._study, self._voice, about or "")
        draft = self._drafted_once(chosen, about or "")
        return draft if isinstance(draft, NotGenerated) else _RENDERERS[form](draft)

    def _drafted_once(self, kind: Kind, about: str) -> Draft:
        if self._draft is None or self._drafted != (kind.name, about):
            self._drafted = (kind.name, about)
            self._draft = kind.draft(self._study, self._voice, about)
        return self._draft


_RENDERERS = {"pdf": to_pdf, "html": to_html, "xlsx": to_xlsx}
