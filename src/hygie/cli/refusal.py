"""An input that cannot be used: everything that is wrong with it, one line each, exit code 2."""

import errno
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.place import Place
from hygie.wording.labels import OS_ERRORS
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice


class InputRefusedError(Exception):
    """The input cannot be used; ``folder`` is what places are relative to."""

    def __init__(self, mistakes: Iterable[Diagnostic], folder: str = "") -> None:
        """Collect the mistakes."""
        super().__init__()
        self.mistakes = tuple(mistakes)
        self.folder = folder

    def lines(self, voice: Voice) -> Iterator[str]:
        """Word each mistake as ``FILE:LINE:COLUMN: message``, and count them when there are several."""
        for mistake in self.mistakes:
            yield f"{self._place(mistake.place)}: {voice.diagnostic(mistake)}{self._related(mistake, voice)}"
        if len(self.mistakes) > 1:
            yield voice.count(*N_plural("{count} mistake.", "{count} mistakes."), len(self.mistakes))

    def _related(self, mistake: Diagnostic, voice: Voice) -> str:
        if mistake.related is None:
            return ""
        return " " + voice.say(N_("See {place}."), place=self._place(mistake.related))

    def _place(self, place: Place) -> str:
        if place.file.startswith("--"):
            return place.file  # an option has no lines
        file = place.file if self.folder in ("", ".") else str(PurePath(self.folder) / place.file)
        return str(place._replace(file=file))


def refuse(code: str, about: str, /, **parameters: Parameter) -> InputRefusedError:
    """Make the refusal of something that was asked for, which stands in no file."""
    return InputRefusedError([Diagnostic(code, Place(about), parameters)])


def refuse_file(code: str, about: str, reason: OSError) -> InputRefusedError:
    """Make the refusal of a file for what the system says of it, in the reader's language where usual."""
    name = errno.errorcode.get(reason.errno or 0, "")
    message = Term("os_error", name) if name in OS_ERRORS else reason.strerror or str(reason)
    return refuse(code, about, found=about, message=message)
