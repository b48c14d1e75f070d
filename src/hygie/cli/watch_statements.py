"""What ``hygie watch`` tells of statements in text: why one closes or does not, which apply to nothing."""

from collections.abc import Iterator

from hygie.cli.screen import faint, wrap
from hygie.cli.watch_telling import INDENT, Telling
from hygie.watch.decisions import Decision
from hygie.watch.justifications import justification
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice


def decided(decision: Decision, voice: Voice) -> str:
    """Say what a supplier states, in its own words but for those of the format."""
    said = decision.statement
    word = justification(said.justification)
    why = voice.term("justification", word) if word else said.justification
    parts = [voice.term("finding_status", said.standing), why, said.explanation]
    text = voice.say(
        N_("{author} states: {words}"),
        author=said.author or decision.file,
        words=" – ".join(filter(None, parts)),
    )
    if decision.closes or said.standing not in ("not_affected", "fixed"):
        return text
    if said.justification:
        return f"{text} {voice.say(N_('(this is none of the reasons that formats know: it closes nothing)'))}"
    return f"{text} {voice.say(N_('(no reason is given: this closes nothing)'))}"


def statements_text(telling: Telling) -> Iterator[str]:
    """Tell the statements that apply to nothing, or not yet, and what bills list of vulnerabilities."""
    heard, voice = telling.survey.heard, telling.voice
    idle = sum(each.count for each in heard.idle)
    if not (idle or heard.notes or heard.listed):
        return
    yield ""
    if heard.listed:
        listed = N_plural(
            "{count} vulnerability is listed by a bill itself, without a statement",
            "{count} vulnerabilities are listed by bills themselves, without a statement",
        )
        yield wrap(voice.count(*listed, heard.listed))
    if idle:
        yield wrap(
            voice.count(
                *N_plural(
                    "{count} statement applies to nothing here", "{count} statements apply to nothing here"
                ),
                idle,
            )
        )
    for each in heard.idle[: telling.few]:
        examples = telling.names([f"{name} ({subject})" for name, subject in each.examples])
        yield faint(
            wrap(
                voice.say(
                    N_("{file}: {count}, as {examples}"), file=each.file, count=each.count, examples=examples
                ),
                INDENT,
            )
        )
    yield from telling.more(len(heard.idle) - telling.few, INDENT)
    for note in heard.notes[: telling.few]:
        yield wrap(f"{note.place.file}: {voice.diagnostic(note)}", "  ", INDENT)
    yield from telling.more(len(heard.notes) - telling.few)
