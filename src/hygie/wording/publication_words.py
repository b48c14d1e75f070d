"""Sentences of published types: what is wrong with a summary or with a key, and what to do."""

from hygie.wording.sentence import N_, Sentence

_ASK = N_("Ask its publisher for the summary again.")
_FAULT = N_("The summary was made wrongly: ask its publisher for another.")

SENTENCES = {
    # -- a summary that is read
    "publication_file_too_large": Sentence(
        N_("The summary has {size} bytes; at most {limit} are read."), _FAULT
    ),
    "publication_json": Sentence(N_("This is not a published type: its JSON cannot be read."), _ASK),
    "publication_shape": Sentence(
        N_("This is not a published type: “{where}” is not what it should be."), _ASK
    ),
    "publication_newer": Sentence(
        N_("This summary has format {found}; this version of Hygie reads format {known}."),
        N_("Install a newer version of Hygie."),
    ),
    "publication_digest": Sentence(
        N_("The summary is not what was published: its digest is that of another content."), _ASK
    ),
    "publication_unsigned": Sentence(
        N_("The summary is not signed."),
        N_("Ask its publisher to sign it: hygie composition publish … --key KEY.pem"),
    ),
    "publication_other_key": Sentence(
        N_("The summary is signed by {found}, not by the expected publisher ({expected})."),
        N_("Ask the publisher, by another way than this file, which key is theirs."),
    ),
    "publication_signature": Sentence(
        N_("The signature is not that of this summary: it has been changed, or its signature has."), _ASK
    ),
    "publication_unknown_name": Sentence(
        N_("The summary contradicts itself: “{found}” ({where}) stands for nothing in it."), _FAULT
    ),
    "publication_incomplete": Sentence(
        N_("The summary contradicts itself: it does not say what gives “{found}”."), _FAULT
    ),
    "publication_name_twice": Sentence(
        N_("The summary contradicts itself: two things are called “{found}”."), _FAULT
    ),
    "publication_guarantee": Sentence(
        N_("The summary contradicts itself: the guarantee “{found}”, said to be kept, is not."), _FAULT
    ),
    # -- a summary that is made
    "publication_too_large": Sentence(
        N_("The type “{found}” is not published: more than {limit} combinations give “{fact}”."),
        N_("Leave fewer controls configurable, or publish the components inside it one by one."),
    ),
    "publication_of_publication": Sentence(
        N_("The type “{found}” is itself known by its summary alone."),
        N_("Pass on the file of its publisher, or publish a type that uses it."),
    ),
    "publication_which_type": Sentence(
        N_("Which type is to be published is not said."), N_("Name it; types described here: {expected}")
    ),
    "publication_which_type.nothing": Sentence(
        N_("Which type is to be published is not said."), N_("Name one that comes with Hygie: library/…")
    ),
    "type_is_published": Sentence(
        N_("This is a published summary, not the description of a type."),
        N_(
            "Read it with hygie composition verify; to use it, put it in systems/ beside the file that names "
            "it under “published”."
        ),
    ),
    "type_and_folder": Sentence(
        N_("A type is analysed alone, without a dossier."),
        N_("Give either --type or the folder of a dossier."),
    ),
    # -- keys
    "publication_bad_key": Sentence(
        N_("This is not a private key that can be used: Ed25519, in PEM, without a password."),
        N_("Make one: hygie composition key -o KEY.pem"),
    ),
    "publication_bad_public_key": Sentence(
        N_("“{found}” is not a public key: 32 bytes in base64, 44 characters."),
        N_("Give the one that hygie composition key printed."),
    ),
    "publication_key_exists": Sentence(
        N_("This file exists, and keys are never overwritten."), N_("Give another name.")
    ),
    "publication_extra_missing": Sentence(
        N_("This needs an optional part of Hygie, which is not installed."),
        N_('Install it: pip install "hygie[{extra}]"'),
    ),
}
