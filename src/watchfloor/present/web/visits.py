"""What a browser has seen: a mark that stays for a whole visit, whatever is loaded again in it.

The mark is the number of the newest document of the visit before, and that of the latest decision.
It moves on when a visit begins
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
        judged: the latest decision of the visit before; None on the first.
        latest: the latest decision that this visit has shown.
    """

    mark: int | None
    newest: int
    began: int
    judged: int | None = None
    latest: int = 0

    def words(self) -> str:
        """Return the visit as a cookie holds it."""
        mark = self.newest if self.mark is None else self.mark
        judged = self.latest if self.judged is None else self.judged
        return f"{mark}.{self.newest}.{self.began}.{judged}.{self.latest}"


def visited(words: str, newest: int, now: float, latest: int = 0) -> Visit:
    """Return the visit that goes on or begins, from what the cookie holds.

    Args:
        words: the cookie, of an older version too; whatever else it holds is a first visit.
        newest: the number of the newest document now.
        now: seconds since 1970.
        latest: the number of the latest decision now.
    """
    parts = words.split(".")
    if len(parts) not in (1, 3, 5) or not all(map(_is_number, parts)):
        return Visit(None, newest, int(now), None, latest)
    mark, before, began, *decided = map(int, parts if len(parts) > 1 else (words, words, "0"))
    judged, decided_before = decided or (None, None)
    if not 0 <= now - began < VISIT_SECONDS:
        mark, began, judged = before, int(now), decided_before
    return Visit(mark, newest, began, judged, latest)


def visit_of(request: Request, newest: int, now: float, latest: int) -> Visit:
    """Return the visit that a request belongs to."""
    return visited(request.cookies.get(_cookie(request), ""), newest, now, latest)


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
