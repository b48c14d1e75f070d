"""The questionnaire that a practice sent back: what keeps it from being read, and what was left aside."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    "kit_not_one": Sentence(
        N_("No row of a practice's questionnaire is in this workbook."),
        N_("Give the workbook that hygie document practitioner-kit made, once it is filled in."),
    ),
    "kit_empty": Sentence(
        N_("No question is answered in this questionnaire."), N_("Ask the practice for the one it filled in.")
    ),
    "kit_practice_missing": Sentence(
        N_("The practice is not named."), N_("Write its id or its name, as the dossier has them.")
    ),
    "kit_practice_unknown": Sentence(
        N_("No client of the dossier is “{found}”."), N_("Write the client's id here, or declare the client.")
    ),
    "kit_practice_ambiguous": Sentence(
        N_("Several clients of the dossier are named “{found}”: {clients}."),
        N_("Write the id of one of them."),
    ),
    "kit_date_missing": Sentence(
        N_("The date is missing."), N_("Write the day on which the practice answered (YYYY-MM-DD).")
    ),
    "kit_date_too_early": Sentence(
        N_("This date is before the first version of the memo ({first})."), N_("Correct it.")
    ),
    "kit_edition_unknown": Sentence(
        N_("“{found}” is not a version of the memo that is known here."),
        N_("Write the version that was printed, or leave the cell empty."),
    ),
    "kit_question_unknown": Sentence(
        N_("No question has the reference “{found}”."), N_("Write the reference as it was printed.")
    ),
    "kit_twice": Sentence(
        N_("“{found}” stands twice in this questionnaire."), N_("Keep one of the two rows.")
    ),
    "kit_answer": Sentence(N_("“{found}” is not one of the answers."), N_("Expected: {expected}.")),
    "kit_computed": Sentence(N_("This cell holds a formula or an error."), N_("Write its value.")),
    "kit_remark_alone": Sentence(
        N_("There is a remark, but no answer."), N_("Choose an answer; “I do not know” is one.")
    ),
    "kit_remark_too_long": Sentence(
        N_("The remark has {size} characters; at most {limit} are read."), N_("Shorten it.")
    ),
    "kit_differs": Sentence(
        N_("The dossier already has {id}, with other answers."),
        N_("Correct the date, or take the first one out of the dossier."),
    ),
    "kit_already_there": Sentence(N_("The dossier already has {id}: nothing is added.")),
    "kit_unanswered": Sentence(N_("Questions left without an answer: {number}.")),
    "kit_remarks": Sentence(
        N_("Remarks brought into the dossier: {number}."),
        N_("Reread them before committing: take out the names of persons and all that concerns a patient."),
    ),
}

TERMS = {
    ("memo_answer", "yes"): N_("yes"),
    ("memo_answer", "in_part"): N_("in part"),
    ("memo_answer", "no"): N_("no"),
    ("memo_answer", "not_applicable"): N_("not applicable"),
    ("memo_answer", "do_not_know"): N_("I do not know"),
}
