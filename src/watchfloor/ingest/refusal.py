"""How this room says no: one exception inside, one Issue outside."""

from watchfloor.errors import InputError
from watchfloor.model import Issue, Raw, Severity

STAGE = "ingest"


class Refusal(InputError):
    """One input cannot become a document; `code` is the short stable word for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def refused(code: str, message: str, *, origin: str, line: int | None = None) -> Issue:
    """Return the issue of an input that does not go in."""
    return _issue(Severity.REFUSED, code, message, origin, line)


def warning(code: str, message: str, *, raw: Raw) -> Issue:
    """Return an issue about a document that goes in all the same."""
    return _issue(Severity.WARNING, code, message, raw.origin, raw.line)


def _issue(severity: Severity, code: str, message: str, origin: str, line: int | None) -> Issue:
    return Issue(
        severity=severity,
        stage=STAGE,
        code=code,
        origin=origin,
        line=line,
        message=message,
    )
