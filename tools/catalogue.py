"""Keeps the French catalogue in step with the sources.

``extract`` takes the messages out of the sources and keeps their translations; ``merge FRAGMENT.po``
does the same and adds the translations of another file; ``check`` lists what is missing or wrong and
fails if there is anything. Messages that have left the sources stay at the end of the file, set aside,
until ``extract --prune``.
"""

import argparse
import ast
import re
import string
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from hygie.wording.catalogue import source_of
from hygie.wording.click_words import CLICK_WORDS

ROOT = Path(__file__).parents[1]
SOURCES = "src/hygie"
CATALOGUE = source_of("fr")
KEYWORDS = {**DEFAULT_KEYWORDS, "N_plural": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.jinja", "jinja2"), ("**.j2", "jinja2")]
LOCK_SECONDS = 30
HEADER = "# French translations of Hygie, under the licence of the project."

# Headers that change with the day, the tool or the person, and would make every update a difference.
_NOISE = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
    rb"|Language-Team|Generated-By)[^\n]*\n",
    re.MULTILINE,
)
_BETWEEN_LETTERS = re.compile(r"(`[^`]*`)|(?<=[^\W\d_])'(?=[^\W\d_])")
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s")
_NEVER_WITHOUT_ACCENT = re.compile(
    r"\b(?:donnees?|securite|hebergeurs?|hebergement|systemes?|reference|referentiels?|evaluations?|etre|deja"
    r"|apres|tres|requete|echeance|incidents? declares?|probleme|acces a|verifiee?s?|perimetre|numero)\b",
    re.IGNORECASE,
)

Key = tuple[str, str | None]
Problem = tuple[str, str]


def key_of(message: Message) -> Key:
    """Give what tells a message from the others: its id (the singular one) and its context."""
    return ids_of(message)[0], message.context


def ids_of(message: Message) -> tuple[str, ...]:
    """Give the English forms of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """Give the translated forms of a message; an empty text where there is none."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def read(path: Path) -> Catalog:
    """Read a catalogue; an empty one if there is no such file."""
    if not path.exists():
        return Catalog(locale="fr")
    return read_po(BytesIO(path.read_bytes()), locale="fr")


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalogue: sorted, one line a text, without anything that changes by itself."""
    catalog.header_comment = HEADER
    catalog.fuzzy = False
    target = BytesIO()
    write_po(target, catalog, width=0, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_bytes(_NOISE.sub(b"", target.getvalue()))
    temporary.replace(path)


def extracted() -> Catalog:
    """Take the messages out of the sources, each with the files that say it."""
    catalog = Catalog(locale="fr")
    found = extract_from_dir(str(ROOT / SOURCES), method_map=METHODS, keywords=KEYWORDS)
    for name, line, message, comments, context in found:
        if message and message != ("", ""):
            catalog.add(message, None, [(f"{SOURCES}/{name}", line)], auto_comments=comments, context=context)
    for path in sorted((ROOT / SOURCES).rglob("*.py")):
        for text in field_texts(path.read_text(encoding="utf-8")):
            catalog.add(text, None, [(path.relative_to(ROOT).as_posix(), 1)])
    return catalog


def field_texts(source: str) -> Iterator[str]:
    """Find the titles and descriptions of the vocabulary's fields, which people read in many places."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Field":
            for keyword in node.keywords:
                if keyword.arg in {"title", "description"} and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


def translations(catalog: Catalog) -> dict[Key, Message]:
    """Index every message of a catalogue that is translated, those set aside too."""
    messages = [*catalog.obsolete.values(), *(message for message in catalog if message.id)]
    return {key_of(message): message for message in messages if any(strings_of(message))}


def updated(known: dict[Key, Message], *, prune: bool = False) -> Catalog:
    """Give the catalogue of the sources with known translations; the others are set aside or dropped."""
    catalog = extracted()
    left = dict(known)
    for message in catalog:
        translation = left.pop(key_of(message), None) if message.id else None
        if translation is not None and len(ids_of(translation)) == len(ids_of(message)):
            strings = tuple(map(tidied, strings_of(translation)))
            message.string = strings if message.pluralizable else strings[0]
            message.user_comments = translation.user_comments
            message.flags |= translation.flags & {"fuzzy"}
    if not prune:
        catalog.obsolete.update({repr(key): message for key, message in left.items()})
    return catalog


def tidied(text: str) -> str:
    """Write French apostrophes as printers do, code spans apart; spacing is put in when compiling."""
    return _BETWEEN_LETTERS.sub(lambda match: match[1] or "’", text)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one program at a time change a catalogue.

    Raises:
        TimeoutError: another one held it all the while.
    """
    lock = path.with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            lock.touch(exist_ok=False)
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                message = f"{lock} is held by another program; delete it if none is running"
                raise TimeoutError(message) from None
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink()


def extract(*, prune: bool) -> int:
    """Bring the catalogue up to date with the sources."""
    with locked(CATALOGUE):
        catalog = updated(translations(read(CATALOGUE)), prune=prune)
        write(CATALOGUE, catalog)
    missing = sum(1 for message in catalog if message.id and not all(strings_of(message)))
    print(f"{len(catalog)} messages, {missing} to translate, {len(catalog.obsolete)} set aside")
    return 0


def merge(fragment: Path) -> int:
    """Add the translations of another catalogue, which win over those that are there."""
    new = translations(read_po(BytesIO(fragment.read_bytes()), locale="fr"))
    with locked(CATALOGUE):
        known = translations(read(CATALOGUE))
        catalog = updated(known | new)
        write(CATALOGUE, catalog)
    present = {key_of(message): strings_of(message) for message in catalog if message.id}
    for key in sorted(new, key=str):
        if key not in present:
            print(f"not in the sources, set aside: {key[0]}")
        elif key in known and strings_of(known[key]) != present[key]:
            print(f"changed: {key[0]}")
    print(f"{len(new)} translations merged")
    return 0


def check() -> int:
    """List what is missing or wrong; answer 1 if there is anything."""
    problems = sorted({*compare(read(CATALOGUE), extracted())})
    for message, problem in problems:
        print(f"{CATALOGUE.relative_to(ROOT)}: {problem}: {message!r}")
    if problems:
        print(f"{len(problems)} problems; `tools/catalogue.py extract` brings the catalogue up to date")
    return 1 if problems else 0


def compare(catalog: Catalog, sources: Catalog) -> Iterator[Problem]:
    """Find everything that keeps a catalogue from being complete for the sources."""
    present = {key_of(message): message for message in catalog if message.id}
    wanted = {key_of(message): message for message in sources if message.id}
    for key in wanted.keys() - present.keys():
        yield key[0], "not in the catalogue"
    for key in present.keys() - wanted.keys():
        yield key[0], "no longer in the sources"
    for message in catalog.obsolete.values():
        yield key_of(message)[0], "set aside, no longer in the sources (extract --prune drops it)"
    for key in present.keys() & wanted.keys():
        yield from ((key[0], problem) for problem in faults(present[key], wanted[key]))


def faults(message: Message, source: Message) -> Iterator[str]:
    """Find what is wrong with one entry."""
    if len(ids_of(message)) != len(ids_of(source)):
        yield "has a plural on one side only"
        return
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings_of(message)):
        yield "not translated"
        return
    for text in strings_of(message):
        yield from text_faults(text, message)


def text_faults(text: str, message: Message) -> Iterator[str]:
    """Find what is wrong with one translated text: placeholders, accents, apostrophes."""
    ids = ids_of(message)
    wanted = [placeholders(each) for each in ids]
    found = placeholders(text)
    # Click fills some of its words in while its classes load, before a language is chosen: French may
    # do without them. A plural form may leave out what one of the English forms leaves out.
    required = set() if ids[0] in _click_ids() else set.intersection(*wanted)
    if not required <= found <= set.union(*wanted):
        yield f"placeholders {sorted(found)} instead of {sorted(set.union(*wanted))}"
    if tidied(text) != text:
        yield "straight apostrophe (extract writes it as ’)"
    # Names to be filled in are English, and never shown.
    if word := _NEVER_WITHOUT_ACCENT.search(_PLACEHOLDER.sub("", text)):
        yield f"accent missing in “{word[0]}”"


def placeholders(text: str) -> set[str]:
    """Give the names that a text leaves to be filled in, as ``{name}`` or ``%(name)s``."""
    names = set(re.findall(r"%\((\w+)\)", text))
    try:
        return names | {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:  # braces that are no placeholders
        return names


def _click_ids() -> set[str]:
    return {word if isinstance(word, str) else word[0] for word in CLICK_WORDS}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; answer its exit code."""
    parser = argparse.ArgumentParser(description="Keeps the French catalogue in step with the sources.")
    commands = parser.add_subparsers(dest="command", required=True)
    extraction = commands.add_parser("extract", help="bring the catalogue up to date with the sources")
    extraction.add_argument("--prune", action="store_true", help="drop what has left the sources")
    merging = commands.add_parser("merge", help="add the translations of another file")
    merging.add_argument("fragment", type=Path)
    commands.add_parser("check", help="list what is missing or wrong")
    options = parser.parse_args(arguments)
    if options.command == "extract":
        return extract(prune=options.prune)
    return merge(options.fragment) if options.command == "merge" else check()


if __name__ == "__main__":
    sys.exit(main())
