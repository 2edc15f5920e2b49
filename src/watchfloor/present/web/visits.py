"""What a browser has seen: a mark that stays for a whole visit, whatever is loaded again in it.

The mark is the number of the newest document of the visit before. It moves on when a visit begins
hours after the one before began, or when somebody says that all was seen. It lies in a cookie, so
each browser has its own, and nobody's looking hides anything from others.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

VISIT_SECONDS = 6 * 3600
"""A visit: what was new when it began stays new for so long."""
KEPT_SECONDS = 400 * 86_400
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a record.

    Attributes:
        mark: the newest document of the visit before; None on the first.
        newest: the newest document that this visit has shown.
        began: seconds since 1970.
    """

    mark: int | None
    newest: int
    began: int

    def words(self) -> str:
        """Return the visit as a cookie holds it."""
        return f"{self.newest if self.mark is None else self.mark}.{self.newest}.{self.began}"


def visited(words: str, newest: int, now: float) -> Visit:
    """Return the visit that goes on or begins, from what the cookie holds.

    Args:
        words: the cookie, of an older version too; whatever else it holds is a first visit.
        newest: the number of the newest document now.
        now: seconds since 1970.
    """
    parts = words.split(".")
    if len(parts) not in (1, 3) or not all(map(_is_number, parts)):
        return Visit(None, newest, int(now))
    mark, before, began = map(int, parts if len(parts) > 1 else (words, words, "0"))
    if not 0 <= now - began < VISIT_SECONDS:
        mark, began = before, int(now)
    return Visit(mark, newest, began)


def visit_of(request: Request, newest: int, now: float) -> Visit:
    """Return the visit that a request belongs to."""
    return visited(request.cookies.get(_cookie(request), ""), newest, now)


def remember(request: Request, response: Response, visit: Visit) -> None:
    """Have the browser keep a visit."""
    response.set_cookie(
        _cookie(request), visit.words(), max_age=KEPT_SECONDS, httponly=True, samesite="strict"
    )


def _cookie(request: Request) -> str:
    """Return the cookie's name: each record has its own."""
    path: Path = request.app.state.record.absolute()
    return f"watchfloor-seen-{sha256(str(path).encode('utf-8', 'replace')).hexdigest()[:8]}"


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= MOST_DIGITS
