"""Elements of SVG as strings: attributes escaped, numbers short, the same bytes everywhere."""

from collections.abc import Iterable
from functools import cache
from html import escape


def element(name: str, *inside: str, **attributes: str | float | None) -> str:
    """Return an element; an attribute `class_` is `class`, `stroke_width` is `stroke-width`.

    What is `inside` is markup already: pass words through `words`.
    """
    given = "".join(
        f' {_attribute(key)}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(inside)
    return f"<{name}{given}>{body}</{name}>" if body else f"<{name}{given}/>"


def words(text: str) -> str:
    """Return text as markup; characters that no XML may hold become a space."""
    if not text.isprintable():
        text = "".join(one if one.isprintable() else " " for one in text)
    return escape(text)


def picture(
    width: float, height: float, parts: Iterable[str], *, title: str, description: str, key: str
) -> str:
    """Return a picture with its name and description; `key` makes their ids unique on a page."""
    head = (
        element("title", words(title), id=f"{key}-title"),
        element("desc", words(description), id=f"{key}-desc"),
    )
    return element(
        "svg",
        *head,
        *parts,
        class_="chart",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        xmlns="http://www.w3.org/2000/svg",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def text(x: float, y: float, said: str, *, anchor: str = "start", class_: str = "") -> str:
    """Return words at a point; `anchor` is start, middle or end."""
    return element(
        "text",
        words(said),
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        font_size=11,
        class_=class_ or None,
    )


def number(value: float) -> str:
    """Return a number with one decimal at most: finer than a pixel is only bytes."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
