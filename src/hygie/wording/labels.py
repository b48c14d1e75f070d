"""The words of the closed vocabularies that people read: statuses, strengths, months, general terms."""

from hygie.kernel.status import Status, Strength
from hygie.wording.sentence import N_

GLYPHS = {
    Status.MET: "✓",
    Status.PARTIAL: "◐",
    Status.NOT_MET: "✕",
    Status.UNDETERMINED: "?",
    Status.NOT_APPLICABLE: "–",
}
"""A status is always glyph and word, never colour alone."""

STATUSES = {
    Status.MET: N_("met"),
    Status.PARTIAL: N_("partial"),
    Status.NOT_MET: N_("not met"),
    Status.UNDETERMINED: N_("undetermined"),
    Status.NOT_APPLICABLE: N_("not applicable"),
}

STRENGTHS = {
    Strength.OBSERVED: N_("observed"),
    Strength.ATTESTED: N_("attested"),
    Strength.DECLARED: N_("declared"),
}

TRUTHS = {"true": N_("true"), "false": N_("false"), "unknown": N_("unknown"), "mixed": N_("in part")}

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)

_REVIEWED = (
    "contact_list_freshness",
    "gdpr_piece_freshness",
    "legal_watch_freshness",
    "responsibility_review_freshness",
    "review_freshness",
    "risk_assessment_freshness",
    "subcontractor_change_review_freshness",
)
"""Limits on the age of what is looked at again rather than done again."""

OS_ERRORS = {
    "ENOENT": N_("there is no such file or folder"),
    "ENOTDIR": N_("a part of the path is not a folder"),
    "EISDIR": N_("it is a folder"),
    "EEXIST": N_("something of that name is there already"),
    "EACCES": N_("permission denied"),
    "EPERM": N_("permission denied"),
    "EROFS": N_("the disk can only be read"),
    "ENOSPC": N_("no space is left on the disk"),
    "EDQUOT": N_("the space allowed on the disk is used up"),
    "EFBIG": N_("the file is too large"),
    "ENAMETOOLONG": N_("the name is too long"),
    "ELOOP": N_("links lead to one another without end"),
    "EIO": N_("the disk does not answer"),
}
"""What a system says of a file that it does not give or take, by the name of its error."""

TERMS = {
    **{("os_error", name): said for name, said in OS_ERRORS.items()},
    ("type", "boolean"): N_("true or false"),
    ("type", "number"): N_("a whole number"),
    ("type", "decimal"): N_("a number"),
    ("type", "text"): N_("text"),
    ("type", "list"): N_("a list"),
    ("type", "mapping"): N_("a mapping (key: value)"),
    ("type", "date"): N_("a date (YYYY-MM-DD)"),
    ("type", "null"): N_("an empty value"),
    ("role", "host"): N_("host"),
    ("role", "vendor"): N_("vendor"),
    ("role", "manufacturer"): N_("manufacturer"),
    ("role", "hospital"): N_("hospital"),
    ("kind", "actor"): N_("actor"),
    ("kind", "asset"): N_("means"),
    ("kind", "audit"): N_("audit"),
    ("kind", "certificate"): N_("certificate"),
    ("kind", "change"): N_("change"),
    ("kind", "client"): N_("client"),
    ("kind", "communication"): N_("communication"),
    ("kind", "contract"): N_("contract"),
    ("kind", "contract_template"): N_("model contract"),
    ("kind", "evidence"): N_("evidence"),
    ("kind", "media_transfer"): N_("transfer of media"),
    ("kind", "person"): N_("person"),
    ("kind", "process"): N_("process"),
    ("kind", "processing"): N_("processing"),
    ("kind", "public_page"): N_("public page"),
    ("kind", "qualification"): N_("qualification"),
    ("kind", "remote_access"): N_("remote access"),
    ("kind", "responsibility_matrix"): N_("responsibility matrix"),
    ("kind", "risk"): N_("risk"),
    ("kind", "service"): N_("service"),
    ("kind", "storage"): N_("storage place"),
    ("kind", "training"): N_("awareness session"),
    ("kind", "control"): N_("control"),
    ("kind", "data_flow"): N_("data flow"),
    ("kind", "imported_assessment"): N_("imported assessment"),
    ("kind", "practice_questionnaire"): N_("practice questionnaire"),
    ("kind", "product"): N_("product"),
    ("kind", "promotion"): N_("promotion of the memo"),
    ("kind", "reversibility_plan"): N_("reversibility plan"),
    ("kind", "support_action"): N_("support action"),
    ("language", "en"): N_("English"),
    ("language", "fr"): N_("French"),
    ("framework", "csp"): N_("French public health code, art."),
    ("framework", "gdpr"): N_("GDPR, art."),
    ("framework", "hds-2.0"): "HDS v2.0,",
    ("framework", "iso27001-2022"): "ISO/IEC 27001:2022,",
    ("framework", "secnumcloud-3.2"): "SecNumCloud 3.2,",
    **{("renewal", name): N_("Review it again and date it") for name in _REVIEWED},
    ("renewal", "awareness_freshness"): N_("Hold a new session and date it"),
    ("renewal", "cnil_gap_analysis_freshness"): N_("Make the gap analysis again and date it"),
    ("renewal", "convergence_freshness"): N_("File a new assessment on Convergence and date it"),
    ("renewal", "internal_audit_freshness"): N_("Carry out a new audit and date it"),
    ("renewal", "memo_promotion_freshness"): N_("Promote the memo again and date it"),
    ("renewal", "portability_trial_freshness"): N_("Try the export again and date the trial"),
    ("renewal", "support_action_freshness"): N_("Carry out a new action and date it"),
    ("relation", "completes"): N_("completes"),
    ("relation", "transposes"): N_("transposes"),
    ("relation", "leans_on"): N_("leans on"),
    ("relation", "corresponds"): N_("corresponds to, without being equivalent to"),
}
"""Words of closed vocabularies that are not proper to one family of reasons."""
