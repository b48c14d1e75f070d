"""All the sentences, by code: gathered once from the modules that give them."""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from hygie.wording import (
    composition_mistakes,
    exchange,
    labels,
    mistakes,
    observed,
    publication_words,
    reasons,
    risk_labels,
    workbook_labels,
)
from hygie.wording.sentence import Sentence


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(
        import_module(f"{package.__name__}.{info.name}")
        for package in (reasons, observed)
        for info in pkgutil.iter_modules(package.__path__)
    )


@cache
def sentences() -> dict[str, Sentence]:
    """Give the sentence of every code that rules and readers use."""
    table: dict[str, Sentence] = mistakes.SENTENCES | composition_mistakes.SENTENCES | risk_labels.SENTENCES
    table |= exchange.SENTENCES | publication_words.SENTENCES
    for module in _modules():
        table.update(getattr(module, "SENTENCES", {}))
    return table


@cache
def terms() -> dict[tuple[str, str], str]:
    """Give the English label of every word of a closed vocabulary, by (vocabulary, word)."""
    table = labels.TERMS | workbook_labels.TERMS | risk_labels.TERMS
    for module in _modules():
        table.update(getattr(module, "TERMS", {}))
    return table
