"""What stands on every document: whose it is, as of when, who may read it, and what it was computed from."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from hygie.assessment.study import Study
from hygie.documents.blocks import Block
from hygie.documents.phrases import edition
from hygie.dossier.vocabulary.organization import TrafficLight
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

Audience = Literal["public", "policy", "authority"]
"""Who a kind of document is for: everybody, those whom the dossier's policy says, or an authority.

What is drawn up for an authority may name persons: it is never marked below TLP:AMBER+STRICT.
"""

_FROM_WIDEST: tuple[TrafficLight, ...] = ("clear", "green", "amber", "amber+strict", "red")

_SHORT_DIGEST = len("sha256:") + 12

_MARK_COLOURS: dict[TrafficLight, str] = {
    "clear": "#FFFFFF",
    "green": "#33FF00",
    "amber": "#FFC000",
    "amber+strict": "#FFC000",
    "red": "#FF2B2B",
}
"""Colours of the marks, on black: FIRST TLP 2.0."""


class Mark(msgspec.Struct, frozen=True):
    """The mark that says who may read: TLP 2.0, its label and its colour on black."""

    label: str
    colour: str


class Frame(msgspec.Struct, frozen=True):
    """The words that every page repeats; ``facts`` are labels and values, given in full once."""

    language: str
    organization: str
    day: str
    dated: str
    mark: Mark
    facts: tuple[tuple[str, str], ...]
    footer: str
    page: str
    contents: str


class Document(msgspec.Struct, frozen=True):
    """A document apart from its format; ``kind`` is the word of the command line."""

    kind: str
    title: str
    frame: Frame
    blocks: tuple[Block, ...]
    landscape: bool = False


def mark_of(traffic_light: TrafficLight) -> Mark:
    """Give the mark of a TLP level."""
    return Mark(f"TLP:{traffic_light.upper()}", _MARK_COLOURS[traffic_light])


def frame_of(study: Study, voice: Voice, audience: Audience, referentials: Iterable[str]) -> Frame:
    """Make the frame of a document of a study, which rests on some referentials."""
    declared = study.dossier.declared
    digest = study.dossier.digest
    dated = voice.date(study.as_of)
    rests_on = [_referential(study, voice, name) for name in referentials]
    return Frame(
        language=voice.language,
        organization=declared.organization.name,
        day=study.as_of.isoformat(),
        dated=dated,
        mark=mark_of(_traffic_light(audience, declared.policy.traffic_light)),
        facts=(
            (voice.say(N_("Organisation")), declared.organization.name),
            (voice.say(N_("As of")), dated),
            *((voice.say(N_("Referential")), title) for title, _ in rests_on),
            (voice.say(N_("Dossier")), digest),
            (voice.say(N_("Established with")), f"Hygie {study.version}"),
        ),
        footer=" · ".join(
            (dated, digest[:_SHORT_DIGEST], f"Hygie {study.version}", *(short for _, short in rests_on))
        ),
        page=voice.say(N_("Page")),
        contents=voice.say(N_("Skip to the contents")),
    )


def _traffic_light(audience: Audience, policy: TrafficLight) -> TrafficLight:
    if audience == "public":
        return "clear"
    if audience == "authority":
        return max(policy, "amber+strict", key=_FROM_WIDEST.index)
    return policy


def _referential(study: Study, voice: Voice, name: str) -> tuple[str, str]:
    """Name a referential and its version, in full and in short."""
    catalog = study.catalog(name)
    return edition(catalog, voice), name
