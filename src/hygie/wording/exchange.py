"""What is said of systems that come from other tools or go to them: refusals, assumptions, what was lost."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- the file cannot be used
    "exchange_compressed": Sentence(N_("The file is compressed."), N_("Decompress it first ({tool}).")),
    "exchange_not_json": Sentence(
        N_("The JSON of this file cannot be read (technical detail: {message})."), N_("Export it again.")
    ),
    "exchange_not_yaml": Sentence(
        N_("This file can be read neither as YAML nor as JSON (technical detail: {message})."),
        N_("Export it again."),
    ),
    "exchange_not_mapping": Sentence(
        N_("The file holds no object at its top."), N_("Check that it is the file of that tool.")
    ),
    "exchange_not_cyclonedx": Sentence(
        N_("This is not a CycloneDX bill of a version that is read ({found}; read: {expected})."),
        N_("Export it as CycloneDX 1.6, JSON or XML."),
    ),
    "exchange_nothing": Sentence(
        N_("There is nothing to import: {expected} is missing or empty."),
        N_("Check that the kind of import is that of the file."),
    ),
    "exchange_mal_language": Sentence(
        N_("The MAL language cannot be read (detail from mal-toolbox: {message})."),
        N_("Check the file, with the compiler of the language for instance."),
    ),
    "exchange_mal_language.archive": Sentence(
        N_("This .mar file is not an archive."),
        N_("Give the .mar archive of the language, or its .mal file."),
    ),
    "exchange_mal_language.includes": Sentence(
        N_("This MAL language includes other files, which are not read."),
        N_("Give its .mar archive, or one .mal file that includes no other."),
    ),
    "exchange_mal_language.too_large": Sentence(
        N_("This MAL language is too large once unpacked."), N_("Give another.")
    ),
    "exchange_mal_model": Sentence(
        N_("The MAL model cannot be read in this language (detail from mal-toolbox: {message})."),
        N_("Check that it was made with this language, by mal-toolbox 2 or later."),
    ),
    "exchange_language_missing": Sentence(
        N_("A MAL model is read with its language."), N_("Add --language FILE, a .mal or .mar file.")
    ),
    "exchange_language_useless": Sentence(N_("--language is for the kind mal only."), N_("Take it away.")),
    "exchange_too_large": Sentence(
        N_("What would be written has {size} bytes; a file of a dossier has at most {limit}."),
        N_("Import the model in several parts."),
    ),
    "exchange_not_expressed": Sentence(
        N_("This file cannot be expressed in the composition language ({path}: {message})."),
        N_("Please report it, with the file if you may."),
    ),
    "exchange_file_exists": Sentence(
        N_("The dossier already has {found}, which an import never overwrites."),
        N_("Rename the file to import, or remove that one first."),
    ),
    "exchange_no_system": Sentence(
        N_("The dossier describes no system."), N_("Write one in systems/, see docs/composition.md.")
    ),
    "exchange_extra_missing": Sentence(
        N_("This needs an optional part of Hygie, which is not installed."),
        N_('Install it: pip install "hygie[{extra}]"'),
    ),
    # -- what was assumed
    "exchange_steps_assumed": Sentence(
        N_(
            "The file does not say how an attack spreads: steps written by assumption, per type: "
            "{number} ({names})."
        ),
        N_("Reread them, and take “(assumed)” out of those that you confirm."),
    ),
    "exchange_origins_assumed": Sentence(N_("Risk origins assumed: {number} ({names}).")),
    "exchange_origin_missing": Sentence(
        N_("No risk origin could be made: {names}."),
        N_("Write one in origins:, or nothing will be found to be at risk."),
    ),
    "exchange_authentication_assumed": Sentence(
        N_("Nothing says whether callers are identified; taken for not identified: {number} ({names}).")
    ),
    "exchange_segments_assumed": Sentence(
        N_("Zones in which everything is taken to reach everything: {number} ({names}).")
    ),
    "exchange_hosting_assumed": Sentence(
        N_("What runs on what, taken from the file's order: {number} ({names}).")
    ),
    "exchange_callers_assumed": Sentence(
        N_("Services that nothing depends on, taken to be called by the product: {number} ({names}).")
    ),
    # -- what was lost on the way in
    "exchange_references_lost": Sentence(
        N_("References to what the file does not hold, left aside: {number} ({names}).")
    ),
    "exchange_twice": Sentence(N_("Named twice; the first was kept: {number} ({names}).")),
    "exchange_unreadable": Sentence(
        N_("Entries that are not what the format says, left aside: {number} ({names}).")
    ),
    "exchange_in_transit_lost": Sentence(
        N_("Data and threats of flows are not carried over; flows that have some: {number} ({names}).")
    ),
    "exchange_mitigations_partial": Sentence(
        N_("Mitigations that do not remove the whole risk, left aside: {number} ({names}).")
    ),
    "exchange_threats_lost": Sentence(N_("Threats said not to apply, left aside: {number} ({names}).")),
    "exchange_sections_lost": Sentence(
        N_("Sections of the file that are not carried over: {number} ({names}).")
    ),
    "exchange_zones_flattened": Sentence(N_("Zones inside others, put beside them: {number} ({names}).")),
    "exchange_out_of_scope": Sentence(
        N_(
            "Out of the scope of the model, yet carried over, as an attack may go through: "
            "{number} ({names})."
        )
    ),
    "exchange_components_lost": Sentence(
        N_("Components of kinds that cannot be attacked, left aside: {number} ({names}).")
    ),
    "exchange_vulnerabilities_lost": Sentence(
        N_("Vulnerabilities that touch no component here, left aside: {number} ({names}).")
    ),
    "exchange_vulnerabilities_closed": Sentence(
        N_("Vulnerabilities that the file says are resolved or do not apply, left aside: {number} ({names}).")
    ),
    "exchange_vectors_lost": Sentence(
        N_("Vulnerabilities without a CVSS vector 3 or 4 for each rating: {number} ({names}).")
    ),
    "exchange_mal_defences_fixed": Sentence(
        N_(
            "Defences taken as they stand in the model, as they cannot be turned on or off: "
            "{number} ({names})."
        )
    ),
    "exchange_mal_uncertain": Sentence(
        N_("Defences that are on with some probability, taken for off: {number} ({names}).")
    ),
    "exchange_mal_never": Sentence(
        N_("Steps that no attacker can ever perform, left out: {number} ({names}).")
    ),
    "exchange_mal_times_lost": Sentence(
        N_("Steps of the language whose times are not carried over: {number} ({names}).")
    ),
    "exchange_mal_detectors_lost": Sentence(
        N_("Steps of the language whose detectors are not carried over: {number} ({names}).")
    ),
    # -- what was lost on the way out
    "exchange_inside_not_drawn": Sentence(N_("Types whose inside is not drawn: {number} ({names}).")),
    "exchange_steps_not_in_bill": Sentence(N_("Attack steps have no place in a bill: {number} ({names}).")),
    "exchange_controls_not_in_bill": Sentence(N_("Controls have no place in a bill: {number} ({names}).")),
    "exchange_assumes_not_in_bill": Sentence(N_("Assumptions have no place in a bill: {number} ({names}).")),
    "exchange_origins_not_in_bill": Sentence(N_("Risk origins have no place in a bill: {number} ({names}).")),
    "exchange_guarantees_not_in_bill": Sentence(
        N_("Guarantees have no place in a bill: {number} ({names}).")
    ),
    "exchange_instances_not_in_bill": Sentence(N_("Too many instances; left out: {number} ({names}).")),
    "exchange_wires_undirected": Sentence(
        N_("Wires have no direction; written as dependencies of their first end: {number} ({names}).")
    ),
    "exchange_kinds_approximate": Sentence(
        N_("Kinds that a bill does not know, written as the nearest: {number} ({names}).")
    ),
    "exchange_closed_types": Sentence(
        N_("Types known by their summary alone, written without an inside: {number} ({names}).")
    ),
}
