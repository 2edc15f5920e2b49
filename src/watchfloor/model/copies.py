"""What passes between the rooms about copies: what an index keeps, and who judges."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from watchfloor.model.document import Document
from watchfloor.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """Words of a text that may name whose it is: `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the record keeps of a document to find its copies.

    Attributes:
        content: hash of its words; equal for texts that differ in case, marks and line ends only.
        words: how many words it has, page furniture aside.
        site: who put it out, for comparing; None if neither source nor address is known.
        signature: one byte a minimum, for a first estimate.
        bands: documents that share one of these keys may be copies. Signed 64-bit integers.
        credits: where it may say whose text it is.
    """

    content: int
    words: int
    site: str | None
    signature: bytes
    bands: tuple[int, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One document of a copy group, as far as the question of its origin goes.

    `published` is ISO, None if unknown or only inferred from the words that copies share.
    """

    id: str
    source: str | None
    url: str | None
    published: str | None
    words: int
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class CopyOf:
    """Which document a text is a copy of, and why; both None for the origin of a group."""

    id: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a copy and the text it was made from do not share: character spans of each."""

    added: tuple[tuple[int, int], ...]
    left_out: tuple[tuple[int, int], ...]


class CopyJudge(Protocol):
    """Decides about pairs on the pair alone, and about a group on the group alone.

    So groups depend neither on the order of arrival nor on how documents are spread over runs.
    """

    @property
    def scheme(self) -> str:
        """Name of how documents are signed: keys of two schemes do not meet."""
        ...

    def sign(self, document: Document) -> Signed:
        """Return what the index keeps of a document."""
        ...

    def likely(self, signature: bytes, others: Sequence[bytes]) -> Sequence[float]:
        """Return an estimate for each of the other signatures; 0 means no copy, unread."""
        ...

    def is_copy(self, one: Document, other: Document) -> bool:
        """Tell whether two texts are copies of one; the same whichever comes first."""
        ...

    def settle(self, members: Sequence[Member]) -> Mapping[str, CopyOf]:
        """Return for each member of a group, by id, what it is a copy of."""
        ...
