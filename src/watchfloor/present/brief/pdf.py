"""A brief as PDF, by WeasyPrint; it is an extra, and needs Pango from the system."""

import hashlib
import re
from functools import cache
from typing import Any

from watchfloor.errors import InputError
from watchfloor.present.brief.page import style

INSTALL = 'a PDF needs WeasyPrint: pip install "watchfloor[pdf]"'
PANGO = (
    "WeasyPrint is installed but finds no Pango: install it from the system (Debian: apt install"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
)
ELSE = "or write brief.html and print it from a browser"


def pdf(page: str) -> bytes:
    """Return an HTML page as a tagged PDF: the same page gives the same bytes.

    Raises:
        InputError: WeasyPrint is not installed, or Pango is missing.
    """
    weasyprint = _weasyprint()
    # The identifier is made of a clock otherwise.
    identifier = hashlib.sha256(page.encode("utf-8", "replace")).digest()[:16]
    made = weasyprint.HTML(string=coloured(page), url_fetcher=refuse).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier
    )
    return bytes(made)


def coloured(page: str) -> str:
    """Return a page whose pictures have their colours in them.

    WeasyPrint gives a picture no rule of the page that it stands in: all of it would be black.
    """
    return _PICTURE.sub(lambda found: f"{found[0]}<style>{_picture_style()}</style>", page)


@cache
def _picture_style() -> str:
    """Return the rules of pictures, with the light colours in place of their names."""
    colours = dict(re.findall(r"(--[\w-]+): ([^;]+);", style().partition("@media")[0]))
    rules = "".join(re.findall(r"^svg [^{]*\{[^}]*\}", style(), re.MULTILINE))
    # it draws a text's outline over its letters, and knows no inherited family
    rules = rules.replace("paint-order: stroke; stroke: var(--paper); stroke-width: 3px;", "")
    rules = rules.replace("font-family: inherit", "font-family: sans-serif")
    return re.sub(r"var\((--[\w-]+)\)", lambda found: colours[found[1]], rules)


_PICTURE = re.compile(r"<svg\b[^>]*>")


def refuse(url: str, *arguments: object, **options: object) -> Any:
    """Fetch nothing but what is inside the page: `data:` addresses.

    Raises:
        ValueError: any other address.
    """
    del arguments, options
    if not url.lower().startswith("data:"):
        message = f"a brief loads nothing: {url[:80]}"
        raise ValueError(message)
    return _weasyprint().default_url_fetcher(url)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError as error:
        message = f"{INSTALL}; {ELSE}"
        raise InputError(message) from error
    except OSError as error:  # its bindings load Pango when they are imported
        message = f"{PANGO}; {ELSE}"
        raise InputError(message) from error
    return weasyprint
