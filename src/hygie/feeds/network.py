"""The base brought up to date from the network: each source by itself, those that fail carried over."""

from dataclasses import dataclass, field
from dataclasses import replace as but
from datetime import datetime

from hygie.feeds.base import Base
from hygie.feeds.commit import KEEP, prepare
from hygie.feeds.containers import Opener
from hygie.feeds.download.addresses import Address
from hygie.feeds.download.client import Client, Settings
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.fetch import Errand, fetch
from hygie.feeds.download.state import Memory, read_state, write_state
from hygie.feeds.gathering import gather
from hygie.feeds.intake import Intake
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.lock import held
from hygie.feeds.outcome import Outcome
from hygie.feeds.reception import Reception
from hygie.feeds.snapshot import Snapshot
from hygie.feeds.sync import Chosen, Progress, complete, damaged, never, silent, stamp
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place


@dataclass
class _Round:
    """One synchronisation under way: what was had, what had nothing new, what failed."""

    base: Base
    client: Client
    reception: Reception
    before: Snapshot | None
    state: dict[str, Memory]
    moment: str
    memories: dict[str, Memory] = field(default_factory=dict)
    untouched: dict[str, str] = field(default_factory=dict)
    failed: list[tuple[str, Diagnostic]] = field(default_factory=list)
    begun: int = 0

    def fetch(self, address: Address) -> None:
        """Fetch one source; what goes wrong stays with it."""
        source, self.begun = address.source, len(self.reception.reports)
        try:
            memory = fetch(self._errand(address))
        except DownloadError as reason:
            self._fail(source, reason.diagnostic)
        except DamagedSegmentError as reason:
            # Nothing can be carried over from it: the next synchronisation fetches all of it.
            self._fail(source, damaged(reason))
            self.state.pop(source, None)
        else:
            if memory is None and self.before is not None and self.before.segment(source) is not None:
                self.untouched[source] = self.moment
            elif memory is None:
                self._fail(source, Diagnostic("feeds_source_empty", Place(source)))
            elif (nothing := self._nothing(source)) is not None:
                self._fail(source, nothing)
            else:
                self.memories[source] = memory

    def _nothing(self, source: str) -> Diagnostic | None:
        """Say why what was fetched has not one record; None if it has some."""
        units = [unit for key, unit in self.reception.intake.units.items() if key[0] == source]
        if any(unit.total for unit in units):
            return None
        told = [*self.reception.reports[-1].refused, *(each for unit in units for each in unit.told)]
        return told[0] if told else Diagnostic("feeds_source_empty", Place(source))

    def _fail(self, source: str, diagnostic: Diagnostic) -> None:
        self.failed.append((source, diagnostic))
        if len(self.reception.reports) > self.begun:
            self.reception.take_back(self.reception.reports[-1])
        units = self.reception.intake.units
        for key in [key for key in units if key[0] == source]:
            del units[key]

    def _errand(self, address: Address) -> Errand:
        memory = self.state.get(address.source, Memory())
        segment = self.before.segment(address.source) if self.before is not None else None
        if segment is not None and segment.digest != memory.segment:
            segment = None
        self.client.begin()
        opener = Opener(self.base.work, self.reception.bounds)
        return Errand(address, self.client, opener, self.reception, segment, memory)

    def remember(self, outcome: Outcome) -> None:
        """Keep what makes the next synchronisation short; what was not taken is to be fetched again."""
        for source, memory in self.memories.items():
            segment = outcome.snapshot.segment(source)
            if segment is not None and source in outcome.replaced:
                memory.segment = segment.digest
                self.state[source] = memory
        write_state(self.base.downloads, self.state)


def sync_network(
    addresses: tuple[Address, ...],
    base: Base,
    progress: Progress = silent,
    *,
    keep: int = KEEP,
    replace: Chosen = never,
    settings: Settings | None = None,
    now: datetime | None = None,
) -> Outcome | Refusal:
    """Fetch sources and bring the base up to date with what is new.

    A source that cannot be had stays as it is, and the outcome says so; ``replace``: see ``guard``. A refusal
    says that none could be had, each with its ``source``: the base is as it was.

    Raises:
        BusyError: another synchronisation runs.
        OSError: the base cannot be written to.
    """
    moment = stamp(now)
    with held(base.lock):
        prepare(base)
        client = Client(base.downloads, settings or Settings(), progress)
        reception = Reception(Intake(base.work))
        state = read_state(base.downloads)
        turn = _Round(base, client, reception, base.current(), state, moment)
        try:
            for address in addresses:
                turn.fetch(address)
        finally:
            client.close()
            reception.intake.close()
        gathered = gather(reception.intake)
        if not turn.untouched and not gathered:
            return Refusal(
                tuple(but(told, parameters={**told.parameters, "source": name}) for name, told in turn.failed)
            )
        outcome = complete(
            base,
            reception,
            gathered,
            moment,
            keep,
            progress,
            untouched=turn.untouched,
            failed=tuple(turn.failed),
            replace=replace,
        )
        turn.remember(outcome)
        return outcome
