"""The two decisions that come before the requirements: is certification due at all, and for activity 5."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Line, Notice
from hygie.documents.phrases import Phrases
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Mark
from hygie.referentials.hds_2_0 import activity_5
from hygie.referentials.hds_2_0.applicability import certification_required
from hygie.referentials.verdict import Reason
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

HDS = "hds-2.0"

_REQUIRED = {
    Truth.TRUE: N_("Certification is required."),
    Truth.FALSE: N_("Certification is not required."),
    Truth.UNKNOWN: N_("Whether certification is required is not determined."),
}

_ACTIVITY_5 = {
    activity_5.Outcome.REQUIRED: N_("Certification is required for activity 5 (managed operation)."),
    activity_5.Outcome.NOT_REQUIRED: N_("Certification is not required for activity 5 (managed operation)."),
    activity_5.Outcome.UNDETERMINED: N_(
        "Whether certification is required for activity 5 (managed operation) is not determined."
    ),
}


def binding_reasons(study: Study) -> tuple[Reason, ...]:
    """Give why certification is required, which every verdict repeats."""
    return certification_required(study.facts).reasons if HDS in study.applicable else ()


def preliminary_decisions(study: Study, voice: Voice, referential: str) -> Iterator[Block]:
    """Give the two decisions with their reasons and what they lack (HDS §3.1 and §2.1.2)."""
    if referential != HDS:
        return
    say = Phrases(study, voice)
    yield say.heading(2, voice.say(N_("Two decisions that come first")))
    required = certification_required(study.facts)
    yield Notice(
        "plain" if required.value is Truth.TRUE else "attention",
        voice.say(_REQUIRED[required.value]),
        (*map(say.said, required.reasons), *map(say.missing, required.missing)),
    )
    managed = activity_5.decide(study.facts)
    lines: list[Line] = [*map(say.said, managed.notes()), *map(say.missing, managed.missing)]
    if managed.mark is Mark.UNCERTAIN:
        lines.append((voice.say(N_("The text leaves this open: the reading is Hygie's.")),))
    undetermined = managed.outcome is activity_5.Outcome.UNDETERMINED
    yield Notice(
        "attention" if undetermined else "plain", voice.say(_ACTIVITY_5[managed.outcome]), tuple(lines)
    )
