"""What is declared not to be known: neither absent, nor null, nor a "no"."""

from pydantic import BaseModel, ConfigDict, Field


class Unknown(BaseModel):
    """``{unknown: "why"}`` in a dossier: the question was asked, the answer is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    unknown: str = Field(min_length=1, description="Why it is not known, or who is to find out.")
