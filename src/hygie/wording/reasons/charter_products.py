"""The charter's signature, and FEIMA-01 to 06: GDPR, hosts, CNIL, PGSSI-S, messaging, exchanges."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- whether the charter binds
    "charter_member": Sentence(N_("The organisation is a member of the federation.")),
    "charter_not_member": Sentence(N_("The organisation is not a member of the federation.")),
    "charter_candidate": Sentence(N_("The organisation has applied to join the federation.")),
    "charter_not_candidate": Sentence(N_("The organisation has not applied to join the federation.")),
    "charter_signed": Sentence(N_("The charter was signed on {signed}.")),
    "charter_signed_later": Sentence(N_("The charter is to be signed on {signed}.")),
    "charter_not_signed": Sentence(N_("The charter is not signed.")),
    "no_product": Sentence(N_("No product is declared.")),
    # -- FEIMA-01: GDPR
    "record_of_processing_kept": Sentence(
        N_("The record of processing is kept (number of entries: {entries}).")
    ),
    "record_of_processing_empty": Sentence(
        N_("The record of processing is empty."), N_("Enter every processing in the record of processing")
    ),
    "officer_designated": Sentence(N_("A data-protection officer is designated.")),
    "officer_to_come": Sentence(
        N_("The data-protection officer is to be designated on {dated} only."),
        N_("Designate the data-protection officer"),
    ),
    "no_officer": Sentence(N_("No data-protection officer is designated.")),
    "officer_not_required": Sentence(
        N_("It is written why no data-protection officer has to be designated.")
    ),
    "no_reason_without_officer": Sentence(
        N_("Nothing says why no data-protection officer has to be designated."),
        N_("Designate a data-protection officer, or write why none has to be"),
    ),
    "assessment_required": Sentence(N_("“{processing}” requires an impact assessment.")),
    "assessment_not_required": Sentence(N_("“{processing}” requires no impact assessment.")),
    "no_assessment_required": Sentence(N_("No processing requires an impact assessment.")),
    "assessment_done": Sentence(N_("“{processing}”: the impact assessment is done.")),
    "assessment_to_come": Sentence(
        N_("“{processing}”: the impact assessment is dated {dated}, a day still to come."),
        N_("“{processing}”: carry out the impact assessment"),
    ),
    "assessment_not_done": Sentence(
        N_("“{processing}”: the impact assessment is not done."),
        N_("“{processing}”: carry out the impact assessment"),
    ),
    "agreements_signed": Sentence(
        N_("Clients with a signed processor agreement: {signed} of {clients}, hence all of them.")
    ),
    "agreements_not_signed": Sentence(
        N_("Clients with a signed processor agreement: {signed} of {clients}. Without one: {without}."),
        N_("Have a processor agreement signed (GDPR art. 28): {without}"),
    ),
    "measures_chosen": Sentence(N_("Security measures were chosen from the risks on {dated}.")),
    "measures_not_chosen": Sentence(
        N_("Security measures were not chosen from the risks."),
        N_("Choose the security measures from the risks (GDPR art. 32)"),
    ),
    "measures_to_come": Sentence(
        N_("Security measures are to be chosen from the risks on {dated} only."),
        N_("Choose the security measures from the risks (GDPR art. 32)"),
    ),
    "no_breach_procedure": Sentence(
        N_("No procedure says what to do when personal data is breached."),
        N_("Write the procedure for breaches of personal data"),
    ),
    "breach_procedure_to_come": Sentence(
        N_("The procedure for breaches is dated {dated}: it does not hold yet."),
        N_("Put the procedure for breaches of personal data into effect"),
    ),
    "breaches_within_72_hours": Sentence(N_("The procedure has breaches notified within 72 hours.")),
    "breaches_not_within_72_hours": Sentence(
        N_("The procedure does not have breaches notified within 72 hours."),
        N_("Add to the procedure that the authority is notified within 72 hours"),
    ),
    "controllers_not_told_of_breaches": Sentence(
        N_("The procedure for breaches does not have clients told without undue delay (GDPR art. 33(2))."),
        N_("Add to the procedure that clients are told without undue delay"),
    ),
    # -- FEIMA-02: hosts
    "health_data_hosted": Sentence(N_("“{product}”: health data is hosted for others.")),
    "no_health_data_hosted": Sentence(N_("“{product}”: no health data is hosted for others.")),
    "no_host_named": Sentence(
        N_("“{product}”: health data is hosted, and no host is named."),
        N_("“{product}”: name the certified host of the health data"),
    ),
    "host_in_use": Sentence(N_("“{product}” is hosted by {actor}.")),
    "host_not_in_use_yet": Sentence(N_("“{product}” is not hosted by {actor} yet.")),
    "activities_certified": Sentence(N_("The HDS certificates of {actor} cover the activities used.")),
    "activities_not_certified": Sentence(
        N_("No HDS certificate of {actor} in force covers these activities: {activities}."),
        N_("{actor}: have the activities {activities} certified, or change host"),
    ),
    "host_stores_nothing": Sentence(N_("{actor} only operates: it stores no health data.")),
    "no_storage_named": Sentence(
        N_("{actor} hosts health data, and no place where it is stored is named."),
        N_("{actor}: write where health data is stored"),
    ),
    "no_activity_named": Sentence(
        N_("“{product}”: none of the hosting activities of {actor} is used."),
        N_("“{product}”: write which hosting activities of {actor} are used, or who hosts the data"),
    ),
    "access_from_country_not_adequate": Sentence(
        N_("{actor}: health data is accessible or stored in countries that are not adequate: {countries}."),
        N_("{actor}: close what opens the data to {countries}, or change host"),
    ),
    "access_from_adequate_country": Sentence(
        N_(
            "{actor}: health data is accessible or stored in adequate countries outside the EEA: {countries}."
        ),
        N_("{actor}: look for hosting without access from outside the EEA ({countries})"),
    ),
    "host_under_third_country_law": Sentence(
        N_("{actor} is subject to the law of these countries: {countries}."),
        N_("{actor}: look for hosting out of reach of the laws of {countries}"),
    ),
    "host_without_third_country": Sentence(
        N_("{actor}: no access from outside the EEA, and no third-country law.")
    ),
    # -- FEIMA-03: CNIL frameworks
    "cnil_framework_applies": Sentence(N_("The CNIL framework “{framework}” covers the product.")),
    "cnil_framework_does_not_apply": Sentence(
        N_("The CNIL framework “{framework}” does not cover the product.")
    ),
    "no_cnil_framework": Sentence(N_("No CNIL framework covers a processing of “{product}”.")),
    "cnil_framework_analysed": Sentence(
        N_("“{product}”: the gaps with “{framework}” were analysed on {dated}.")
    ),
    "cnil_framework_not_analysed": Sentence(
        N_("“{product}”: the gaps with “{framework}” have not been analysed."),
        N_("“{product}”: analyse the gaps with “{framework}”"),
    ),
    "cnil_analysis_to_come": Sentence(
        N_("“{product}”: the gaps with “{framework}” are to be analysed on {dated} only."),
        N_("“{product}”: analyse the gaps with “{framework}”"),
    ),
    "no_cnil_gap": Sentence(N_("“{product}”: no gap with “{framework}” is open.")),
    "cnil_gap_planned": Sentence(N_("“{product}”, “{framework}”: the gap “{gap}” has a plan.")),
    "cnil_gap_without_plan": Sentence(
        N_("“{product}”, “{framework}”: the gap “{gap}” has no plan."),
        N_("“{product}”, “{framework}”: plan how to close the gap “{gap}”"),
    ),
    # -- FEIMA-04: PGSSI-S
    "digital_health_service": Sentence(N_("“{product}” is a digital health service.")),
    "no_digital_health_service": Sentence(N_("“{product}” is not a digital health service.")),
    "electronic_identification_not_named": Sentence(
        N_("“{product}”: electronic identification, imposed by law, is not among the documents listed."),
        N_("“{product}”: assess the electronic identification document and enter it"),
    ),
    "pgssis_reached": Sentence(N_("“{product}”, {document}: the level aimed at is reached.")),
    "pgssis_reached_in_part": Sentence(
        N_("“{product}”, {document}: the level aimed at is reached in part only."),
        N_("“{product}”, {document}: reach the level aimed at wholly"),
    ),
    "pgssis_not_reached": Sentence(
        N_("“{product}”, {document}: the level aimed at is not reached."),
        N_("“{product}”, {document}: reach the level aimed at"),
    ),
    "pgssis_assessment_to_come": Sentence(
        N_("“{product}”, {document}: the assessment is to take place on {dated} only."),
        N_("“{product}”, {document}: assess the level that is reached"),
    ),
    # -- FEIMA-05 and 06: exchanges and exports
    "flow_of_health_data": Sentence(N_("“{flow}” carries health data.")),
    "flow_without_health_data": Sentence(N_("“{flow}” carries no health data.")),
    "flow_without_personal_data": Sentence(N_("“{flow}” carries no personal data.")),
    "flow_channel": Sentence(N_("“{flow}” goes by: {channel}.")),
    "flow_counterpart": Sentence(N_("“{flow}” links: {counterpart}.")),
    "flow_purpose": Sentence(N_("“{flow}” serves: {purpose}.")),
    "no_health_data_by_messaging": Sentence(
        N_("“{product}” sends no health data by messaging between health actors.")
    ),
    "flow_by_mssante": Sentence(N_("“{flow}” goes through MSSanté.")),
    "flow_outside_mssante": Sentence(
        N_("“{flow}” sends health data by a messaging other than MSSanté."),
        N_("“{flow}”: go through MSSanté, or stop sending health data this way"),
    ),
    "operator_in_trust_space": Sentence(N_("“{flow}”: {operator} belongs to the MSSanté trust space.")),
    "operator_outside_trust_space": Sentence(
        N_("“{flow}”: {operator} does not belong to the MSSanté trust space."),
        N_("“{flow}”: choose an operator of the MSSanté trust space"),
    ),
    "no_exchange": Sentence(
        N_("“{product}” exchanges no personal data between health actors and exports none for study.")
    ),
    "flow_encrypted": Sentence(N_("“{flow}” is encrypted.")),
    "flow_not_encrypted": Sentence(N_("“{flow}” is not encrypted."), N_("“{flow}”: encrypt the data")),
    "flow_identified": Sentence(
        N_("“{flow}” is not anonymised: the data identifies people."),
        N_("“{flow}”: have the data anonymised; what stays personal needs a legal framework"),
    ),
    "flow_pseudonymised": Sentence(
        N_("“{flow}” is not anonymised: the data is only pseudonymised, hence still personal."),
        N_("“{flow}”: have the data anonymised; what stays personal needs a legal framework"),
    ),
    "anonymity_withstood": Sentence(N_("“{flow}” withstands the test of anonymity: {test}.")),
    "anonymity_not_withstood": Sentence(
        N_("“{flow}” does not withstand the test of anonymity: {test}."),
        N_("“{flow}”: strengthen the anonymisation against {test}"),
    ),
    "anonymity_not_tested": Sentence(
        N_("“{flow}” was not put to the test of anonymity: {test}."),
        N_("“{flow}”: put the anonymisation to the test of {test}"),
    ),
    "anonymity_tests_to_come": Sentence(
        N_("“{flow}” is to be put to the tests of anonymity on {dated} only."),
        N_("“{flow}”: put the anonymisation to the tests"),
    ),
    "flow_within_legal_framework": Sentence(N_("“{flow}” has a legal framework: {framework}.")),
    "flow_without_legal_framework": Sentence(
        N_("“{flow}” exports personal data without a legal framework."),
        N_("“{flow}”: establish the legal framework (basis, or reference methodology), or stop the export"),
    ),
}

TERMS = {
    ("channel", "messaging"): N_("messaging"),
    ("channel", "structured"): N_("structured channel"),
    ("channel", "file_transfer"): N_("file transfer"),
    ("channel", "export"): N_("export"),
    ("channel", "other"): N_("other channel"),
    ("flow_counterpart", "health_actors"): N_("health actors"),
    ("flow_counterpart", "patient"): N_("the patient"),
    ("flow_counterpart", "other"): N_("somebody else"),
    ("flow_purpose", "care"): N_("care"),
    ("flow_purpose", "study"): N_("study"),
    ("flow_purpose", "research"): N_("research"),
    ("flow_purpose", "other"): N_("another purpose"),
    ("anonymity_test", "singling_out"): N_("singling out"),
    ("anonymity_test", "linkability"): N_("linkability"),
    ("anonymity_test", "inference"): N_("inference"),
    ("pgssis_document", "electronic_identification"): N_("electronic identification"),
    ("pgssis_document", "probative_value"): N_("probative value"),
    ("pgssis_document", "accountability"): N_("accountability of actions"),
    ("pgssis_document", "connected_devices"): N_("connected devices"),
    ("pgssis_document", "remote_interventions"): N_("remote interventions"),
    ("pgssis_document", "third_party_access"): N_("access of third parties"),
    ("pgssis_document", "backup"): N_("backup"),
    ("pgssis_document", "physical_security"): N_("physical security"),
    ("pgssis_document", "other"): N_("other document"),
}
