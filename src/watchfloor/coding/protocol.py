"""What a coder is: one Protocol, no base class, no registry. Any object that fits is a coder."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from watchfloor.model import Coded, Document, Probe


@runtime_checkable
class Coder(Protocol):
    """Reads one document.

    A coding depends on the document's text, its published date and the coder's own version alone:
    not on other documents, the clock, the environment or chance. `watchfloor.testing.check_coder`
    tests this and the rest of the protocol.
    """

    @property
    def name(self) -> str:
        """A short word for the command line: `lexicon`."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the output for any text may change."""
        ...

    def code(self, document: Document) -> Coded:
        """Return every event, claim, figure and relation that the coder reads in the text.

        Events stand in the order of their anchors; nothing is coded inside boilerplate.
        """
        ...

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Return the full distributions for given spans (start, end), one probe a span, in order.

        Raises:
            CodingError: a span is empty or outside the text.
        """
        ...


@runtime_checkable
class Vectoring(Protocol):
    """A coder that can also say, by vectors, how alike events of two texts are.

    They are asked for where a text goes into a record: nobody who codes a single text waits for
    them. A coder may as well hand its vectors out with its coding, or have none.
    """

    def vectors(self, document: Document, anchors: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
        """Return 64 signed bytes an anchor (start, end), of length 127; or none at all."""
        ...


def stamp(coder: Coder) -> str:
    """Return `name@version`, the way the record names a coder."""
    return f"{coder.name}@{coder.version}"
