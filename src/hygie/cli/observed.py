"""What ``hygie watch`` looks at: bills and statements, those of a dossier or those that are named to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from hygie.cli.refusal import InputRefusedError, refuse
from hygie.cli.screen import plain, progress
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.bills import read_bill
from hygie.observations.content import unpack
from hygie.observations.files import ObservedFile, content_of, files_of
from hygie.observations.reading import Reading
from hygie.observations.statement import Listed, Statement
from hygie.watch.decisions import Decisions, decisions
from hygie.watch.gathering import Gathered
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

SBOMS, VEX = "sboms", "vex"
_ABOUT: Final = ("readme", "license", "licence", "lisezmoi")
"""How files begin that speak of the others."""
_STATEMENTS: Final = (b'"vulnerabilities"', b"vulnerabilities>")
"""What stands in a bill, JSON or XML, that says something of vulnerabilities."""


@dataclass(slots=True)
class Observed:
    """What was read: components, statements, the dossier if any; and files of which nothing could be used."""

    gathered: Gathered = field(default_factory=Gathered)
    decisions: Decisions = field(default_factory=Decisions)
    unread: list[Refusal] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    dossier: dict[str, Any] | None = None
    digest: str | None = None

    def read(self, name: str) -> bytes:
        """Read a bill again, for the places of its components."""
        content = content_of(ObservedFile(name, self.files[name]))
        plain = content if isinstance(content, Refusal) else unpack(content, name)
        return b"" if isinstance(plain, Refusal) else plain


@dataclass(slots=True)
class _Said:
    """What is said of vulnerabilities, each with its file: by statements, and in bills."""

    statements: list[tuple[str, Statement]]
    listed: list[tuple[str, Listed]] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)


def observe(folder: Path, sboms: tuple[Path, ...], vex: tuple[Path, ...], voice: Voice) -> Observed:
    """Read what is to be watched.

    Raises:
        InputRefusedError: nothing of it can be used; it names every reason.
    """
    seen = Observed()
    if sboms:
        bills = [each for path in sboms for each in _listed(path)]
        said = [each for path in vex for each in _listed(path)]
    else:
        if vex:
            raise refuse("vex_without_sbom", "--vex")
        _read_dossier(seen, folder, voice)
        bills, said = _held(folder, SBOMS), _held(folder, VEX)
    statements = list(_statements(said, seen))
    _gather(bills, statements, seen, voice)
    if not seen.gathered.products:
        raise _nothing(seen, folder, bool(sboms))
    return seen


def _nothing(seen: Observed, folder: Path, named: bool) -> InputRefusedError:
    """Refuse what holds no bill that can be used."""
    mistakes = [each for refusal in seen.unread for each in refusal.mistakes]
    if mistakes:
        return InputRefusedError(mistakes)
    return refuse("no_bill", "--sbom" if named else f"{folder.as_posix()}/{SBOMS}")


def _read_dossier(seen: Observed, folder: Path, voice: Voice) -> None:
    """Read the dossier, for what the answer says of it."""
    from hygie.cli.studies import read_dossier  # noqa: PLC0415 - --sbom does without the vocabulary

    dossier = read_dossier(folder, voice)
    declared = dossier.declared
    seen.digest = dossier.digest
    seen.dossier = {
        "path": dossier.location,
        "organization": declared.organization.name,
        "roles": list(declared.roles),
    }


def _held(folder: Path, name: str) -> list[ObservedFile | Refusal]:
    """List what a folder of the dossier holds; nothing without that folder."""
    inner = folder / name
    if not inner.is_dir():
        return []
    if not inner.resolve().is_relative_to(folder.resolve()):
        return [Refusal((Diagnostic("link_outside", Place(inner.as_posix())),))]
    return _listed(inner)


def _listed(path: Path) -> list[ObservedFile | Refusal]:
    """List a file, or what a folder holds less what speaks of it, under names that can be shown."""
    found = [_shown(each) for each in files_of(path)]
    if not path.is_dir():
        return found
    return [each for each in found if isinstance(each, Refusal) or not _is_about(each)]


def _shown(file: ObservedFile | Refusal) -> ObservedFile | Refusal:
    """Name a file as it can be written anywhere: some names hold bytes that are no text, or controls."""
    if isinstance(file, ObservedFile):
        return replace(file, name=plain(file.name))
    return Refusal(
        tuple(replace(each, place=each.place._replace(file=plain(each.place.file))) for each in file.mistakes)
    )


def _is_about(file: ObservedFile) -> bool:
    name = file.path.name.lower()
    return name.startswith(_ABOUT) or name.endswith(".md")


def _statements(files: Iterable[ObservedFile | Refusal], seen: Observed) -> Iterator[tuple[str, Statement]]:
    """Read statements; a file, or a statement, that cannot be used is told like a bill that cannot."""
    for file in files:
        content = _content(file, seen)
        if content is None or isinstance(file, Refusal):
            continue
        reading = _read_vex(content, file.name)
        if isinstance(reading, Refusal):
            seen.unread.append(reading)
            continue
        if reading.rejected:
            seen.unread.append(Refusal(reading.rejected))
        yield from ((file.name, statement) for statement in reading.items)


def _read_vex(content: bytes, name: str) -> Reading[Statement] | Refusal:
    from hygie.observations.vex import read_vex  # noqa: PLC0415 - most bills come without statements

    return read_vex(content, name)


def _gather(
    files: list[ObservedFile | Refusal], statements: list[tuple[str, Statement]], seen: Observed, voice: Voice
) -> None:
    """Read the bills one after another; of each, only what is not known from another is kept."""
    refs, said = decisions(statements).refs, _Said(statements)
    with progress(voice.say(N_("Reading the bills of materials")), len(files)) as step:
        for file in files:
            step()
            content = _content(file, seen)
            if content is None or isinstance(file, Refusal):
                continue
            bill = read_bill(content, file.name)
            if isinstance(bill, Refusal):
                seen.unread.append(bill)
                continue
            own = _told(content, file.name, said)
            seen.files[file.name] = file.path
            seen.gathered.add(file.name, bill, refs | own.refs)
    seen.decisions = decisions(said.statements, said.listed, said.notes)


def _content(file: ObservedFile | Refusal, seen: Observed) -> bytes | None:
    """Read and unpack a file; None, and why is kept, if that cannot be done."""
    content = file if isinstance(file, Refusal) else content_of(file)
    if not isinstance(content, Refusal) and not isinstance(file, Refusal):
        content = unpack(content, file.name)
    if isinstance(content, Refusal):
        seen.unread.append(content)
        return None
    return content


def _told(content: bytes, name: str, said: _Said) -> Decisions:
    """Read what a bill says itself of vulnerabilities: statements, and what it lists without deciding."""
    if not any(mark in content for mark in _STATEMENTS):
        return Decisions()
    from hygie.observations.vex.listed import read_told  # noqa: PLC0415 - most bills say nothing

    told = read_told(content, name)
    own = [(name, each) for each in told.statements]
    beside = [(name, each) for each in told.listed]
    said.statements += own
    said.listed += beside
    said.notes += told.notes
    return decisions(own, beside)
