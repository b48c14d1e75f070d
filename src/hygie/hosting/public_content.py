"""Whether what a public page shows has the right form, and is up to date (EXI-31, c1 and c2)."""

from collections.abc import Iterator
from datetime import date

from hygie import law
from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage, Subjection
from hygie.dossier.vocabulary.assurance import PublicPage
from hygie.dossier.vocabulary.base import Entry, day, known
from hygie.hosting.answers import NO, Answer, both, dated, either, lacking, settled
from hygie.hosting.guarantees import GuaranteeTable
from hygie.hosting.places import country_of
from hygie.hosting.publication import MENTIONS, Publication, PublicationCase, normalized
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

TABLE_ALONE = PublicationCase.CASE_3
OVERLAP = PublicationCase.CASES_2_AND_3


def shows(page: PublicPage, case: PublicationCase) -> Answer:
    """Tell whether a page has the form that a case asks for.

    Cases 1 and 2 ask for their mention, which the table may accompany; case 3 for the table, without a
    mention, since either would be untrue; the overlap for the table, which mention 2 may accompany.
    An undetermined case has no form.
    """
    form = known(page.form)
    if form is None:
        return lacking(page, "form")
    if form == "guarantee_table":
        return settled(case in {TABLE_ALONE, OVERLAP}, page, "form")
    if case is TABLE_ALONE or (form == "mention" and case is OVERLAP):
        return settled(False, page, "form")
    mention = known(page.mention)
    if mention is None:
        return lacking(page, "mention")
    return settled(normalized(mention) == normalized(MENTIONS[case]), page, "mention")


def up_to_date(
    page: PublicPage, activity: int, publication: Publication, table: GuaranteeTable, clock: Clock
) -> Answer:
    """Tell whether the content of a page is no older than what it speaks of.

    A table whose digest is declared is compared with the table as of the day; anything else is judged
    by its date: it has to come, and no change that has come may be later (on the same day will do).
    """
    if page.table_sha256 is not None:
        form = known(page.form)
        if form is None:
            return lacking(page, "form")
        if form != "mention":
            return _same_table(page, table)
    published = dated(page, "updated", clock)
    updated = day(page.updated)
    if updated is None or published.truth is not Truth.TRUE:
        return published
    changed = either(_changes(activity, updated, publication, clock))
    return both((published, changed.negated()))


def _same_table(page: PublicPage, table: GuaranteeTable) -> Answer:
    declared, current = known(page.table_sha256), table.digest
    if declared is None:
        return lacking(page, "table_sha256")
    if current is None:
        return Answer(Truth.UNKNOWN, lacks=table.lacks)
    return settled(declared == current, page, "table_sha256")


def _changes(activity: int, updated: date, publication: Publication, clock: Clock) -> Iterator[Answer]:
    """Give, for each thing that the page speaks of, whether it changed after the page did.

    The mention of a qualified activity speaks of nothing but its qualification.
    """
    unqualified = publication.qualified(activity).negated()
    for transfer, concerned in publication.transfers(activity):
        yield both((unqualified, concerned, _later(transfer.entry, updated, clock)))
    for bond, concerned in publication.risks(activity):
        yield both((unqualified, concerned, _later(bond.entry, updated, clock)))
    for answer in publication.unlisted("remote_accesses", "storage", "subject_to"):
        yield both((unqualified, answer))


def _later(entry: RemoteAccess | Storage | Subjection | Actor, updated: date, clock: Clock) -> Answer:
    """Tell whether something began, or the law of its country changed, after the page was updated."""
    country = country_of(entry)
    days = () if country is None else (*law.adequacy_change_dates(country), *law.eea_change_dates(country))
    if any(clock.reached(change) and _after(change, updated) for change in days):
        return settled(True, entry, "country")
    # A registered office has no day since which it stands there: only the law of its country changes.
    return NO if isinstance(entry, Actor) else _began_later(entry, updated)


def _began_later(entry: Entry, updated: date) -> Answer:
    since = day(getattr(entry, "since"))  # noqa: B009 - the three kinds of entry have it, their base has not
    return lacking(entry, "since") if since is None else settled(_after(since, updated), entry, "since")


def _after(change: date, updated: date) -> bool:
    """Tell whether a change had not come yet on the day of the update."""
    return not Clock(updated).reached(change)


def reachable(page: PublicPage) -> Answer:
    """Tell whether a page is dedicated, legible and open to all (EXI-31, c4)."""
    return both(_flag(page, field) for field in ("dedicated", "readable", "open_to_public"))


def _flag(page: PublicPage, field: str) -> Answer:
    value = known(getattr(page, field))
    return lacking(page, field) if value is None else settled(value, page, field)
