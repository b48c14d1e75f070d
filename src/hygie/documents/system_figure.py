"""The map of a system and of its worst path: from an analysis to the plain data that a drawing takes."""

from hygie.composition.analysis.results import Analysis, AttackPath, PathStep
from hygie.documents.risk_phrases import RiskPhrases
from hygie.drawings.canvas import Look
from hygie.drawings.system_map import Component, Gate, Origin, Outcome, Step, SystemPicture
from hygie.drawings.systems import draw_system
from hygie.drawings.transfers import Drawing
from hygie.risk.matrix import Level
from hygie.risk.ranking import Ranking, Risk
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_LOOKS: dict[Level, Look] = {
    Level.UNACCEPTABLE: "refused",
    Level.TOLERABLE: "unknown",
    Level.ACCEPTABLE: "sound",
}


def draw(ranking: Ranking, voice: Voice, *, title: str = "") -> Drawing:
    """Draw the map of a system with the path of its worst risk; one that stands alone has a title."""
    return draw_system(picture_of(ranking, voice), voice, title=title)


def worst_path(ranking: Ranking) -> tuple[Risk, AttackPath] | None:
    """Give the worst risk that has a path, and that path."""
    return next(((risk, risk.loss.paths[0]) for risk in ranking.risks if risk.loss.paths), None)


def picture_of(ranking: Ranking, voice: Voice) -> SystemPicture:
    """Give everything that the map of a system shows."""
    analysis = ranking.analysis
    say = RiskPhrases(analysis, voice)
    shown = worst_path(ranking)
    steps = () if shown is None else shown[1].steps
    return SystemPicture(
        components=tuple(
            Component(node.path, say.words(node.title), node.type, node.zone, node.count)
            for node in analysis.map.nodes
        ),
        outcome=_outcome(ranking, say, voice),
        zones=tuple((key, say.words(title)) for key, title in analysis.map.zones.items()),
        origins=tuple(
            Origin(key, say.words(title), tuple(say.place(each) or each for each in touched))
            for key, (title, touched) in analysis.map.origins.items()
        ),
        connections=tuple((link.first, link.second) for link in analysis.map.links),
        steps=tuple(_step(step, say) for step in steps),
        gates=_gates(analysis, steps, say),
    )


def _step(step: PathStep, say: RiskPhrases) -> Step:
    place = say.place(step.component)
    origin = step.by.removesuffix("@") if step.cause == "origin" else None
    words = f"{say.happening(step)} – {say.because(step, brief=True)}"
    return Step(step.component if place is None else place, words, step.needs, origin)


def _outcome(ranking: Ranking, say: RiskPhrases, voice: Voice) -> Outcome:
    if ranking.is_void:
        return Outcome(voice.say(N_("Nothing computed")), (say.nothing(),), "unknown")
    if not ranking.risks:
        return Outcome(voice.say(N_("Nothing that matters is reached")), (), "sound")
    found = worst_path(ranking)
    risk = ranking.risks[0] if found is None else found[0]
    loss = risk.loss
    group = next(group for group in ranking.groups if risk in group.risks)
    lines = (
        say.located(say.component(loss.component), group.members, group.instances),
        say.loss(loss),
        say.severity(loss.severity),
        say.likelihood(loss.likelihood),
    )
    return Outcome(say.risk(risk.level), lines, _LOOKS[risk.level])


def _gates(analysis: Analysis, steps: tuple[PathStep, ...], say: RiskPhrases) -> dict[str, tuple[Gate, ...]]:
    """Gather the controls that would stop the path, which are open, and those that ``what_if`` closed."""
    found: dict[str, dict[Gate, None]] = {}
    for step in steps:
        place = say.place(step.component)
        for name in step.guarded_by if place is not None else ():
            found.setdefault(str(place), {})[Gate(say.control(name), closed=False)] = None
    for change in analysis.what_if:
        name, _, where = change[1:].partition("@")
        for node in analysis.map.nodes if change.startswith("+") else ():
            if where in (node.path, node.type):
                found.setdefault(node.path, {})[Gate(say.control(name), closed=True)] = None
    return {place: tuple(gates) for place, gates in found.items()}
