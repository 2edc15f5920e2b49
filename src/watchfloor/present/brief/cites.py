"""The numbers in brackets: each stands for words of a text, or for rows of the record."""

from collections.abc import Mapping

from watchfloor.export.discretion import Discretion, told_sentence, told_title
from watchfloor.model import Decision, Document
from watchfloor.model.brief import Citation
from watchfloor.present.phrases import published_words
from watchfloor.store.coverage import UNNAMED

LONGEST = 420
"""Characters of a cited sentence; of a longer one, the part around what is cited."""


class Cites:
    """Gives every piece of evidence its number, the same piece the same one, from 1 on."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        rules: Discretion,
    ) -> None:
        self._documents = documents
        self._rules = rules
        self._found: dict[tuple[str | None, int | None, int | None, str], Citation] = {}

    def text(self, document_id: str, start: int, end: int, around: tuple[int, int]) -> int:
        """Return the number of a span's sentence `around` it, cut to what can be read."""
        document = self._documents[document_id]
        left, right = _cut(document.text, (start, end), around)
        key = (document_id, left, right, "")
        if key not in self._found:
            known = self._rules.known(document_id)
            self._found[key] = Citation(
                number=len(self._found) + 1,
                document_id=document_id,
                source=document.source or UNNAMED,
                published=published_words(document.published),
                title=told_title(document.title, known, self._rules) if document.title else None,
                url=document.url,
                start=left,
                end=right,
                words=told_sentence(document.text[left:right], left, known, self._rules),
            )
        return self._found[key].number

    def record(self, command: str, data_up_to: str) -> int:
        """Return the number of a count of the record: the command that lists its rows."""
        key = (None, None, None, command)
        if key not in self._found:
            self._found[key] = Citation(
                number=len(self._found) + 1,
                document_id=None,
                source="a count of this record",
                published=f"data up to {data_up_to}",
                title=None,
                url=None,
                start=None,
                end=None,
                words=command,
            )
        return self._found[key].number

    def decision(self, made: Decision) -> int:
        """Return the number of a value that a person set: who, when, and why."""
        key = (None, None, None, made.id)
        if key not in self._found:
            self._found[key] = Citation(
                number=len(self._found) + 1,
                document_id=None,
                source=f"decision {made.id[:8]} of {made.author}",
                published=made.decided[:10],
                title=None,
                url=None,
                start=None,
                end=None,
                words=f"{made.field or made.verdict}: {made.reason or 'no reason given'}",
            )
        return self._found[key].number

    def of(self, number: int) -> Citation:
        """Return what a number stands for."""
        return next(one for one in self._found.values() if one.number == number)

    def all(self) -> tuple[Citation, ...]:
        """Return every citation by its number."""
        return tuple(sorted(self._found.values(), key=lambda one: one.number))


def _cut(text: str, span: tuple[int, int], around: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence, or of a very long one the whole words around the span."""
    start, end = min(around[0], span[0]), max(around[1], span[1])
    if end - start > LONGEST:
        spare = max((LONGEST - (span[1] - span[0])) // 2, 0)
        start, end = max(start, span[0] - spare), min(end, span[0] + LONGEST, span[1] + spare)
        space = text.find(" ", start, span[0])
        start = space + 1 if space >= 0 and start > around[0] else start
        space = text.rfind(" ", span[1], end)
        end = space if space >= 0 and end < around[1] else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
