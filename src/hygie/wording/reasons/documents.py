"""Documents that are not generated: what they lack."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {"document_lacks": Sentence(N_("A datum is missing. {message}"))}
