"""Sentences of the mistakes found in a workbook: each is said beside its sheet and cell."""

from hygie.wording.sentence import N_, Sentence

WORKBOOK_SENTENCES = {
    # -- the file
    "workbook_format": Sentence(
        N_("“{found}” is not a workbook that can be read."),
        N_("Save it as .xlsx from your spreadsheet program."),
    ),
    "workbook_old_or_locked": Sentence(
        N_("The file is in the old .xls format, or is protected by a password."),
        N_("Save it as .xlsx, without a password."),
    ),
    "workbook_damaged": Sentence(
        N_("The workbook is damaged and cannot be read."),
        N_("Open it in a spreadsheet program and save it again."),
    ),
    "workbook_too_large": Sentence(
        N_("The workbook is too large: {size} bytes, at most {limit} are read."),
        N_("Remove pictures, or split it."),
    ),
    "workbook_too_many": Sentence(
        N_("The workbook has more sheets or cells than are read (at most {limit})."),
        N_("Delete the empty rows and columns that are only coloured, or split it."),
    ),
    "workbook_1904": Sentence(
        N_("The workbook counts days from 1904, which makes dates doubtful."),
        N_("Turn that option off in your spreadsheet program, check the dates and save it again."),
    ),
    "workbook_newer": Sentence(
        N_("This workbook has layout {found}; this version of Hygie reads layouts up to {known}."),
        N_("Install a newer version of Hygie."),
    ),
    "workbook_without_sheets": Sentence(
        N_("No sheet of this workbook is one of Hygie's."),
        N_("Start from the workbook of hygie init --xlsx or hygie export xlsx."),
    ),
    # -- sheets, columns and lines
    "sheet_unknown": Sentence(
        N_("The sheet “{found}” is not one of Hygie's: its first line does not say what its columns are."),
        N_("Move what it holds to a sheet of Hygie's, or start its name with # to keep it as notes."),
    ),
    "column_unknown": Sentence(
        N_("The column “{found}” is not known in this sheet."),
        N_("Correct the hidden first line, or start it with # to keep the column as notes."),
    ),
    "column_twice": Sentence(N_("The column “{found}” is there twice."), N_("Keep one of the two.")),
    "column_without_key": Sentence(
        N_("This column (“{found}”) holds something, but nothing says what."),
        N_("Move it to a column of Hygie's, or start its title with # to keep it as notes."),
    ),
    "line_unknown": Sentence(
        N_("The line “{found}” is not known in this sheet."),
        N_("Move what it holds, or start its first cell with # to keep it as notes."),
    ),
    "line_twice": Sentence(N_("The line “{found}” is there twice."), N_("Keep one of the two.")),
    # -- cells
    "cell_required": Sentence(N_("This cell must be filled in (“{key}”).")),
    "cell_formula": Sentence(
        N_("The cell holds a formula, and formulas are never computed."),
        N_("Copy the cell, then paste its value only."),
    ),
    "cell_error": Sentence(N_("The cell holds the error {found}."), N_("Type the value.")),
    "cell_merged": Sentence(
        N_("Merged cells: nothing says which line the value is for."), N_("Unmerge them, and fill each cell.")
    ),
    "cell_time": Sentence(
        N_("“{found}” holds a time; only a day is expected."), N_("Type the day, such as 2026-11-22.")
    ),
    "cell_day": Sentence(
        N_("“{found}” is not a date of the calendar."),
        N_("Write YYYY-MM-DD or DD/MM/YYYY, such as 2026-11-22 or 22/11/2026."),
    ),
    "cell_number_inexact": Sentence(
        N_("The number {found} has more digits than a spreadsheet keeps."),
        N_("Format the cell as text and type it again."),
    ),
    "cell_number_format": Sentence(
        N_("A number ({found}, shown as {format}) stands where a text is expected."),
        N_("Format the cell as text and type what must be read."),
    ),
    "cell_zeros_lost": Sentence(
        N_("The number {found} has neither 9 nor 14 digits: zeros at its beginning may be lost."),
        N_("Format the cell as text and type it again."),
    ),
    "cell_reason_missing": Sentence(
        N_("A question mark needs a reason: why it is not known, or who is to find out."),
        N_("Write for instance: ? asked of the provider."),
    ),
    "cell_not_one_of": Sentence(N_("Found “{found}”, expected one of: {expected}.")),
    "cell_yes_or_no": Sentence(N_("Found “{found}”, expected yes or no.")),
    "cell_group": Sentence(
        N_("Found “{found}”; this cell only says whether the next ones have an object."),
        N_("Leave it blank, or write yes, or ? and a reason."),
    ),
    "cell_list": Sentence(
        N_("Found “{found}”; the entries of this list stand in their own sheet."),
        N_("Leave it blank, or write none, or ? and a reason."),
    ),
    "cell_contradiction": Sentence(
        N_("This cell says that there is nothing, or that it is not known, yet other cells are filled."),
        N_("Empty it, or empty the others."),
    ),
    "cell_holder_missing": Sentence(
        N_("Nothing says which entry this line is part of."), N_("Write the identifier of that entry here.")
    ),
    "cell_holder_unknown": Sentence(
        N_("“{found}” is no entry of the sheet that this line is part of."),
        N_("Write there an entry with this identifier, or correct it here."),
    ),
    "cell_conflict": Sentence(
        N_("The dossier, which has changed since the export or was never exported here, says: “{found}”."),
        N_("Export it again, or use --overwrite if the workbook is right."),
    ),
    "cell_too_long": Sentence(
        N_("This value is longer than a cell of a workbook can hold."),
        N_("Shorten it, or change it in the file."),
    ),
}
