"""A whole study as one page that opens anywhere: no script, no request, readable on a phone and on paper."""

from hygie.documents.report.render import report

__all__ = ["report"]
