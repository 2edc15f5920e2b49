"""A brief in the format that its file name asks for."""

from pathlib import Path

from watchfloor.errors import UsageError
from watchfloor.model.brief import Brief

FORMATS = ("html", "md", "pdf")


def format_of(path: Path) -> str:
    """Return the format of a file name.

    Raises:
        UsageError: another ending.
    """
    name = path.suffix.lower().removeprefix(".")
    name = {"htm": "html", "markdown": "md"}.get(name, name)
    if name not in FORMATS:
        message = f"{path} ends in none of .html, .md, .pdf: name the file so"
        raise UsageError(message)
    return name


def written(brief: Brief, format_name: str) -> bytes:
    """Return a brief as the bytes of a file.

    Raises:
        InputError: pdf, and WeasyPrint or Pango is missing.
    """
    if format_name == "md":
        from watchfloor.present.brief.markdown import markdown

        return markdown(brief).encode("utf-8", "replace")
    from watchfloor.present.brief.page import page

    made = page(brief)
    if format_name == "html":
        return made.encode("utf-8", "replace")
    from watchfloor.present.brief.pdf import pdf

    return pdf(made)
