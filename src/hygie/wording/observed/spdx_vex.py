"""What is said of SPDX bills of materials and of VEX statements: refused, set aside, noted."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- SPDX: the file cannot be used
    "spdx_not_spdx": Sentence(
        N_("This is not an SPDX bill of materials."),
        N_("Check that it is the right file: SPDX 2 has spdxVersion, SPDX 3 an @graph."),
    ),
    "spdx_writing": Sentence(
        N_("SPDX written in {found} is not read."), N_("Convert it to JSON or tag-value, and give that file.")
    ),
    "spdx_version": Sentence(
        N_("SPDX {found} is not read."), N_("Export it as SPDX 2.2, 2.3 or 3.0, or as CycloneDX.")
    ),
    "spdx_too_many": Sentence(N_("The file holds more than {limit} packages and files."), N_("Split it.")),
    # -- SPDX: components set aside
    "spdx_nameless": Sentence(
        N_("This package has no name, no purl and no CPE: “{name}”."),
        N_("Name it in the file, or ask its author to."),
    ),
    "spdx_identifier_too_long": Sentence(
        N_("An identifier of this package is too long to be one: “{name}”."), N_("Correct it in the file.")
    ),
    "spdx_not_object": Sentence(
        N_("This entry is no package: it is not an object."), N_("Remove it from the file.")
    ),
    # -- SPDX: read all the same
    "spdx_version_missing": Sentence(N_("The version of SPDX is missing or is not one: “{found}”.")),
    "spdx_version_other": Sentence(N_("SPDX {found} is read as the versions next to it are.")),
    "spdx_date": Sentence(N_("The date of the bill is not an ISO 8601 date: “{found}”.")),
    "spdx_repeated": Sentence(N_("Identifiers given to several components: {number} ({names}).")),
    "spdx_references_lost": Sentence(
        N_("References to what the file does not hold, left aside: {number} ({names}).")
    ),
    "spdx_several_roots": Sentence(
        N_("The bill is about several things, none of which is taken for the product: {number}.")
    ),
    "spdx_several_documents": Sentence(N_("Documents of the file, put together: {number}.")),
    "spdx_cut": Sentence(N_("Names cut at {limit} characters: {number}.")),
    "spdx_entry_lost": Sentence(N_("This entry is not an object, and was left aside.")),
    "spdx_values_lost": Sentence(
        N_("Values here are not of the type that SPDX says, and were left aside."),
        N_("Check that no purl or CPE is missing."),
    ),
    "spdx_line_lost": Sentence(N_("This line is no “Tag: value” of SPDX, and was left aside.")),
    "spdx_text_open": Sentence(N_("This <text> is never closed: it was taken to end with its line.")),
    # -- VEX: the file cannot be used
    "vex_not_vex": Sentence(
        N_("This is not a VEX file that is read."),
        N_("Give an OpenVEX, CycloneDX or CSAF file, in JSON."),
    ),
    "vex_too_many": Sentence(N_("The file holds more than {limit} statements."), N_("Split it.")),
    # -- VEX: statements set aside
    "vex_not_object": Sentence(
        N_("This entry is no statement: it is not an object."), N_("Remove it from the file.")
    ),
    "vex_no_vulnerability": Sentence(
        N_("This statement names no vulnerability."), N_("Ask its author for the CVE.")
    ),
    "vex_no_status": Sentence(
        N_("The statement on {vulnerability} says no status."),
        N_("Ask its author whether the product is affected."),
    ),
    "vex_unknown_status": Sentence(
        N_("The statement on {vulnerability} has a status that its format does not know: “{found}”."),
        N_("Ask its author what it means."),
    ),
    "vex_no_subject": Sentence(
        N_("The statement on {vulnerability} names no product that can be identified."),
        N_("Ask its author for a purl, a CPE or a reference to a bill of materials."),
    ),
    "vex_too_many_subjects": Sentence(
        N_("The statement on {vulnerability} is about more than {limit} parts of products."), N_("Split it.")
    ),
    "vex_product_undefined": Sentence(
        N_("The product tree does not define the product “{product}”, named for {vulnerability}."),
        N_("Ask the author of the file to correct it."),
    ),
    # -- VEX: read all the same
    "vex_subjects_lost": Sentence(
        N_("Products of the statement on {vulnerability} that cannot be identified, left aside: {number}.")
    ),
    "vex_weak": Sentence(
        N_("{vulnerability} is said not to affect the product, without any reason."),
        N_("Ask its author for a justification before relying on it."),
    ),
    "vex_split": Sentence(
        N_("{vulnerability} is said to be otherwise in other versions; statements made of it: {number}.")
    ),
    "vex_contradicted": Sentence(
        N_(
            "Versions said to be affected by {vulnerability} though its analysis says not, taken for "
            "affected: {number}."
        ),
        N_("Ask its author which holds."),
    ),
    "vex_csaf_category": Sentence(
        N_("This CSAF document is not of the VEX profile (“{found}”); it was read anyway.")
    ),
    "vex_remedies_cut": Sentence(
        N_("Products with over {limit} remedies of {vulnerability}; the first were kept: {number}.")
    ),
}
