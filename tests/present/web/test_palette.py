"""Every pair of colours that meets on a page can be read, in the light scheme and in the dark."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "web"
COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6}(?:[0-9a-f]{2})?);")
Palette = Mapping[str, str]


def palettes() -> dict[str, Palette]:
    """Read both schemes from the style sheet; the dark one changes what it names."""
    light, _, dark = (WEB / "src" / "palette.css").read_text("utf-8").partition("@media")
    return {"light": dict(COLOUR.findall(light)), "dark": dict(COLOUR.findall(light + dark))}


def pairs() -> list[dict[str, str]]:
    """Read the pairs that meet, and the least contrast of each."""
    with (WEB / "contrast.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0..1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "one, other, ratio",
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_guideline(one: str, other: str, ratio: float) -> None:
    """Known pairs have their known ratios, whichever colour is named first."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_has_the_contrast_it_needs(scheme: str) -> None:
    """No pair of the table falls below its least ratio."""
    palette = palettes()[scheme]
    found = [
        (pair["foreground"], pair["background"], round(ratio, 2))
        for pair in pairs()
        if (ratio := contrast(palette[pair["foreground"]], palette[pair["background"]]))
        < float(pair["least"])
    ]
    assert [] == found


def test_no_text_or_symbol_escapes_the_table() -> None:
    """Every colour of the palette stands in a pair, but for lines and shadows that say nothing."""
    measured = {pair[side] for pair in pairs() for side in ("foreground", "background")}
    assert {"line", "shadow"} == palettes()["light"].keys() - measured


def test_both_schemes_name_the_same_colours() -> None:
    """A colour that only one scheme sets would be unreadable in the other."""
    text = (WEB / "src" / "palette.css").read_text("utf-8")
    light, _, dark = text.partition("@media")
    assert {"shadow"} == dict(COLOUR.findall(light)).keys() - dict(COLOUR.findall(dark)).keys()
    assert set() == dict(COLOUR.findall(dark)).keys() - dict(COLOUR.findall(light)).keys()


def test_colours_are_named_in_the_palette_only() -> None:
    """Style sheets and scripts use the palette's names; paper is white and ink black."""
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
    found = {
        (path.name, match.group())
        for path in sorted((WEB / "src").iterdir())
        if path.suffix == ".css" and path.name != "palette.css"
        for match in literal.finditer(path.read_text("utf-8"))
    }
    assert {("print.css", "#fff"), ("print.css", "#000")} == found


def test_every_name_that_is_used_exists() -> None:
    """No style sheet asks for a colour that the palette lacks."""
    known = set(palettes()["light"]) | {"type"}
    used = {
        name
        for path in (WEB / "src").glob("*.css")
        for name in re.findall(r"var\(--([a-z-]+)\)", path.read_text("utf-8"))
    }
    assert set() == used - known
