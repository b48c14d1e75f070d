"""EXI-05: the cases that the risk assessment must consider."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "event_covered": Sentence(N_("The risk “{risk}”, assessed on {assessed}, covers case {event}.")),
    "event_to_be_assessed": Sentence(
        N_("The risk “{risk}” covers case {event}, but is to be assessed on {assessed} only."),
        N_("Risk “{risk}”: assess it"),
    ),
    "event_discarded": Sentence(N_("Case {event} was set aside, with a reason.")),
    "event_to_be_discarded": Sentence(
        N_("The decision to set case {event} aside is not taken yet."),
        N_("Case {event}: decide, or cover it with a risk"),
    ),
    "event_not_considered": Sentence(
        N_("The risk assessment ({state}) does not consider case {event}."),
        N_("Case {event}: cover it with a risk, or set it aside with a reason"),
    ),
    "variant_not_considered": Sentence(
        N_("The risk assessment ({state}) considers case {event} without this variant: {variant}."),
        N_("Case {event}: consider this variant as well: {variant}"),
    ),
    "no_subcontractor_at_risk": Sentence(N_("No subcontractor is declared.")),
}

TERMS = {
    ("risk_event", "A"): N_("A (media failing or destroyed)"),
    ("risk_event", "B.a"): N_("B.a (copy to portable media)"),
    ("risk_event", "B.b"): N_("B.b (paper printouts)"),
    ("risk_event", "B.c"): N_("B.c (storage space reallocated)"),
    ("risk_event", "C"): N_("C (information flow)"),
    ("risk_event", "D.a"): N_("D.a (access rights)"),
    ("risk_event", "D.b"): N_("D.b (means of identification)"),
    ("risk_event", "D.c"): N_("D.c (traceability of accesses)"),
    ("risk_event", "D.d"): N_("D.d (audits and penetration tests)"),
    ("risk_event", "E"): N_("E (interventions)"),
    ("risk_event", "F"): N_("F (unforeseen uses)"),
    ("risk_event", "G"): N_("G (continuity and recovery)"),
    ("risk_event", "H"): N_("H (non-European law)"),
    ("event_variant", "internal"): N_("internal flows"),
    ("event_variant", "external"): N_("external flows"),
    ("event_variant", "staff"): N_("the organisation's staff"),
    ("event_variant", "client_designated"): N_("persons designated by clients"),
    ("event_variant", "organization"): N_("interventions decided by the organisation"),
    ("event_variant", "client"): N_("interventions asked for by a client"),
    ("event_variant", "clumsiness"): N_("clumsiness"),
    ("event_variant", "malice"): N_("malice"),
    ("event_variant", "host"): N_("the host"),
    ("event_variant", "subcontractors"): N_("the subcontractors"),
    ("risk_assessment_state", "complete"): N_("declared complete"),
    ("risk_assessment_state", "in_progress"): N_("in progress"),
    ("risk_assessment_state", "not_done"): N_("declared not done"),
}
