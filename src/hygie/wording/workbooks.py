"""What the workbook of a dossier says: names of its sheets, how to fill it."""

from hygie.dossier.spreadsheet.words import Recognised, Tongue
from hygie.law import all_country_codes, country_name
from hygie.wording.catalogue import LANGUAGES
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice
from hygie.wording.workbook_labels import LABELS

TITLES = {
    "general": N_("Organisation"),
    "people[]": N_("People"),
    "actors[]": N_("Actors"),
    "actors[].certificates[]": N_("Certificates"),
    "actors[].qualifications[]": N_("Qualifications"),
    "actors[].storage[]": N_("Storage places"),
    "actors[].remote_accesses[]": N_("Remote accesses"),
    "actors[].subject_to[]": N_("Foreign laws of actors"),
    "actors[].change_control.changes[]": N_("Changes of actors"),
    "actors[].controls[]": N_("Controls of actors"),
    "services[]": N_("Services"),
    "services[].interfaces[]": N_("Interfaces"),
    "services[].controls[]": N_("Controls of services"),
    "processing[]": N_("Processing"),
    "processing[].transfers[]": N_("Transfers of processing"),
    "processing[].controls[]": N_("Controls of processing"),
    "data_protection": N_("Data protection"),
    "data_protection.processor_agreements[]": N_("Processor agreements"),
    "assets[]": N_("Means"),
    "processes[]": N_("Processes"),
    "media_transfers[]": N_("Transfers of media"),
    "controls[]": N_("Controls"),
    "isms": N_("ISMS"),
    "isms.context.issues[]": N_("Issues"),
    "isms.interested_parties[]": N_("Interested parties"),
    "isms.legal_register[]": N_("Legal register"),
    "isms.objectives.items[]": N_("Objectives"),
    "isms.statement_of_applicability.measures[]": N_("Measures"),
    "isms.risk_assessment.discarded_events[]": N_("Discarded events"),
    "risks[]": N_("Risks"),
    "risks[].covers[]": N_("Events covered"),
    "responsibility_matrices[]": N_("Responsibilities"),
    "responsibility_matrices[].rows[]": N_("Lines of responsibilities"),
    "certificate_loss_procedure": N_("Loss of certificate"),
    "client_verifications": N_("Client verifications"),
    "client_verifications.summary_requests[]": N_("Summary requests"),
    "audits[]": N_("Audits"),
    "training[]": N_("Awareness"),
    "clients[]": N_("Clients"),
    "contact_list": N_("Contact list"),
    "contracts[]": N_("Contracts"),
    "contracts[].clauses.service_levels.indicators[]": N_("Indicators"),
    "contract_template": N_("Model contract"),
    "contract_template.clauses.service_levels.indicators[]": N_("Indicators of the model"),
    "communications[]": N_("Communications"),
    "third_country_law": N_("Third-country law"),
    "third_country_law.laws[]": N_("Foreign regulations"),
    "public_pages[]": N_("Public pages"),
    "reversibility_plans[]": N_("Reversibility"),
    "reversibility_plans[].steps[]": N_("Steps of reversibility"),
    "products[]": N_("Products"),
    "products[].hosting[]": N_("Hosting of products"),
    "products[].cnil_frameworks[]": N_("CNIL frameworks"),
    "products[].cnil_frameworks[].gaps[]": N_("Gaps to frameworks"),
    "products[].pgssis[]": N_("PGSSI-S"),
    "products[].flows[]": N_("Data flows"),
    "products[].data[]": N_("Data collected"),
    "products[].export.trials[]": N_("Portability trials"),
    "products[].ethics.gaps[]": N_("Gaps in ethics"),
    "products[].controls[]": N_("Controls of products"),
    "charter": N_("Charter"),
    "promotions[]": N_("Promotion of the memo"),
    "support_offer": N_("Support offer"),
    "support_actions[]": N_("Support actions"),
    "practice_questionnaires[]": N_("Questionnaires"),
    "practice_questionnaires[].answers[]": N_("Answers of practices"),
    "imported_assessments[]": N_("Imported assessments"),
    "evidence[]": N_("Evidence"),
    "lists[]": N_("Empty lists"),
}
"""Names of sheets by their key: at most 31 characters in each language, each once."""

TEXTS = {
    "yes": N_("yes"),
    "no": N_("no"),
    "none": N_("None"),
    "not_applicable": N_("not applicable"),
    "id": N_("Identifier"),
    "cover_name": N_("Read me"),
    "choices_name": N_("Choices"),
    "cover_title": N_("Dossier to fill in"),
    "cover_states": N_("Three ways to answer"),
    "cover_states_text": N_(
        "A blank cell says nothing: the verdict that depends on it stays undetermined. A question mark and "
        "a reason (? asked of the provider) say that the answer is not known yet. Anything else is an answer."
    ),
    "cover_lists": N_("Lists"),
    "cover_lists_text": N_(
        "One item a line in the cell (Alt+Enter), or items between semicolons. The word none says that the "
        "list is empty, which is an answer. Where a list has a sheet of its own, write a line there for each "
        "entry; the cell that bears its name only says “none” or “?”."
    ),
    "cover_ids": N_("Identifiers"),
    "cover_ids_text": N_(
        "An identifier names an entry for the other sheets: lower-case letters, digits, dashes. Left blank, "
        "it is made from the name. A column with a star must be filled in."
    ),
    "cover_dates": N_("Dates, numbers, formulas"),
    "cover_dates_text": N_(
        "A date is a date of the spreadsheet, or the text 2026-11-22 or 22/11/2026 (the day first). Numbers "
        "such as a SIREN are written as text. Formulas are refused, and cells are not merged."
    ),
    "cover_notes": N_("Your own notes"),
    "cover_notes_text": N_(
        "Sheets and columns whose title starts with # or with the word note are yours, and not read. The "
        "first line of each sheet is hidden; it says what the columns are, so leave it there."
    ),
    "cover_letter": N_("A text to the letter"),
    "cover_letter_text": N_(
        "A text between double quotes is taken as it is: “?”, none or a semicolon mean nothing else there."
    ),
    "cover_import": N_("When it is filled in"),
    "cover_import_text": N_(
        "hygie import xlsx FILE.xlsx DIR: every cell that cannot be used is named, and nothing is written "
        "until there is none."
    ),
    "cover_care": N_("Care"),
    "cover_care_text": N_(
        "This file says as much as the dossier: keep it as carefully. Persons are named only in "
        "the sheet People, if it is here; name functions elsewhere."
    ),
    "cover_sheets": N_("Sheets"),
    "cover_hidden": N_(
        "Sheets that your role does not need are hidden; your spreadsheet program can show them."
    ),
    "lists_description": N_(
        "Lists that have no entry: say here that there is none, or that it is not known."
    ),
    "card_title": N_("Subject"),
    "card_value": N_("Answer"),
    "card_help": N_("Help"),
    "help_id": N_("Lower-case letters, digits, dots, dashes; left blank, it is made from the name."),
    "help_list": N_("Entries stand in their own sheet. Here: none, or ? and a reason."),
    "help_group": N_(
        "Left blank if the next columns say it. Here: yes if it is there without details, or ? and a reason."
    ),
    "help_items": N_("One item a line; none for an empty list."),
    "help_words": N_("One of: {words}."),
    "help_boolean": N_("yes or no."),
    "help_never": N_("Or no."),
    "help_reason": N_("Or: not applicable: the reason."),
    "help_day": N_("A date, such as 2026-11-22 or 22/11/2026."),
    "help_country": N_("A country, by its name or its two letters."),
    "warning": N_("This is not an expected answer. If the answer is not known, write ? and a reason."),
}
"""The fixed texts of a workbook, by name."""


def tongue_of(voice: Voice) -> Tongue:
    """Give what a workbook says in the language of a voice."""
    return Tongue(
        language=voice.language,
        say=voice.say,
        texts={name: voice.say(text, words="{words}") for name, text in TEXTS.items()},
        labels={word: voice.say(label) for word, label in LABELS.items()},
        titles={key: voice.say(title) for key, title in TITLES.items()},
        countries={code: country_name(code, voice.language) for code in all_country_codes()},
    )


def recognised() -> Recognised:
    """Give the words of workbooks in every language: a reader takes them all."""
    return Recognised(tuple(tongue_of(Voice(language)) for language in LANGUAGES))
