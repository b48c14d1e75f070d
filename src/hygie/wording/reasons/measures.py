"""ISO/IEC 27001:2022, annex A: what the statement, the controls and other tools say of a measure."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- the statement of applicability
    "measure_implemented": Sentence(
        N_("{measure} is in place, according to the statement of applicability.")
    ),
    "measure_partial": Sentence(
        N_("{measure} is in place in part only, according to the statement of applicability."),
        N_("{measure}: put in place what is still missing"),
    ),
    "measure_planned": Sentence(
        N_("{measure} is planned but not in place, according to the statement of applicability."),
        N_("{measure}: put in place what is planned"),
    ),
    "measure_not_implemented": Sentence(
        N_("{measure} is retained but not in place, according to the statement of applicability."),
        N_("{measure}: put it in place, or exclude it and say why"),
    ),
    "measure_excluded": Sentence(N_("{measure} is excluded, for a reason that is given.")),
    "measure_excluded_without_reason": Sentence(
        N_("{measure} is excluded without a reason."),
        N_("{measure}: write why it is excluded, or retain it"),
    ),
    # -- controls
    "control_implemented": Sentence(N_("The control “{control}”, which implements {measure}, is in place.")),
    "control_partial": Sentence(
        N_("The control “{control}”, which implements {measure}, is in place in part only."),
        N_("{measure}: put in place what the control “{control}” still lacks"),
    ),
    "control_planned": Sentence(
        N_("The control “{control}”, which is to implement {measure}, is planned but not in place."),
        N_("{measure}: put the control “{control}” in place"),
    ),
    "control_not_implemented": Sentence(
        N_("The control “{control}”, which is to implement {measure}, is not in place."),
        N_("{measure}: put the control “{control}” in place"),
    ),
    "control_to_come": Sentence(
        N_("The control “{control}”, which is to implement {measure}, will be in place on {since}."),
        N_("{measure}: put the control “{control}” in place"),
    ),
    # -- assessments by other tools
    "assessed_compliant": Sentence(N_("{measure} was assessed as compliant with {tool}; this is confirmed.")),
    "assessed_partially_compliant": Sentence(
        N_("{measure} was assessed as partially compliant with {tool}; this is confirmed."),
        N_("{measure}: put in place what is still missing"),
    ),
    "assessed_non_compliant": Sentence(
        N_("{measure} was assessed as non-compliant with {tool}; this is confirmed."),
        N_("{measure}: put it in place, or exclude it and say why"),
    ),
    "assessed_not_applicable": Sentence(
        N_("{measure} was assessed as not applicable with {tool}, for a stated reason; this is confirmed.")
    ),
    "assessed_not_applicable_without_reason": Sentence(
        N_("{measure} was assessed as not applicable with {tool}, without a reason; this is confirmed."),
        N_("{measure}: write why it is excluded, or retain it"),
    ),
    "assessed_to_confirm": Sentence(
        N_(
            "{tool} assessed {measure} as “{result}”; nobody has confirmed it yet, so that it decides "
            "nothing."
        )
    ),
    # -- conventions
    "convention:inclusion_without_reason": Sentence(
        N_("The statement of applicability does not say why {measure} is retained."),
        N_("{measure}: write why it is retained"),
    ),
    "convention:control_outside_statement": Sentence(
        N_("The control “{control}” implements {measure}, which the statement does not retain."),
        N_("{measure}: bring the statement of applicability and the control “{control}” into agreement"),
    ),
    "convention:assessment_contradicted": Sentence(
        N_("{tool} says otherwise of {measure} in an assessment that is still to be confirmed."),
        N_("{measure}: confirm what {tool} says, or remove it"),
    ),
    "convention:assessment_outside_statement": Sentence(
        N_("{tool} assessed {measure}, which the statement of applicability does not treat."),
        N_("{measure}: bring what {tool} says into the statement of applicability"),
    ),
}

TERMS = {
    ("measure_state", "implemented"): N_("in place"),
    ("measure_state", "partial"): N_("in place in part"),
    ("measure_state", "planned"): N_("planned, not in place"),
    ("measure_state", "not_implemented"): N_("not in place"),
}
