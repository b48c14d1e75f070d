"""The kinds of documents: title, formats, who may read, and how each is made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

from hygie.assessment.study import Study
from hygie.documents.frame import Audience, Document
from hygie.documents.html import to_html
from hygie.documents.owed import guarantees, proof_sheet, public_transfers, synthesis
from hygie.documents.pdf import to_pdf
from hygie.documents.refusal import NotGenerated
from hygie.wording.voice import Voice

Format = Literal["html", "pdf", "json"]
Draft: TypeAlias = Document | NotGenerated

_PAGES: tuple[Format, ...] = ("html", "pdf")


class UnknownKindError(LookupError):
    """A document was asked for that does not exist."""


class UnknownFormatError(ValueError):
    """A document does not have the format that was asked for."""


class RequirementNeededError(ValueError):
    """A document about one requirement was asked for without saying which."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; ``title`` is a message to translate.

    ``draft`` makes its blocks, or refuses; ``data`` makes its JSON where it has one;
    ``about_requirement`` says that it needs the name of a requirement.
    """

    name: str
    title: str
    formats: tuple[Format, ...]
    audience: Audience
    draft: Callable[[Study, Voice, str], Draft]
    data: Callable[[Study, Voice], bytes | NotGenerated] | None = None
    about_requirement: bool = False


def _kind_list() -> tuple[Kind, ...]:
    return (
        Kind(
            synthesis.KIND,
            synthesis.TITLE,
            _PAGES,
            "policy",
            lambda study, voice, _: synthesis.build(study, voice),
        ),
        Kind(
            guarantees.KIND,
            guarantees.TITLE,
            _PAGES,
            "policy",
            lambda study, voice, _: guarantees.build(study, voice),
        ),
        Kind(
            public_transfers.KIND,
            public_transfers.TITLE,
            (*_PAGES, "json"),
            "public",
            lambda study, voice, _: public_transfers.build(study, voice),
            public_transfers.to_json,
        ),
        Kind(
            proof_sheet.KIND,
            proof_sheet.TITLE,
            _PAGES,
            "policy",
            proof_sheet.build,
            about_requirement=True,
        ),
    )


_KINDS = {kind.name: kind for kind in _kind_list()}


def kinds() -> tuple[Kind, ...]:
    """List the kinds of documents."""
    return tuple(_KINDS.values())


def kind_of(name: str) -> Kind:
    """Find a kind by the word of the command line.

    Raises:
        UnknownKindError: there is none of that name.
    """
    kind = _KINDS.get(name)
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


def produce(
    kind: str, study: Study, voice: Voice, form: str, requirement: str | None = None
) -> bytes | NotGenerated:
    """Produce a document in a format, or say which missing data keep it from being generated.

    ``form`` is one of ``formats_of(kind)``; ``requirement`` names the subject of a proof sheet.

    Raises:
        UnknownKindError: no kind has that name.
        UnknownFormatError: the kind does not have that format.
        RequirementNeededError: the kind is about one requirement, and none is named.
        UnknownRequirementNameError: no referential of the study has that requirement.
    """
    chosen = kind_of(kind)
    if form not in chosen.formats:
        raise UnknownFormatError(form)
    if chosen.about_requirement and requirement is None:
        raise RequirementNeededError(kind)
    if form == "json" and chosen.data is not None:
        return chosen.data(study, voice)
    draft = chosen.draft(study, voice, requirement or "")
    if isinstance(draft, NotGenerated):
        return draft
    return to_pdf(draft) if form == "pdf" else to_html(draft)
