"""The refusals of an edit: the user's file is left as it is.

| code | parameters | ``place`` |
| --- | --- | --- |
| ``edit_unreadable`` | ``cause``: the code of the first mistake | that mistake |
| ``edit_path`` | ``path`` | the deepest value that exists on the way |
| ``edit_not_mapping``, ``edit_not_list`` | ``path`` | the value that was to receive another |
| ``edit_value`` | ``found``: what no file can hold | start of the file |
| ``edit_style`` | ``path`` | an entry written in a style that is not edited (``? key``) |
| ``edit_not_exact`` | ``path`` | the value edited: the result would not read back as intended |
| ``edit_conflict`` | ``expected``, ``actual``: digests | start of the file |
"""

from enum import StrEnum

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place


class EditCode(StrEnum):
    """Why an edit is refused."""

    UNREADABLE = "edit_unreadable"
    PATH = "edit_path"
    NOT_MAPPING = "edit_not_mapping"
    NOT_LIST = "edit_not_list"
    VALUE = "edit_value"
    STYLE = "edit_style"
    NOT_EXACT = "edit_not_exact"
    CONFLICT = "edit_conflict"


class EditError(Exception):
    """An edit refused; ``diagnostic`` says why and where."""

    def __init__(self, code: EditCode, place: Place, **parameters: Parameter) -> None:
        """Make the diagnostic of a refusal."""
        self.diagnostic = Diagnostic(code.value, place, parameters)
        super().__init__(f"{place}: {code}")


class ConflictError(EditError):
    """The file is no longer the one that was read: someone else changed it."""

    def __init__(self, file: str, expected: str, actual: str) -> None:
        """Make the diagnostic of a conflict between two digests."""
        super().__init__(EditCode.CONFLICT, Place(file), expected=expected, actual=actual)
