"""What a kind of document is: its name, its formats, who may read it, what it is about, how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, TypeAlias

from hygie.assessment.study import Study
from hygie.documents.frame import Audience, Document
from hygie.documents.refusal import NotGenerated
from hygie.wording.voice import Voice

Format = Literal["html", "pdf", "json", "xlsx", "docx"]
Draft: TypeAlias = Document | NotGenerated
Words: TypeAlias = Mapping[str, Any]
"""What a Word template may name: plain data, texts and lists of them."""

PAGES: tuple[Format, ...] = ("html", "pdf")


class About(Enum):
    """What one document of a kind is about."""

    DOSSIER = "dossier"
    REQUIREMENT = "requirement"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; ``title`` is a message to translate.

    ``rests_on`` names the referentials that call for it (one of them is enough). ``draft`` makes its
    blocks, or refuses; its last argument is the id of what the document is about, empty for the dossier.
    ``data`` makes its JSON where it has one; ``words`` what its Word template names, where it has one,
    ``template`` being the file of ``documents/templates`` that is filled unless the user gives another;
    ``workbook`` makes its workbook where that is a form to fill in rather than its tables. One that is
    ``addressed`` is about the dossier and may also be made for one client, whom it then names.
    ``owed_when`` tells whether a dossier calls for it by what it describes, whatever its referentials.
    """

    name: str
    title: str
    formats: tuple[Format, ...]
    audience: Audience
    rests_on: tuple[str, ...]
    draft: Callable[[Study, Voice, str], Draft]
    about: About = About.DOSSIER
    data: Callable[[Study, Voice], bytes | NotGenerated] | None = None
    words: Callable[[Study, Voice, str], Words | NotGenerated] | None = None
    template: str = ""
    workbook: Callable[[Study, Voice, str], bytes | NotGenerated] | None = None
    addressed: bool = False
    owed_when: Callable[[Study], bool] | None = None
