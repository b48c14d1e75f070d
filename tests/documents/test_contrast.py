"""The colours of the tokens are readable: AA contrast in both themes, and on paper."""

import re

import pytest

from hygie.documents.html import style_sheet

AA = 4.5


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> dict[str, dict[str, str]]:
    light, dark, paper = re.findall(r":root \{(.*?)\}", style_sheet(), re.DOTALL)[:3]
    found = [dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block)) for block in (light, dark, paper)]
    return dict(zip(("light", "dark", "print"), found, strict=True))


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_is_readable_on_every_ground(theme: str) -> None:
    colours = themes()[theme]
    inks = ("ink", "muted", "accent", "met", "partial", "not-met", "undetermined", "not-applicable")
    for ground in ("paper", "raised", "sunken"):
        for ink in inks:
            assert contrast(colours[ink], colours[ground]) >= AA, f"{ink} on {ground}"
    assert contrast(colours["on-accent"], colours["accent"]) >= AA
