"""FEIMA-07 to FEIMA-12: data collected, portability, self-assessments, the memo, advice and support."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- FEIMA-07: data collected
    "no_data_collected": Sentence(N_("“{product}” collects no personal data.")),
    "health_data_collected": Sentence(N_("“{product}” collects health data: {data}.")),
    "no_health_data_collected": Sentence(N_("“{product}” collects no health data.")),
    "data_framed": Sentence(
        N_("“{product}”, {data}: purpose, basis, exception, retention and need are all decided.")
    ),
    "health_data_allowed": Sentence(
        N_("“{product}”, {data}: the health data is collected on a basis and under an exception.")
    ),
    "data_without_purpose": Sentence(
        N_("“{product}”, {data}: it is collected for no purpose."),
        N_("“{product}”, {data}: give its purpose, or stop collecting it"),
    ),
    "data_without_basis": Sentence(
        N_("“{product}”, {data}: it is collected without any basis of article 6 of the GDPR."),
        N_("“{product}”, {data}: establish a basis of article 6 of the GDPR, or stop collecting it"),
    ),
    "data_without_exception": Sentence(
        N_("“{product}”, {data}: it is collected without any exception of article 9 of the GDPR."),
        N_("“{product}”, {data}: establish an exception of article 9 of the GDPR, or stop collecting it"),
    ),
    "health_data_taken_for_ordinary": Sentence(
        N_(
            "“{product}”, {data}: it is health data, yet it is said to need no exception of article 9 of the "
            "GDPR."
        ),
        N_("“{product}”, {data}: establish an exception of article 9 of the GDPR, or stop collecting it"),
    ),
    "data_without_retention": Sentence(
        N_("“{product}”, {data}: how long it is kept is not decided."),
        N_("“{product}”, {data}: decide how long it is kept"),
    ),
    "data_not_needed": Sentence(
        N_("“{product}”, {data}: its purpose does not need it."),
        N_("“{product}”, {data}: stop collecting it, its purpose does not need it"),
    ),
    "data_framed_ratio": Sentence(N_("“{product}”: data within the authorised frame: {framed} of {total}.")),
    "data_framed_ratio_open": Sentence(
        N_("“{product}”: data within the authorised frame: {framed} of {total}; not determined: {open}.")
    ),
    # -- FEIMA-08: portability
    "product_keeps_records": Sentence(N_("“{product}” keeps patient records.")),
    "product_keeps_no_record": Sentence(N_("“{product}” keeps no patient record.")),
    "export_complete": Sentence(N_("The export of “{product}” gives the whole record.")),
    "export_not_complete": Sentence(
        N_("The export of “{product}” does not give the whole record."),
        N_("“{product}”: make the export give the whole record"),
    ),
    "export_structured": Sentence(N_("“{product}” exports in a structured and commonly used format.")),
    "export_not_structured": Sentence(
        N_("“{product}” exports in no structured and commonly used format."),
        N_("“{product}”: export in a structured and commonly used format"),
    ),
    "no_portability_trial": Sentence(
        N_("The export of “{product}” has never been tried."),
        N_("“{product}”: try the export of a record and write how it ended"),
    ),
    "portability_trial_succeeded": Sentence(N_("A trial of the export of “{product}” succeeded on {tried}.")),
    "portability_trial_failed": Sentence(
        N_("The trial of the export of “{product}” on {tried} failed."),
        N_("“{product}”: mend the export, then try it again"),
    ),
    "portability_trial_to_come": Sentence(
        N_("The trial of the export of “{product}” is to take place on {tried} only."),
        N_("“{product}”: try the export of a record and write how it ended"),
    ),
    "export_conditions_told": Sentence(
        N_("Clients are told how long the export of “{product}” takes and what it costs.")
    ),
    "export_conditions_not_told": Sentence(
        N_("Clients are not told how long the export of “{product}” takes and what it costs."),
        N_("“{product}”: tell clients how long the export takes and what it costs"),
    ),
    "convention:portability_rules_not_named": Sentence(
        N_("“{product}”: the public rules of portability that are followed are not named."),
        N_("“{product}”: name the public rules of portability that are followed, with their version"),
    ),
    "convention:portability_rules_undated": Sentence(
        N_("“{product}”: these rules of portability are named without their version: {rules}."),
        N_("“{product}”: give the version or the date of {rules}"),
    ),
    # -- FEIMA-09: Convergence
    "product_eligible_for_convergence": Sentence(N_("Convergence accepts “{product}” for assessment.")),
    "product_not_eligible_for_convergence": Sentence(
        N_("Convergence does not accept “{product}” for assessment.")
    ),
    "convergence_filed": Sentence(N_("The assessment of “{product}” was filed on Convergence on {filed}.")),
    "convergence_not_filed": Sentence(
        N_("No assessment of “{product}” has been filed on Convergence."),
        N_("“{product}”: file its assessment on Convergence"),
    ),
    "convergence_to_come": Sentence(
        N_("The assessment of “{product}” is to be filed on Convergence on {dated} only."),
        N_("“{product}”: file its assessment on Convergence"),
    ),
    "convergence_roadmap": Sentence(N_("“{product}” has a roadmap of progress on Convergence.")),
    "no_convergence_roadmap": Sentence(
        N_("“{product}” has no roadmap of progress on Convergence."),
        N_("“{product}”: set its roadmap of progress on Convergence"),
    ),
    # -- FEIMA-10: ethics of practice-management software
    "product_is_practice_software": Sentence(N_("“{product}” is practice-management software.")),
    "product_is_not_practice_software": Sentence(N_("“{product}” is not practice-management software.")),
    "ethics_answered": Sentence(N_("“{product}”: the ethics criteria are all answered.")),
    "ethics_answered_in_part": Sentence(
        N_("“{product}”: only a part of the ethics criteria is answered."),
        N_("“{product}”: answer the other ethics criteria"),
    ),
    "ethics_not_answered": Sentence(
        N_("“{product}”: no ethics criterion is answered."),
        N_("“{product}”: carry out the self-assessment on the ethics criteria"),
    ),
    "ethics_to_come": Sentence(
        N_("“{product}”: the self-assessment on the ethics criteria is to take place on {dated} only."),
        N_("“{product}”: carry out the self-assessment on the ethics criteria"),
    ),
    "convention:ethics_version": Sentence(
        N_("“{product}”: which version of the ethics criteria was answered is not said."),
        N_("“{product}”: write which version of the ethics criteria was answered"),
    ),
    "convention:ethics_gap_without_plan": Sentence(
        N_("“{product}”: no plan is declared for these gaps to the ethics criteria: {gaps}."),
        N_("“{product}”: plan how to close {gaps}"),
    ),
    # -- FEIMA-11: the memo
    "no_promotion": Sentence(
        N_("No action promotes the security memo."),
        N_("Send the security memo to clients and write the day and the recipients"),
    ),
    "promotion_held": Sentence(N_("The security memo was promoted on {held} (“{medium}”).")),
    "promotion_to_come": Sentence(
        N_("The promotion of the security memo “{medium}” is to take place on {held} only."),
        N_("“{medium}”: carry out the promotion of the security memo"),
    ),
    "promotion_to_all": Sentence(N_("“{medium}” was for all clients.")),
    "promotion_to_clients": Sentence(N_("“{medium}” was for these clients: {clients}.")),
    "promotion_to_nobody": Sentence(
        N_("“{medium}” was sent to no client."),
        N_("Send the security memo to clients and write the day and the recipients"),
    ),
    "promotion_reached_nobody": Sentence(
        N_("“{medium}” reached no health professional."),
        N_("“{medium}”: find out why it reached nobody, and promote the security memo otherwise"),
    ),
    "convention:memo_not_received": Sentence(
        N_("{client} says that it did not receive the security memo (questionnaire of {returned})."),
        N_("{client}: send the security memo again"),
    ),
    "convention:memo_not_received_undated": Sentence(
        N_("{client} says that it did not receive the security memo (the day is not given)."),
        N_("{client}: send the security memo again"),
    ),
    "memo_reach": Sentence(N_("Clients reached by the security memo: {reached} of {total}.")),
    "memo_reach_at_least": Sentence(
        N_(
            "Clients reached by the security memo: at least {reached} of {total}; some recipients are not "
            "known."
        )
    ),
    "memo_not_reached": Sentence(
        N_("The security memo is not known to have reached these clients: {clients}.")
    ),
    # -- FEIMA-12: advice and support
    "support_offer_described": Sentence(
        N_("The advice and support offered to health professionals is described in writing.")
    ),
    "support_offer_not_described": Sentence(
        N_("The advice and support offered to health professionals is not described in writing."),
        N_("Describe in writing the advice and support that is offered to health professionals"),
    ),
    "no_support_action": Sentence(
        N_("No action advises or supports health professionals."),
        N_("Carry out an action that advises or supports health professionals, and write its day"),
    ),
    "support_action_held": Sentence(N_("“{action}” took place on {held}.")),
    "support_action_to_come": Sentence(
        N_("“{action}” is to take place on {held} only."), N_("“{action}”: carry it out")
    ),
    "support_action_for_all": Sentence(N_("“{action}” was for all clients.")),
    "support_action_for_clients": Sentence(N_("“{action}” was for these clients: {clients}.")),
    "support_action_for_nobody": Sentence(
        N_("“{action}” was for no client."),
        N_("Carry out an action that advises or supports clients, and write for which ones"),
    ),
    "support_action_without_attendee": Sentence(
        N_("Nobody took part in “{action}”."),
        N_("“{action}”: find out why nobody took part, and support clients otherwise"),
    ),
    "convention:no_security_contact": Sentence(
        N_("No security contact that health professionals could reach is declared."),
        N_("Name a security contact and tell health professionals how to reach it"),
    ),
    "convention:security_contact_unreachable": Sentence(
        N_("How to reach the security contact is not said."),
        N_("Write how health professionals reach the security contact"),
    ),
    "convention:support_asked_for": Sentence(
        N_("{client} asked for support on {returned}, and no action for it is declared since."),
        N_("{client}: give the support that it asked for"),
    ),
    "convention:support_asked_for_undated": Sentence(
        N_("{client} asked for support (the day is not given), and no action for it is declared."),
        N_("{client}: give the support that it asked for"),
    ),
}
