"""The words of workbooks in one language: given by who speaks it, recognised in every language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hygie.dossier.suggest import bare

YES = frozenset({"oui", "yes", "vrai", "true"})
NO = frozenset({"non", "no", "faux", "false"})
NONE = frozenset({"aucun", "aucune", "neant", "none"})
EMPTY = "[]"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a workbook says in one language.

    ``say`` translates the descriptions of the vocabulary; ``texts`` are the fixed texts by name,
    ``labels`` those of closed vocabularies by word, ``titles`` the names of sheets by their key,
    ``countries`` their names by code.
    """

    language: str
    say: Callable[[str], str]
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    titles: Mapping[str, str]
    countries: Mapping[str, str]

    def label(self, word: str) -> str:
        """Name a word of a closed vocabulary; a word without a label stands for itself."""
        return self.labels.get(word, word)


@dataclass(frozen=True)
class Recognised:
    """The words that a reader knows, whichever language the workbook speaks."""

    tongues: tuple[Tongue, ...]
    _by_words: dict[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict, repr=False)

    def word(self, text: str, words: tuple[str, ...]) -> str | None:
        """Find the word of a closed vocabulary that a cell says, by itself or by its label."""
        found = self._by_words.get(words)
        if found is None:
            found = self._by_words[words] = dict(self._readings(words))
        return found.get(text.casefold()) or found.get(bare(text))

    def _readings(self, words: Iterable[str]) -> Iterable[tuple[str, str]]:
        listed = tuple(words)
        for word in listed:
            for tongue in self.tongues:
                if label := bare(tongue.label(word)):
                    yield label, word
        # A word itself goes before the labels of the others.
        yield from ((word.casefold(), word) for word in listed)

    @cached_property
    def reasons(self) -> Mapping[str, frozenset[str]]:
        """Give, by key, how the beginning of an answer such as “not applicable: …” may be written."""
        key = "not_applicable"
        return {key: frozenset({bare(key), *(bare(tongue.texts[key]) for tongue in self.tongues)})}

    def starts(self, text: str, key: str) -> str | None:
        """Give what follows “not applicable:”, where a text starts so."""
        start, colon, rest = text.partition(":")
        known = self.reasons.get(key, frozenset({bare(key)}))
        return rest.strip() if colon and bare(start) in known else None
