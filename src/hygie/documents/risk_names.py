"""The names of what an analysis speaks of: components, origins, losses, levels; its numbers."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from hygie.composition.analysis.results import Analysis, AttackPath, LossResult
from hygie.composition.language.vocabulary import Words
from hygie.risk.matrix import Level
from hygie.risk.ranking import Ranking, RiskGroup, members_of
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

_HOUR = 60
_DAY = 24 * _HOUR

FEW = 2
"""Places that are named of many; more are counted."""


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

    def places(self, paths: Sequence[str], number: int = 0, most: int = FEW) -> str:
        """Name the paths of components for who must find them: patient-0, patient-3, +3.

        ``number`` is how many components they are, where paths stand for more than one.
        """
        shown = paths if len(paths) <= most + 1 else paths[:most]
        named = [path for path in shown if path]
        more = max(number, len(paths)) - len(shown) if len(shown) < len(paths) else 0
        return ", ".join([*named, *([f"+{self._voice.number(more)}"] if more else [])])

    def located(self, name: str, paths: Sequence[str], number: int, most: int = FEW) -> str:
        """Name components with how many they are and their paths, where those say more than the name."""
        places = self.places(paths, number, most)
        many = self.many(name, number)
        return f"{many} ({places})" if places and places != name else many

    def copies(self, path: str) -> int:
        """Say how many components are alike with the one at a path."""
        return self._copies.get(path, 1)

    @cached_property
    def _copies(self) -> dict[str, int]:
        bearing = {loss.component: loss.instances for loss in self._analysis.losses}
        return bearing | {node.path: node.count for node in self._analysis.map.nodes}

    def alike(self, path: str) -> tuple[str, ...]:
        """Give the paths of the components that are alike with the one at a path, this one first."""
        return self._members.get(path, (path,))

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        return {loss.component: members_of(loss) for loss in self._analysis.losses}

    def control(self, name: str) -> str:
        """Name a control by its author's title, wherever it stands; else by its name."""
        title = self._analysis.controls.get(name.partition("@")[0])
        return name if title is None else self.words(title)

    @property
    def alone(self) -> bool:
        """Whether this is one type, attacked by whoever holds what enters it."""
        return any(not node.path for node in self._analysis.map.nodes)

    def nothing(self) -> str:
        """Say why there is no risk."""
        if self._analysis.attacked:
            return self._voice.say(risk_words.NOTHING_REACHED)
        return self._voice.say(risk_words.NOT_ATTACKED_TYPE if self.alone else risk_words.NOT_ATTACKED)

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

    def lost(self, names: Iterable[str]) -> list[str]:
        """Name losses, those of components of the same name once, with how many these are."""
        found: dict[tuple[str, str], int] = {}
        for name in names:
            loss = self._losses.get(name)
            key = (name, "") if loss is None else (self.component(loss.component), self.loss(loss))
            found[key] = found.get(key, 0) + (1 if loss is None else loss.instances)
        return [
            f"{self.many(component, number)}, {words}" if words else component
            for (component, words), number in found.items()
        ]

    def losses(self, names: Iterable[str], most: int = 4) -> str:
        """Enumerate losses: all when few, else the first and how many more."""
        found = self.lost(names)
        shown = found[:most]
        if len(found) > len(shown):
            shown.append(
                self._voice.count(*N_plural("{count} more", "{count} more"), len(found) - len(shown))
            )
        return "; ".join(shown)

    def named(self, group: RiskGroup, most: int = FEW) -> str:
        """Name risks alike: the component, how many they are, where, and what is lost."""
        loss = group.first.loss
        where = self.located(self.component(loss.component), group.members, group.instances, most)
        return f"{where} · {self.loss(loss)}"

    # -- levels ------------------------------------------------------------------------------------

    def level(self, level: Level) -> str:
        """Name a level, without its glyph."""
        return self._voice.say(risk_words.LEVELS[level])

    def risk(self, level: Level) -> str:
        """Name a risk by its level, as a title."""
        words = self._voice.count(*risk_words.COUNTED[level], 1)
        return words[:1].upper() + words[1:]

    def glyph(self, level: Level) -> str:
        """Give the sign that always goes with the word."""
        return self._voice.glyph(risk_words.STATUS_OF[level])

    def counted(self, ranking: Ranking, level: Level, before: Ranking | None = None) -> str:
        """Count the risks of a level and the components that bear one; ``before`` a change, too.

        Risks of components of the same type and title that are alike in all count once.
        """
        number, components = ranking.counts[level], ranking.components[level]
        words = self._voice.count(*risk_words.COUNTED[level], number)
        shown, bearing = self._voice.number(number), self._voice.number(components)
        if before is not None:
            shown = f"{self._voice.number(before.counts[level])} → {shown}"
            bearing = f"{self._voice.number(before.components[level])} → {bearing}"
        among = N_plural("on {bearing} component", "on {bearing} components")
        where = self._voice.count(*among, 2 if before else components, bearing=bearing)
        return f"{shown:>3}  {words} ({where})"

    def counts(self, ranking: Ranking) -> list[str]:
        """Count the risks of each level that has some, the worst first, each with its sign."""
        return [
            f"{self.glyph(level)} {' '.join(self.counted(ranking, level).split())}"
            for level, number in ranking.counts.items()
            if number
        ]

    def severity(self, value: int) -> str:
        """Name a severity: G4 critical."""
        return f"G{value} {self._voice.say(risk_words.SEVERITIES[value])}"

    def likelihood(self, value: int) -> str:
        """Name a likelihood: V3 very likely."""
        word = self._voice.say(risk_words.LIKELIHOODS[value])
        return f"V{value} {word}" if value else word

    # -- numbers -----------------------------------------------------------------------------------

    def amount(self, value: float) -> str:
        """Write a cost or an effort, with two decimals at most."""
        whole, _, part = f"{value:.2f}".partition(".")
        part = part.rstrip("0")
        number = self._voice.number(int(whole))
        return f"{number}{',' if self._voice.language == 'fr' else '.'}{part}" if part else number

    def time(self, minutes: float) -> str:
        """Write a length of time in its two largest units: 40 min, 4 h 30 min, 2 d 3 h."""
        if minutes < _HOUR:
            return f"{self.amount(minutes)}\u00a0min"
        if minutes < _DAY:
            hours, rest = divmod(round(minutes), _HOUR)
            return f"{hours}\u00a0h" + (f"\u00a0{rest}\u00a0min" if rest else "")
        days, rest = divmod(round(minutes / _HOUR), _DAY // _HOUR)
        said = self._voice.say(N_("{number} d"), number=days)
        return f"{said} {rest}\u00a0h" if rest else said
