"""What people said of the machine's values, without names: corrections and decisions.

A value is plain JSON, of a field that the model knows, of a whole row, or of another shape: what is
read as its field is masked as that is, and of all else the words that its text withholds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from watchfloor.errors import WatchfloorError
from watchfloor.export.blackout import Blackout
from watchfloor.export.masking import cited, coarse, filler_of, resliced
from watchfloor.export.private import Discretion
from watchfloor.export.unsaid import Unsaid
from watchfloor.model import Decision, EventPlace, Filler, decode, encode
from watchfloor.model.correction import Correction
from watchfloor.model.incident import Settable
from watchfloor.model.span import Cited

_BLANK: Mapping[str, None] = dict.fromkeys(Settable.__dataclass_fields__)
_ANCHORS = ("event", "report", "incident", "together", "apart", "proposal")
"""Keys of a decision's value that hold places in texts, not words."""
_POINT = frozenset({"lat", "lon", "geonames_id"})
"""Keys that point at a place."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of the text that somebody judged, and whether the event is a sensitive one."""

    rules: Discretion
    told: Unsaid
    blackout: Blackout
    sensitive: bool

    def value(self, field: str | None, plain: Any) -> Any:
        """Return a value of a field, or of a whole row, as it may be told."""
        if field is not None and field in _BLANK and plain is not None:
            try:
                read = getattr(decode(Settable, {**_BLANK, field: plain}), field)
            except (WatchfloorError, TypeError):
                return self._any(plain)
            return encode(resliced(self._typed(read), self.blackout))
        return self._any(plain)

    def words(self, said: str) -> str:
        """Return words for reading."""
        return self.told.tell(said, place=self.sensitive)

    def _typed(self, read: Any) -> Any:
        if isinstance(read, tuple):
            return tuple(self._typed(one) for one in read)
        if isinstance(read, Filler):
            return filler_of(read, self.rules, self.told, sensitive=self.sensitive)
        if isinstance(read, EventPlace):
            return coarse(read) if self.sensitive else read
        if isinstance(read, Cited):
            return cited(read, self.told, place=self.sensitive)
        return read

    def _any(self, plain: Any) -> Any:
        if isinstance(plain, str):
            return self.words(plain)
        if isinstance(plain, list):
            return [self._any(one) for one in plain]
        if not isinstance(plain, dict):
            return plain
        made = {name: self.value(name, one) for name, one in plain.items() if name != "text"}
        text, start = plain.get("text"), plain.get("start")
        if isinstance(text, str) and isinstance(start, int):
            hidden = self.told.hide(text, start, place=self.sensitive)
            text = self.blackout.over(hidden, start)
        elif isinstance(text, str):
            text = self.words(text)
        if self.sensitive:
            made |= dict.fromkeys(_POINT & made.keys())
        return {name: text if name == "text" else made[name] for name in plain}


def discreet_correction(one: Correction, rules: Discretion) -> Correction:
    """Return a correction whose words are those of the masked text, its values without names."""
    text = _text(rules, one.document_id, one.start, one.end)
    is_place = one.subject in _ANCHORS and isinstance(one.value, list) and one.field is None
    return replace(
        one,
        text=text.blackout.over(text.told.hide(one.text, one.start), one.start),
        machine_value=text.value(one.field, one.machine_value),
        value=one.value if is_place else text.value(one.field, one.value),
        reason=text.told.tell(one.reason, place=True) if one.reason else one.reason,
    )


def discreet_decision(one: Decision, rules: Discretion) -> Decision:
    """Return a decision whose values and reason hold no names of its text."""
    if one.document_id is None:
        return one
    text = _text(rules, one.document_id, one.start or 0, one.end or 0)
    return replace(
        one,
        machine_value=_again(one.machine_value, lambda plain: text.value(one.field, plain)),
        value=_again(one.value, lambda plain: _without_names(text, one.field, plain)),
        reason=text.told.tell(one.reason, place=True) if one.reason else one.reason,
    )


def _text(rules: Discretion, document_id: str, start: int, end: int) -> _Text:
    told = rules.known(document_id)
    sensitive = any(site.anchor == (start, end) for site in told.sites)
    return _Text(rules, told, rules.blackout(document_id), sensitive)


def _without_names(text: _Text, field: str | None, plain: Any) -> Any:
    if not isinstance(plain, dict) or not plain.keys() & set(_ANCHORS):
        return text.value(field, plain)
    return {
        name: one if name in _ANCHORS else text.value(field, one) for name, one in plain.items()
    }


def _again(said: str | None, change: Any) -> str | None:
    """Return JSON as the record writes it, its data changed; words that are no JSON as they are."""
    if said is None:
        return None
    try:
        plain = json.loads(said)
    except ValueError:
        return said
    changed = change(plain)
    if changed == plain:
        return said
    return json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
