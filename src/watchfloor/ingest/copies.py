"""Copies: exact, near-identical and partial ones, and the text that they were made from.

Four steps, each on documents alone: `sign` (words, MinHash, bands), `likely` (which signatures are
worth reading), `is_copy` (on the words of both) and `settle` (the origin of a group). A group is a
connected component over verified pairs, never the nearest neighbour, so that it does not depend on
which text came first. The record keeps the index; `group` does the same in memory. `sign_all` needs
nothing but its documents, so that other processes may do it while this one places what came before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from watchfloor.ingest import copies_signature, copies_verify
from watchfloor.ingest.copies_origin import credits_of, settle, site_of
from watchfloor.ingest.copies_words import Wording, wording, wordings
from watchfloor.model import INFERRED, CopyOf, Document, Member, Signed

Groups = tuple[tuple[int, ...], ...]
"""Positions in a list of documents."""

KEPT_WORDINGS = 1024
"""Texts whose words are kept at hand: a batch and its neighbours, some megabytes."""

AT_ONCE = 65_536
"""Characters that are signed at once."""

Read = tuple[Signed, Wording]
"""How a document is known to the index, and its words, which pairs are verified on."""

Each = Callable[
    [Callable[[list[Document]], list[Read]], Iterator[list[Document]]], Iterable[list[Read]]
]
"""What runs a function over batches and yields its results in their order: `map`, or many
processes."""


def sign_all(documents: Sequence[Document]) -> list[Read]:
    """Return what the index keeps of each document; of several at once it costs half as much."""
    found = wordings(documents)
    return list(zip(_signed(documents, found), found, strict=True))


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in a row, few enough at once that their arrays fit the cache."""
    batch, size = list[Document](), 0
    for document in documents:
        if batch and size + len(document.text) > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield batch


class Judge:
    """Decides about copies (`watchfloor.model.CopyJudge`); keeps nothing but a cache of words."""

    scheme = copies_signature.SCHEME

    def __init__(self) -> None:
        self._wordings: dict[str, Wording] = {}

    def sign(self, document: Document) -> Signed:
        """Return what the index keeps of a document."""
        return _signed((document,), (self._wording(document),))[0]

    def know(self, document: Document, words: Wording) -> None:
        """Keep the words of a document at hand: it is about to be placed."""
        if len(self._wordings) >= KEPT_WORDINGS:
            del self._wordings[next(iter(self._wordings))]
        self._wordings[document.id] = words

    def likely(self, signature: bytes, others: Sequence[bytes]) -> Sequence[float]:
        """Return the estimated share of common runs; 0 where a pair is not worth reading."""
        return copies_signature.likely(signature, others)

    def is_copy(self, one: Document, other: Document) -> bool:
        """Tell whether two texts are copies of one; the same whichever comes first."""
        sites = [site_of(document.source, document.url) for document in (one, other)]
        # Texts of no known source may well be pages of one site: they get the strict rule.
        return copies_verify.is_copy(
            self._wording(one), self._wording(other), same_site=sites[0] == sites[1]
        )

    def settle(self, members: Sequence[Member]) -> Mapping[str, CopyOf]:
        """Return what each member of a group is a copy of, by id."""
        return settle(members)

    def _wording(self, document: Document) -> Wording:
        found = self._wordings.get(document.id)
        if found is None:
            found = wording(document)
            self.know(document, found)
        return found


def _signed(documents: Sequence[Document], found: Sequence[Wording]) -> list[Signed]:
    return [
        Signed(
            content=own.content,
            words=own.words,
            site=site_of(document.source, document.url),
            signature=signature,
            bands=bands,
            credits=credits_of(document),
        )
        for document, own, (signature, bands) in zip(
            documents, found, copies_signature.signatures_of(found), strict=True
        )
    ]


def group(documents: Sequence[Document]) -> Groups:
    """Return the groups of copies among documents, as positions, each sorted; most are alone.

    The same groups that the record makes of these documents, one after the other, in any order.
    """
    return _indexed(documents, Judge(), map).groups()


def find_copies(documents: Sequence[Document], *, each: Each = map) -> dict[str, CopyOf]:
    """Return by id what each document is a copy of, among documents with different ids.

    `each` runs the signing; what is found does not depend on where it does.
    """
    index = _indexed(documents, Judge(), each)
    found = dict[str, CopyOf]()
    for members in index.groups():
        found |= settle([member_of(documents[at], index.signed[at]) for at in members])
    return found


def member_of(document: Document, signed: Signed) -> Member:
    """Return a document as a member of its group."""
    published = document.published
    is_known = published is not None and not published.rule.startswith(INFERRED)
    return Member(
        id=document.id,
        source=document.source,
        url=document.url,
        published=published.from_.isoformat() if published and is_known else None,
        words=signed.words,
        credits=signed.credits,
    )


def _indexed(documents: Sequence[Document], judge: Judge, each: Each) -> "Index":
    index = Index(documents, judge)
    signed = chain.from_iterable(each(sign_all, batches(documents)))
    for at, (own, words) in enumerate(signed):
        judge.know(documents[at], words)
        index.place(at, own)
    return index


class Index:
    """Signatures, bands and groups of one list of documents."""

    def __init__(self, documents: Sequence[Document], judge: Judge) -> None:
        self._documents, self._judge = documents, judge
        self._parents = list(range(len(documents)))
        self.signed: dict[int, Signed] = {}
        self._bands: dict[int, int] = {}
        self._shared: dict[int, list[int]] = {}
        self._contents: dict[int, int] = {}
        self._twins: dict[tuple[int, str | None], int] = {}

    def place(self, at: int, signed: Signed) -> None:
        """Join the document at a position with its copies among those placed before."""
        self.signed[at] = signed
        twin = self._twins.setdefault((signed.content, signed.site), at)
        if twin != at:  # the same words from the same site: everything is decided already
            self._join(twin, at)
            return
        self._join(self._contents.setdefault(signed.content, at), at)
        for other in self._by_likeness(signed, sorted(self._near(at, signed.bands))):
            if self._root(other) != self._root(at) and self._judge.is_copy(
                self._documents[at], self._documents[other]
            ):
                self._join(other, at)

    def groups(self) -> Groups:
        """Return the groups in the order of their first members."""
        found: dict[int, list[int]] = {}
        for at in range(len(self._parents)):
            found.setdefault(self._root(at), []).append(at)
        return tuple(tuple(members) for members in found.values())

    def _near(self, at: int, bands: Sequence[int]) -> set[int]:
        """Return who shares a key with a document, and note its keys; most keys are its alone."""
        near = set[int]()
        for key in bands:
            first = self._bands.setdefault(key, at)
            if first != at:
                more = self._shared.setdefault(key, [first])
                near.update(more)
                more.append(at)
        return near - {at}

    def _by_likeness(self, signed: Signed, near: Sequence[int]) -> Iterable[int]:
        """Return the candidates worth reading, the likeliest first: it mostly settles the group."""
        shares = self._judge.likely(
            signed.signature, [self.signed[other].signature for other in near]
        )
        ranked = sorted(zip(shares, near, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [other for share, other in ranked if share]

    def _root(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        self._parents[high] = low
