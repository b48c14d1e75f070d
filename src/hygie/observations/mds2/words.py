"""Answers and headings as manufacturers write them, in the languages of forms that are met in Europe."""

import re
import unicodedata
from typing import Final

from hygie.observations.mds2.shapes import Reply

_WORDS: Final = {
    Reply.NOT_APPLICABLE: (
        "not applicable", "n/a", "n.a.", "n.a", "na", "non applicable", "sans objet", "s.o.", "s/o", "so",
        "nicht zutreffend", "nicht anwendbar", "entfällt", "n. z.", "n.z.", "no aplica", "no procede",
        "non applicabile", "niet van toepassing", "n.v.t.", "nvt", "não aplicável",
    ),
    Reply.SEE_NOTE: (
        "see notes", "see note", "note", "voir notes", "voir note", "voir remarque", "cf. note", "cf note",
        "siehe anmerkung", "siehe hinweis", "s. anmerkung", "véase la nota", "véase nota", "ver nota",
        "vedere nota", "vedi nota", "zie opmerking", "zie noot",
    ),
    Reply.YES: ("yes", "oui", "ja", "sí", "sì", "sim", "y"),
    Reply.NO: ("no", "non", "nein", "nee", "não", "n"),
}  # fmt: skip
HEADINGS: Final = {
    "id": ("question id", "id", "ref", "identifiant", "id question", "frage-id", "no.", "number"),
    "answer": ("answer", "response", "réponse", "antwort", "respuesta", "risposta", "antwoord"),
    "note": ("note", "notes", "note #", "see note", "comment", "comments", "remarque", "remarques",
             "commentaire", "anmerkung", "hinweis", "nota", "opmerking"),
}  # fmt: skip
_NOTHING: Final = re.compile(r"[\s_\-–—.]*")
_NOTE_NUMBERS: Final = re.compile(r"\d{1,3}")
_NUMBERED: Final = re.compile(
    r"(?:note|nota|remarque|anmerkung|hinweis)\s*(\d{1,3})\s*[:.)–-]?\s*(.*)", re.IGNORECASE | re.DOTALL
)
_GLUE: Final = " \t\n,;:.()[]–—-"


def plain(text: str) -> str:
    """Put a text in lower case, without accents, on one line."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


_REPLIES: Final = sorted(
    ((plain(word), reply) for reply, words in _WORDS.items() for word in words),
    key=lambda each: -len(each[0]),
)
_START: Final = re.compile(
    "(" + "|".join(re.escape(word) for word, _ in _REPLIES) + r")(?=$|[\s,;:.()\[\]/–—-])(?!-[a-z])"
)
_BY_WORD: Final = dict(_REPLIES)
_BY_HEADING: Final = {plain(word): role for role, words in HEADINGS.items() for word in words}


def is_blank(text: str) -> bool:
    """Say whether a cell says nothing: empty, or a line to be filled in."""
    return _NOTHING.fullmatch(text) is not None


def heading(text: str) -> str:
    """Say what a column is for by its heading: id, answer, note; empty if it says none of them."""
    return _BY_HEADING.get(plain(text), "")


def reply(text: str) -> tuple[Reply, str]:
    """Read an answer, and what is glued to it ("Yes,optional", "No (see note 3)").

    An answer that says two things ("Yes / No", left as printed) is a text.
    """
    if is_blank(text):
        return Reply.NONE, ""
    lowered = plain(text)
    found = _START.match(lowered)
    if found is None:
        return Reply.TEXT, ""
    said, rest = _BY_WORD[found[1]], lowered[found.end() :].strip(_GLUE + "/")
    if not rest:
        return said, ""
    other = _START.match(rest)
    if (
        other
        and _BY_WORD[other[1]] not in (said, Reply.SEE_NOTE)
        and lowered[found.end() :].lstrip()[0] == "/"
    ):
        return Reply.TEXT, ""
    # Accents are removed one for one, so that what follows stands at the same place.
    kept = " ".join(text.split())
    glued = kept[found.end() :] if len(kept) == len(lowered) else rest
    return said, glued.strip(_GLUE) or rest


def is_closed(text: str) -> bool:
    """Say whether a cell holds one of the closed answers, alone."""
    said, glued = reply(text)
    return said not in (Reply.TEXT, Reply.NONE) and not glued


def numbered_note(text: str) -> tuple[str, str] | None:
    """Read a note of the list below a form: its number and its text."""
    found = _NUMBERED.fullmatch(text.strip())
    return (found[1].lstrip("0") or "0", found[2].strip()) if found else None


def note_numbers(text: str) -> tuple[str, ...]:
    """Give the numbers of the notes that an answer or a cell beside it refers to."""
    lowered = plain(text)
    digits_only = lowered.replace(",", " ").replace(" ", "").isdigit()
    if digits_only or ((found := _START.match(lowered)) and _BY_WORD[found[1]] is Reply.SEE_NOTE):
        return tuple(number.lstrip("0") or "0" for number in _NOTE_NUMBERS.findall(lowered))
    return ()
