"""The coder `lexicon`: a trigger table and cheap patterns. The fast tier, and the zero line.

It reads sentence by sentence, in time linear in the text. Scores are coarse and say which rule
spoke; they are no probabilities.
"""

from collections.abc import Iterable, Sequence

from watchfloor.coding import probing
from watchfloor.coding.domain import Domain
from watchfloor.coding.draft import Draft
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, sentences
from watchfloor.errors import CodingError
from watchfloor.model import Coded, Document, Probe
from watchfloor.model.frozen import dataclass

MOST_EVENTS = 2000
"""Events in one document, at most; a text with more is a list, not news. The rest is counted."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Codes events by a table of words; see `data/lexicon.csv` and `data/words.csv`."""

    @property
    def name(self) -> str:
        """Return the coder's name."""
        return "lexicon"

    @property
    def version(self) -> str:
        """Return the version of rules and tables together."""
        return "6"

    def code(self, document: Document) -> Coded:
        """Return the events of a document; claims, figures and relations are left to others."""
        text = list(sentences(document))
        return self._coded(document, text, map(Look, text))

    def second(self, document: Document, looks: Sequence[Look]) -> Coded:
        """Return the same of a document of which another coder has looked at the sentences."""
        return self._coded(document, [look.sentence for look in looks], looks)

    def _coded(self, document: Document, text: Sequence[Sentence], looks: Iterable[Look]) -> Coded:
        draft = Draft(document, Domain.of(text))
        for look in looks:
            if len(draft.pending) < MOST_EVENTS:
                draft.read(look)
            else:
                draft.skip(look)
        draft.omitted += len(draft.pending[MOST_EVENTS:])
        del draft.pending[MOST_EVENTS:]
        return draft.coded(f"{self.name}@{self.version}")

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Return what the tables say of given spans.

        Raises:
            CodingError: a span is empty or outside the text.
        """
        for start, end in spans:
            if not 0 <= start < end <= len(document.text):
                message = (
                    f"cannot probe {start}..{end}: the text has {len(document.text)} characters"
                )
                raise CodingError(message)
        return probing.probe(document, spans)
