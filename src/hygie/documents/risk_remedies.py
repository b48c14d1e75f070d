"""What stops the attacks of a system, in words: controls, what they cost and what they are for."""

from collections.abc import Iterable

from hygie.composition.analysis.results import BudgetPoint, CutResult, RefusedControl
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
            return written if title == name else f"{title} ({written})"
        named = name if title == name else f"{title} ({name})"
        return self._voice.count(
            *N_plural(
                "{control}, on {count} component: {places}",
                "{control}, on {count} components: {places}",
            ),
            len(where),
            control=named,
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
        said = self._voice.say(N_("{cost}; {proof}"), cost=cost, proof=sure)
        if cut.rated:
            return said
        unrated = self._voice.say(N_("controls without a cost count 1 each"))
        return self._voice.say(N_("{cost}; {proof}"), cost=said, proof=unrated)

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

    def budget(self, ranking: Ranking) -> list[tuple[BudgetPoint, int]]:
        """List what budgets buy, with the number of unacceptable risks that remain.

        A point is left out where one that costs no more leaves as few.
        """
        groups = [set(group.ids) for group in ranking.groups]
        kept: list[tuple[BudgetPoint, int]] = []
        for point in sorted(self._analysis.budget, key=lambda point: point.cost):
            remaining = sum(not ids.isdisjoint(point.remaining) for ids in groups)
            if not kept or remaining < kept[-1][1]:
                kept.append((point, remaining))
        return kept
