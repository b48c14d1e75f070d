"""What is said of an audit that another tool exported: why it cannot be read, what became of its rows."""

from hygie.wording.sentence import N_, Sentence

SENTENCES = {
    # -- the file as a table
    "table_too_large": Sentence(
        N_("The file has {size} bytes; at most {limit} are read."), N_("Export fewer rows.")
    ),
    "table_too_long": Sentence(N_("The table has more than {limit} rows."), N_("Export fewer rows.")),
    "table_encoding": Sentence(
        N_("The file is not written in UTF-8 (byte {byte})."),
        N_("Save it again as CSV in UTF-8, or as .xlsx."),
    ),
    "table_not_text": Sentence(
        N_("The file is neither a CSV file nor a workbook (.xlsx)."),
        N_("Export the audit as CSV or as XLSX."),
    ),
    "table_row": Sentence(
        N_("This row of the CSV file cannot be read: a quote is not closed, or a text is too long."),
        N_("Export the audit again, or correct the row."),
    ),
    # -- the audit
    "audit_columns": Sentence(
        N_("This is not an audit exported by CISO Assistant: a column is missing ({missing})."),
        N_("Export the audit from CISO Assistant as CSV or as XLSX, with its headings."),
    ),
    "audit_column_twice": Sentence(
        N_("The column “{heading}” is there twice."), N_("Keep the one that holds the audit.")
    ),
    "audit_result": Sentence(
        N_("“{found}” is not a result that CISO Assistant gives."), N_("Expected one of: {expected}.")
    ),
    "audit_formula": Sentence(
        N_("This cell holds a formula, which is never computed: {found}."),
        N_("Write its value in its place, as text."),
    ),
    "audit_cell_error": Sentence(
        N_("This cell holds an error of the spreadsheet: {found}."), N_("Write its value, or empty it.")
    ),
    "audit_twice": Sentence(
        N_("{requirement} is assessed twice in this file, and not in the same way."),
        N_("Keep one of the two rows."),
    ),
    "audit_nothing_known": Sentence(
        N_("No row is about a measure of annex A or an HDS requirement; references found: {names}."),
        N_(
            "Export an audit of ISO 27001:2022 or of HDS; in ref_id, a measure is written A.5.1 (5.1 is a "
            "clause) and a requirement EXI-12."
        ),
    ),
    "audit_no_result": Sentence(
        N_("No row of this audit has a result."), N_("Fill in the audit, then export it again.")
    ),
    # -- what became of it
    "audit_imported": Sentence(N_("Assessments imported, to be confirmed one by one: {number}.")),
    "audit_observations": Sentence(
        N_("Observations brought into the dossier: {number}."),
        N_("Reread them before committing: take out the names of persons and all that concerns a patient."),
    ),
    "audit_known": Sentence(N_("Assessments that the dossier already has, left as they are: {number}.")),
    "audit_not_assessed": Sentence(N_("Requirements not assessed in the audit, left aside: {number}.")),
    "audit_by_reference": Sentence(
        N_(
            "The urn of these rows is unknown here: they were taken for measures of annex A by their ref_id. "
            "Check them before confirming: {number} ({names})."
        )
    ),
    "audit_elsewhere": Sentence(
        N_("Rows about neither a measure of annex A nor an HDS requirement, left aside: {number} ({names}).")
    ),
}
