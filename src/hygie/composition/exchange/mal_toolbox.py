"""mal-toolbox, loaded when it is asked for: a language and a model in, its objects out.

When it is imported it reads ``maltoolbox.yml`` in the working directory and makes a folder ``logs`` there. A
dossier is no place for either, so it is told to keep its log in a folder that is then removed.
"""

import json
import logging
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from hygie.composition.engine.extras import MissingExtraError

# The objects of mal-toolbox, which has no types that a checker could read when it is not installed.
Language: TypeAlias = Any
LanguageAsset: TypeAlias = Any
LanguageStep: TypeAlias = Any
Expression: TypeAlias = Any
Model: TypeAlias = Any
AttackGraph: TypeAlias = Any
Node: TypeAlias = Any

LARGEST_LANGUAGE = 64 * 1024 * 1024
"""Bytes of a language once unpacked."""

_INCLUDE = re.compile(rb'\binclude\b(?:\s|/\*.*?\*/|//[^\n]*\n)*"', re.DOTALL)
_LANGUAGE = "language"
_SETTING = "MALTOOLBOX_CONFIG"


class UnusableMalError(Exception):
    """The language or the model cannot be read; ``what`` says which.

    ``problem`` says why in a word of ours (``archive``, ``includes``, ``too_large``), empty where only
    mal-toolbox knows; ``reason`` is then what it says, in English.
    """

    def __init__(self, what: str, problem: str = "", reason: object = "") -> None:
        """Keep which of the two, why, and one line of the reason."""
        self.what = what
        self.problem = problem
        self.reason = " ".join(str(reason).split())[:200] or type(reason).__name__
        super().__init__(what, problem, self.reason)


def load_language(content: bytes, name: str) -> Language:
    """Load a language: the text of a ``.mal`` file, or a ``.mar`` archive.

    A ``.mal`` that includes other files is refused: which files are read is for the user to say.

    Raises:
        MissingExtraError: mal-toolbox is not installed.
        UnusableMalError: it is no MAL language.
    """
    languages = _toolbox("maltoolbox.language").LanguageGraph
    with tempfile.TemporaryDirectory() as folder, _said_of(_LANGUAGE):
        if zipfile.is_zipfile(_written(content, Path(folder) / "language")):
            _check_archive(Path(folder) / "language")
            return languages.from_mar_archive(str(Path(folder) / "language"))
        if name.lower().endswith(".mar"):
            raise UnusableMalError(_LANGUAGE, "archive")
        if _INCLUDE.search(content):
            raise UnusableMalError(_LANGUAGE, "includes")
        return languages.from_mal_spec(str(_written(content, Path(folder) / "language.mal")))


def build_model(data: dict[str, Any], language: Language) -> Model:
    """Make a mal-toolbox ``Model`` of the plain data of its file.

    Raises:
        MissingExtraError: mal-toolbox is not installed.
        UnusableMalError: it is no model in that language.
    """
    model = _toolbox("maltoolbox.model").Model
    with _said_of("model"):
        kept = {key: value for key, value in data.items() if key in ("metadata", "assets")}
        return model._from_dict(kept, language)  # noqa: SLF001 - it only reads from files otherwise


def _toolbox(name: str) -> ModuleType:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        before = os.environ.get(_SETTING)
        log = str(Path(folder) / "log.txt")
        kept = {"log_level": logging.CRITICAL, "log_file": log, "model_file": ""}
        setting = _written(json.dumps({"logging": kept}).encode(), Path(folder) / "maltoolbox.yml")
        os.environ[_SETTING] = str(setting)
        try:
            return import_module(name)
        except ImportError as reason:
            extra = "mal"
            raise MissingExtraError(extra) from reason
        finally:
            os.environ.pop(_SETTING)
            if before is not None:
                os.environ[_SETTING] = before
            _close_logs(log)


def _close_logs(log: str) -> None:
    logger = logging.getLogger("maltoolbox")
    for handler in list(logger.handlers):
        if isinstance(handler, logging.FileHandler) and handler.baseFilename == str(Path(log).absolute()):
            logger.removeHandler(handler)
            handler.close()


@contextmanager
def _said_of(what: str) -> Iterator[None]:
    """Turn whatever mal-toolbox raises for what a file holds into one exception of ours."""
    try:
        yield
    except UnusableMalError:
        raise
    except Exception as reason:
        raise UnusableMalError(what, reason=reason) from reason


def _check_archive(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST_LANGUAGE:
            raise UnusableMalError(_LANGUAGE, "too_large")


def _written(content: bytes, file: Path) -> Path:
    file.write_bytes(content)
    return file
