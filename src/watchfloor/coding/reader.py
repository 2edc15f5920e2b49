"""The coder `reader`: one pass of a small encoder, structured decoding, and the lexicon's advice.

Scores are probabilities where docs/quality.md shows their calibration, and say so there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from watchfloor import assets
from watchfloor.coding import probing
from watchfloor.coding.domain import OTHER_DOMAIN, Domain
from watchfloor.coding.encoder import (
    anchors,
    claims,
    figures,
    fillers,
    incident_events,
    incidents,
    leavings,
    no_acts,
    relations,
)
from watchfloor.coding.encoder.advice import advice
from watchfloor.coding.encoder.aims import with_aims
from watchfloor.coding.encoder.antecedents import Antecedents
from watchfloor.coding.encoder.assembly import Assembly
from watchfloor.coding.encoder.attribution import settled
from watchfloor.coding.encoder.binding import Sentences
from watchfloor.coding.encoder.borders import with_borders
from watchfloor.coding.encoder.controls import with_asked
from watchfloor.coding.encoder.decode import Found, names, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span, encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import GROUPS, ROOTS, STATUSES, TYPES
from watchfloor.coding.encoder.model import Model, installed
from watchfloor.coding.encoder.own_words import takes
from watchfloor.coding.encoder.relations_acts import opposed
from watchfloor.coding.encoder.retellings import Retellings
from watchfloor.coding.lexicon import MOST_EVENTS, Lexicon
from watchfloor.coding.protocol import stamp
from watchfloor.coding.triage import SHORT, worth_reading
from watchfloor.coding.vectors import Vectors, graph
from watchfloor.errors import AssetError, CodingError
from watchfloor.model import Coded, Document, Probe

PARTICIPANT, PLACE = GROUPS.index("participant"), GROUPS.index("place")

WHOLE = 0.6
"""A span of this share of its sentence's words is typed as a sentence."""


@dataclass(frozen=True)
class Reader:
    """Codes documents with a trained model: the one that comes with the package, or `given`."""

    given: Model | None = None

    @cached_property
    def model(self) -> Model:
        """Return the model, loaded when first needed.

        Raises:
            AssetError: a file of it is missing or damaged, or ONNX Runtime does not run here.
        """
        try:
            return self.given or installed()
        except ImportError as error:
            message = (
                f"the reader needs ONNX Runtime, which does not load ({error}): "
                "install the package again, or code with --coder lexicon"
            )
            raise AssetError(message) from error

    def __reduce__(self) -> tuple[type["Reader"], tuple[Model | None]]:
        """Travel without the loaded model: the other process loads its own."""
        return Reader, (self.given,)

    @property
    def name(self) -> str:
        """Return the coder's name."""
        return "reader"

    @property
    def version(self) -> str:
        """Return the version of model, fitted numbers, vectors, rules and tables together."""
        read = f"{self.model.fitted['version']}+{Lexicon().version}"
        return read if self.given else f"{read}+{assets.manifest()['vectors'].version}"

    @property
    def decides(self) -> frozenset[str]:
        """Return the contexts that this coder decides event by event, not by words alone."""
        return frozenset({"terrorism"} if "incidents" in self.model.fitted else ())

    @property
    def signed_weights(self) -> dict[str, float]:
        """Return how certain each status is on UDS's scale of -3..3, as fitted on UDS."""
        given = self.model.fitted.get("signed", self.model.heads["signed"])
        return dict(zip(STATUSES, map(float, given), strict=True))

    def code(self, document: Document) -> Coded:
        """Return every event and claim of a text; none, unread, if it has no word that tells."""
        if len(document.text) <= SHORT or worth_reading(document):
            return self.read(document)
        return Coded(document_id=document.id, coder=stamp(self))

    def read(self, document: Document) -> Coded:
        """Return every event and claim that the encoder reads in the text, whatever its words."""
        coder = stamp(self)
        encoded = encode(document, self.model)
        if encoded is None:
            return Coded(document_id=document.id, coder=coder)
        assembly, omitted, axes = self._assembled(document, settled(encoded))
        return replace(assembly.coded(coder, omitted, axes), vectors=())

    def retellings(self, document: Document) -> Retellings:
        """Return what joining the events of a text looks at; training fits its weights on it."""
        encoded = encode(document, self.model)
        if encoded is None:
            return Retellings.of(document.text, (), ())
        assembly, _, axes = self._assembled(document, settled(encoded))
        return Retellings.of(document.text, assembly.told, axes)

    def _assembled(
        self, document: Document, encoded: Encoded
    ) -> tuple[Assembly, int, tuple[bytes, ...]]:
        """Return what is read in a text, how many events are left out, and the others on axes."""
        fitted = self.model.fitted
        heads = Heads(self.model, encoded)
        named = self._names(encoded)
        second = anchors.NO_ADVICE if encoded.omitted else advice(document, encoded)
        found = anchors.candidates(encoded, heads, fitted, second)
        found = leavings.surer(found, encoded, fitted["believe"])
        believed = anchors.without_tolls(anchors.chosen(found, fitted["believe"]), encoded)
        believed = no_acts.acts(believed, encoded)
        elsewhere = Domain.of(one.sentence for one in encoded.passages).balance >= OTHER_DOMAIN
        if elsewhere:
            # sport and business speak of attacks and strikes: there two coders have to agree
            believed = [one for one in believed if second.on((one.start, one.end)) is not None]
        believed = [one for one in believed if not _takes_responsibility(one, encoded)]
        kept = believed[:MOST_EVENTS]
        omitted = len(believed) - len(kept) + encoded.omitted
        reports: list[incidents.Incident] = []
        if "incidents" in fitted:
            votes = incidents.Votes.of(encoded, heads, found)
            around = Sentences.of(encoded, named, document.text)
            reports = incidents.incidents(encoded, votes, around, fitted)
            kept = incidents.with_tellers(kept, found, reports, encoded)[:MOST_EVENTS]
        spans = fillers.candidates(encoded, named)
        source = fitted["attribution"]["source"]
        meant = Antecedents.of(encoded, spans, named, source)
        assembly = Assembly(document, encoded, named, fitted, meant)
        assembly.name_all()
        roles = fillers.assigned(kept, spans, encoded, heads, fitted, second)
        roles = with_aims(kept, with_borders(kept, roles, encoded), encoded)
        roles = with_asked(kept, roles, encoded)
        places = [(start, end) for start, end, group in spans if group == PLACE]
        roles = leavings.with_places(kept, roles, places, encoded)
        for anchor, held in zip(kept, roles, strict=True):
            assembly.add(anchor, held)
        assembly.count_missing()
        for incident in reports:
            incident_events.report(assembly, incident, kept)
        acts = [(one.start, one.end) for one in kept if one.type not in claims.SPOKEN]
        people = sorted({(start, end) for start, end, group in spans if group == PARTICIPANT})
        violence = [(one.start, one.end) for one in kept if one.type == "ASSAULT"]
        told = claims.candidates(
            encoded, heads, document.text, fitted, acts, people, violence=violence
        )
        for one in claims.identified(claims.believed(told, fitted), encoded, people, named):
            assembly.claim(one)
        for one in told:
            assembly.relay(one)
        rivals = opposed(kept, roles, named, encoded)
        for stated in relations.relations(encoded, document.text, named, rivals):
            assembly.state(stated)
        for tallied in () if elsewhere else figures.tallied(encoded, named):
            assembly.figure(tallied)
        axes = self._on_axes(heads, [(one.start, one.end) for one in kept])
        return assembly, omitted, axes

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Return the encoder's distributions for given spans.

        Raises:
            CodingError: a span is empty or outside the text.
        """
        for start, end in spans:
            if not 0 <= start < end <= len(document.text):
                message = f"probe of {start}..{end} in a text of {len(document.text)} characters"
                raise CodingError(message)
        encoded = encode(document, self.model)
        if encoded is None:
            return probing.probe(document, spans)
        heads = Heads(self.model, encoded)
        found = [encoded.span(start, end) for start, end in spans]
        known = [span for span in found if span[0] < span[1]]
        made = self._judged(encoded, heads, known)
        inside = [place for place, span in enumerate(found) if span in made]
        read = self.vectors(document, [spans[place] for place in inside])
        vectors = dict(zip(inside, read, strict=False))
        named = self._names(encoded)
        near = fillers.candidates(encoded, named)
        roles = fillers.assigned(
            [made[span] for span in known], near, encoded, heads, self.model.fitted
        )
        held = dict(zip(known, roles, strict=True))
        out: list[Probe] = []
        for place, ((start, end), span) in enumerate(zip(spans, found, strict=True)):
            if span not in made:
                out += probing.probe(document, [(start, end)])  # no words: what is said of nothing
                continue
            assembly = Assembly(document, encoded, named, self.model.fitted)
            assembly.add(made[span], held[span])
            coded = assembly.coded("probe", 0, ())
            event = coded.events[0]
            out.append(
                Probe(
                    start=start,
                    end=end,
                    type=self._types(encoded, heads, span, made[span]),
                    mode=_modes(made[span]),
                    status=_spread(dict(zip(STATUSES, made[span].statuses, strict=True))),
                    roles={
                        name: getattr(event, name)
                        for name in (
                            "actor",
                            "recipient",
                            "instrument",
                            "attributed_to",
                            "date",
                            "place",
                        )
                    },
                    mentions=coded.mentions,
                    vector=vectors.get(place),
                )
            )
        return tuple(out)

    def vectors(self, document: Document, anchors: Sequence[Span]) -> tuple[bytes, ...]:
        """Return 64 signed bytes an anchor, for fusion; none beside a model that was given."""
        if self.given is not None or not anchors:
            return ()
        return Vectors(graph(), self.model.cutter).of(document, anchors)

    def named(self, document: Document, guideline: str) -> tuple[tuple[int, int, str], ...] | None:
        """Return (start, end, kind) of the names that one guideline of training would mark.

        Codings hold the names of the product's own guideline; this shows what the encoder has
        learned of another's ("names", "mentions"). None: the model has no head for it.
        """
        encoded = encode(document, self.model)
        if encoded is None:
            return ()
        if guideline not in encoded.guidelines:
            return None
        found = names(encoded.guidelines[guideline], encoded.edges, start_at=0.0)
        return tuple(
            (*encoded.characters(one.span), one.kind) for one in trimmed(found, encoded.texts)
        )

    def _names(self, encoded: Encoded) -> list[Found]:
        found = names(encoded.names, encoded.edges, start_at=self.model.fitted["name"])
        return trimmed(found, encoded.texts)

    def _judged(
        self, encoded: Encoded, heads: Heads, spans: Sequence[Span]
    ) -> dict[Span, anchors.Anchor]:
        scores = [float((1.0 - encoded.bio["anchor"][start:end, 0]).max()) for start, end in spans]
        # a probe gives what the heads say; the regressions on top of them decide what `code` codes
        plain = {name: value for name, value in self.model.fitted.items() if name != "status"}
        found = anchors.judged(spans, scores, encoded, heads, plain)
        return dict(zip(spans, found, strict=True))

    def _types(
        self, encoded: Encoded, heads: Heads, span: Span, anchor: anchors.Anchor
    ) -> dict[str, float]:
        """Return the types of a span; a whole sentence is typed by the sentence's own head."""
        low, high = encoded.around(span[0])
        own = dict(zip(TYPES, anchor.types, strict=True))
        if span[1] - span[0] < WHOLE * (high - low):
            return _spread(own)
        roots = dict(zip(ROOTS, map(float, heads.roots([span])[0]), strict=True))
        given = roots.pop("YIELD")
        yields = own["CONCEDE"] + own["RETREAT"] or 1.0
        for name in ("CONCEDE", "RETREAT"):
            roots[name] = given * own[name] / yields
        return _spread(roots)

    def _on_axes(self, heads: Heads, spans: Sequence[Span]) -> tuple[bytes, ...]:
        """Return 64 signed bytes an event, what tells happenings of one text apart."""
        if "vector.weight" not in self.model.heads or not spans:
            return ()
        features = heads.vectors(spans)
        length = np.maximum(np.linalg.norm(features, axis=-1, keepdims=True), 1e-6)
        return tuple(row.tobytes() for row in np.rint(127.0 * features / length).astype(np.int8))


def _takes_responsibility(anchor: anchors.Anchor, encoded: Encoded) -> bool:
    """Say whether an act of words is "claimed responsibility": a claim, which accuses nobody."""
    low, high = encoded.around(anchor.start)
    given = [word.lower() for word in encoded.texts[low:high]]
    places = range(anchor.start - low, min(anchor.end, high) - low)
    return anchor.type in claims.SPOKEN and any(takes(given, place) for place in places)


def _modes(anchor: anchors.Anchor) -> dict[str, float]:
    return {mode: round(score, 6) for mode, score in anchor.modes}


def _spread(masses: dict[str, float]) -> dict[str, float]:
    """Return a distribution rounded to six places that sums to 1."""
    total = sum(masses.values())
    found = {name: round(mass / total, 6) for name, mass in masses.items()}
    best = max(found, key=lambda name: found[name])
    found[best] = round(found[best] + 1.0 - sum(found.values()), 6)
    return found
