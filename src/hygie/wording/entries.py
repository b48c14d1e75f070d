"""Words for entries and fields of a dossier: what the path to a value is called by people."""

from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.short_labels import named, short
from hygie.dossier.vocabulary.base import Entry
from hygie.dossier.vocabulary.root import Declarations
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def missing(voice: Voice, lacked: Missing, dossier: Dossier) -> str:
    """Say what to write, starting with the entry that lacks it."""
    label = field(voice, lacked.path)
    if len(lacked.path) == 1 and lacked.why is None:
        return voice.say(N_("Write the section {section}: {field}"), section=str(lacked.path[0]), field=label)
    about = subject(voice, lacked.path, dossier)
    if lacked.why is not None:
        return voice.say(
            N_("{subject}: find out “{field}” ({why})"), subject=about, field=label, why=lacked.why
        )
    return voice.say(N_("{subject}: write “{field}”"), subject=about, field=label)


def field(voice: Voice, path: Path) -> str:
    """Name what the key at a path holds, by the short label of its field."""
    model: type[Entry] = Declarations
    label = ""
    for step in path:
        if isinstance(step, int):
            continue
        plan = plan_of(model)[step]
        label = short(voice.say(named(model.model_fields[plan.name], step)))
        model = plan.entry or model
    return label


def subject(voice: Voice, path: Path, dossier: Dossier) -> str:
    """Name the closest named entry that holds a path: its kind and its name, else its section."""
    for length in range(len(path) - 1, 0, -1):
        entry = dossier.value_at(path[:length])
        name = getattr(entry, "name", None) or getattr(entry, "title", None) or getattr(entry, "id", None)
        if isinstance(entry, Entry) and isinstance(name, str):
            kind = _begin(voice.term("kind", entry.kind)) if entry.kind else ""
            return voice.say(N_("{kind} “{name}”"), kind=kind, name=name) if kind else name
    return field(voice, path[:1])


def _begin(text: str) -> str:
    """Write a text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
