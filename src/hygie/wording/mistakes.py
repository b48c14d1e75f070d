"""Sentences of the mistakes found in what a user wrote: what was found, what was expected, what to do."""

from hygie.wording.sentence import N_, Sentence
from hygie.wording.workbook_mistakes import WORKBOOK_SENTENCES

SENTENCES = {
    # -- the folder and its files
    "folder_missing": Sentence(
        N_("The folder does not exist."), N_("Give the folder of a dossier, or make one: hygie init {folder}")
    ),
    "folder_empty": Sentence(
        N_("The folder is empty."), N_("Make a dossier in it: hygie init {folder} --role host")
    ),
    "not_a_dossier": Sentence(
        N_("This folder is not a dossier: it has no file {manifest}."),
        N_("Give the folder that holds {manifest}, or make a dossier: hygie init"),
    ),
    "dossier_too_large": Sentence(
        N_("The dossier is too large: at most {files} files and {bytes} bytes are read."),
        N_("Move what is not a declaration to evidence/ or out of the folder."),
    ),
    "link_outside": Sentence(
        N_("This link leads outside the dossier."), N_("Copy the file into the dossier instead.")
    ),
    "file_unreadable": Sentence(
        N_("This file cannot be read."), N_("Check that it is a file and who may read it.")
    ),
    "newer_format": Sentence(
        N_("This dossier has format {found}; this version of Hygie reads formats up to {known}."),
        N_("Install a newer version of Hygie."),
    ),
    "people_elsewhere": Sentence(
        N_("Persons are declared in people.yaml only."),
        N_("Move this section to people.yaml, which stays out of git."),
    ),
    "key_in_two_files": Sentence(
        N_("“{key}” is given twice in the dossier."), N_("Keep one of the two; lists alone are put together.")
    ),
    # -- YAML
    "yaml_too_large": Sentence(N_("The file has {size} bytes; at most {limit} are read."), N_("Split it.")),
    "yaml_encoding": Sentence(
        N_("The file is not written in UTF-8 (byte {byte})."), N_("Save it again in UTF-8.")
    ),
    "yaml_character": Sentence(
        N_("The character {character} cannot stand in a dossier."),
        N_("Remove it; if the file is not text, it is not a declaration."),
    ),
    "yaml_directive": Sentence(N_("YAML directives are not used here: “{found}”."), N_("Remove the line.")),
    "yaml_several_documents": Sentence(
        N_("The file holds several YAML documents."), N_("Remove the line “---” or split the file.")
    ),
    "yaml_too_deep": Sentence(
        N_("Values are nested deeper than {limit} levels."), N_("Check the indentation.")
    ),
    "yaml_too_many_values": Sentence(N_("The file holds more than {limit} values."), N_("Split it.")),
    "yaml_too_many_mistakes": Sentence(N_("{limit} mistakes: the reading of this file stops here.")),
    "yaml_anchor": Sentence(
        N_("Anchors are not used in a dossier: “&{name}”."),
        N_("Put the text between quotes, or write it out."),
    ),
    "yaml_alias": Sentence(
        N_("Aliases are not used in a dossier: “*{name}”."),
        N_("Put the text between quotes, or write it out."),
    ),
    "yaml_tag": Sentence(
        N_("YAML tags are not used in a dossier: “{found}”."), N_("Put the text between quotes.")
    ),
    "yaml_root_not_mapping": Sentence(
        N_("The file must start with keys, such as “actors:”."),
        N_("See hygie schema, or the files of hygie init."),
    ),
    "yaml_duplicate_key": Sentence(N_("The key “{key}” is given twice."), N_("Keep one of the two.")),
    "yaml_merge_key": Sentence(N_("Merge keys (<<) are not used in a dossier."), N_("Write the keys out.")),
    "yaml_key_not_text": Sentence(N_("This key is not text: {found}."), N_("Put it between quotes.")),
    "yaml_not_finite": Sentence(
        N_("{found} is not a usable number."), N_("Write a number, or quote the text.")
    ),
    "yaml_syntax": Sentence(N_("The YAML cannot be read here: {message}.")),
    "yaml_syntax.bad_escape": Sentence(
        N_("This escape does not exist between double quotes."),
        N_("Use single quotes, or double the backslash."),
    ),
    "yaml_syntax.bad_indentation": Sentence(
        N_("This line starts at a column that nothing above opened."),
        N_("Align it with the keys it belongs with."),
    ),
    "yaml_syntax.block_text_header": Sentence(
        N_("Something stands after the | or > of a block of text."), N_("Start the text on the next line.")
    ),
    "yaml_syntax.missing_colon": Sentence(N_("A key has no colon."), N_("Write “key: value”.")),
    "yaml_syntax.colon_in_text": Sentence(
        N_("A colon followed by a space stands in the middle of a value."),
        N_("Put the whole text between quotes, or add the comma that is missing before a key."),
    ),
    "yaml_syntax.misplaced_dash": Sentence(
        N_("A list item cannot stand here."), N_("Check the indentation of the dash.")
    ),
    "yaml_syntax.reserved_character": Sentence(
        N_("A text cannot start with “{found}”."), N_("Put it between quotes.")
    ),
    "yaml_syntax.tab_indentation": Sentence(
        N_("A tab is used where spaces are needed."), N_("Indent with spaces.")
    ),
    "yaml_syntax.unclosed_bracket": Sentence(
        N_("This “{found}” is not closed, or a comma is missing inside."), N_("Close it, or add the comma.")
    ),
    "yaml_syntax.unclosed_quote": Sentence(N_("This quote is not closed."), N_("Close it.")),
    "yaml_syntax.unexpected_colon": Sentence(
        N_("A colon cannot stand here."),
        N_("Put the text between quotes, or check the indentation of the key."),
    ),
    "yaml_syntax.unexpected_text": Sentence(
        N_("Something stands after a value that was complete."),
        N_("Remove it, or check quotes and indentation."),
    ),
    # -- editing in place
    "edit_unreadable": Sentence(
        N_("The file cannot be edited while it has mistakes ({cause})."), N_("Correct them first.")
    ),
    "edit_path": Sentence(N_("“{path}” is not there to be edited.")),
    "edit_not_mapping": Sentence(N_("“{path}” holds no keys.")),
    "edit_not_list": Sentence(N_("“{path}” is not a list.")),
    "edit_value": Sentence(N_("This value cannot be written in a dossier: {found}.")),
    "edit_style": Sentence(
        N_("“{path}” is written in a style that is not edited in place."), N_("Edit the file by hand.")
    ),
    "edit_not_exact": Sentence(
        N_("“{path}” cannot be edited without touching other lines."), N_("Edit the file by hand.")
    ),
    "edit_conflict": Sentence(
        N_("The file has changed since it was read: nothing was written."), N_("Read it again, then edit.")
    ),
    # -- shapes
    "null_value": Sentence(
        N_("“{key}” has an empty value, which says nothing."),
        N_('Write the value, or {{unknown: "why"}}, or remove the line.'),
    ),
    "unknown_key": Sentence(N_("The key “{key}” does not exist here."), N_("Expected: {expected}.")),
    "unknown_key.elsewhere": Sentence(
        N_("The key “{key}” does not exist here."),
        N_("It goes in: {expected}. Check the indentation, or move it there."),
    ),
    "unknown_key.at_the_root": Sentence(
        N_("The key “{key}” does not exist here: it is one of the file itself."),
        N_("Write it at the beginning of a line."),
    ),
    "unknown_key.empty": Sentence(
        N_("The key “{key}” does not exist here, and no value follows it."),
        N_("If it is the rest of a text that holds a comma, put the whole text between quotes."),
    ),
    "nested_section": Sentence(
        N_("“{key}” stands inside “{section}”, where it is taken for the name of an entry."),
        N_("Align “{key}” with “{section}”."),
    ),
    "missing_key": Sentence(N_("The key “{key}” is missing."), N_("Add it.")),
    "wrong_type": Sentence(N_("Found “{found}”, expected: {expected}.")),
    "wrong_type.number_for_text": Sentence(
        N_("Found the number {found}, expected text."), N_("Put it between quotes.")
    ),
    "wrong_type.comma": Sentence(
        N_("The number “{found}” is written with a comma."), N_("Write {number}, with a point.")
    ),
    "wrong_type.quoted_number": Sentence(
        N_("Found the text “{found}”, expected a number."), N_("Remove the quotes.")
    ),
    "wrong_type.truth": Sentence(
        N_("“{found}” is neither true nor false."), N_('Write true or false, or {{unknown: "why"}}.')
    ),
    "wrong_type.flag": Sentence(N_("“{found}” is neither true nor false."), N_("Write true or false.")),
    "not_one_of": Sentence(N_("Found “{found}”, expected one of: {expected}.")),
    "bad_date": Sentence(
        N_("“{found}” is not a date of the calendar."), N_("Expected: YYYY-MM-DD, such as 2026-11-22.")
    ),
    "date_out_of_range": Sentence(
        N_("The date {found} is not between {earliest} and {latest}."), N_("Check the year.")
    ),
    "bad_format": Sentence(N_("“{found}” does not have the expected form ({pattern}).")),
    "bad_format.id": Sentence(
        N_("“{found}” cannot be an identifier."),
        N_("Expected: lower-case letters, digits, dots and dashes, such as ch-valmont."),
    ),
    "bad_format.language": Sentence(
        N_("“{found}” is not a language code."), N_("Expected: two lower-case letters (ISO 639), such as fr.")
    ),
    "bad_format.sha256": Sentence(
        N_("“{found}” is not a SHA-256 digest."),
        N_("Expected: 64 hexadecimal digits, as sha256sum gives them."),
    ),
    "empty_text": Sentence(N_("The text is empty."), N_("Write it, or remove the line.")),
    "string_too_long": Sentence(N_("The text is longer than {limit} characters."), N_("Shorten it.")),
    "too_short": Sentence(N_("The list has fewer than {limit} items."), N_("Add what is missing.")),
    "too_long": Sentence(N_("The list has more than {limit} items."), N_("Shorten it.")),
    "out_of_range": Sentence(N_("The number {found} is out of bounds (limit: {limit}).")),
    "invalid_value": Sentence(N_("“{found}” cannot be used: {message}.")),
    # -- across the dossier
    "duplicate_id": Sentence(
        N_("The identifier “{id}” is already used by another entry of the same kind ({kind})."),
        N_("Give each its own."),
    ),
    "unknown_reference": Sentence(
        N_("“{id}” is not declared: no such entry in “{section}”."),
        N_("Declare it there, or correct the reference."),
    ),
    "reference_form": Sentence(
        N_("“{found}” is not a reference."), N_("Expected: kind:id, where the kind is one of: {kinds}.")
    ),
    "unknown_country": Sentence(
        N_("The country “{found}” is unknown. Expected: a two-letter ISO 3166 code.")
    ),
    "interval_reversed": Sentence(
        N_("“{end}” ({last}) comes before “{start}” ({first})."), N_("Correct one of the two dates.")
    ),
    "unknown_support": Sentence(
        N_("“{found}” is not something that evidence can support."),
        N_("Expected: a requirement (EXI-16), an entry (actor:west) or a section (isms.scope)."),
    ),
    "unknown_implemented": Sentence(
        N_("“{found}” is not something that a control can implement."),
        N_("Expected: a measure (A.8.13) or a requirement (EXI-28, hds-2.0/EXI-28)."),
    ),
    "unknown_assessed": Sentence(
        N_("“{found}” is not a requirement that an imported assessment can be about."),
        N_("Expected: a measure (A.8.13) or a requirement (EXI-28, hds-2.0/EXI-28)."),
    ),
    "unknown_measure": Sentence(
        N_("“{found}” is not a measure of annex A."), N_("Expected: a number from A.5.1 to A.8.34.")
    ),
    "measure_twice": Sentence(
        N_("The measure {measure} is treated twice."), N_("Keep one of the two lines.")
    ),
    "second_host": Sentence(
        N_("A second actor has the role host; the dossier is about one."),
        N_("Give this one the role subcontractor."),
    ),
    "unknown_convention": Sentence(
        N_("“{found}” is not a reservation that a policy can make binding."),
        N_("Expected one of: {expected}."),
    ),
    # -- files of evidence
    "evidence_outside": Sentence(
        N_("The file “{file}” is outside the dossier."),
        N_("Copy it into evidence/, or give a reference instead."),
    ),
    "evidence_file_missing": Sentence(
        N_("The file “{file}” does not exist."), N_("Add it, or give a reference instead of a file.")
    ),
    "evidence_unreadable": Sentence(N_("The file “{file}” cannot be read.")),
    "evidence_digest_differs": Sentence(
        N_("The file “{file}” is not the one indexed: its SHA-256 starts with {found}, not {expected}."),
        N_("Put the right file back, or index this one: sha256: {sha256}"),
    ),
    # -- what was asked
    "unknown_requirement": Sentence(
        N_("No requirement is called “{found}”."), N_("Expected: EXI-28, or hds-2.0/EXI-28.")
    ),
    "unknown_document": Sentence(N_("No document is called “{found}”."), N_("See: hygie document --list")),
    "unknown_client": Sentence(
        N_("No client has the id “{found}”."), N_("Expected: the id of a client of the dossier.")
    ),
    "output_not_folder": Sentence(N_("“{found}” is a file."), N_("Give a folder.")),
    "not_a_study": Sentence(
        N_("“{found}” is not an earlier study."),
        N_("Expected: what hygie check --format json gave."),
    ),
    "unreadable_input": Sentence(N_("“{found}” cannot be read: {message}.")),
    "unwritable_output": Sentence(N_("“{found}” cannot be written: {message}.")),
    "output_format": Sentence(
        N_("“{found}” does not say a format that this document has."),
        N_("Expected an ending among: {expected}."),
    ),
    "folder_not_empty": Sentence(
        N_("The folder “{folder}” is not empty."), N_("Give another folder: nothing was written.")
    ),
    "document_undetermined": Sentence(
        N_("The document is not generated: what it would state is not determined yet.")
    ),
    "not_evaluated_here": Sentence(
        N_("No referential of this version applies yet to the roles of the dossier: {roles}."),
        N_(
            "For them, hygie risk does the work, on the systems described in systems/. To evaluate a "
            "referential all the same, choose it: --referential iso27001-2022, or the key “referentials” "
            "of hygie.yaml."
        ),
    ),
    "file_exists": Sentence(
        N_("The file “{found}” is already there."), N_("Give another name: nothing was written.")
    ),
    "changed_meanwhile": Sentence(
        N_("“{found}” has changed while it was being read."),
        N_("Run the command again: nothing was written."),
    ),
    # -- verdicts in general
    "requirement_not_in_force": Sentence(N_("The requirement binds from {since}.")),
    "evidence_missing": Sentence(
        N_("No valid evidence supports this fact, which is only declared: {fact}."),
        N_("Add to evidence/index.yaml a piece that proves this: {subject} (`supports: [{target}]`)"),
    ),
    "evidence_expired": Sentence(
        N_("The evidence “{evidence}” is no longer valid."), N_("Renew “{evidence}”")
    ),
    "stale": Sentence(
        N_("Last dated {dated}: older than the conventional limit ({limit})."),
        N_("{act}"),
    ),
    "dated_ahead": Sentence(
        N_("Dated {dated}: that day has not come yet."), N_("Check the date, or wait for that day")
    ),
    "undated": Sentence(N_("It is not dated, or its date is not known."), N_("Date it")),
} | WORKBOOK_SENTENCES
