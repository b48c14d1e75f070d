"""The words of documents for closed vocabularies: the origin of a criterion, how it is checked, and such."""

from hygie.kernel.truth import Truth
from hygie.law.dated import Certainty
from hygie.referentials.catalog import Force, Mark, Mode, Relation
from hygie.wording.sentence import N_

TRUTHS = {
    Truth.TRUE: N_("yes"),
    Truth.FALSE: N_("no"),
    Truth.UNKNOWN: N_("not determined"),
}

MARKS = {
    Mark.SOURCE: N_("the referential"),
    Mark.LAW: N_("the law, outside the referential"),
    Mark.CONVENTION: N_("a convention of Hygie"),
    Mark.UNCERTAIN: N_("a reading that the text leaves open"),
}

FORCES = {Force.REQUIREMENT: N_("the referential"), Force.LAW: N_("the law, outside the referential")}

MODES = {
    Mode.COMPUTED: N_("computed from what is declared"),
    Mode.MIXED: N_("presence and dates computed, content attested"),
    Mode.ATTESTED: N_("content attested by a person"),
}

CERTAINTIES = {
    Certainty.SOURCE: N_("written in the referential"),
    Certainty.LAW: N_("written in the law"),
    Certainty.SECONDARY: N_("reported by secondary sources"),
    Certainty.CONVENTION: N_("a convention of Hygie"),
    Certainty.UNCERTAIN: N_("to be checked before use"),
}

RELATIONS = {
    Relation.COMPLETES: N_("completes"),
    Relation.TRANSPOSES: N_("transposes"),
    Relation.LEANS_ON: N_("leans on"),
    Relation.CORRESPONDS: N_("corresponds to, without being equivalent to"),
}

EVIDENCE_KINDS = {
    "certificate": N_("Certificate"),
    "audit_report": N_("Audit report"),
    "contract": N_("Contract"),
    "policy": N_("Written policy"),
    "procedure": N_("Procedure"),
    "register": N_("Register"),
    "minutes": N_("Minutes of a meeting"),
    "attestation": N_("Attestation"),
    "screenshot": N_("Screenshot"),
    "inventory": N_("Inventory"),
    "trace": N_("Trace"),
    "sbom": N_("Software bill of materials"),
    "export": N_("Export"),
    "other": N_("Other piece"),
}

ORIGINS = {"observed": N_("observed"), "attested": N_("attested")}

ACTIVITIES = {
    1: N_("physical sites"),
    2: N_("hardware infrastructure"),
    3: N_("virtual infrastructure"),
    4: N_("application hosting platform"),
    5: N_("managed operation"),
    6: N_("outsourced backup"),
}
"""The six hosting activities of article R.1111-9 CSP, in our words."""
