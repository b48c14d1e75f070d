"""What is said of a survey: the command's refusals, the words for states, routes and reasons of change."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "names_crowded": Sentence(
        N_("Likenesses of names that too many records share were not followed ({number})."),
        N_("Give those components a purl or a CPE."),
    ),
    "base_missing": Sentence(
        N_("There is no advisory base to compare with."),
        N_("Build one: hygie feeds sync, or hygie feeds sync --from FOLDER without a network."),
    ),
    "base_damaged": Sentence(
        N_("The advisory base is damaged ({found})."), N_("Build it again: hygie feeds sync.")
    ),
    "base_not_so_old": Sentence(
        N_("No snapshot of the advisory base from {day} or before is kept (the oldest: {oldest})."),
        N_("Give a later day."),
    ),
    "base_later": Sentence(
        N_("The base is later ({latest}) than the day asked for ({day}): it knows what was not known then."),
        N_("For what was known then, look at an answer that was kept from that day."),
    ),
    "since_later": Sentence(
        N_("{since} is after the day of the assessment, {day}."), N_("Give a day that is past.")
    ),
    "folder_with_sbom": Sentence(
        N_("Either a dossier ({folder}) or --sbom: a bill named with --sbom is looked at without a dossier."),
        N_("Leave out one of them; a bill in the folder “sboms” of a dossier is looked at with it."),
    ),
    "bill_lists_nothing": Sentence(
        N_("This bill of materials lists no component at all: nothing can be said of what it describes."),
        N_("Look at what made it: this is what a generator that failed writes."),
    ),
    "no_bill": Sentence(
        N_("There is no bill of materials here."),
        N_("Put CycloneDX or SPDX files there, or name one with --sbom."),
    ),
    "vex_without_sbom": Sentence(
        N_("--vex goes with --sbom; those of a dossier are in its folder “vex”."),
        N_("Name a bill of materials with --sbom."),
    ),
    "file_missing": Sentence(N_("There is no file {found}.")),
    "file_is_no_file": Sentence(N_("{found} is neither a file nor a folder.")),
    "file_unread": Sentence(N_("This file cannot be read ({message}).")),
    "file_unlisted": Sentence(N_("This folder cannot be listed ({message}).")),
    "unreadable": Sentence(N_("the bill lists it, but it could not be read")),
}

TERMS = {
    ("finding_status", "affected"): N_("affected"),
    ("finding_status", "to_check"): N_("to be checked by a person"),
    ("finding_status", "not_affected"): N_("not affected"),
    ("finding_status", "fixed"): N_("fixed"),
    ("finding_status", "under_investigation"): N_("under investigation"),
    ("route", "purl"): N_("package identifier (purl)"),
    ("route", "cpe"): N_("product identifier (CPE)"),
    ("route", "name"): N_("names of vendor and product"),
    ("identity", "names_product_only"): N_("name of the product alone"),
    ("identity", "names_library"): N_("name of the product alone"),
    ("identity", "names_similar"): N_("name of the vendor, and a product name that looks alike"),
    ("confidence", "certain"): N_("certain identity"),
    ("confidence", "likely"): N_("likely identity"),
    ("confidence", "possible"): N_("possible identity"),
    ("severity", "critical"): N_("critical"),
    ("severity", "high"): N_("high"),
    ("severity", "important"): N_("important"),
    ("severity", "moderate"): N_("moderate"),
    ("severity", "medium"): N_("medium"),
    ("severity", "low"): N_("low"),
    ("severity", "none"): N_("none"),
    ("since", "new"): N_("new advisory"),
    ("since", "changed"): N_("advisory changed"),
    ("since", "reinstated"): N_("advisory reinstated"),
    ("since", "withdrawn"): N_("advisory withdrawn"),
    ("since", "removed"): N_("advisory no longer in the source"),
    ("since", "now_exploited"): N_("exploited since then"),
    ("support_state", "ended"): N_("support has ended"),
    ("support_state", "supported"): N_("supported"),
    ("support_state", "to_check"): N_("to be checked by a person"),
    ("support_state", "not_said"): N_("end not said"),
}
