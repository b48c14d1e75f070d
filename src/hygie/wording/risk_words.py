"""The words of risks and of what makes them: levels, scales, causes, modes, assumptions, unknowns."""

from hygie.composition.analysis.results import AssumptionStatus, Cause
from hygie.composition.language.vocabulary import Criterion, Kind, Mode
from hygie.kernel.status import Status
from hygie.risk.matrix import Level
from hygie.risk.movements import Movement
from hygie.wording.sentence import N_, N_plural

LEVELS = {
    Level.UNACCEPTABLE: N_("unacceptable"),
    Level.TOLERABLE: N_("tolerable"),
    Level.ACCEPTABLE: N_("acceptable"),
}

STATUS_OF = {
    Level.UNACCEPTABLE: Status.NOT_MET,
    Level.TOLERABLE: Status.PARTIAL,
    Level.ACCEPTABLE: Status.MET,
}
"""The status whose glyph and colour a level borrows."""

COUNTED = {
    Level.UNACCEPTABLE: N_plural("unacceptable risk", "unacceptable risks"),
    Level.TOLERABLE: N_plural("tolerable risk", "tolerable risks"),
    Level.ACCEPTABLE: N_plural("acceptable risk", "acceptable risks"),
}
NOT_REACHED = N_plural("loss that nothing reaches", "losses that nothing reaches")

SEVERITIES = (N_("negligible"), N_("minor"), N_("significant"), N_("serious"), N_("critical"))
"""G0 to G4."""

LIKELIHOODS = (
    N_("not reached"),
    N_("hardly likely"),
    N_("likely"),
    N_("very likely"),
    N_("almost certain"),
)
"""0, then V1 to V4."""

CRITERIA: dict[Criterion, str] = {
    "availability": N_("availability"),
    "integrity": N_("integrity"),
    "confidentiality": N_("confidentiality"),
    "auditability": N_("traceability"),
}

LOST: dict[str, str] = {
    "availability": N_("loss of availability of {subject}"),
    "integrity": N_("loss of integrity of {subject}"),
    "confidentiality": N_("loss of confidentiality of {subject}"),
    "auditability": N_("loss of traceability of {subject}"),
}
"""What a fact named after a criterion says."""

CONTROLLED = N_("control of {subject}")
CAPABILITY = N_("{capability} through the port {port}")

CAUSES: dict[Cause, str] = {
    "step": N_("attack step {name}"),
    "exploit": N_("vulnerability {name}"),
    "hosting": N_("it depends on {name}"),
    "wire": N_("connected to {name}"),
    "origin": N_("risk origin {name}"),
    "assumption": N_("the assumption {name} fails"),
    "control": N_("side effect of the control {name}"),
    "summary": N_("published summary of {name}"),
}
CAUSES_ALONE: dict[Cause, str] = {
    "step": N_("attack step"),
    "exploit": N_("vulnerability"),
    "hosting": N_("what it runs on"),
    "wire": N_("from outside"),
    "origin": N_("risk origin"),
    "assumption": N_("an assumption that fails"),
    "control": N_("side effect of a control"),
    "summary": N_("published summary"),
}
"""The same where nothing more is named."""

MODES: dict[Mode, str] = {
    "nominal": N_("nominal mode"),
    "degraded": N_("degraded mode"),
    "isolated": N_("isolated mode"),
    "emergency": N_("emergency mode"),
    "maintenance": N_("maintenance mode"),
    "manual": N_("manual mode"),
}

KINDS: dict[Kind, str] = {
    "device": N_("medical device"),
    "software": N_("software"),
    "service": N_("computer service"),
    "network": N_("network"),
    "workstation": N_("workstation"),
    "server": N_("server"),
    "storage": N_("storage"),
    "people": N_("people"),
    "media": N_("removable media"),
    "place": N_("place"),
}

ASSUMPTIONS: dict[AssumptionStatus, str] = {
    "violated": N_("violated"),
    "false": N_("declared false"),
    "unknown": N_("nobody vouches for it"),
    "vouched": N_("vouched for"),
    "discharged": N_("computed true"),
}
"""What is known of an assumption, the worst first."""

ASSUMPTION_STATUSES: dict[AssumptionStatus, Status] = {
    "violated": Status.NOT_MET,
    "false": Status.NOT_MET,
    "unknown": Status.UNDETERMINED,
    "vouched": Status.MET,
    "discharged": Status.MET,
}
"""The status whose glyph and colour the state of an assumption borrows."""

UNKNOWNS = {
    "control": N_plural(
        "{count} control of unknown state, counted as absent",
        "{count} controls of unknown state, counted as absent",
    ),
    "assumption": N_plural(
        "{count} assumption that nobody vouches for, counted as false",
        "{count} assumptions that nobody vouches for, counted as false",
    ),
    "difficulty": N_plural(
        "{count} step without difficulty, counted as negligible",
        "{count} steps without difficulty, counted as negligible",
    ),
    "need": N_plural(
        "{count} need that is not written, counted as 4", "{count} needs that are not written, counted as 4"
    ),
    "access": N_plural(
        "{count} part whose access is not written, counted as reachable from everywhere",
        "{count} parts whose access is not written, counted as reachable from everywhere",
    ),
    "privileges": N_plural(
        "{count} part whose privileges are not written, counted as given",
        "{count} parts whose privileges are not written, counted as given",
    ),
    "interaction": N_plural(
        "{count} part whose user interaction is not written, counted as given",
        "{count} parts whose user interaction is not written, counted as given",
    ),
    "rating": N_plural(
        "{count} missing datum on vulnerabilities, counted at its worst",
        "{count} missing data on vulnerabilities, counted at their worst",
    ),
}
"""What was taken at its worst, and how."""

MOVEMENTS: dict[Movement, str] = {
    "appeared": N_("now reached"),
    "worse": N_("gets worse"),
    "disappeared": N_("no longer reached"),
    "better": N_("gets better"),
}
"""What a change does to all the components that were alike."""

MOVEMENTS_OF_SOME = {
    "appeared": N_plural("{count} of {all} is now reached", "{count} of {all} are now reached"),
    "worse": N_plural("{count} of {all} gets worse", "{count} of {all} get worse"),
    "disappeared": N_plural(
        "{count} of {all} is no longer reached", "{count} of {all} are no longer reached"
    ),
    "better": N_plural("{count} of {all} gets better", "{count} of {all} get better"),
}
"""What it does to some of several alike."""

EXTRAS = {
    "cuts": N_("The cheapest controls are not computed: that needs the extra hygie[cuts]."),
    "speed": N_("Large models are computed slowly without the extra hygie[speed]."),
}
OTHER_EXTRA = N_("Something is not computed: that needs the extra hygie[{name}].")

CONFLICTING = N_(
    "No set of controls makes all of them acceptable at once: what stops one lets another happen."
)

NOT_ATTACKED = N_("No risk origin is described, so nothing could be computed. Write one under “origins”.")
NOT_ATTACKED_TYPE = N_("Nothing enters this type by its ports, so nothing could be reached.")
NOTHING_REACHED = N_("Nothing that matters is reached in this model.")
"""Why a system has no risk: nobody attacks it, or whoever does reaches nothing."""
