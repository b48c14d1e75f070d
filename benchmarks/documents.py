"""How long the owed documents take, as ratios to what typst takes to compile one of them.

    uv run benchmarks/documents.py [--rounds 5] [--clients 1000]

In process, imports excluded; peer and subject measured in turns, in one run; the median is kept. The peer
compiles one document that is drafted already: the middle one of the host's documents, by compiling time.
"""

import argparse
import resource
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from check import load, timed
from dossiers import write_dossier
from hygie.assessment.study import Study
from hygie.cli.documents import Wanted, every_document, one_each, produce_all
from hygie.documents.frame import Document
from hygie.documents.kind import About
from hygie.documents.kinds import owed_by
from hygie.documents.pdf import to_pdf
from hygie.dossier.vocabulary.base import known
from hygie.kernel.writing import write_whole
from hygie.wording.voice import Voice

DAY = date(2026, 11, 22)
SUBCONTRACTORS = 6
"""Subcontractors of the host whose annexes are measured; each annex names them all."""

HOST = Path(__file__).parents[1] / "examples" / "host"


def main() -> None:
    """Measure all the documents of the example host, then one annex a client, and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=1000)
    options = parser.parse_args()
    measure_all(options.rounds)
    measure_annexes(options.clients)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def measure_all(rounds: int) -> None:
    """Print what every document of the host in every format takes, to the compilation of one of them."""
    voice = Voice("fr")
    drafts = drafted(study_of(HOST), voice)
    compile_one, compile_largest = peers(drafts)
    times: dict[str, list[float]] = {"one": [], "largest": [], "all": []}
    for _ in range(rounds):
        times["one"].append(timed(compile_one))
        times["largest"].append(timed(compile_largest))
        times["all"].append(
            timed(lambda: produce(list(every_document(study_of(HOST), Path())), study_of(HOST), voice))
        )
    middle = {name: median(values) for name, values in times.items()}
    count = len(list(every_document(study_of(HOST), Path())))
    print(
        f"{count} files of the host: {middle['all']:.2f} s, {middle['all'] / middle['one']:.1f} x one "
        f"compilation ({middle['one'] * 1000:.0f} ms), {middle['all'] / middle['largest']:.1f} x the longest "
        f"({middle['largest'] * 1000:.0f} ms)"
    )


def measure_annexes(clients: int) -> None:
    """Print what an annex a client takes, for a tenth of the clients and for all of them."""
    voice = Voice("fr")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_dossier(folder, actors=SUBCONTRACTORS)
        study = study_of(folder)
        _ = study.verdicts
        ids = [client.id for client in known(study.dossier.declared.clients) or ()]
        for form in ("pdf", "docx"):
            tenth, whole = ids[: max(1, clients // 10)], ids[:clients]
            first, second = seconds(tenth, form, study, voice), seconds(whole, form, study, voice)
            growth = (second / len(whole)) / (first / len(tenth))
            print(
                f"{len(whole)} annexes ({form}): {second:.1f} s, {1000 * second / len(whole):.1f} ms each; "
                f"an annex costs {growth:.2f} times what it does among {len(tenth)}"
            )


def seconds(clients: list[str], form: str, study: Study, voice: Voice) -> float:
    """Give the seconds that an annex for each of these clients takes."""
    return timed(lambda: produce(annexes(clients, form), study, voice))


def annexes(clients: list[str], form: str) -> list[Wanted]:
    """Want the annex of each client."""
    return list(one_each("contract-annex", form, Path(f"{{client}}.{form}"), clients))


def produce(wanted: list[Wanted], study: Study, voice: Voice) -> None:
    """Produce documents and write them to a folder that is then forgotten."""
    with tempfile.TemporaryDirectory() as name:
        produce_all(wanted, study, voice, write=lambda file, content: write(Path(name) / file, content))


def write(file: Path, content: bytes) -> None:
    """Write as the command does."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content)


def study_of(folder: Path) -> Study:
    """Study a dossier that has no mistake."""
    return Study(load(folder), DAY)


def drafted(study: Study, voice: Voice) -> list[Document]:
    """Draft every document about the whole dossier."""
    drafts = [kind.draft(study, voice, "") for kind in owed_by(study) if kind.about is About.DOSSIER]
    return [draft for draft in drafts if isinstance(draft, Document)]


def peers(drafts: list[Document]) -> tuple[Callable[[], object], Callable[[], object]]:
    """Choose the document of middle compiling time, and the longest."""
    by_time = sorted(drafts, key=lambda draft: min(timed(lambda: to_pdf(draft)) for _ in range(3)))
    middle, longest = by_time[len(by_time) // 2], by_time[-1]
    return lambda: to_pdf(middle), lambda: to_pdf(longest)


if __name__ == "__main__":
    main()
