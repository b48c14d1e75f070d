"""EXI-31: transfers and risks are public, on a page of their own, in the form that the case asks (HDS §7)."""

from collections.abc import Callable, Iterable, Iterator

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.assurance import PublicPage
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer
from hygie.hosting.coherence import incoherences
from hygie.hosting.guarantees import GuaranteeTable, guarantee_table
from hygie.hosting.public_content import reachable, shows, up_to_date
from hygie.hosting.publication import ACTIVITIES, Publication, PublicationCase, Standing
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.sovereignty import Messages, ToldCodes, applies_if_any
from hygie.referentials.hosting_checks import aside, check_of
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "EXI-31"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the page has the form of the case; c2: is up to date; c3: its address was sent; c4: open to all.

    One case a certified activity. Every page that is online and about the activity has to answer, for
    one that says otherwise misleads; without any, c1 alone is decided and fails.
    """
    publication = Publication(facts.declared, facts.clock)
    standings = tuple(publication.standing(activity) for activity in ACTIVITIES)
    applies = applies_if_any(
        facts, (each.certified for each in standings), "activity_certified", "no_certified_activity"
    )
    concerned = tuple(each for each in standings if each.certified.truth is not Truth.FALSE)
    table = guarantee_table(facts.declared, facts.clock)
    pages = _Pages(facts, publication, table)
    cases = tuple(pages.case(standing) for standing in concerned)
    notes = (*_signals(concerned, facts), *_incoherences(table, facts))
    return Decision(cases, applies=applies, notes=notes)


class _Pages:
    """The public pages, read activity by activity."""

    def __init__(self, facts: Facts, publication: Publication, table: GuaranteeTable) -> None:
        self._facts, self._publication, self._table = facts, publication, table
        self._messages = Messages(facts)

    def case(self, standing: Standing) -> Case:
        """Decide one activity."""
        facts = self._facts
        path = _path_of(standing, facts)
        applies = aside(facts, standing.certified).negated()
        pages = facts.listed(facts.declared.public_pages)
        if pages is None:
            return Case((Criterion("c1", facts.lacks(None, "public_pages")),), path, applies)
        about = [page for page in pages if standing.activity in page.activities]
        shown = [page for page in about if known(page.online) is not False]
        if not shown:
            return Case((Criterion("c1", self._nothing(about, standing)),), path, applies)
        forms = self._each(shown, lambda page: self._form(page, standing))
        existing = some(self._online(page, standing) for page in shown)
        criteria = (
            Criterion("c1", every((existing, forms))),
            Criterion("c2", self._each(shown, lambda page: self._current(page, standing))),
            Criterion("c3", self._each(shown, lambda page: self._address_sent(page, standing))),
            Criterion("c4", self._each(shown, lambda page: self._open(page, standing))),
        )
        return Case(criteria, path, applies)

    def _nothing(self, about: list[PublicPage], standing: Standing) -> Check:
        facts = self._facts
        code = "page_offline" if about else "no_public_page"
        path = facts.path(about[0], "online") if about else facts.path(None, "public_pages")
        return facts.says(False, code, path, activity=standing.activity)

    def _online(self, page: PublicPage, standing: Standing) -> Check:
        return self._facts.flag(page, "online", "page_online", "page_offline", activity=standing.activity)

    def _each(self, pages: Iterable[PublicPage], check: Callable[[PublicPage], Check]) -> Check:
        """Ask something of every page that is online."""
        return every(some((self._offline(page), check(page))) for page in pages)

    def _offline(self, page: PublicPage) -> Check:
        online = known(page.online)
        return self._facts.lacks(page, "online") if online is None else Check(Truth.of(not online))

    def _form(self, page: PublicPage, standing: Standing) -> Check:
        """c1: the form is right in every case that remains possible; wrong in all of them, it is wrong."""
        facts = self._facts
        answers = [shows(page, case) for case in sorted(standing.possible, key=lambda case: case.value)]
        values = {answer.truth for answer in answers}
        if len(values) == 1 and Truth.UNKNOWN not in values:
            codes = ("page_of_the_right_form", "page_of_the_wrong_form")
            case = Term("publication_case", standing.case.value)
            return check_of(facts, answers[0], codes, case=case, **_about(page, standing))
        if Truth.UNKNOWN in values and standing.case is not PublicationCase.UNDETERMINED:
            return aside(facts, answers[0])
        parts = (standing.qualified, standing.transfer, standing.risk, *answers)
        unknown = tuple(lack for part in parts if part.truth is Truth.UNKNOWN for lack in part.lacks)
        return aside(facts, Answer(Truth.UNKNOWN, lacks=unknown))

    def _current(self, page: PublicPage, standing: Standing) -> Check:
        answer = up_to_date(page, standing.activity, self._publication, self._table, self._facts.clock)
        codes = ("page_up_to_date", "page_out_of_date")
        first = answer.because[0] if answer.truth is Truth.TRUE else None
        path = None if first is None else self._facts.path(first.entry, first.field)
        return check_of(self._facts, answer, codes, path, **_about(page, standing))

    def _address_sent(self, page: PublicPage, standing: Standing) -> Check:
        return self._messages.told_to_certifier(
            "public_page_url",
            ToldCodes("page_address_sent", "page_address_not_sent", "page_address_not_sent"),
            f"public_page:{page.id}",
            **_about(page, standing),
        )

    def _open(self, page: PublicPage, standing: Standing) -> Check:
        answer = reachable(page)
        codes = ("page_open_to_all", "page_not_open_to_all")
        return check_of(self._facts, answer, codes, **_about(page, standing))


def _about(page: PublicPage, standing: Standing) -> dict[str, Parameter]:
    return {"activity": standing.activity, "page": known(page.url) or page.id}


def _path_of(standing: Standing, facts: Facts) -> Path:
    """Lead to where the activity is declared certified, or offered."""
    for fact in standing.certified.because:
        values = known(getattr(fact.entry, fact.field, None)) if fact.field == "activities" else None
        if isinstance(values, list) and standing.activity in values:
            return (*facts.path(fact.entry, fact.field), values.index(standing.activity))
    return facts.path(None, "public_pages")


def _signals(standings: Iterable[Standing], facts: Facts) -> Iterator[Reason]:
    """Signal a qualified activity with a transfer or a risk: its scope and validity are to be checked."""
    for standing in standings:
        if standing.qualified.truth is not Truth.TRUE:
            continue
        for answer, code in (
            (standing.transfer, "qualified_with_transfer"),
            (standing.risk, "qualified_with_risk"),
        ):
            if answer.truth is Truth.TRUE:
                fact = answer.because[-1]
                path = facts.path(fact.entry, fact.field)
                yield Reason(Truth.TRUE, code, {"activity": standing.activity}, path)


def _incoherences(table: GuaranteeTable, facts: Facts) -> Iterator[Reason]:
    for found in incoherences(facts.declared, table, facts.clock):
        path = facts.path(found.entry, found.field)
        yield Reason(Truth.FALSE, found.code, found.parameters, path)
