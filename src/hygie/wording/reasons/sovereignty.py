"""EXI-28 to 31: storage, remote access, third-country law, public page; and coherence of guarantees."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "health_data_stored": Sentence(N_("Health data is stored.")),
    "no_health_data_stored": Sentence(N_("Nobody who takes part stores health data.")),
    "storage_in_eea": Sentence(N_("The storage “{storage}” of {actor} ({country}) is in the EEA.")),
    "storage_outside_eea": Sentence(
        N_("The storage “{storage}” of {actor} ({country}) is outside the EEA."),
        N_("Storage “{storage}” of {actor}: bring the health data back into the EEA"),
    ),
    "storage_site_given": Sentence(N_("The site of a storage of {actor} is documented: {site}.")),
    "location_told": Sentence(N_("{client} was told of the location of the storage “{storage}”.")),
    "location_not_told": Sentence(
        N_("{client} has not been told of the location of the storage “{storage}”."),
        N_("{client}: send the location of the storage “{storage}”"),
    ),
    "location_told_too_early": Sentence(
        N_("What {client} was told of every storage place is older than the storage “{storage}” of {actor}."),
        N_("{client}: send the location of the storage “{storage}”"),
    ),
    "access_outside_eea": Sentence(N_("Remote access is possible from outside the EEA.")),
    "no_access_outside_eea": Sentence(N_("No remote access is possible from outside the EEA.")),
    "access_adequate": Sentence(
        N_("The access of {actor} ({country}) is covered by an adequacy decision in force.")
    ),
    "access_safeguarded": Sentence(
        N_("The access of {actor} ({country}) rests on a safeguard dated {dated}: {basis}.")
    ),
    "access_safeguard_not_yet": Sentence(
        N_("The access of {actor} ({country}) rests on a safeguard that is not in effect yet."),
        N_("{actor} ({country}): close the access until the safeguard takes effect"),
    ),
    "access_without_decision": Sentence(
        N_("The access of {actor} ({country}) relies on an adequacy decision that does not cover it."),
        N_("{actor} ({country}): found the access on an article 46 safeguard, or close it"),
    ),
    "access_by_derogation": Sentence(
        N_("The access of {actor} ({country}) rests on an article 49 derogation, which is not enough."),
        N_("{actor} ({country}): found the access on an article 46 safeguard, or close it"),
    ),
    "access_without_basis": Sentence(
        N_("The access of {actor} ({country}) has no basis."),
        N_("{actor} ({country}): found the access on an article 46 safeguard, or close it"),
    ),
    "location_told_at_once": Sentence(N_("{clients}: told of every storage place, “{storage}” among them.")),
    "safeguards_told_at_once": Sentence(
        N_("{clients}: told that {country} is not adequate, and of the safeguards of {actor}.")
    ),
    "safeguards_told": Sentence(
        N_("{client} was told that {country} is not adequate, and of the safeguards of {actor}.")
    ),
    "safeguards_not_told": Sentence(
        N_("{client} has not been told that {country} is not adequate, nor of the safeguards of {actor}."),
        N_("{client}: tell of the absence of adequacy ({country}) and of the safeguards of {actor}"),
    ),
    "safeguards_told_too_early": Sentence(
        N_("What {client} was told of safeguards, without naming any, is older than the access of {actor}."),
        N_("{client}: tell of the absence of adequacy ({country}) and of the safeguards of {actor}"),
    ),
    "safeguards_documented": Sentence(N_("The safeguards of {actor} ({country}) are documented.")),
    "safeguards_not_documented": Sentence(
        N_("The safeguards of {actor} ({country}) are not documented."),
        N_("{actor} ({country}): document the safeguards"),
    ),
    "supplementary_measures_listed": Sentence(
        N_("The supplementary measures of {actor} ({country}) are listed.")
    ),
    "no_supplementary_measure_needed": Sentence(
        N_("{actor} ({country}): no supplementary measure was found necessary.")
    ),
    "local_law_assessed": Sentence(N_("The law of {country} was assessed for the access of {actor}.")),
    "local_law_not_assessed": Sentence(
        N_("The law of {country} has not been assessed for the access of {actor}."),
        N_("{actor} ({country}): assess the local law and the supplementary measures"),
    ),
    "subject_to_risky_law": Sentence(N_("An actor is subject to the law of a country that is not adequate.")),
    "subject_to_no_risky_law": Sentence(
        N_("No actor is subject to the law of a country that is not adequate.")
    ),
    "foreign_laws_listed": Sentence(N_("Laws of {country} are listed.")),
    "no_foreign_law_found": Sentence(
        N_("The analysis of {dated} found no law of {country} that could impose access.")
    ),
    "foreign_laws_not_listed": Sentence(
        N_("No law of {country} is listed, and no analysis that has taken place says why."),
        N_("List the laws of {country} that could impose access, or date the analysis that found none"),
    ),
    "mitigations_given": Sentence(N_("Mitigation measures are given.")),
    "mitigations_not_given": Sentence(
        N_("No mitigation measure is given."), N_("Give the measures that mitigate third-country laws")
    ),
    "mitigations_without_law": Sentence(N_("No law was found: nothing has to be mitigated.")),
    "residual_risks_given": Sentence(N_("Residual risks are described.")),
    "residual_risks_not_given": Sentence(
        N_("Residual risks are not described."),
        N_("Describe the risks that remain, or say why none does"),
    ),
    "residual_risks_without_law": Sentence(N_("No law was found: no risk remains.")),
    "convention:edpb_recommendations": Sentence(
        N_("Nothing says that EDPB recommendations 01/2020 were taken into account."),
        N_("Take EDPB recommendations 01/2020 into account and declare it"),
    ),
    "certifier_told_of_laws": Sentence(N_("The certification body was told of third-country laws.")),
    "certifier_not_told_of_laws": Sentence(
        N_("The certification body has not been told of third-country laws."),
        N_("Send the laws, mitigations and residual risks to the certification body"),
    ),
    "certifier_told_too_early": Sentence(
        N_("What the certification body was told of third-country laws is older than their analysis."),
        N_("Send the laws, mitigations and residual risks to the certification body"),
    ),
    "law_risk_in_register": Sentence(
        N_("{requirement}: the risk register considers third-country law (“{risk}”).")
    ),
    "law_risk_not_in_register": Sentence(
        N_("{requirement}: no risk of the register considers third-country law (event H)."),
        N_("Consider third-country law (event H) in the risk register"),
    ),
    "activity_certified": Sentence(N_("An activity is certified, or offered to be.")),
    "no_certified_activity": Sentence(N_("No activity is certified, nor offered.")),
    "no_public_page": Sentence(
        N_("Activity {activity} has no public page."), N_("Activity {activity}: publish its page")
    ),
    "page_online": Sentence(N_("The page of activity {activity} is online.")),
    "page_offline": Sentence(
        N_("The page of activity {activity} is not online."),
        N_("Activity {activity}: put its page online"),
    ),
    "page_of_the_right_form": Sentence(
        N_("Activity {activity}: the page {page} shows what is due ({case}).")
    ),
    "page_of_the_wrong_form": Sentence(
        N_("Activity {activity}: the page {page} does not show what is due ({case})."),
        N_("Activity {activity}: publish on {page} what is due ({case})"),
    ),
    "page_up_to_date": Sentence(N_("Activity {activity}: the page {page} is up to date.")),
    "page_out_of_date": Sentence(
        N_("Activity {activity}: the page {page} is older than what it describes."),
        N_("Activity {activity}: update the page {page}"),
    ),
    "page_address_sent": Sentence(
        N_("Activity {activity}: the address of {page} was sent to the certification body.")
    ),
    "page_address_not_sent": Sentence(
        N_("Activity {activity}: the address of {page} has not been sent to the certification body."),
        N_("Send the address of {page} to the certification body"),
    ),
    "page_open_to_all": Sentence(
        N_("Activity {activity}: the page {page} is dedicated, legible and open to all.")
    ),
    "page_not_open_to_all": Sentence(
        N_("Activity {activity}: the page {page} is not dedicated, legible and open to all."),
        N_("Give {page} this one purpose, make it legible, and open it without a login"),
    ),
    "qualified_with_transfer": Sentence(
        N_("Activity {activity} is SecNumCloud 3.2 qualified, yet comprises a transfer outside the EEA."),
        N_("Activity {activity}: check the scope and validity of the qualification"),
    ),
    "qualified_with_risk": Sentence(
        N_("Activity {activity} is SecNumCloud 3.2 qualified, yet under a third-country law."),
        N_("Activity {activity}: check the scope and validity of the qualification"),
    ),
    "guarantee_table_outdated": Sentence(
        N_(
            "The guarantee table that {client} received is older than the certificate, a storage or an "
            "access that it describes."
        ),
        N_("{client}: send the guarantee table of today"),
    ),
    "guarantee_without_host": Sentence(
        N_("The guarantee table has no row for the host."), N_("Declare the host among the actors")
    ),
    "guarantee_activities_of_nobody": Sentence(
        N_("No actor of the guarantee table carries out these activities: {activities}."),
        N_("Say who carries out the activities {activities}"),
    ),
    "guarantee_without_activity": Sentence(
        N_("{actor} stands in the guarantee table without any activity."),
        N_("{actor}: give its hosting activities"),
    ),
    "guarantee_qualified_yet_at_risk": Sentence(
        N_("{actor} is SecNumCloud 3.2 qualified, yet subject to the law of {countries}."),
        N_("{actor}: check the scope of the qualification and its subjections"),
    ),
    "guarantee_exempt_without_reason": Sentence(
        N_("{actor} is exempt from certification without a written reason."),
        N_("{actor}: write why it is exempt"),
    ),
    "guarantee_certified_without_certificate": Sentence(
        N_("{actor} is said to be certified, and has no HDS certificate in force."),
        N_("{actor}: add its certificate, or say that it is not certified"),
    ),
    "guarantee_activities_beyond_certificate": Sentence(
        N_("The certificate of {actor} does not cover the activities {activities}."),
        N_("{actor}: check its activities against its certificate"),
    ),
    "guarantee_risk_not_described": Sentence(
        N_("{actor} is subject to a third-country law, and the analysis of EXI-30 is not written."),
        N_("Write the laws, mitigations and residual risks of EXI-30"),
    ),
    "guarantee_adequacy_without_decision": Sentence(
        N_("The access of {actor} ({country}) relies on an adequacy decision that does not cover it."),
        N_("{actor} ({country}): correct the basis of the access"),
    ),
    "guarantee_law_of_office_not_listed": Sentence(
        N_("The registered office of {actor} is in {country}, whose law is not among its subjections."),
        N_("{actor}: add the law of {country} to its subjections"),
    ),
}

TERMS = {
    ("mention", "laws"): N_("the third-country laws"),
    ("mention", "mitigations"): N_("the mitigation measures"),
    ("mention", "residual_risks"): N_("the residual risks"),
    ("clause", "third_country_law"): N_("third-country laws"),
    ("publication_case", "1"): N_("mention 1: no access imposed"),
    ("publication_case", "2"): N_("mention 2: no transfer"),
    ("publication_case", "3"): N_("guarantee table"),
    ("publication_case", "2_and_3"): N_("guarantee table, with or without mention 2"),
    ("publication_case", "undetermined"): N_("case not determined"),
    ("transfer_basis", "art45"): N_("adequacy decision (art. 45)"),
    ("transfer_basis", "art46.2.a"): N_("instrument between public bodies (art. 46(2)(a))"),
    ("transfer_basis", "art46.2.b"): N_("binding corporate rules (art. 46(2)(b))"),
    ("transfer_basis", "art46.2.c"): N_("standard clauses of the Commission (art. 46(2)(c))"),
    ("transfer_basis", "art46.2.d"): N_("standard clauses of an authority (art. 46(2)(d))"),
    ("transfer_basis", "art46.2.e"): N_("code of conduct (art. 46(2)(e))"),
    ("transfer_basis", "art46.2.f"): N_("certification (art. 46(2)(f))"),
    ("transfer_basis", "art46.3.a"): N_("authorised contractual clauses (art. 46(3)(a))"),
    ("transfer_basis", "art46.3.b"): N_("administrative arrangement (art. 46(3)(b))"),
    ("transfer_basis", "art49"): N_("derogation (art. 49)"),
    ("transfer_basis", "none"): N_("no basis"),
}
