"""French spacing: a narrow no-break space before ; : ! ? and inside « ».

French text is written with ordinary spaces, in catalogues and in YAML alike; the spacing that printers
use is put in once, where the text becomes something to read.
"""

import re

NARROW = "\u202f"

_SPACES = f"[ \u00a0{NARROW}]"
_RULES = re.compile(
    rf"""
      (?P<kept>
          `[^`]*`                                     # a code span
        | \{{[^{{}}]*\}}                              # a placeholder
        | &\#?\w+;                                    # an HTML entity
        | [^\s«»`{{}}]*(?:[/\\_]|\w[:.]\w)[^\s«»`{{}}]*   # a URL, a path, an hour, an id, a dotted name
      )
    | (?P<opening>«){_SPACES}*(?=\S)
    | (?<=[^\s«]){_SPACES}*(?P<closing>»)
    | (?<=[\w»)\]}}%"”’…`°€$]){_SPACES}+(?P<spaced>[;:!?])(?![\w/-])
    | (?:(?<=[^\W\d_])|(?<=[»)]))(?P<colon>:)(?=[\s»)”]|$)
    | (?<=[\w»)}}”])(?P<glued>[;!?]+)(?=[\s»)”]|$)
    """,
    re.VERBOSE,
)


def french_spaces(text: str) -> str:
    """Put French spacing into a text; doing it twice changes nothing more.

    Code spans in backquotes, ``{placeholders}``, URLs, paths with line and column, hours and ids such
    as ``actor:west`` are left as they are.
    """
    return _RULES.sub(_spaced, text)


def _spaced(match: re.Match[str]) -> str:
    if match["kept"] is not None:
        return match["kept"]
    if match["opening"]:
        return f"«{NARROW}"
    sign = match["closing"] or match["spaced"] or match["colon"] or match["glued"]
    return NARROW + str(sign)
