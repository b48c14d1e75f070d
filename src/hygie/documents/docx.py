"""A document as a Word file that people go on editing: a template filled with words, in a sandbox.

The words are data: nothing in them is read as template, markup or field. A template may come from the
user; it runs in a sandbox that reaches nothing but the words it is given.
"""

from datetime import datetime, time
from functools import cache
from importlib.resources import files
from io import BytesIO

from hygie.documents.kind import Words


class TemplateError(Exception):
    """A Word template cannot be used; the message says why."""


@cache
def shipped(name: str) -> bytes:
    """Read a template that Hygie ships."""
    return files("hygie.documents").joinpath("templates", name).read_bytes()


def to_docx(words: Words, template: bytes | str) -> bytes:
    """Fill a template (its content, or the name of one that is shipped) with words.

    Raises:
        TemplateError: the template is not a Word file, is not safe, or names what the words do not hold.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only this format needs it
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    content = shipped(template) if isinstance(template, str) else template
    document = DocxTemplate(BytesIO(content))
    document.render(
        dict(words),
        ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True),
        autoescape=True,
    )
    day = datetime.combine(words["day"], time())
    document.docx.core_properties.created = document.docx.core_properties.modified = day
    made = BytesIO()
    document.save(made)
    return made.getvalue()
