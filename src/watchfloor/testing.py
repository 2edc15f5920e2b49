"""Conformance suites for plug-ins: `check_coder` says whether an object keeps the coder's protocol.

Only the public protocol is used, and texts written here. A plug-in's own test is one line:

    check_coder(MyCoder())
"""

import pickle
from collections.abc import Callable, Sequence
from datetime import date

from watchfloor.coding.protocol import Coder
from watchfloor.errors import CodingError, WatchfloorError
from watchfloor.model import Boilerplate, Coded, Document, Probe, Published, dumps

TOLERANCE = 1e-6
_DAY = Published.on(date(2024, 5, 18), "given")

_NEWS = """\
KASTEL (NP) — Gunmen opened fire on a bus near the town of Orvale on Thursday, killing at least \
12 people and wounding more than 20, the interior ministry said. No group claimed responsibility.

Hours later the army launched air strikes on rebel positions in the north. "We will answer \
every attack," General Piet Okoro told reporters. The rebels denied that they had carried out \
the attack.

If the talks fail, diplomats fear a wave of bombings, kidnappings and other strikes. The \
government has called for a ceasefire and plans to send 500 troops to the border next week.
"""
_FOOTER = "Gunmen killed 99 people in this footer. All rights reserved. Click here to subscribe."

TEXTS: tuple[str, ...] = (
    _NEWS,
    _NEWS.upper(),
    _NEWS.lower(),
    "Thousands marched through the capital on Sunday; police fired tear gas and arrested 40.",
    ".",
    "x",
    "Attack",
    "   \n\n  Bomb  \n\n ",
    "قتل مسلحون ثلاثة جنود في هجوم على نقطة تفتيش يوم الخميس، بحسب وزارة الداخلية.",
    "Воскресенье: взрыв. 爆炸造成三人死亡。 폭발로 세 명이 숨졌다.",
    "💥💥 Rockets 🚀 hit the 🏥 in Ka’tar on Monday 😢, killing 👨‍👩‍👧 three people 🇮🇶.",
    "e\u0301galite\u0301 attack",
    '"' * 400 + " attack " + "(" * 200 + "“‘«" * 50 + "…" * 50,
    "attack" * 300,
    "killed " * 200,
    "\t\u00a0\u2028bombing\u200b\u200d of\ufeff the bridge\u0085 by rebels",
    "1,000,000,000,000,000,000,000 people were killed. Minus 5 dead. ٣ killed, ² wounded, Ⅻ hurt.",
)
"""Texts of every kind a coder must survive, written for this suite."""


def check_coder(coder: Coder) -> None:
    """Raise CodingError, saying which rule is broken, unless `coder` keeps the protocol.

    Raises:
        CodingError: the first broken rule, with the text that shows it.
    """
    rules: tuple[tuple[str, Callable[[Coder], None]], ...] = (
        ("a coder has a name and a version", _check_identity),
        ("spans are exact, events in order, and no text is too odd", _check_texts),
        ("the same text gives the same coding", _check_repeatable),
        ("a coder can be pickled", _check_pickle),
        ("a coding does not depend on other documents", _check_order),
        ("title, url, source and id do not change a coding", _check_fields),
        ("nothing is coded inside boilerplate", _check_boilerplate),
        ("a probe gives one distribution a span, each summing to 1", _check_probe),
    )
    for rule, check in rules:
        try:
            check(coder)
        except CodingError as error:
            message = f"coder {_label(coder)} breaks the rule that {rule}: {error}"
            raise CodingError(message) from error


def _label(coder: Coder) -> str:
    return str(getattr(coder, "name", type(coder).__name__))


def _document(text: str) -> Document:
    return Document.new(text, published=_DAY)


def _documents() -> list[Document]:
    return [_document(text) for text in TEXTS]


def _fail(message: str) -> None:
    raise CodingError(message)


def _check_identity(coder: Coder) -> None:
    for name in ("name", "version"):
        value = getattr(coder, name, None)
        if not isinstance(value, str) or not value.strip() or "@" in value:
            _fail(f"{name} is {value!r}, not a word without @")


def _check_texts(coder: Coder) -> None:
    """Code every text and look at what comes back."""
    stamp = f"{coder.name}@{coder.version}"
    for document in _documents():
        coded = _code(coder, document)
        if coded.coder != stamp:
            _fail(f"a coding is stamped {coded.coder!r}, not {stamp!r}")
        coded.check(document)
        anchors = [event.anchor.start or 0 for event in coded.events]
        if anchors != sorted(anchors):
            _fail(f"events are not in the order of their anchors in {document.text!r:.60}")


def _code(coder: Coder, document: Document) -> Coded:
    """Code one document; an error of the coder becomes a broken rule that names the text."""
    try:
        coded = coder.code(document)
    except WatchfloorError as error:
        message = f"coding {document.text!r:.60} fails: {error}"
        raise CodingError(message) from error
    if not isinstance(coded, Coded):
        _fail(f"code() gave {type(coded).__name__}, not Coded")
    return coded


def _check_repeatable(coder: Coder) -> None:
    for document in _documents():
        if dumps(_code(coder, document)) != dumps(_code(coder, document)):
            _fail(f"two codings of {document.text!r:.60} differ")


def _check_pickle(coder: Coder) -> None:
    """Code with the coder and with its copy, as another process would hold it."""
    try:
        twin = pickle.loads(pickle.dumps(coder))  # noqa: S301  (made a moment ago, by this line)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        message = f"pickling fails: {error}"
        raise CodingError(message) from error
    for document in _documents():
        if dumps(_code(coder, document)) != dumps(_code(twin, document)):
            _fail(f"the pickled copy codes {document.text!r:.60} otherwise")


def _check_order(coder: Coder) -> None:
    """Code the texts forwards, then backwards: each coding must stay what it was."""
    documents = _documents()
    forwards = [dumps(_code(coder, document)) for document in documents]
    backwards = [dumps(_code(coder, document)) for document in reversed(documents)]
    for document, one, two in zip(documents, forwards, reversed(backwards), strict=True):
        if one != two:
            _fail(f"the coding of {document.text!r:.60} depends on what was coded before")


def _check_fields(coder: Coder) -> None:
    plain = _document(_NEWS)
    dressed = Document.new(
        _NEWS,
        published=_DAY,
        title="Bombing kills nine",
        url="https://example.org/attack",
        source="Another Wire",
        external_id="7",
        language="en",
    )
    one, two = _code(coder, plain), _code(coder, dressed)
    if dumps(one).replace(plain.id, "") != dumps(two).replace(dressed.id, ""):
        _fail("the same text with another title, url, source and id is coded otherwise")


def _check_boilerplate(coder: Coder) -> None:
    """Put a footer full of killing behind the news, and furniture in front of it."""
    text = f"{_FOOTER}\n\n{_NEWS}\n{_FOOTER}"
    parts = (
        Boilerplate(0, len(_FOOTER), "masthead"),
        Boilerplate(len(text) - len(_FOOTER), len(text), "footer"),
    )
    document = Document.new(text, published=_DAY, boilerplate=parts)
    coded = _code(coder, document)
    coded.check(document)
    spans = [item.anchor for item in coded.events] + [item.content for item in coded.claims]
    spans += [figure.evidence for figure in coded.figures]
    spans += [relation.evidence for relation in coded.relations]
    for span in spans:
        for part in parts:
            if (
                span.start is not None
                and span.end is not None
                and span.start < part.end
                and part.start < span.end
            ):
                _fail(f"{span.text!r:.60} is coded inside boilerplate {part.start}..{part.end}")


def _check_probe(coder: Coder) -> None:
    """Probe words that name events, words that do not, and spans out of order."""
    document = _document(_NEWS)
    words = ("opened fire", "Orvale", "air strikes", "ceasefire", "the", "attack")
    spans = [(_NEWS.index(word), _NEWS.index(word) + len(word)) for word in words]
    spans.append((spans[0][0], spans[2][1]))
    probes = coder.probe(document, spans)
    if len(probes) != len(spans):
        _fail(f"{len(spans)} spans gave {len(probes)} probes")
    for span, probe in zip(spans, probes, strict=True):
        _check_one_probe(document, span, probe)
    if dumps(list(probes)) != dumps(list(coder.probe(document, spans))):
        _fail("two probes of the same spans differ")
    _check_bad_spans(coder, document, [(0, 0), (5, 2), (0, len(_NEWS) + 1), (-1, 3)])


def _check_one_probe(document: Document, span: tuple[int, int], probe: Probe) -> None:
    if (probe.start, probe.end) != span:
        _fail(f"the probe of {span} is for {(probe.start, probe.end)}")
    for name, masses in (("type", probe.type), ("status", probe.status)):
        total = sum(masses.values())
        if abs(total - 1.0) > TOLERANCE or min(masses.values()) < 0:
            _fail(f"the {name} distribution of {document.text[slice(*span)]!r:.40} sums to {total}")
    if any(not 0.0 <= value <= 1.0 for value in probe.mode.values()):
        _fail(f"a mode of {document.text[slice(*span)]!r:.40} lies outside 0..1")
    for mention in probe.mentions:
        if mention.start is not None and document.text[mention.start : mention.end] != mention.text:
            _fail(
                f"a mention of the probe cites {mention.text!r:.40}, which is not in the text there"
            )
    for roles in probe.roles.values():
        if any(not 0 <= role.mention < len(probe.mentions) for role in roles):
            _fail("a role of the probe points to no mention")


def _check_bad_spans(coder: Coder, document: Document, spans: Sequence[tuple[int, int]]) -> None:
    for span in spans:
        try:
            coder.probe(document, [span])
        except CodingError:
            continue
        _fail(f"a probe of the impossible span {span} is answered, not refused")
