"""What is said of advisories that are read: OSV, CVE, KEV, EPSS, ends of life, databases of ecosystems."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- the file cannot be used
    "advisories_too_many": Sentence(
        N_("The file holds more than {limit} records."), N_("Divide it into several files.")
    ),
    "advisories_not_csv": Sentence(
        N_("The CSV of this file cannot be read (technical detail: {message})."), N_("Download it again.")
    ),
    "kev_not_catalogue": Sentence(
        N_("This is not the catalogue of known exploited vulnerabilities (KEV), in JSON or CSV."),
        N_("Download it again from CISA."),
    ),
    "epss_not_scores": Sentence(
        N_("These are no EPSS scores: the file has no columns “cve” and “epss”."),
        N_("Download it again from FIRST."),
    ),
    "retirejs_not_repository": Sentence(
        N_("This is not a repository of retire.js."), N_("Give jsrepository.json or npmrepository.json.")
    ),
    # -- a record cannot be used
    "advisory_not_json": Sentence(
        N_("The JSON of this record cannot be read (technical detail: {message})."),
        N_("Download the file again; the other records were read."),
    ),
    "advisory_not_object": Sentence(
        N_("This record is not a JSON object."), N_("Report it to whoever publishes the file.")
    ),
    "advisory_id": Sentence(
        N_("This record has no identifier that can be used (found: “{id}”)."),
        N_("Report it to whoever publishes the file."),
    ),
    "advisory_part_missing": Sentence(
        N_("This record lacks {part}, or it is not of the type that its format asks."),
        N_("Report it to whoever publishes the file."),
    ),
    "cve5_id": Sentence(
        N_("“{id}” is not a CVE identifier."), N_("Report it to whoever publishes the file.")
    ),
    "kev_cve": Sentence(N_("“{id}” is not a CVE identifier."), N_("Report it to CISA.")),
    "epss_cve": Sentence(N_("“{id}” is not a CVE identifier."), N_("Download the file again.")),
    "epss_score": Sentence(
        N_("The score of {id} is not a number from 0 to 1 (found: “{found}”)."),
        N_("Download the file again."),
    ),
    "epss_twice": Sentence(
        N_("{id} has several scores; {score} was set aside for a higher one, or the same."),
        N_("Download the file again."),
    ),
    "endoflife_product": Sentence(
        N_("This product has no name or no list of releases (found: “{id}”)."),
        N_("Give the data of endoflife.date, or an answer of its API."),
    ),
    "ecosystem_not_advisory": Sentence(
        N_("This record is not an advisory of that database."), N_("Nothing, if it is another of its files.")
    ),
    "retirejs_library": Sentence(
        N_("The library “{name}” is not described as the format asks."),
        N_("Report it to whoever publishes the file."),
    ),
    # -- a part of a record cannot be used
    "advisory_part_unusable": Sentence(
        N_("{part} is not of the type that the format asks; the rest of the record was read."),
        N_("Report it to whoever publishes the file."),
    ),
    "advisory_withdrawn": Sentence(
        N_("The date of withdrawal cannot be read (found: “{found}”); the record is held to stand."),
        N_("Report it to whoever publishes the file."),
    ),
    "endoflife_cycle": Sentence(
        N_("This release has no name; the others were read."), N_("Report it to endoflife.date.")
    ),
    # -- read all the same
    "advisory_part_alone": Sentence(
        N_("{part} is not in a list, as the format asks; it was read as a list of one.")
    ),
    "advisory_part_number": Sentence(
        N_("{part} is a number where the format asks a text; it was read as it is written.")
    ),
    "kev_date": Sentence(
        N_("{id} has no date of addition that can be read (found: “{found}”); it is exploited all the same.")
    ),
    "kev_due": Sentence(N_("The due date of {id} cannot be read (found: “{found}”).")),
    "osv_range": Sentence(
        N_("This range has no events, or one that cannot be used; it is left to a person to check.")
    ),
    "osv_no_start": Sentence(
        N_("This range does not say where it starts; it was taken from the first version.")
    ),
    "osv_no_versions": Sentence(
        N_("Nothing says which versions are affected; it is left to a person to check.")
    ),
    "osv_ecosystem": Sentence(
        N_("The ecosystem “{ecosystem}” is not known; its packages are matched by these very words.")
    ),
    "osv_version_long": Sentence(
        N_("Versions of more than {limit} characters were left aside; the others were read.")
    ),
    "osv_no_package": Sentence(N_("The package has no name that can be used, or no ecosystem.")),
    "endoflife_date": Sentence(N_("“{found}” is neither a date nor yes or no; it is taken for not said.")),
    "ecosystem_requirement": Sentence(
        N_("The versions affected cannot be read (found: “{found}”); they are left to a person to check.")
    ),
}
