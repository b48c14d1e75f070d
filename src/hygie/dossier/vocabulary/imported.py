"""What another tool said of a requirement: kept as it was said, a fact only once a person confirms it."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from hygie.dossier.vocabulary.base import Entry, Id, Line, Maybe, PersonRef, Sha256, Text

ImportedResult = Literal[
    "compliant", "partially_compliant", "non_compliant", "not_applicable", "not_assessed"
]


class Confirmation(Entry):
    """Who makes an imported assessment the organisation's own, and when."""

    by: PersonRef = Field(title="Person who confirms", description="Who confirms: id of a person.")
    on: date = Field(title="Date", description="When.")


class ImportedAssessment(Entry):
    """The assessment of one requirement, as another tool exported it."""

    kind: ClassVar[str] = "imported_assessment"

    id: Id
    tool: Line = Field(description="The tool it comes from.")
    requirement: Line = Field(description="Requirement it is about, e.g. A.5.1 or EXI-12.")
    result: ImportedResult = Field(title="Result in the tool", description="What the tool said.")
    score: Maybe[Line] = Field(None, description="Score, in the tool's own scale.")
    observation: Maybe[Text] = Field(
        None, title="Observation in the tool", description="What was noted there."
    )
    exported: Maybe[date] = Field(None, description="Day of the export.")
    file: Maybe[Line] = Field(None, description="Name of the file that was imported.")
    sha256: Maybe[Sha256] = Field(None, description="Digest of that file.")
    confirmed: Maybe[Confirmation] = Field(
        None,
        title="Confirmation",
        description="Who confirms it; until then it is no fact and decides nothing.",
    )
