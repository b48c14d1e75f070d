"""The answer of ``hygie watch`` in text: what is exploited first, what could not be evaluated, what ends."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from hygie.cli.screen import faint, plain_lines, strong, wrap
from hygie.kernel.parameters import Term
from hygie.observations.bill import Component
from hygie.watch.findings import STATUSES, Finding, Findings, Status
from hygie.watch.gathering import Product
from hygie.watch.support import SupportState
from hygie.watch.surer import PACKAGE_SAYS_NO
from hygie.watch.survey import Covered, Survey, Unevaluated
from hygie.watch.vulnerability import Gravity
from hygie.wording.sentence import N_, N_plural
from hygie.wording.sentences import sentences
from hygie.wording.voice import Voice

FEW: Final = 10
"""Findings of a kind that are told; the rest is counted, unless everything is asked for."""
NAMES: Final = 3
"""Components and products named in one line."""
_INDENT: Final = "    "
_HEADINGS: Final = (N_("Exploited"), N_("Affected"), N_("To be checked by a person"), N_("Closed"))


def watch_text(survey: Survey, voice: Voice, *, everything: bool = False) -> str:
    """Write the whole answer; ``everything`` leaves nothing out."""
    return plain_lines("\n".join(_Text(survey, voice, everything=everything).lines()))


class _Text:
    def __init__(self, survey: Survey, voice: Voice, *, everything: bool) -> None:
        self._survey = survey
        self._voice = voice
        self._say = voice.say
        self._few = sys.maxsize if everything else FEW
        self._everything = everything
        self._one = len(survey.gathered.products) == 1

    def lines(self) -> Iterator[str]:
        """Write the parts, those that press first."""
        yield from self._heading()
        yield from self._groups()
        yield from self._closed_since()
        yield from self._unevaluated()
        yield from self._supports()
        yield from self._coverage()

    # -- heading ---------------------------------------------------------------------------------

    def _heading(self) -> Iterator[str]:
        products = self._survey.gathered.products
        about = (
            " – ".join(dict.fromkeys((products[0].name, products[0].file)))
            if self._one
            else self._voice.count(*N_plural("{count} bill", "{count} bills of materials"), len(products))
        )
        yield strong(self._say(N_("Watch of {about}, {day}"), about=about, day=self._survey.as_of))
        snapshot = self._survey.snapshot
        yield faint(
            self._say(
                N_("Advisory base of {day} ({digest}), {sources}"),
                day=date.fromisoformat(snapshot.created[:10]),
                digest=snapshot.digest[:19] + "…",
                sources=self._voice.count(
                    *N_plural("{count} source", "{count} sources"), len(snapshot.segments)
                ),
            )
        )
        if self._survey.earlier is not None:
            day = date.fromisoformat(self._survey.earlier.created[:10])
            yield self._say(N_("Only what changed since the base of {day}."), day=day)
        yield ""
        yield from self._counted()

    def _counted(self) -> Iterator[str]:
        counts = self._survey.findings.counts()
        opened = Counter[Gravity]()
        for (status, gravity), count in counts.items():
            if status.open:
                opened[gravity] += count
        if not opened:
            yield self._say(N_("No open finding among the components that were evaluated."))
            return
        yield self._voice.count(
            *N_plural("{count} open finding:", "{count} open findings:"), sum(opened.values())
        )
        for gravity, (one, many) in (
            (Gravity.EXPLOITED, N_plural("{count} exploited", "{count} exploited")),
            (Gravity.HIGH, N_plural("{count} high", "{count} high")),
            (Gravity.LOW, N_plural("{count} lower", "{count} lower")),
            (Gravity.UNKNOWN, N_plural("{count} of unknown severity", "{count} of unknown severity")),
        ):
            if opened[gravity]:
                yield "  " + self._voice.count(one, many, opened[gravity])

    # -- findings --------------------------------------------------------------------------------

    def _groups(self) -> Iterator[str]:
        findings = self._survey.findings
        headings = _headings(findings)
        for number, title in enumerate(_HEADINGS):
            places = np.flatnonzero(headings == number).tolist()
            if not places:
                continue
            yield ""
            yield strong(self._say(N_("{title} ({count})"), title=self._say(title), count=len(places)))
            for place in places[: self._few]:
                yield from self._finding(findings[place])
            yield from self._more(len(places) - self._few)

    def _more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield faint(
                "  "
                + self._voice.count(
                    *N_plural(
                        "… and {count} other (--all shows it)", "… and {count} others (--all shows them)"
                    ),
                    count,
                )
            )

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield f"  {strong(finding.vulnerability.id)}  {_named(finding.component)}"
        yield wrap(" · ".join(self._facts(finding)), _INDENT)
        if not self._one:
            yield wrap(self._in(finding.products), _INDENT)
        yield from (wrap(line, _INDENT) for line in self._remedies(finding))
        if finding.decision is not None:
            yield wrap(self._decided(finding), _INDENT)

    def _facts(self, finding: Finding) -> Iterator[str]:
        told = finding.vulnerability
        if told.exploited:
            yield self._exploited(finding)
        if told.epss is not None:
            yield self._say(N_("EPSS {percent} %"), percent=self._decimal(100 * told.epss))
        if told.cvss is not None:
            yield self._say(N_("CVSS {score}"), score=self._decimal(told.cvss))
        elif told.word:
            yield self._say(N_("severity: {word}"), word=Term("severity", told.word))
        elif not told.exploited:
            yield self._say(N_("severity not said"))
        ground = finding.ground
        yield self._say(
            N_("{confidence}: {route}"),
            confidence=Term("confidence", ground.confidence),
            route=Term("route", ground.route.name.lower()),
        )
        if finding.status is Status.TO_CHECK or ground.code == PACKAGE_SAYS_NO:
            yield self._reason(ground.code, dict(ground.parameters))

    def _exploited(self, finding: Finding) -> str:
        told = finding.vulnerability
        if not told.listed:
            return self._say(N_("exploited (SSVC)"))
        day = self._day(told.listed)
        if told.ransomware:
            return self._say(N_("exploited, by ransomware too (CISA, {day})"), day=day)
        return self._say(N_("exploited (CISA, {day})"), day=day)

    def _reason(self, code: str, parameters: dict[str, object]) -> str:
        sentence = sentences().get(code)
        return code if sentence is None else self._say(sentence.said, **parameters)  # type: ignore[arg-type]

    def _remedies(self, finding: Finding) -> Iterator[str]:
        updates = [mend.version for mend in finding.mends if mend.kind == "update"]
        if updates:
            yield self._say(N_("mended in: {versions}"), versions=tuple(updates))
        others = [mend for mend in finding.mends if mend.kind != "update" and mend.text]
        for mend in others if self._everything else others[:1]:
            yield self._say(N_("the source says: {text}"), text=" ".join(mend.text.split()))

    def _decided(self, finding: Finding) -> str:
        decision = finding.decision
        if decision is None:
            return ""
        said = decision.statement
        parts = [self._voice.term("finding_status", said.standing), said.justification, said.explanation]
        text = self._say(
            N_("{author} states: {words}"),
            author=said.author or decision.file,
            words=" – ".join(filter(None, parts)),
        )
        if not decision.closes and said.standing in ("not_affected", "fixed"):
            text += " " + self._say(N_("(no reason is given: this closes nothing)"))
        return text

    def _in(self, products: Sequence[Product]) -> str:
        names = tuple(dict.fromkeys(product.name for product in products))
        return self._say(
            N_("in: {products}"), products=names if self._everything else _cut(names, self._voice)
        )

    def _day(self, text: str) -> str:
        """Write a day in words; one that is not in the calendar, as its source writes it."""
        try:
            return self._voice.date(date.fromisoformat(text[:10]))
        except ValueError:
            return text

    def _decimal(self, value: float) -> str:
        text = f"{value:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self._voice.language == "fr" else text

    # -- the rest --------------------------------------------------------------------------------

    def _closed_since(self) -> Iterator[str]:
        since = self._survey.since
        if since is None or not since.closed:
            return
        yield ""
        yield strong(self._say(N_("No longer found ({count})"), count=len(since.closed)))
        for finding, why in since.closed[: self._few]:
            said = self._voice.term("since", why)
            yield f"  {finding.vulnerability.id}  {_named(finding.component)} – {said}"
        yield from self._more(len(since.closed) - self._few)

    def _unevaluated(self) -> Iterator[str]:
        left = self._survey.unevaluated
        if not left:
            return
        yield ""
        yield strong(
            self._voice.count(
                *N_plural(
                    "{count} component not evaluated: silence about it proves nothing",
                    "{count} components not evaluated: silence about them proves nothing",
                ),
                len(left),
            )
        )
        by_reason: dict[str, list[Unevaluated]] = {}
        for each in left:
            by_reason.setdefault(each.reason, []).append(each)
        for reason, those in sorted(by_reason.items(), key=lambda item: -len(item[1])):
            yield wrap(f"{len(those)} × {self._reason(reason, {})}", "  ", _INDENT)
            names = tuple(_named(each.component) for each in those)
            yield faint(wrap(", ".join(names if self._everything else _cut(names, self._voice)), _INDENT))

    def _supports(self) -> Iterator[str]:
        ended = [each for each in self._survey.supports if each.state is SupportState.ENDED]
        if not ended:
            return
        yield ""
        yield strong(self._say(N_("Support has ended ({count})"), count=len(ended)))
        for each in ended[: self._few]:
            end = self._day(each.end) if each.end else each.said
            cycle = f"{each.product} {each.cycle}".strip()
            yield wrap(f"{_named(each.component)} – {end}" + (f" ({cycle})" if cycle else ""), "  ", _INDENT)
        yield from self._more(len(ended) - self._few)

    def _coverage(self) -> Iterator[str]:
        covered = sorted(self._survey.covered, key=lambda each: (each.percent, each.product.file))
        yield ""
        yield strong(self._say(N_("Coverage")))
        for each in covered[: self._few]:
            yield "  " + self._share(each)
        yield from self._more(len(covered) - self._few)

    def _share(self, each: Covered) -> str:
        return self._say(
            N_("{percent} %  {file}: {evaluated} of {total} components evaluated"),
            percent=self._decimal(each.percent),
            file=each.product.file,
            evaluated=each.evaluated,
            total=each.total,
        )


def _headings(findings: Findings) -> npt.NDArray[np.int8]:
    """Say under which of the headings each finding stands."""
    of_status = {Status.AFFECTED: 1, Status.TO_CHECK: 2}
    found = np.array([of_status.get(status, 3) for status in STATUSES], dtype=np.int8)[findings.status]
    exploited = np.array([each.exploited for each in findings.tables.vulnerabilities], dtype=bool)
    found[findings.is_open[findings.status] & exploited[findings.vulnerability]] = 0
    return found


def _named(component: Component) -> str:
    return f"{component.name} {component.version}".strip()


def _cut(names: tuple[str, ...], voice: Voice) -> tuple[str, ...]:
    """Keep a few names, and count the others."""
    more = len(names) - NAMES
    if more <= 0:
        return names
    return (*names[:NAMES], voice.count(*N_plural("{count} more", "{count} more"), more))
