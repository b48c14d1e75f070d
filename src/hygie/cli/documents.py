"""Several documents of one study: which ones, in which files, produced with progress."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hygie.assessment.study import Study
from hygie.cli.screen import progress
from hygie.dossier.vocabulary.base import Id, known, pattern
from hygie.kernel.diagnostic import Diagnostic
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

if TYPE_CHECKING:
    from hygie.documents.refusal import NotGenerated

Write = Callable[[Path, bytes], None]

_SENT = frozenset({"pdf", "xlsx"})


class Order(NamedTuple):
    """What was asked for on the command line."""

    kind: str
    output: Path
    requirement: str | None = None
    client: str | None = None
    template: Path | None = None


class Wanted(NamedTuple):
    """One file to write: a document of a kind, in a format, about something."""

    kind: str
    form: str
    file: Path
    about: str | None = None


class Produced(NamedTuple):
    """How many files were written, and the documents that were refused, each once whatever its formats."""

    written: int
    refused: tuple["NotGenerated", ...]

    @property
    def mistakes(self) -> tuple[Diagnostic, ...]:
        """Why documents were refused: what several of them lack is said once."""
        found: list[Diagnostic] = []
        for item in self.refused:
            found += (mistake for mistake in item.mistakes if mistake not in found)
        return tuple(found)


def one_each(kind: str, form: str, output: Path, clients: Iterable[str]) -> Iterator[Wanted]:
    """Want a document for each client; ``{client}`` in the file's name stands for the client's id."""
    for client in clients:
        if not re.fullmatch(pattern(Id), client):
            message = f"an id that was not checked cannot name a file: {client!r}"
            raise ValueError(message)
        yield Wanted(kind, form, Path(str(output).replace("{client}", client)), client)


def every_document(study: Study, folder: Path) -> Iterator[Wanted]:
    """Want every document that the study's referentials call for, in every format.

    Proof sheets are left out: there is one a requirement, and the synthesis says the same in short. A form
    that may be addressed is wanted blank, and for each client as what is sent: on paper and to fill in.
    """
    from hygie.documents.kind import About  # noqa: PLC0415 - renderers load when used
    from hygie.documents.kinds import owed_by  # noqa: PLC0415

    clients = [client.id for client in known(study.dossier.declared.clients) or ()]
    for kind in owed_by(study):
        for form in kind.formats:
            is_sent = kind.addressed and kind.workbook is not None and form in _SENT
            if kind.about is About.CLIENT or is_sent:
                yield from one_each(kind.name, form, folder / kind.name / f"{{client}}.{form}", clients)
            if kind.about is About.DOSSIER:
                yield Wanted(kind.name, form, folder / f"{kind.name}.{form}")


def produce_all(
    wanted: Iterable[Wanted], study: Study, voice: Voice, *, write: Write, template: bytes | None = None
) -> Produced:
    """Produce documents and write each; say how many were, and which were refused.

    A document is drafted once for all its formats, and only one draft is kept at a time: a thousand
    annexes take the memory of one.
    """
    from hygie.documents.kinds import Producer  # noqa: PLC0415 - renderers load when used
    from hygie.documents.refusal import NotGenerated  # noqa: PLC0415

    written = 0
    refused: dict[tuple[str, str | None], NotGenerated] = {}
    items = list(wanted)
    producer = Producer(study, voice)
    # Formats of one document come one after the other, so that its draft serves them all.
    items.sort(key=lambda item: (item.kind, item.about or ""))
    with progress(voice.say(N_("Producing documents")), len(items)) as step:
        for item in items:
            made = producer.produce(item.kind, item.form, item.about, template)
            if isinstance(made, NotGenerated):
                refused[item.kind, item.about] = made
            else:
                write(item.file, made)
                written += 1
            step()
    return Produced(written, tuple(refused.values()))
