"""Documents that are not generated: why, and what they lack."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "document_lacks": Sentence(N_("A datum is missing. {message}")),
    "document_without_activity": Sentence(
        N_("The document is not generated: no hosting activity is certified or offered.")
    ),
}
