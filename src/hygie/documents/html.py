"""A document as one HTML page that needs nothing else: style inside, no script, no request.

Every text passes through the template's escaping; a name that the template misses is an error. A policy
inside the page forbids whatever is not its own style, so that even a fault here could load nothing.
"""

from functools import cache
from importlib.resources import files

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from hygie import __version__
from hygie.documents.frame import Document


def _resource(*path: str) -> str:
    return files("hygie.documents").joinpath(*path).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: _resource("templates", name)),
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    # The drawings are our own (``hygie.drawings`` escapes every text that it sets in them).
    environment.filters["drawing"] = Markup
    return environment.get_template("document.html.j2")


@cache
def style_sheet() -> str:
    """Give the style of a document: the tokens, then what is built on them."""
    return "\n".join(_resource("styles", f"{name}.css") for name in ("tokens", "document", "drawing"))


def to_html(document: Document) -> bytes:
    """Draw a document as an HTML page."""
    plain = msgspec.to_builtins(document)
    level = document.frame.mark.label.removeprefix("TLP:").lower().partition("+")[0]
    page = _template().render(
        **plain,
        generator=f"Hygie {__version__}",
        mark_class=f"mark-{level}",
        style=Markup(style_sheet()),  # noqa: S704 - our own file, no text of the user's
    )
    return page.encode()
