"""The contract annex (D4; CSP, article R.1111-11), one a client: what its contracts state, item by item.

Each item of the article stands in order, the places of hosting (3°) included although no EXI takes them
up, then the clause of EXI-30 where it is called for: what is asked, what the contract states, what it
does not and has to be completed. A client whom no contract binds gets the same list, all of it to
complete. The document holds what that client may read, and nothing of another one.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.frame import Document
from hygie.documents.kind import PAGES, About, Kind, Words
from hygie.documents.owed.annex_document import KIND, Annex, AnnexWriter, Part
from hygie.documents.owed.annex_facts import AnnexFacts
from hygie.documents.owed.annex_items import ContractCases, Items, cases_of, numbered
from hygie.documents.owed.annex_words import AnnexWords
from hygie.documents.owed.preliminary import HDS
from hygie.documents.refusal import NotGenerated, not_generated
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Contract
from hygie.kernel.status import Status
from hygie.kernel.unknown import Unknown
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

TITLE = N_("Contract annex (article R.1111-11 of the public health code)")
TEMPLATE = "contract-annex.docx"


class UnknownClientError(LookupError):
    """An annex was asked for a client that the dossier does not declare."""


def draw_up(study: Study, voice: Voice, client: str) -> Annex | NotGenerated:
    """Gather what the annex of a client says, or refuse: the contracts, or who is bound, are not known.

    Raises:
        UnknownClientError: the dossier declares no such client.
    """
    entry = study.dossier.entry(f"client:{client}")
    if not isinstance(entry, Client):
        raise UnknownClientError(client)
    cases = cases_of(study)
    missing = tuple(_lacking(study, cases))
    if missing:
        return not_generated(KIND, "document_undetermined", missing, study, voice)
    if all(cases.verdicts[item.id].status is Status.NOT_APPLICABLE for item, _, _ in numbered(study)):
        return Annex(entry, False, ())
    return Annex(entry, True, tuple(_parts(study, voice, entry, cases)))


def _lacking(study: Study, cases: ContractCases) -> Iterator[Missing]:
    """Give what keeps every contract from being looked at: the list itself, or whether the law binds."""
    path: Path = ("contracts",)
    if known(study.dossier.declared.contracts) is None:
        yield Missing(path, study.dossier.unknown_reason(path))
    for item, _, _ in numbered(study):
        verdict = cases.verdicts[item.id]
        if verdict.status is Status.UNDETERMINED and not verdict.cases:
            yield from verdict.missing


def _parts(study: Study, voice: Voice, client: Client, cases: ContractCases) -> Iterator[Part]:
    items = Items(cases, voice)
    contracts = cases.in_force(client.id)
    for contract in contracts:
        notes = [
            voice.say(N_("Whether this contract is still in force is not determined: its end is not known."))
        ]
        yield Part(
            known(contract.title) or contract.id,
            contract,
            tuple(_terms(study, voice, contract)),
            tuple(items.all(study.dossier.path(contract), contract)),
            tuple(notes if isinstance(contract.end, Unknown) else ()),
        )
    if not contracts:
        yield Part(
            voice.say(N_("No hosting contract in force")),
            None,
            (),
            tuple(items.all(study.dossier.path(client), None)),
            (voice.say(N_("No hosting contract binds this client: everything below is to be agreed on.")),),
        )


def _terms(study: Study, voice: Voice, contract: Contract) -> Iterator[tuple[str, str]]:
    services = AnnexFacts(study, voice).services(known(contract.services))
    names = None if services is None else ", ".join(service.name for service in services)
    yield voice.say(N_("Services")), voice.say(N_("not determined")) if names is None else names or "–"
    for label, day in (
        (N_("Signed on"), known(contract.signed)),
        (N_("In effect from"), known(contract.effective)),
        (N_("Until"), known(contract.end)),
    ):
        if day is not None:
            yield voice.say(label), voice.date(day)


def build(study: Study, voice: Voice, client: str) -> Document | NotGenerated:
    """Make the annex of a client, or refuse."""
    annex = draw_up(study, voice, client)
    return annex if isinstance(annex, NotGenerated) else AnnexWriter(study, voice).document(annex)


def to_words(study: Study, voice: Voice, client: str) -> Words | NotGenerated:
    """Give the words of a client's annex for a Word template, or refuse."""
    annex = draw_up(study, voice, client)
    return annex if isinstance(annex, NotGenerated) else AnnexWords(study, voice).words(annex)


DOCUMENT = Kind(
    KIND,
    TITLE,
    (*PAGES, "docx"),
    "policy",
    (HDS,),
    build,
    about=About.CLIENT,
    words=to_words,
    template=TEMPLATE,
)
