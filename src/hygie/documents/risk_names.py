"""The names of what an analysis speaks of: its components, its origins, its losses."""

from collections.abc import Iterable
from functools import cached_property

from hygie.composition.analysis.results import Analysis, AttackPath, LossResult
from hygie.composition.language.vocabulary import Words
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice


class RiskNames:
    """Names what one analysis speaks of, in one language."""

    def __init__(self, analysis: Analysis, voice: Voice) -> None:
        """Name parts of ``analysis`` with ``voice``."""
        self._analysis = analysis
        self._voice = voice

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {node.path: self.words(node.title) for node in self._analysis.map.nodes}

    @cached_property
    def _losses(self) -> dict[str, LossResult]:
        return {loss.id: loss for loss in self._analysis.losses}

    def words(self, text: Words) -> str:
        """Give the author's own words, in this language where there are several."""
        if isinstance(text, str):
            return text
        return text.fr if self._voice.language == "fr" else text.en

    # -- places ------------------------------------------------------------------------------------

    def place(self, path: str) -> str | None:
        """Give the component of the map that is at a path or holds it."""
        while path and path not in self._titles:
            path = path.rpartition(".")[0]
        return path if path in self._titles else None

    def component(self, path: str) -> str:
        """Name a component for people; what the map does not know stands for itself."""
        if not path:
            return self.words(self._analysis.title)
        place = self.place(path)
        if not place:
            return path
        inside = path[len(place) + 1 :]
        return f"{self._titles[place]} ({inside})" if inside else self._titles[place]

    def many(self, name: str, number: int) -> str:
        """Name something and how many it stands for."""
        return f"{name} ×\u00a0{self._voice.number(number)}" if number > 1 else name

    def origins(self, path: AttackPath) -> str:
        """Name where a path begins."""
        known = self._analysis.map.origins
        return ", ".join(self.words(known[name][0]) if name in known else name for name in path.origins)

    # -- losses --------------------------------------------------------------------------

    def loss(self, loss: LossResult) -> str:
        """Say what is lost: integrity of “infusion rate”."""
        criterion = self._voice.say(risk_words.CRITERIA[loss.criterion])
        asset = self.words(loss.title)
        return self._voice.say(N_("{criterion} of “{asset}”"), criterion=criterion, asset=asset)

    def loss_named(self, name: str) -> str:
        """Say a loss by its id, with its component; an unknown id stands for itself."""
        loss = self._losses.get(name)
        return name if loss is None else f"{self.component(loss.component)}, {self.loss(loss)}"

    def losses(self, names: Iterable[str], most: int = 4) -> str:
        """Enumerate losses: all when few, else the first and how many more."""
        found = [self.loss_named(name) for name in names]
        shown = found[:most]
        if len(found) > len(shown):
            shown.append(
                self._voice.count(*N_plural("{count} more", "{count} more"), len(found) - len(shown))
            )
        return "; ".join(shown)
