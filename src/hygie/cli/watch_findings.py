"""The findings of ``hygie watch`` in text, those that press first: what each is, why, what mends it."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from hygie.cli.screen import faint, strong, width, wrap
from hygie.cli.watch_statements import decided
from hygie.cli.watch_telling import INDENT, Telling, named
from hygie.kernel.parameters import Term
from hygie.watch.findings import STATUSES, Finding, Findings, Ground, Status
from hygie.watch.stated import STATED_BY_SUPPLIER
from hygie.watch.surer import PACKAGE_SAYS_NO
from hygie.wording.sentence import N_, N_plural
from hygie.wording.sentences import terms

_HEADINGS: Final = (
    N_("Exploited"),
    N_("Affected"),
    N_("To be checked by a person"),
    N_("Closed: not affected, or fixed"),
)
_EXPLOITED: Final = 0
_QUOTES: Final = 6
"""Signs that a quoted title takes besides: quotes, and the spaces that French puts into them."""


def findings_text(telling: Telling) -> Iterator[str]:
    """Write the findings under their headings, and those that are no longer found."""
    text = _Findings(telling)
    yield from text.groups()
    yield from text.closed_since()


class _Findings:
    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._survey = telling.survey
        self._voice = telling.voice
        self._say = telling.voice.say
        self._one = len(telling.survey.gathered.products) == 1

    def groups(self) -> Iterator[str]:
        findings = self._survey.findings
        headings = _headings(findings)
        few = self._telling.few
        for number, title in enumerate(_HEADINGS):
            places = np.flatnonzero(headings == number).tolist()
            if not places:
                continue
            yield ""
            yield strong(self._say(N_("{title} ({count})"), title=self._say(title), count=len(places)))
            for place in places[:few]:
                yield from self._finding(findings[place], mixed=number == _EXPLOITED)
            yield from self._telling.more(len(places) - few)

    def closed_since(self) -> Iterator[str]:
        since = self._survey.since
        if since is None or not since.closed:
            return
        yield ""
        yield strong(self._say(N_("No longer found ({count})"), count=len(since.closed)))
        for finding, why in since.closed[: self._telling.few]:
            yield self._head(finding, self._voice.term("since", why))
        yield from self._telling.more(len(since.closed) - self._telling.few)

    def _finding(self, finding: Finding, *, mixed: bool) -> Iterator[str]:
        """Write one; ``mixed``: its heading does not say whether it is affected or to be checked."""
        since = self._survey.since
        why = self._voice.term("since", since.why[finding.rank - 1]) if since else ""
        yield self._head(finding, why)
        title = finding.vulnerability.headline(width() - len(INDENT) - _QUOTES)
        if title:
            yield wrap(self._say(N_("“{title}”"), title=title), INDENT)
        facts = list(self._facts(finding))
        if mixed:
            facts.insert(0, self._voice.term("finding_status", finding.status))
        yield wrap(" · ".join(facts), INDENT)
        if not self._one:
            names = tuple(dict.fromkeys(product.name for product in finding.products))
            yield wrap(self._say(N_("in: {products}"), products=self._telling.names(names)), INDENT)
        yield from (wrap(line, INDENT) for line in self._remedies(finding))
        if finding.records:
            yield from (faint(wrap(line, INDENT)) for line in self._records(finding))
        if finding.decision is not None:
            yield wrap(decided(finding.decision, self._voice), INDENT)

    def _head(self, finding: Finding, why: str) -> str:
        name = finding.vulnerability.id
        said = f"{name}  {named(finding.component)}" + (f" – {why}" if why else "")
        return wrap(said, "  ", INDENT).replace(name, strong(name), 1)

    def _facts(self, finding: Finding) -> Iterator[str]:
        told, decimal = finding.vulnerability, self._telling.decimal
        if told.exploited:
            yield self._exploited(finding)
        if told.epss is not None:
            yield self._say(N_("EPSS {percent} %"), percent=decimal(100 * told.epss))
        if told.cvss is not None:
            yield self._say(N_("CVSS {score}"), score=decimal(told.cvss))
        elif told.word:
            yield self._say(N_("severity: {word}"), word=Term("severity", told.word))
        elif not told.exploited:
            yield self._say(N_("severity not said"))
        ground = finding.ground
        yield self._say(
            N_("{confidence}: {route}"), confidence=Term("confidence", ground.confidence), route=_met(ground)
        )
        if finding.status is Status.TO_CHECK or ground.code in (PACKAGE_SAYS_NO, STATED_BY_SUPPLIER):
            yield self._telling.reason(ground.code, dict(ground.parameters))

    def _exploited(self, finding: Finding) -> str:
        told = finding.vulnerability
        if not told.listed:
            return self._say(N_("exploited (SSVC)"))
        day = self._telling.day(told.listed)
        if told.ransomware:
            return self._say(N_("exploited, by ransomware too (CISA, {day})"), day=day)
        return self._say(N_("exploited (CISA, {day})"), day=day)

    def _remedies(self, finding: Finding) -> Iterator[str]:
        updates = tuple(mend.version for mend in finding.mends if mend.kind == "update")
        if updates:
            yield self._say(N_("mended in: {versions}"), versions=self._telling.names(updates))
        others = [mend for mend in finding.mends if mend.kind != "update" and mend.text]
        for mend in others if self._telling.everything else others[:1]:
            yield self._say(N_("the source says: {text}"), text=" ".join(mend.text.split()))

    def _records(self, finding: Finding) -> Iterator[str]:
        ids = tuple(f"{record.id} ({record.source})" for record in finding.records)
        forms = N_plural("advisory: {ids}", "advisories: {ids}")
        yield self._voice.count(*forms, len(ids), ids=self._telling.names(ids))
        if self._telling.everything and finding.vulnerability.references:
            yield self._say(N_("see {url}"), url=finding.vulnerability.references[0])


def _met(ground: Ground) -> Term:
    """Name by what component and advisory met, more finely than the route where something says so."""
    if ("identity", ground.identity) in terms():
        return Term("identity", ground.identity)
    return Term("route", ground.route.name.lower())


def _headings(findings: Findings) -> npt.NDArray[np.int8]:
    """Say under which of the headings each finding stands."""
    of_status = {Status.AFFECTED: 1, Status.TO_CHECK: 2}
    found = np.array([of_status.get(status, 3) for status in STATUSES], dtype=np.int8)[findings.status]
    exploited = np.array([each.exploited for each in findings.tables.vulnerabilities], dtype=bool)
    found[findings.is_open[findings.status] & exploited[findings.vulnerability]] = _EXPLOITED
    return found
