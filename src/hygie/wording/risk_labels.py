"""What is said when systems cannot be analysed, and of what was counted in part only."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "no_system": Sentence(
        N_("The dossier describes no system, so there is nothing to analyse."),
        N_(
            "Write one in systems/: components, the wires between them, and who may attack it "
            "(docs/composition.md); or analyse one type alone with --type."
        ),
    ),
    "no_origin": Sentence(
        N_("No risk origin is described, so nothing could be computed."),
        N_("Write one under origins: a title, and what it has to begin with (docs/composition.md)."),
    ),
    "what_if_sign": Sentence(
        N_("“{found}” does not say what to do with the control."),
        N_("Begin with + to put it in place, with - to take it away."),
    ),
    "what_if_unknown": Sentence(
        N_("No control is called “{found}” here."),
        N_("Write CONTROL@COMPONENT as hygie risk --format json writes it."),
    ),
    "document_without_system": Sentence(
        N_("The document is not generated: the dossier describes no system."),
        N_("Write one in systems/: components, the wires between them, and who may attack it."),
    ),
    "document_systems_refused": Sentence(
        N_("The document is not generated: the systems of the dossier cannot be analysed.")
    ),
}

TERMS = {
    ("capped", "classes"): N_("the number of classes of paths"),
    ("capped", "cuts"): N_("the cheapest controls"),
    ("capped", "critical_sets"): N_("the critical sets of assumptions"),
}
