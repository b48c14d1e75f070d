"""The numbers of the 93 measures of annex A of ISO/IEC 27001:2022, in order."""

_THEMES = {5: 37, 6: 8, 7: 14, 8: 34}
"""Organisational, people, physical, technological: the number of measures of each theme."""

MEASURES: tuple[str, ...] = tuple(
    f"A.{theme}.{number}" for theme, count in _THEMES.items() for number in range(1, count + 1)
)
