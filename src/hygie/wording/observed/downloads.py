"""What is said of downloads: lists of a provider that are left aside in part, servers that send astray."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- servers
    "download_not_asked": Sentence(
        N_("{host} says that nothing changed, but it was not asked that: nothing was known before."),
        N_("Check the proxy and the address."),
    ),
    "download_inward": Sentence(
        N_("{found} is on this machine or in its network, and what names it is not: it was not asked."),
        N_("Check the address; if you want that one, give it yourself with --source NAME=URL."),
    ),
    # -- lists of a provider of CSAF documents
    "download_too_many": Sentence(
        N_("{host} lists more than {limit} documents, which is the most: the source stays as it was."),
        N_("Check the address."),
    ),
    "csaf_list_not_public": Sentence(
        N_("This list of documents is marked TLP:{found}: it is not for everybody, and was not asked for."),
        N_("Bring its documents in with --from, if you may."),
    ),
    "csaf_entry_unusable": Sentence(
        N_("This entry of the list names no address that may be asked (found: “{found}”)."),
        N_("Tell its publisher."),
    ),
    "csaf_row_unusable": Sentence(
        N_("This row of the list names no JSON document below its directory (found: “{found}”)."),
        N_("Tell its publisher."),
    ),
}
