"""Sentences of the comparison with an earlier study."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "other_organization": Sentence(
        N_("“{found}” is a study of another organisation: {earlier}, not {organization}."),
        N_("Give an earlier study of the same organisation."),
    ),
}
