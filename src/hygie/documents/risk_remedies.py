"""What stops the attacks of a system, in words: controls, what they cost and what they are for."""

from collections.abc import Iterable

from hygie.composition.analysis.results import CutResult, RefusedControl
from hygie.documents.risk_names import FEW, RiskNames
from hygie.risk.matrix import Level
from hygie.risk.ranking import Ranking
from hygie.wording.sentence import N_, N_plural


class RiskRemedies(RiskNames):
    """Says what stops attacks, in one language."""

    def controls(self, cut: CutResult, most: int = FEW) -> list[str]:
        """Name the controls of a cut, each with what ``--what-if`` wants; the same in several places once."""
        return self.grouped(cut.controls, most)

    def grouped(self, controls: Iterable[str], most: int = FEW) -> list[str]:
        """Name controls written CONTROL@COMPONENT; the same in several places once, with these."""
        places: dict[str, list[str]] = {}
        for control in controls:
            name, _, where = control.partition("@")
            places.setdefault(name, []).append(where)
        return [self._grouped(name, where, most) for name, where in places.items()]

    def _grouped(self, name: str, where: list[str], most: int) -> str:
        title = self.control(name)
        if len(where) == 1:
            written = f"{name}@{where[0]}" if where[0] else name
            return title if title == written else f"{title} ({written})"
        return self._voice.count(
            *N_plural(
                "{title} ({name}), on {count} component: {places}",
                "{title} ({name}), on {count} components: {places}",
            ),
            len(where),
            title=title,
            name=name,
            places=self.places(where, most=most),
        )

    def refused(self, most: int = FEW) -> list[str]:
        """Say which controls no cut may use, and why; the same in several places once."""
        found: dict[str, list[RefusedControl]] = {}
        for item in self._analysis.refused_controls:
            found.setdefault(item.control.partition("@")[0], []).append(item)
        return [
            self._voice.say(
                N_("Left out: {control}, which would itself cost {losses}."),
                control=self.grouped((item.control for item in items), most)[0],
                losses=self.losses(dict.fromkeys(name for item in items for name in item.loses)),
            )
            for items in found.values()
        ]

    def proof(self, cut: CutResult) -> str:
        """Say what a cut costs, in what, and how sure that is."""
        cost = self._voice.say(N_("cost {cost} (units of the model)"), cost=self.amount(cut.cost))
        if cut.optimal:
            sure = self._voice.say(N_("none costs less: proven"))
        else:
            sure = self._voice.say(N_("none costs less than {bound}: proven"), bound=self.amount(cut.bound))
        said = [cost, sure]
        if not cut.rated:
            said.append(self._voice.say(N_("controls without a cost count 1 each")))
        return "; ".join(said)

    def aims(self, ranking: Ranking) -> list[str]:
        """Say what each cut is for: all unacceptable risks that can be, or one of them."""
        unacceptable = [group for group in ranking.groups if group.level is Level.UNACCEPTABLE]
        ids = {name for group in unacceptable for name in group.ids}
        can = ids - set(self._analysis.uncut)
        cuts = self._analysis.cuts
        joint = bool(cuts) and not self._analysis.conflicting and can <= set(cuts[0].removes)
        said = []
        if joint:
            removed = sum(not set(group.ids) - set(cuts[0].removes) for group in unacceptable)
            said.append(
                self._voice.say(
                    N_("For all unacceptable risks that can be ({removed} of {count})"),
                    removed=removed,
                    count=len(unacceptable),
                )
            )
        single = cuts[joint:]
        for cut in single:
            # Of the losses that it removes, it was looked for the first for which no other cut is cheaper.
            least = (
                name for name in cut.removes if cut.cost == min(c.cost for c in single if name in c.removes)
            )
            risk = self.losses([next(least, cut.removes[0])]) if cut.removes else ""
            said.append(self._voice.say(N_("For this risk alone: {risk}"), risk=risk))
        return said
