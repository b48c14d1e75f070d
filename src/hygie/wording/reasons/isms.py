"""EXI-02 to 10: context, law, scope, subcontractors' changes, applicability, objectives, awareness."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- EXI-02: context
    "issue_on_health_data": Sentence(N_("The issue “{label}” is the protection of health data.")),
    "no_issue_on_health_data": Sentence(
        N_("No issue of the context is the protection of the health data that clients entrust."),
        N_("Add the protection of entrusted health data to the issues of the context"),
    ),
    # -- EXI-03: legal register
    "register_holds_gdpr": Sentence(N_("The legal register holds the GDPR.")),
    "register_lacks_gdpr": Sentence(
        N_("The legal register does not hold the GDPR."), N_("Enter the GDPR in the legal register")
    ),
    "register_lacks_public_health_code": Sentence(
        N_("The legal register does not hold the public health code."),
        N_("Enter articles L.1111-8 and R.1111-8-8 to R.1111-11 CSP in the legal register"),
    ),
    "register_holds_hosting_articles": Sentence(
        N_("The legal register follows articles L.1111-8 and R.1111-8-8 to R.1111-11 CSP.")
    ),
    "register_lacks_hosting_articles": Sentence(
        N_("The legal register does not follow these articles of the public health code: {articles}."),
        N_("Add to the articles followed: {articles}"),
    ),
    # -- EXI-04: scope of the ISMS
    "element_in_scope": Sentence(N_("“{element}” ({nature}) is in the scope of the ISMS.")),
    "element_out_of_scope": Sentence(
        N_("“{element}” ({nature}) is outside the scope of the ISMS."),
        N_("Bring “{element}” ({nature}) into the scope of the ISMS"),
    ),
    "no_health_processing": Sentence(N_("No processing of health data is carried out as a processor.")),
    "no_means_to_comprise": Sentence(N_("No means and no process is declared.")),
    "no_means_declared": Sentence(
        N_("The activities offered need means (sites, hardware, platforms): no asset is declared."),
        N_("Declare the assets that serve the hosting and bring them into the scope of the ISMS"),
    ),
    "backup_service_without_means": Sentence(
        N_("Backup (activity 6) is offered, but no backup process and no backup storage is declared."),
        N_("Declare the processes and places of backup and bring them into the scope of the ISMS"),
    ),
    "no_backup_declared": Sentence(N_("No backup is declared.")),
    "no_media_transfer_declared": Sentence(N_("No transfer of physical media is done.")),
    # -- EXI-06: changes at subcontractors
    "subcontractor_takes_part": Sentence(N_("{actor} takes part in the hosting.")),
    "subcontractor_takes_no_part": Sentence(N_("{actor} takes no part in the hosting.")),
    "no_subcontractor_for_changes": Sentence(N_("There is no subcontractor.")),
    "change_clause": Sentence(N_("The contract of {actor} makes it announce changes.")),
    "no_change_clause": Sentence(
        N_("The contract of {actor} does not make it announce changes of its measures."),
        N_("{actor}: have its contract make it announce changes of its measures"),
    ),
    "change_procedure": Sentence(N_("A procedure reviews the changes of {actor}.")),
    "no_change_procedure": Sentence(
        N_("No procedure reviews the changes of {actor}."),
        N_("{actor}: write a procedure that reviews its changes"),
    ),
    "no_change_logged": Sentence(N_("{actor} changed none of its measures.")),
    "change_announced": Sentence(N_("{actor} announced a change on {announced}.")),
    "change_to_come": Sentence(N_("{actor} is to announce a change on {announced}.")),
    "change_reviewed": Sentence(N_("The change “{change}” of {actor} was reviewed.")),
    "change_not_reviewed": Sentence(
        N_("The change “{change}” of {actor} was not reviewed."),
        N_("{actor}: review the change “{change}”"),
    ),
    "change_reviewed_before": Sentence(
        N_("The change “{change}” of {actor} was announced after the review that is declared."),
        N_("{actor}: review the change “{change}” as it was announced"),
    ),
    # -- EXI-08: statement of applicability
    "statement_in_french": Sentence(N_("The statement of applicability is available in French.")),
    "statement_not_in_french": Sentence(
        N_("The statement of applicability is not available in French."),
        N_("Produce the statement of applicability in French"),
    ),
    "convention:complete_statement_of_applicability": Sentence(
        N_(
            "Statement of applicability: measures of annex A without a decision: {missing} of {total}; "
            "exclusions without a reason: {unexplained}."
        ),
        N_("Decide on the {total} measures of annex A, and give the reason of each exclusion"),
    ),
    # -- EXI-09: objectives
    "objective_on_health_data": Sentence(N_("The objective “{title}” serves the protection of health data.")),
    "no_objective_on_health_data": Sentence(
        N_("No security objective is about the protection of entrusted health data."),
        N_("Have an objective on the protection of entrusted health data approved"),
    ),
    "objective_on_gdpr": Sentence(N_("The objective “{title}” serves compliance with the GDPR.")),
    "no_objective_on_gdpr": Sentence(
        N_("No security objective is about compliance with the GDPR."),
        N_("Have an objective on compliance with the GDPR approved"),
    ),
    # -- EXI-10: awareness
    "everyone_made_aware": Sentence(N_("{actor}: everyone was made aware ({attendees} of {staff}).")),
    "some_made_aware": Sentence(
        N_("{actor}: only a part of the people were made aware ({attendees} of {staff})."),
        N_("{actor}: hold a session for those who have not attended one"),
    ),
    "nobody_made_aware": Sentence(
        N_("{actor}: nobody was made aware ({attendees} of {staff})."),
        N_("{actor}: hold an awareness session on how critical health data is"),
    ),
    "staff_to_make_aware": Sentence(N_("{actor}: people who work on the hosting: {staff}.")),
    "no_staff_to_make_aware": Sentence(N_("Nobody at {actor} works on the hosting.")),
    "no_subcontractor_to_make_aware": Sentence(N_("No subcontractor has people to make aware.")),
    "topics_treated": Sentence(
        N_("{actor}: the sessions deal with availability, integrity and confidentiality.")
    ),
    "topics_left_out": Sentence(
        N_("{actor}: the sessions leave out {topics}."), N_("{actor}: deal in the sessions with {topics}")
    ),
}

TERMS = {
    ("topic", "availability"): N_("availability"),
    ("topic", "integrity"): N_("integrity"),
    ("topic", "confidentiality"): N_("confidentiality"),
}
