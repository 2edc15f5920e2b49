"""Relations that one sentence states, by patterns over its names. `relations_patterns` has them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watchfloor.coding.relations_patterns import BY_ROLE, BY_WORDS, LEADERS, LESS, ROLES, STATE_ROLES, Pattern
from watchfloor.coding.names import known_spans
from watchfloor.coding.words import Sentence, words

Span = tuple[int, int]

MOST_NAMES = 24
"""Names of one sentence that are paired; a list of more is no statement about each two of them."""

_SUFFIX = re.compile(
    r"(?P<name>(?:al-|el-)?[^\W\d_][\w.'’]*(?:-[A-Z][\w'’]*)*)-(?P<tie>backed|led|linked|aligned|supported|funded"
    r"|allied|affiliated|trained|armed|sponsored|inspired|connected|tied)"
)
_BODIES = frozenset(
    {
        *("military", "army", "government", "police", "forces", "parliament", "navy", "regime"),
        *("authorities", "intelligence", "security", "air", "armed", "state", "leadership"),
    }
)
_GROUPS = frozenset(
    {
        *("militias", "militia", "rebels", "separatists", "groups", "group", "fighters", "outfits"),
        *("forces", "militants", "insurgents", "factions", "faction", "militiamen", "coalition"),
        *("unions", "troops", "alliance", "proxies", "army", "guerrillas", "gunmen", "force", "opposition"),
    }
)
_TIED = frozenset(
    (word,)
    for word in "backed supported armed funded trained loyal allied aligned linked affiliated".split()
)
"""What makes a group without a name somebody's."""

_ORGANS = frozenset({"army", "military", "police", "navy", "coalition", "government", "junta"})
_RANKS = frozenset({"gen", "col", "maj", "lt", "capt", "brig", "adm", "general", "colonel"})
_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "gen", "col", "maj", "lt", "capt"),
        *("sir", "lord", "sheikh", "hon", "prof", "rev", "sgt", "brig", "adm"),
    }
)
_DENIED = frozenset(
    {
        *("not", "never", "no", "denied", "denies", "deny", "if", "would", "could", "might", "any"),
        *("whether", "unless", "without", "neither", "cannot", "isn't", "aren't", "wasn't"),
        *("weren't", "doesn't", "don't", "didn't", "alleged", "allegedly", "denying", "won't"),
        *("severed", "severing", "downgraded", "restored", "diplomatic", "retired", "once", "cut", "off"),
        *("accused", "accuse", "accuses", "accusing", "longer", "false"),
    }
)
_BEFORE = 5
"""Words before a pattern in which a word that takes it back stands."""

_SINCE = re.compile(r"(?: [^\s<>,;.]+){0,2}? since (?:[a-z]+ )?(\d{4})\b")
_UNTIL = re.compile(r"(?: [^\s<>,;.]+){0,2}? until (?:[a-z]+ )?(\d{4})\b")
_FROM_TO = re.compile(r"(?: [^\s<>,;.]+){0,2}? from (\d{4}) (?:to|until) (\d{4})\b")
_IN = re.compile(r" in (?:[a-z]+ )?(\d{4})\b")
_ALSO = re.compile(r"(?: ,)? and (?:the )?(<[og]\d+>)(?! (?:is|are|was|were|has|have)\b)")
_MARK = re.compile(r"<[a-z](\d+)>")
_KIND = {"PER": "p", "ORG": "o", "NORP": "n", "LOC": "l", "FAC": "f", "GROUP": "g", "BODY": "b"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in characters of the text, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated relation: both sides in characters of the text, and the years said with it."""

    subject: Span
    predicate: str
    object: Span
    since: str | None = None
    until: str | None = None

    @property
    def evidence(self) -> Span:
        """Return the characters from the first side to the last."""
        ends = *self.subject, *self.object
        return min(ends), max(ends)


def ties(sentence: Sentence, text: str, names: Sequence[Name]) -> list[Tie]:
    """Return the relations of a sentence; `names` are those of the sentence, in order."""
    if not 0 < len(names) <= MOST_NAMES:
        return []
    marked = _Marked.of(sentence, text, names)
    if len(marked.names) < 2:  # noqa: PLR2004  (two sides)
        return []
    found: dict[tuple[Span, Span], Tie] = {}
    said = frozenset(marked.line.split())
    patterns = [*(BY_ROLE if not ROLES.isdisjoint(said) else ()), *BY_WORDS]
    for pattern in patterns:
        if pattern.cues and pattern.cues.isdisjoint(said):
            continue
        for match in _matches(pattern.regex, marked.line):
            for tie in marked.read(pattern, match):
                ends = tie.subject, tie.object
                if ends not in found and ends[::-1] not in found:
                    found[ends] = tie
    return sorted(found.values(), key=lambda one: (one.evidence, one.subject))


def _matches(regex: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Yield matches that may overlap: the object of one is the subject of the next."""
    match = regex.search(line)
    while match is not None:
        yield match
        match = regex.search(line, match.start() + 1)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence with marks for names: the line that patterns read, and what each mark means."""

    line: str
    names: tuple[Name, ...]

    @classmethod
    def of(cls, sentence: Sentence, text: str, names: Sequence[Name]) -> "_Marked":
        parts: list[str] = []
        marks: list[Name] = []

        def mark(name: Name) -> None:
            parts.append(f"<{_KIND[name.kind]}{len(marks)}>")
            marks.append(name)

        known = known_spans(sentence)
        place, coming = sentence.body, 0
        while place < len(sentence):
            start, end = sentence.starts[place], sentence.ends[place]
            while coming < len(names) and names[coming].end <= start:
                coming += 1
            tied = _SUFFIX.fullmatch(sentence.words[place])
            if tied is not None and tied["name"] != tied["name"].lower():
                inner = start + len(tied["name"])
                kind = names[coming].kind if _meets(names, coming, start, end) else "LOC"
                mark(Name(start, inner, kind))
                parts.append(f"-{tied['tie']}")
                place += 1
                continue
            if not _meets(names, coming, start, end):
                group = _group(sentence, place)
                seat, kind = _missed(sentence, place, known)
                if seat > place:
                    mark(Name(start, sentence.ends[seat - 1], kind))
                    place = seat
                    continue
                tied_here = any(part[0] == "-" for part in parts[-3:])
                if group > place and (tied_here or sentence.lower[group : group + 1] in _TIED):
                    mark(Name(start, sentence.ends[group - 1], "GROUP"))
                    place = group
                    continue
                if sentence.lower[place] in _ORGANS:
                    mark(Name(start, end, "BODY"))
                else:
                    parts.append(sentence.lower[place])
                place += 1
                continue
            place = _mark_name(sentence, text, place, names[coming], mark, parts)
            coming += 1
        line = " ".join(parts).replace("’s", "'s")
        return cls(_ACRONYM.sub("", line), tuple(marks))

    def read(self, pattern: Pattern, match: re.Match[str]) -> list[Tie]:
        """Return what a match states: nothing where a word before or in it takes it back."""
        rest = self.line[match.end() :]
        tied = _TIED_GROUP.match(rest) if match[0].endswith(match["o"]) else None
        subject = self._span(match["s"])
        object_ = self._span(tied[1] if tied else match["o"])
        before = self.line[: match.start()].split()[-_BEFORE:]
        inside = match[0].split()
        inner = match["s"][1] == "l" and match.start() == match.start("s") and before[-1:]
        if inner and before[-1] in _INNER:
            return []  # militias in Iraq are part of: not Iraq
        if subject == object_ or not _DENIED.isdisjoint((*before, *inside)):
            return []
        predicate = pattern.predicate or _by_role(match)
        if not predicate or rest.startswith(" 's"):
            return []
        tie = _dated(Tie(subject, predicate, object_), rest, opens=pattern.opens)
        found = [tie]
        also = _ALSO.match(rest)
        if also is not None and match["o"] == match[0][-len(match["o"]) :]:
            if predicate in ("backs", "tied_to", "opposes") and " -" not in match[0]:
                found.append(replace(tie, object=self._span(also[1])))
        elif also is not None and predicate == "part_of":
            found.append(replace(tie, subject=self._span(also[1])))
        return found

    def _span(self, mark: str) -> Span:
        number = _MARK.fullmatch(mark)
        name = self.names[int(number[1]) if number else 0]
        return name.start, name.end


_TIED_GROUP = re.compile(r" -\w+ (?:[^\s<>,;.]+ ){0,2}(<g\d+>)")
_INNER = frozenset({"in", "of", "at", "from", "near", "to", "across", "inside"})
_ACRONYM = re.compile(r" \( <[a-z]\d+> \)")


def _meets(names: Sequence[Name], coming: int, start: int, end: int) -> bool:
    return coming < len(names) and names[coming].start < end and start < names[coming].end


def _mark_name(  # noqa: PLR0913  (one step of a loop)
    sentence: Sentence,
    text: str,
    place: int,
    name: Name,
    mark: Callable[[Name], None],
    parts: list[str],
) -> int:
    """Write the mark of a name; titles stand before it, a state's body belongs to it."""
    if name.kind == "PER" and (bare := _office(sentence, place, name)):
        for at in range(place, bare):
            if at == place and sentence.lower[at] not in ROLES | words("names.titles"):
                mark(Name(sentence.starts[at], sentence.ends[at], "NORP"))
            else:
                parts.append(sentence.lower[at])
        return bare
    if name.kind == "PER" and sentence.lower[place + 1 : place + 2][:1] and _titled(sentence, place):
        mark(Name(sentence.starts[place], sentence.ends[place], "NORP"))
        place += 1
        if sentence.lower[place] in _RANKS:
            parts.append("general")
    start, kind = max(name.start, sentence.starts[place]), name.kind
    end = name.end
    while kind == "PER" and place + 1 < len(sentence) and sentence.ends[place] < end:
        low = sentence.lower[place]
        if low not in _TITLES and low not in words("names.titles") and low not in ROLES and low != ".":
            break
        if low not in _TITLES and low != ".":
            parts.append(low)
        place += 1
        start = sentence.starts[place]
    while place < len(sentence) and sentence.starts[place] < end:
        place += 1
    if kind in ("NORP", "LOC") and place < len(sentence) and sentence.lower[place] in _BODIES:
        last = place
        while last + 1 < len(sentence) and sentence.lower[last + 1] in ("forces", "force", "services"):
            last += 1
        if sentence.lower[last] not in ("security", "air", "armed", "state"):
            kind, end, place = "ORG", sentence.ends[last], last + 1
    mark(Name(start, end, kind))
    return place


def _missed(
    sentence: Sentence, place: int, known: Mapping[int, tuple[int, str]]
) -> tuple[int, str]:
    """Return end and kind of a name that the head of names missed: Iraqi, White House.

    Tables know states and governments; and nothing but a body stands behind "at" in two
    capitalised words and more: at Open Roads.
    """
    end, kind = known.get(place, (place, ""))
    if kind in ("demonym", "government"):
        return end, "NORP" if kind == "demonym" else "ORG"
    end = place
    if sentence.lower[max(0, place - 1) : place] == ("at",) and not sentence.shouted:
        while end < len(sentence) and sentence.words[end][0].isupper():
            end += 1
    return (end, "ORG") if end - place > 1 else (place, "")


def _office(sentence: Sentence, place: int, name: Name) -> int:
    """Return where a name ends that is an office and nobody: Israeli Prime Minister; else 0."""
    end = place
    while end < len(sentence) and sentence.starts[end] < name.end:
        end += 1
    return end if sentence.lower[end - 1] in ROLES else 0


def _titled(sentence: Sentence, place: int) -> bool:
    """Say whether a state's word opens a name that goes on with an office: Iranian Gen. ..."""
    after = sentence.lower[place + 1]
    return place in known_spans(sentence) and (after in ROLES or after in _TITLES)


def _group(sentence: Sentence, place: int) -> int:
    """Return where a nameless group that begins at token `place` ends: militias, rebel groups."""
    low = sentence.lower
    if low[place] in _GROUPS:
        end = place + 1
        while end < len(low) and low[end] in _GROUPS:
            end += 1
        return end
    return place


def _by_role(match: re.Match[str]) -> str:
    """Return what an office is: its holder leads the body, or is a member of it; "" is neither."""
    role = match["role"]
    prep = match.groupdict().get("prep")
    within = match[0].split(role, 1)[1].strip().split()
    apart = bool(prep) and bool(within) and within[0] != prep and not within[0].startswith("<")
    staff = within[:1] in (["of"],) and within[1:2] in (["staff"],)
    second = within[:2] == ["in", "command"] or LESS.match(role) is not None
    before = match[0].split(role, 1)[0].split()[-1:]
    lesser = before in (["deputy"], ["vice"], ["assistant"], ["second"])
    plain = role.removeprefix("acting ").removeprefix("former ").removeprefix("ex-").strip()
    if match["o"][1] in "nl" and (prep in ("in", "from", "at") or plain not in STATE_ROLES):
        return ""
    leads = plain in LEADERS and not (second or staff or lesser or (apart and prep != "of"))
    if plain == "chief" and within[:1] and within[0] in ROLES:
        leads = False
    return "leads" if leads else "member_of"


def _dated(tie: Tie, rest: str, *, opens: bool) -> Tie:
    both = _FROM_TO.match(rest)
    if both is not None:
        return replace(tie, since=both[1], until=both[2])
    since, until = _SINCE.match(rest), _UNTIL.match(rest)
    begun = _IN.match(rest) if opens and since is None else None
    year = since or begun
    return replace(
        tie, since=year[1] if year else None, until=until[1] if until is not None else None
    )
