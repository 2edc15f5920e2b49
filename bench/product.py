"""The product under measurement: its own ingest, its own coder, joined by its own pipeline."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.offsets import Offsets
from watchfloor.coding.protocol import Coder
from watchfloor.errors import CodingError, InputError
from watchfloor.model import Coded, Document, Event, Issue, Probe, Raw, Status

ROW = "application/jsonl"
"""The media type by which ingest knows one row of a JSONL file."""


class Product(Protocol):
    """What a task may ask of the product."""

    @property
    def digest(self) -> str:
        """The sha256 of everything that decides the output: coder, version, tables."""
        ...

    @property
    def signed_weights(self) -> Mapping[str, float] | None:
        """Status -> signed score as the coder fitted it, or None if it did not."""
        ...

    @property
    def decides(self) -> frozenset[str]:
        """The PLOVER contexts that the coder decides event by event."""
        ...

    def named(self, document: Document, guideline: str) -> Sequence[tuple[int, int, str]] | None:
        """Return start, end and label of the names of a guideline; None if the coder has none."""
        ...

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Return the document that ingest makes of a JSONL row.

        Raises:
            InputError: ingest refuses the row.
        """
        ...

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Return what the coder read, and its events resolved and joined."""
        ...

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Return the coder's distributions for given spans."""
        ...


@dataclass(frozen=True, slots=True)
class Installed:
    """The installed product with one of its coders."""

    coder: Coder

    @property
    def digest(self) -> str:
        """Hash the coder's name and version and every table that stages may look at."""
        from watchfloor import assets  # noqa: PLC0415  (the tables are read when first needed)

        parts = [self.coder.name, self.coder.version]
        parts += [f"{name} {asset.sha256}" for name, asset in sorted(assets.manifest().items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def signed_weights(self) -> Mapping[str, float] | None:
        """Return the coder's optional attribute of that name, which has a weight a status.

        Raises:
            CodingError: it lacks a status.
        """
        weights: Mapping[str, float] | None = getattr(self.coder, "signed_weights", None)
        lacking = [] if weights is None else [one.value for one in Status if one not in weights]
        if lacking:
            message = f"signed_weights of {self.coder.name} lack {', '.join(lacking)}"
            raise CodingError(message)
        return weights

    @property
    def decides(self) -> frozenset[str]:
        """Return the coder's optional attribute of that name."""
        return frozenset(getattr(self.coder, "decides", ()))

    def named(self, document: Document, guideline: str) -> Sequence[tuple[int, int, str]] | None:
        """Ask the coder's optional method of that name."""
        named = getattr(self.coder, "named", None)
        found: Sequence[tuple[int, int, str]] | None = named and named(document, guideline)
        return found

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read the row as `watchfloor ingest` reads a line of a JSONL file."""
        from watchfloor import ingest  # noqa: PLC0415  (trafilatura is slow to import)

        data = json.dumps(row).encode()
        outcome = ingest.read(Raw(data=data, media_type=ROW, origin="bench"), ingest.Options())
        if isinstance(outcome, Issue):
            message = f"{row.get('id')}: ingest refuses it ({outcome.code}): {outcome.message}"
            raise InputError(message)
        return outcome.document

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Code, resolve and join as the pipeline does."""
        from watchfloor import pipeline  # noqa: PLC0415

        coded, _, events = pipeline.code_document(document, self.coder)
        coded = pipeline.with_vectors(document, coded, self.coder)
        return coded, events

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe the coder."""
        return self.coder.probe(document, spans)


def installed(coder_name: str) -> Product:
    """Return the installed product with the coder of that name.

    Raises:
        UsageError: there is no such coder.
    """
    from watchfloor import pipeline  # noqa: PLC0415  (--help needs no coder)

    return Installed(pipeline.coder(coder_name))


@dataclass(frozen=True, slots=True)
class Text:
    """A document beside the text of the file that it was read from."""

    document: Document
    offsets: Offsets
    file_text: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the file in the document.

        Raises:
            InputError: normalisation left nothing of its words.
        """
        here = self.offsets.to_document((start, end))
        if here[0] >= here[1]:
            message = f"{self.document.external_id}: nothing is left of span {start}..{end}"
            raise InputError(message)
        return here


def read_text(product: Product, row: Mapping[str, str | None]) -> Text:
    """Read a row through the product's ingest and align it with the row's own text.

    Raises:
        InputError: ingest refuses the row.
    """
    document = product.read(row)
    file_text = row["text"] or ""
    return Text(document, Offsets.between(file_text, document.text), file_text)
