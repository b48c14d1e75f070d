"""From the view model to the bytes of the page."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from hygie.assessment.snapshot import Comparison
from hygie.assessment.study import Study
from hygie.documents.report.build import build
from hygie.wording.voice import Voice

_SHEETS = ("styles/tokens.css", "styles/drawing.css", "report/report.css")


def report(study: Study, voice: Voice, comparison: Comparison | None = None) -> bytes:
    """Show a study as one self-contained HTML page, in UTF-8; same inputs, same bytes.

    The page runs no script and asks nothing of any network. It carries the dossier's TLP mark and
    shows nothing of the class ``restricted``.
    """
    page = build(study, voice, comparison)
    return _template().render(page=page, css=_style(), _=voice.say).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("hygie.documents.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The drawings are our own (``hygie.drawings`` escapes every text that it sets in them).
    environment.filters["drawing"] = Markup
    return environment.get_template("report.html")


@cache
def _style() -> Markup:
    """Give the style sheets, which are ours: no text of a user ever enters them."""
    folder = files("hygie.documents")
    sheets = [folder.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS]
    return Markup("\n".join(sheets))  # noqa: S704
