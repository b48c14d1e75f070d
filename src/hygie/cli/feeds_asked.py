"""What a synchronisation is asked for: the sources that are named, where from, and what they are called."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hygie.cli.feeds_progress import Step
from hygie.cli.refusal import InputRefusedError, refuse, refuse_file
from hygie.feeds.base import Base
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Snapshot
from hygie.kernel.diagnostic import Diagnostic, Refusal


class Asked(NamedTuple):
    """What a synchronisation is asked for."""

    path: Path | None
    sources: tuple[str, ...]
    only: tuple[str, ...]
    replace: tuple[str, ...]
    keep: int


def current_of(base: Base) -> Snapshot | None:
    """Give the snapshot in use.

    Raises:
        InputRefusedError: the disk does not give it.
    """
    try:
        return base.current()
    except OSError as reason:
        raise refuse_file("unreadable_input", base.folder.as_posix(), reason) from reason


def from_files(asked: Asked, base: Base, step: Step) -> Outcome | Refusal:
    """Synchronise with files.

    Raises:
        InputRefusedError: they cannot be read, or a name is of no source.
        BusyError: another synchronisation runs.
        OSError: the base cannot be written to; it is as it was.
    """
    from hygie.feeds.sync import sync_from  # noqa: PLC0415 - status does without

    path = asked.path or Path()
    if asked.sources:
        raise refuse("option_without_object", "--source", option="--source", found="--from")
    _check_names(asked, _known(base), free=("osv", "csaf"))
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        elif path.is_file() or not path.exists():
            path.open("rb").close()
        else:  # a pipe would be waited for without end
            raise refuse("feeds_not_plain", path.as_posix())
    except OSError as reason:
        raise refuse_file("unreadable_input", path.as_posix(), reason) from reason
    only = _chosen(asked.only) if asked.only else None
    return sync_from(path, base, step, keep=asked.keep, only=only, replace=_chosen(asked.replace))


def from_network(asked: Asked, base: Base, step: Step) -> Outcome | Refusal:
    """Synchronise with the network.

    Raises:
        InputRefusedError: an address or a name cannot be used.
        BusyError: another synchronisation runs.
        OSError: the base cannot be written to; it is as it was.
    """
    from hygie.feeds.download.addresses import addresses  # noqa: PLC0415 - status does without
    from hygie.feeds.network import sync_network  # noqa: PLC0415

    overrides, where = _overrides(asked.sources, base)
    found = addresses(overrides, where)
    if isinstance(found, Diagnostic):
        raise InputRefusedError([found])
    _check_names(asked, tuple(item.source for item in found))
    chosen = _chosen(asked.only)
    wanted = tuple(item for item in found if (chosen(item.source) if asked.only else item.usual))
    return sync_network(wanted, base, step, keep=asked.keep, replace=_chosen(asked.replace))


def _chosen(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Say which sources are meant, in any case: by name, by what stands before the colon, or all."""
    meant = {name.casefold() for name in names}
    return lambda source: not meant.isdisjoint({"all", source.casefold(), _family(source)})


def _family(source: str) -> str:
    return source.partition(":")[0].casefold()


def _known(base: Base) -> tuple[str, ...]:
    """List the sources that files may be of: those that are published, that are read, that the base has."""
    from hygie.feeds.download.addresses import ADDRESSES  # noqa: PLC0415 - status does without
    from hygie.feeds.readers import READERS  # noqa: PLC0415

    current = current_of(base)
    held = (segment.source for segment in current.segments) if current is not None else ()
    read = (reader.source for reader in READERS.values() if reader.source.strip(":") == reader.source)
    return tuple(dict.fromkeys(name for name in (*(item.source for item in ADDRESSES), *read, *held) if name))


def _check_names(asked: Asked, known: tuple[str, ...], free: tuple[str, ...] = ()) -> None:
    """Refuse a name of no source; of the families ``free``, only what is read says which there are.

    Raises:
        InputRefusedError: there is one.
    """
    names = {"all", *map(str.casefold, known), *map(_family, known), *free}
    for option, given in (("--only", asked.only), ("--replace", asked.replace)):
        for name in given:
            if name.casefold() not in names and _family(name) not in free:
                raise refuse("feeds_unknown_source", option, found=name, expected=known)


def _overrides(sources: tuple[str, ...], base: Base) -> tuple[dict[str, str], dict[str, str]]:
    """Gather the addresses of ``sources.json`` and of the command line, which holds; and what names each."""
    file = base.folder / "sources.json"
    found: dict[str, str] = {}
    if file.is_file():
        try:
            told = json.loads(file.read_bytes())
        except OSError as reason:
            raise refuse_file("unreadable_input", file.as_posix(), reason) from reason
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not all(isinstance(url, str) for url in told.values()):
            raise refuse("feeds_bad_sources_file", file.as_posix())
        found |= told
    where = dict.fromkeys(found, file.as_posix())
    for each in sources:
        name, equals, url = each.partition("=")
        if not equals or not name:
            raise refuse("feeds_bad_source", "--source", found=each[:80])
        found[name] = url
        where[name] = "--source"
    return found, where
