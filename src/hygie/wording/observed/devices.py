"""What is said of devices: MDS2 forms, identifiers, inventories, and until when products are supported."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- tables, as CSV or as workbooks
    "table_empty": Sentence(N_("The file holds no row.")),
    "table_too_many": Sentence(N_("The file holds more than {limit} rows."), N_("Split it.")),
    "table_quote": Sentence(
        N_("A quotation mark is opened on this line and never closed: the line was set aside."),
        N_("Close it, or take it away."),
    ),
    "table_windows_1252": Sentence(
        N_("The file is not UTF-8: it was read as Windows-1252 from here on."),
        N_("Check its accents, or save it as UTF-8."),
    ),
    # -- the MDS2 form
    "mds2_edition_old": Sentence(
        N_("This is a form of 2013 or before, whose rows ask other questions: only MDS2 2019 is read."),
        N_("Ask the manufacturer for the form of 2019 (ANSI/NEMA HN 1-2019)."),
    ),
    "mds2_no_row": Sentence(
        N_("No row of the MDS2 form of 2019 is in this file."),
        N_("Check that it is the form, with its column of ids (DOC-1, MPII-1…)."),
    ),
    "mds2_unknown_id": Sentence(N_("The form of 2019 has no row “{found}”."), N_("Check the id.")),
    "mds2_no_id": Sentence(
        N_("This row has an answer and no id of the form (“{found}”)."), N_("Write the id of the row.")
    ),
    "mds2_id_twice": Sentence(
        N_("{id} is there twice: “{first}” was kept, “{found}” was set aside."),
        N_("Keep one of the two rows."),
    ),
    "mds2_formula": Sentence(
        N_("The answer to {id} is a formula, which is not computed."), N_("Write the answer itself.")
    ),
    "mds2_mistyped_id": Sentence(N_("“{found}” was read as {id}.")),
    "mds2_glued": Sentence(
        N_("The answer to {id} has more than an answer (“{found}”): the rest was read as a note.")
    ),
    "mds2_unclear": Sentence(
        N_("The answer to {id} is none of yes, no, not applicable, see note: “{found}”."),
        N_("Ask the manufacturer which one is meant."),
    ),
    "mds2_merged": Sentence(
        N_("The cell of the answer above is merged with that of {id}, which was read as not answered."),
        N_("Ask the manufacturer whether the answer is for both."),
    ),
    "mds2_sheet_ignored": Sentence(N_("The sheet “{name}” has no row of the form and was left aside.")),
    # -- identifiers of devices (UDI)
    "udi_empty": Sentence(N_("There is no identifier.")),
    "udi_too_long": Sentence(
        N_("This is longer than an identifier may be ({limit} characters)."),
        N_("Copy it from the label again."),
    ),
    "udi_unknown": Sentence(
        N_("“{found}” is no identifier of GS1 or HIBC."),
        N_("Copy the whole UDI from the label, symbols included."),
    ),
    "udi_gtin_length": Sentence(
        N_("“{found}” has not the number of digits of a GTIN (8, 12, 13 or 14)."),
        N_("A spreadsheet may have lost its first zeros: copy it from the label again."),
    ),
    "udi_check_digit": Sentence(
        N_("The check digit of {found} is wrong: {expected} was expected."),
        N_("Copy it from the label again."),
    ),
    "udi_check_character": Sentence(
        N_("The check character of “{found}” is wrong: “{expected}” was expected."),
        N_("Copy it from the label again."),
    ),
    "udi_date": Sentence(N_("The date “{found}” of {field} is none."), N_("Copy it from the label again.")),
    "udi_value": Sentence(
        N_("The value “{found}” of {field} is not one that GS1 allows."), N_("Copy it from the label again.")
    ),
    "udi_no_device": Sentence(
        N_("This identifier does not say which model it is of: (01) is missing."),
        N_("Add the part of the label that begins with (01)."),
    ),
    "udi_gs1": Sentence(
        N_("“{found}” is not written as GS1 asks."), N_("Copy it from the label again, brackets included.")
    ),
    "udi_hibc": Sentence(N_("“{found}” is not written as HIBC asks."), N_("Copy it from the label again.")),
    "udi_link": Sentence(
        N_("The second part is of another label: its link is “{found}”, “{expected}” was expected."),
        N_("Copy both parts from the same label."),
    ),
    "udi_secondary_only": Sentence(
        N_("This is the second part of a label only, without the device: “{found}”."),
        N_("Add the first part, which begins with + and a letter."),
    ),
    "udi_basic": Sentence(
        N_("“{found}” is a Basic UDI-DI, which names a family of devices and is on no label."),
        N_("Give the UDI of the label."),
    ),
    "udi_not_read": Sentence(N_("“{found}” is an identifier of {issuer}, which is recognised and not read.")),
    # -- the inventory: the file
    "inventory_no_header": Sentence(
        N_("No row of this file has the headings of an inventory ({found})."),
        N_("Begin with a row of headings: id, manufacturer, model…"),
    ),
    "inventory_no_id": Sentence(
        N_("No column says which device a row is: “id” is missing ({found})."),
        N_("Name it in a mapping file: {mapping}"),
    ),
    "inventory_foreign": Sentence(
        N_("The headings of this inventory are not ours."),
        N_("Save this as a mapping file, reread it and give it with the inventory: {mapping}"),
    ),
    "inventory_heading_missing": Sentence(
        N_("The inventory has no heading “{found}”, which the mapping gives for {column}."),
        N_("Correct the mapping file."),
    ),
    "inventory_no_sheet": Sentence(
        N_("The workbook has no sheet “{name}”."), N_("Correct the mapping file.")
    ),
    "inventory_sheet_ignored": Sentence(
        N_("The sheet “{name}” was left aside: one sheet is read."),
        N_("Name the sheet in the mapping file if it is another."),
    ),
    "inventory_columns_ignored": Sentence(
        N_("These columns were left aside: {names}."),
        N_("Name them in a mapping file if they say something of ours."),
    ),
    "inventory_rows_above": Sentence(N_("Rows above the headings were left aside: {number}.")),
    # -- the inventory: its rows
    "inventory_no_row_id": Sentence(N_("This row has no id."), N_("Give each device an id.")),
    "inventory_nothing_read": Sentence(N_("This row says nothing in the columns that are read.")),
    "inventory_id_twice": Sentence(
        N_("The id {found} is already that of another row, which was kept."),
        N_("Give each device its own id."),
    ),
    "inventory_id_long": Sentence(
        N_("The id is longer than {limit} characters."), N_("Check that a quotation mark is not missing.")
    ),
    "inventory_long_row": Sentence(
        N_("This row has {number} cells, for {expected} headings: what is in which column, nobody can say."),
        N_("Put the cells that hold the separator between quotation marks."),
    ),
    "inventory_short_row": Sentence(
        N_("This row has {number} cells, for {expected} headings: the last ones were read as empty."),
        N_("Check that no cell is missing in the middle."),
    ),
    "inventory_formula": Sentence(
        N_("The cell of {column} is a formula, or looks like one: it was kept as a text and never run."),
        N_("Write the value itself."),
    ),
    "inventory_formula_id": Sentence(
        N_("The id of this row is a formula, which is not computed."), N_("Write the id itself.")
    ),
    "inventory_number_version": Sentence(
        N_("The version in {column} is a number ({found}): a last zero may be lost (7.10 becomes 7.1)."),
        N_("Write the version as a text."),
    ),
    "inventory_number_digits": Sentence(
        N_("{column} is a number with more digits than a spreadsheet keeps ({found})."),
        N_("Write it as a text."),
    ),
    "inventory_cut": Sentence(N_("The text of {column} was cut at {limit} characters.")),
    "inventory_vital": Sentence(
        N_("“{found}” does not say whether the function is vital."),
        N_("Write yes or no, or say what it stands for in the mapping file (values)."),
    ),
    "inventory_date": Sentence(
        N_("“{found}” in {column} is no whole date; it was kept as a text."), N_("Write it as 2026-11-22.")
    ),
    "inventory_date_ambiguous": Sentence(
        N_("“{found}” in {column} may be two dates; it was kept as a text."),
        N_("Say the order in the mapping file (dates: dd/mm/yyyy), or write 2026-11-22."),
    ),
    "inventory_date_absurd": Sentence(
        N_("“{found}” in {column} is no date of a device in use; it was kept as a text."), N_("Correct it.")
    ),
    "inventory_dates_order": Sentence(
        N_("Support ended ({ends}) before the device was put into service ({begun})."),
        N_("Check both dates."),
    ),
    # -- the mapping file of an inventory
    "mapping_not_yaml": Sentence(
        N_("This mapping file is neither YAML nor JSON (technical detail: {message})."),
        N_("Begin with: columns: {{id: …}}"),
    ),
    "mapping_not_mapping": Sentence(
        N_("A mapping file is a list of keys and values."),
        N_("Begin with columns, and the heading of each of our columns."),
    ),
    "mapping_unknown_key": Sentence(N_("“{found}” is not a key of a mapping file.")),
    "mapping_key_twice": Sentence(N_("“{found}” is there twice."), N_("Keep one.")),
    "mapping_value": Sentence(
        N_("The value of “{key}” is not what is expected there."),
        N_("Write a text, or for columns and values one text a line."),
    ),
    "mapping_dates": Sentence(
        N_("“{found}” is not an order of dates."), N_("Write yyyy-mm-dd, dd/mm/yyyy or mm/dd/yyyy.")
    ),
    "mapping_delimiter": Sentence(
        N_("“{found}” is not a separator that is read."), N_("Write one of: ; , | tab")
    ),
    "mapping_encoding": Sentence(
        N_("“{found}” is no text encoding."), N_("Write utf-8 or cp1252 for instance.")
    ),
    # -- until when a product is supported
    "lifecycle_found": Sentence(N_("{title}: cycle {cycle}.")),
    "lifecycle_no_name": Sentence(N_("There is no name to look for.")),
    "lifecycle_unknown_name": Sentence(
        N_("“{found}” is not a product whose support dates are in the data."),
        N_("Ask the manufacturer until when it is supported."),
    ),
    "lifecycle_unknown_package": Sentence(
        N_("The support dates of the package {found} are not in the data.")
    ),
    "lifecycle_not_in_data": Sentence(
        N_("“{found}” is known, and its support dates are not in the data."),
        N_("Ask the manufacturer until when it is supported."),
    ),
    "lifecycle_no_version": Sentence(N_("{title}: no version is said."), N_("Find out the version.")),
    "lifecycle_no_cycle": Sentence(
        N_("{title}: no cycle of the data is that of “{found}”, perhaps too old or too new for it."),
        N_("Check the version with its publisher."),
    ),
    "lifecycle_several_cycles": Sentence(
        N_("{title}: “{found}” may be {names}."), N_("Find out which (edition, channel or service pack).")
    ),
    "lifecycle_less_said": Sentence(
        N_("{title}: “{found}” says less than {names}, the closest cycle of the data."),
        N_("Find out the service pack or the edition."),
    ),
    "lifecycle_other_pack": Sentence(
        N_("{title}: the data holds {names}, and “{found}” is another service pack."),
        N_("Check the dates with its publisher."),
    ),
    "lifecycle_other_words": Sentence(
        N_("{title}: the words “{words}” were not understood."), N_("Check that it is the same product.")
    ),
    "lifecycle_several_products": Sentence(
        N_("Several products have this name: {names}."), N_("Find out whose it is.")
    ),
    "lifecycle_sibling": Sentence(
        N_("“{found}” has dates of its own, which are not in the data; the closest there is {title}."),
        N_("Ask the manufacturer until when it is supported."),
    ),
    "lifecycle_name_only": Sentence(
        N_("{title} was recognised by its name alone."), N_("Check that it is the same product.")
    ),
    "lifecycle_distribution": Sentence(
        N_("{title} is here a package of a distribution, which mends it on its own calendar."),
        N_("Look at the support of the distribution."),
    ),
}
