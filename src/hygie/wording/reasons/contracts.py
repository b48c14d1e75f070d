"""EXI-17 to 27, HDS-6.0, CSP-R1111-11-3: the hosting contract and its clauses."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "mention_stated": Sentence(N_("{contract}: the clause states {mention}.")),
    "mention_not_stated": Sentence(
        N_("{contract}: the clause does not state {mention}."),
        N_("{contract}: write {mention} in the clause"),
    ),
    "mention_not_applicable": Sentence(N_("{contract}: {mention} has no object ({why}).")),
    "clause_absent": Sentence(
        N_("{contract}: there is no clause on {clause}."), N_("{contract}: add a clause on {clause}")
    ),
    "date_of_another_certificate": Sentence(
        N_("{contract}: {mention}, {stated}, is not that of the certificate in force."),
        N_("{contract}: bring {mention} into line with the certificate in force"),
    ),
    "indicator_without_level": Sentence(
        N_("{contract}: the indicator “{measure}” has no guaranteed level."),
        N_("{contract}: write the guaranteed level of “{measure}”"),
    ),
    "indicator_without_period": Sentence(
        N_("{contract}: how often “{measure}” is measured is not said."),
        N_("{contract}: write how often “{measure}” is measured"),
    ),
    "prohibition_with_exception": Sentence(
        N_("{contract}: the ban on any other use of the data has an exception."),
        N_("{contract}: recall the ban without any reservation or exception"),
    ),
    "client_without_contract": Sentence(
        N_("{client} is bound by no hosting contract in force."),
        N_("{client}: conclude a hosting contract and describe it"),
    ),
    "contract_ended": Sentence(N_("{contract} ended on {end}.")),
    "no_model_contract": Sentence(
        N_("There is no model contract."), N_("Draw up a model contract and give it to clients")
    ),
    "model_contract_given": Sentence(N_("The model contract has been given to clients since {since}.")),
    "model_contract_not_yet_given": Sentence(
        N_("The model contract is to be given to clients from {since} only."),
        N_("Give the model contract to clients"),
    ),
    "model_contract_sent": Sentence(N_("The model contract was sent to a client on {sent}.")),
    "model_contract_not_sent": Sentence(
        N_("No sending of the model contract to a client is recorded."),
        N_("Give the model contract to clients and write since when"),
    ),
    "service_with_virtual_activity": Sentence(N_("The service “{service}” comprises activity 3 or 4.")),
    "service_without_virtual_activity": Sentence(
        N_("The service “{service}” comprises neither activity 3 nor activity 4.")
    ),
    "no_hosting_place": Sentence(N_("No health data is stored for the services of the contract.")),
    "hosting_places_stated": Sentence(
        N_("{contract}: the places stated are those of the storage ({places}).")
    ),
    "hosting_places_left_out": Sentence(
        N_("{contract}: health data is stored in places that the clause does not state: {places}."),
        N_("{contract}: add these places to the clause: {places}"),
    ),
    "hosting_places_unfounded": Sentence(
        N_("{contract}: the clause states places where nothing is declared to be stored: {places}."),
        N_("{contract}: remove these places from the clause, or declare the storage: {places}"),
    ),
    "convention:content_not_reviewed": Sentence(
        N_("{contract}: nobody vouches for having read the clauses."),
        N_("{contract}: have the clauses read, and name the reader and the day"),
    ),
    "convention:review_of_another_document": Sentence(
        N_("{contract}: the document that was read is not the one given as evidence."),
        N_("{contract}: have the document in force read again"),
    ),
    "convention:certificate_not_compared": Sentence(
        N_("{contract}: no certificate in force with which to compare the dates.")
    ),
    "convention:reachable_contact": Sentence(
        N_("{contract}: how to reach the contact is not said."),
        N_("{contract}: write how to reach the contact"),
    ),
}

TERMS = {
    ("contract", "model"): N_("model contract"),
    ("clause", "certificate"): N_("the certificate of conformity"),
    ("clause", "services"): N_("the services and expected results"),
    ("clause", "hosting_places"): N_("the places of hosting"),
    ("clause", "data_subjects"): N_("the rights of data subjects"),
    ("clause", "contractual_contact"): N_("the client's contact for incidents"),
    ("clause", "service_levels"): N_("indicators and service levels"),
    ("clause", "subcontracting"): N_("external providers"),
    ("clause", "access"): N_("access to the data"),
    ("clause", "changes"): N_("technical changes"),
    ("clause", "guarantees"): N_("the cover of a failure of the host"),
    ("clause", "other_use"): N_("the ban on any other use of the data"),
    ("clause", "reversibility"): N_("reversibility"),
    ("mention", "certificate_scope"): N_("the scope of the certificate"),
    ("mention", "issue_date"): N_("the date of issue of the certificate"),
    ("mention", "renewal_date"): N_("the date of renewal of the certificate"),
    ("mention", "service_content"): N_("the content of the services"),
    ("mention", "expected_results"): N_("the expected results"),
    ("mention", "availability"): N_("the results for availability"),
    ("mention", "integrity"): N_("the results for integrity"),
    ("mention", "confidentiality"): N_("the results for confidentiality"),
    ("mention", "auditability"): N_("the results for auditability"),
    ("mention", "right_of_access"): N_("how the right of access is exercised"),
    ("mention", "rectification"): N_("how the right to rectification is exercised"),
    ("mention", "restriction"): N_("how the right to restriction is exercised"),
    ("mention", "objection"): N_("how the right to object is exercised"),
    ("mention", "erasure"): N_("how the right to erasure is exercised"),
    ("mention", "portability"): N_("how the right to portability is exercised"),
    ("mention", "breach_notification"): N_("how breaches are notified to the controller"),
    ("mention", "dpo_audits"): N_("how the data-protection officer conducts audits"),
    ("mention", "contractual_contact"): N_("the client's contact for incidents"),
    ("mention", "indicators"): N_("indicators of quality and performance"),
    ("mention", "guaranteed_levels"): N_("the level guaranteed for each indicator"),
    ("mention", "measurement_period"): N_("how often each indicator is measured"),
    ("mention", "penalties_statement"): N_("whether there are penalties or none"),
    ("mention", "subcontracting_conditions"): N_("the conditions of recourse to external providers"),
    ("mention", "equivalent_commitment"): N_("the commitment to equivalent protection by providers"),
    ("mention", "access_rules"): N_("how access to the data is framed"),
    ("mention", "obligations_introduced_changes"): N_("the obligations for changes that the host introduces"),
    ("mention", "obligations_legal_changes"): N_("the obligations for changes that the law imposes"),
    ("mention", "prior_consent_service_levels"): N_(
        "the client's prior consent when service levels are no longer kept"
    ),
    ("mention", "prior_consent_guarantees"): N_(
        "the client's prior consent when guarantees are no longer kept"
    ),
    ("mention", "guarantees"): N_("the guarantees that cover a failure"),
    ("mention", "procedures"): N_("the procedures that cover a failure"),
    ("mention", "prohibition_recalled"): N_("the ban on any other use of the data"),
    ("mention", "any_termination"): N_("that it covers normal and early termination for any reason"),
    ("mention", "full_restitution"): N_("the return of all the information"),
    ("mention", "destruction_of_copies"): N_("the destruction of any copy after the return"),
    ("mention", "costs_and_delays"): N_("how the costs and delays of the return are computed"),
    ("mention", "readable_formats"): N_("formats that can be read and used for portability"),
    ("mention", "vm_container_move"): N_("how virtual machines and containers are moved"),
}
