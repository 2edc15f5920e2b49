"""Relations that one sentence states, by patterns over its names. `relations_patterns` has them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchfloor.coding.relations_marks import Marked, Name
from watchfloor.coding.relations_patterns import (
    LEADERS,
    LESS,
    ROLES,
    STATE_ROLES,
    Pattern,
    patterns,
)
from watchfloor.coding.words import Sentence
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

Span = tuple[int, int]

MOST_NAMES = 24
"""Names of one sentence that are paired; a list of more is no statement about each two of them."""

_DENIED = frozenset(
    {
        *("not", "never", "no", "denied", "denies", "deny", "if", "would", "could", "might", "any"),
        *("whether", "unless", "without", "neither", "cannot", "isn't", "aren't", "wasn't"),
        *("weren't", "doesn't", "don't", "didn't", "alleged", "allegedly", "denying", "won't"),
        *(
            "severed",
            "severing",
            "downgraded",
            "restored",
            "diplomatic",
            "retired",
            "once",
            "cut",
            "off",
        ),
        *("accused", "accuse", "accuses", "accusing", "longer", "false", "formerly"),
        *("suspended", "halted", "paused", "ended"),
        *("claim", "claims", "allegation", "allegations", "accusation", "accusations", "rumours"),
    }
)
_BEFORE = 5
"""Words before a pattern in which a word that takes it back stands."""

_SINCE = late_regex(r"(?: [^\s<>,;.]+){0,2}? since (?:[a-z]+ )?(\d{4})\b")
_UNTIL = late_regex(
    r"(?: [^\s<>,;.]+){0,2}?(?: ,)? until (?:(?!and |when )[^\s<>;]+ ){0,7}?((?:19|20)\d\d)\b"
)
_UNTIL_ENDED = late_regex(
    r"(?: [^\s<>,;.]+){0,2}?(?: ,)? until (?:(?:his|her|its|their) (?:own )?(?:[a-z]+ )?(?:death"
    r"|killing|assassination|arrest|capture|resignation|retirement|dismissal|removal|ouster"
    r"|overthrow|fall|defeat|departure|dissolution|collapse|recent)\b|(?:he|she|it|they) (?:was"
    r"|were|died|left|resigned|retired|quit|fell|fled|stepped|split|broke)\b|recently\b)"
)
"""An end that is over, without a year: until his death, until she was dismissed."""

_FORMER = frozenset(
    {"former", "ex", "ex-", "then", "then-", "late", "erstwhile", "one-time", "onetime"}
    | {"once", "formerly", "retired"}
)
"""Words before an office that somebody holds no longer, or held at the time that is told of."""

_NO_OFFICE = frozenset(
    {
        *(
            "the",
            "a",
            "an",
            "its",
            "their",
            "his",
            "her",
            "this",
            "that",
            "both",
            "so-called",
            "is",
        ),
        *("are", "was", "were", "remains", "remain", "became", "become", "being", "been", "has"),
        *("have", "also", "now", "who", "which", "appointed", "named", "elected", "'s", "and"),
        *("by", "as", "of", "current", "currently", "new", "acting", "interim"),
    }
)
"""Words before an office that do not belong to what it is called."""
_FROM_TO = late_regex(r"(?: [^\s<>,;.]+){0,2}? from (\d{4}) (?:to|until) (\d{4})\b")
_IN = late_regex(r" in (?:[a-z]+ )?(\d{4})\b")
_ALSO = late_regex(r"(?: ,)? and (?:the )?(<[og]\d+>)(?! (?:is|are|was|were|has|have)\b)")
_MARK = late_regex(r"<[a-z](\d+)>")


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated relation: both sides in characters of the text, and the years said with it.

    `role` is the office that says it, in small letters; `ended`: the words say that it is over,
    and not since when.
    """

    subject: Span
    predicate: str
    object: Span
    since: str | None = None
    until: str | None = None
    role: str | None = None
    ended: bool = False

    @property
    def evidence(self) -> Span:
        """Return the characters from the first side to the last."""
        ends = *self.subject, *self.object
        return min(ends), max(ends)


def ties(sentence: Sentence, names: Sequence[Name]) -> list[Tie]:
    """Return the relations of a sentence; `names` are those of the sentence, in order."""
    if not 0 < len(names) <= MOST_NAMES:
        return []
    written = Marked.of(sentence, names)
    if len(written.names) < 2:  # noqa: PLR2004  (two sides)
        return []
    marked = _Line(written.line, written.names, sentence)
    found: dict[tuple[Span, Span], Tie] = {}
    said = frozenset(_bare(word) for word in marked.line.split())
    for pattern in patterns():
        if pattern.cues.isdisjoint(said):
            continue
        for match in _matches(pattern.regex, marked.line):
            for tie in marked.read(pattern, match):
                ends = tie.subject, tie.object
                if ends not in found and ends[::-1] not in found:
                    found[ends] = tie
    return sorted(found.values(), key=lambda one: (one.evidence, one.subject))


def _bare(word: str) -> str:
    """Return an office without what says that it was held before: then-commander."""
    return word.removeprefix("then-").removeprefix("ex-")


def _matches(regex: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Yield matches that may overlap: the object of one is the subject of the next."""
    match = regex.search(line)
    while match is not None:
        yield match
        match = regex.search(line, match.start() + 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with marks for names, and what each mark means."""

    line: str
    names: Sequence[Name]
    sentence: Sentence

    def read(self, pattern: Pattern, match: re.Match[str]) -> list[Tie]:
        """Return what a match states: nothing where a word before or in it takes it back."""
        rest = self.line[match.end() :]
        tied = _TIED_GROUP.match(rest) if match[0].endswith(match["o"]) else None
        subject = self._span(match["s"])
        object_ = self._span(tied[1] if tied else self._whole_body(match))
        inside = match[0].split()
        before = self.line[: match.start()].split()[-_BEFORE:]
        doubts = self._doubts(match, before, inside)
        denied = _DENIED - _WAS if pattern.predicate == "role" else _DENIED
        if subject == object_ or not denied.isdisjoint((*doubts, *inside)):
            return []
        predicate = _by_role(match, before) if pattern.predicate == "role" else pattern.predicate
        if not predicate or self._amiss(pattern.predicate, match, inside):
            return []
        tie = _dated(Tie(subject, predicate, object_), rest, opens=pattern.opens)
        if pattern.predicate == "role":
            role, over = _office(match, before)
            tie = replace(tie, role=role, ended=tie.ended or (over and tie.until is None))
        found = [tie]
        also = _ALSO.match(rest)
        if also is not None and match["o"] == match[0][-len(match["o"]) :]:
            if predicate in ("backs", "tied_to", "opposes") and " -" not in match[0]:
                found.append(replace(tie, object=self._span(also[1])))
        elif also is not None and predicate == "part_of":
            found.append(replace(tie, subject=self._span(also[1])))
        return found

    def _amiss(self, predicate: str, match: re.Match[str], inside: Sequence[str]) -> bool:
        """Say whether a name stands where it is no side of a relation: a place, a deed."""
        rest, ahead = self.line[match.end() :], self.line[: match.start()].split()[-1:]
        begins = match["s"][1] == "l" and match.start() == match.start("s")
        if begins and not _INNER.isdisjoint(ahead):
            return True  # militias in Iraq are part of: not Iraq
        if match["o"][1] == "l" and match.start() == match.start("o") and ahead == ["in"]:
            return True  # in Quxland Minister Lima met: a place, and no body of his
        held = predicate == "role" and _BODY_OF.match(rest) is not None
        owned = predicate != "member_of" and _OWNED.match(rest) is not None
        if held or owned:
            return True  # head of the Quxland police, of Quxland's police: not of Quxland
        adjective = match["s"][1] == "n" and not _told(inside)  # the Qux part of the mission
        risen = "'s" in inside and _RISEN.match(rest) is not None  # Quxland's Front rebels
        within = _WITHIN.search(match[0]) is not None  # a town in the north-west part of Quxland
        if predicate == "part_of" and (adjective or risen or within):
            return True
        if predicate in ("role", "member_of", "leads") and self._last(match["o"]) in _HAPPENINGS:
            return True  # a veteran of the Quxland war: of no body
        placed = match["o"][1] == "l" and match[0].endswith(match["o"])
        return placed and _DEED.match(rest) is not None  # gunmen linked to the Quxland attacks

    @staticmethod
    def _doubts(
        match: re.Match[str], before: Sequence[str], inside: Sequence[str]
    ) -> Sequence[str]:
        """Return the words before a match among which one may take it back.

        What only tells who somebody is ("Ana Lima, head of the Front", "Quxland-backed rebels")
        holds whatever is denied of him: there only the words right before it count.
        """
        if _FINITE.isdisjoint(inside) and _NOMINAL.match(match[0]):
            return [word for word in before[-_BESIDE:] if word in _NO_SUCH]
        stops = [place for place, word in enumerate(before) if word in _STOPS]
        return before[stops[-1] + 1 :] if stops else before

    def _whole_body(self, match: re.Match[str]) -> str:
        """Return the mark of the object; of an organ right behind its body that of the body.

        The spokesman of "Front military" is one of the Front.
        """
        owner = _OWNER.search(self.line[: match.start("o")])
        return owner[1] if match["o"][1] == "b" and owner else match["o"]

    def _last(self, mark: str) -> str:
        """Return the last word of a name, in small letters."""
        return self.sentence.lower[bisect_left(self.sentence.starts, self._span(mark)[1]) - 1]

    def _span(self, mark: str) -> Span:
        number = _MARK.fullmatch(mark)
        name = self.names[int(number[1]) if number else 0]
        return name.start, name.end


_HAPPENINGS = frozenset(
    {"war", "wars", "crisis", "attack", "attacks", "summit", "uprising", "revolt"}
)
"""Last words of a name that is of what happened, and no body's: the Quxland war."""

_STOPS = frozenset({'"', "”", "“", ";", ":"})
_BESIDE = 2
"""Words before a title or an apposition among which a word that takes it back stands."""

_NO_SUCH = frozenset(
    {"no", "not", "never", "any", "alleged", "allegedly", "neither", "without", "false"}
)
"""Words that take a title back; whoever is accused or denies something keeps his."""

_WAS = frozenset({"once", "formerly", "retired"})
"""Words that say of an office that it is over, not that nobody held it."""


def _told(inside: Sequence[str]) -> bool:
    return not _FINITE.isdisjoint(inside) or "," in inside


_FINITE = frozenset(
    {
        *("is", "are", "was", "were", "be", "remains", "remain", "became", "become", "been"),
        *("has", "have", "had", "who", "which", "that"),
    }
)
_NOMINAL = late_regex(
    r"<p\d+> ,|<p\d+> ,? ?of |<\w\d+> -|[a-z]|<\w\d+> (?:'s )?(?:[^\s<>,;.]+ ){0,4}(?:, )?<p\d+>"
    r"|<\w\d+> (?:\w+ly )?(?:loyal to|aligned with|allied (?:to|with)|\w+ed (?:and \w+ed )?by) "
)
"""Matches that name somebody by what he is: an apposition, a title, a reduced clause."""

_WITHIN = late_regex(
    r" (?:in|at|from|to|across) the (?:[^\s<>,;.]+ ){0,2}(?:parts?|section|division|quarter) of "
)
_OWNED, _BODY_OF = late_regex(r" '(?:s\b| )"), late_regex(r" <b\d+>")
_RISEN = late_regex(
    r"(?: -aligned)? (?:rebels?|movement|militants?|insurgents?|fighters|guerrillas?|militias?)\b"
)
_OWNER = late_regex(r"(<o\d+>) $")
_DEED = late_regex(
    r" (?:attacks?|bombings?|massacres?|killings?|shootings?|explosions?|blasts?|wars?|crisis"
    r"|clashes|raids?|riots?|protests?|talks|deal|summit|agreement|coup)\b"
)
_TIED_GROUP = late_regex(r" -\w+ (?:[^\s<>,;.]+ ){0,2}(<g\d+>)")
_INNER = frozenset({"in", "of", "at", "from", "near", "to", "across", "inside"})


def _by_role(match: re.Match[str], ahead: Sequence[str]) -> str:
    """Return what an office is: its holder leads the body, or is a member of it; "" is neither.

    `ahead` are the words before the match: "a Front commander" is one of several.
    """
    role = match["role"]
    prep = match.groupdict().get("prep")
    within = match[0].split(role, 1)[1].strip().split()
    apart = bool(prep) and bool(within) and within[0] != prep and not within[0].startswith("<")
    staff = within[:1] in (["of"],) and within[1:2] in (["staff"],)
    second = within[:2] == ["in", "command"] or LESS.match(role) is not None
    before = match[0].split(role, 1)[0].split()[-1:]
    lesser = bool(before) and before[0] in _LESSER
    plain = _bare(
        role.removeprefix("acting ").removeprefix("former ").removeprefix("late ")
    ).strip()
    if match["o"][1] in "nl" and (prep in _ABOUT or plain not in STATE_ROLES):
        return ""
    leads = plain in LEADERS and not (second or staff or lesser or (apart and prep != "of"))
    if plain == "chief" and within[:1] and within[0] in ROLES:
        leads = False
    one_of = [*ahead[-1:]] in (["a"], ["an"]) and match.start("o") == match.start()
    if before in (["a"], ["an"]) and plain in _OF_SEVERAL:
        leads = False  # a director of the bank: one of several
    if one_of or (match["o"][1] == "b" and plain in _ONE_OF_MANY):
        leads = False  # an opposition leader: one of several
    return "leads" if leads else "member_of"


def _office(match: re.Match[str], before: Sequence[str]) -> tuple[str, bool]:
    """Return what an office is called, in small letters, and whether it is held no longer.

    "the former deputy head of the" is (deputy head, True). Words behind the office belong to it as
    far as the body's preposition: vice president of foreign policy | at.
    """
    start, end = match.span("role")
    ahead = match.string[match.start() : start].split()
    name = match["role"].split()
    while ahead and ahead[-1][0] not in "<,-" and ahead[-1] not in _NO_OFFICE | _FORMER:
        name.insert(0, ahead.pop())
    rest = [*before, *ahead]
    while rest and rest[-1] in ("'s", match["o"]):
        rest.pop()  # the former Quds Force commander
    over = not _FORMER.isdisjoint((*name, *rest[-1:])) or any(one != _bare(one) for one in name)
    behind = match.string[end : match.start("prep")] if match.groupdict().get("prep") else ""
    tail = re.match(r" (?:of staff|in command)\b", match.string[end:])
    words = [_bare(word) for word in name if word not in _FORMER]
    return " ".join(
        [*words, *(behind if behind.strip() else tail[0] if tail else "").split()]
    ), over


_ABOUT = frozenset({"in", "from", "at", "for"})
"""Behind an office: where it is held or whom it deals with, not whose it is."""

_LESSER = frozenset(
    {
        *("deputy", "vice", "assistant", "second", "press", "information", "communications"),
        *("media", "regional", "sales", "finance", "programme", "program", "project", "local"),
        *("minority", "majority"),
    }
)
"""Words before an office that make its holder one of the body's people and not its head."""

_ONE_OF_MANY = frozenset({"leader"})
_OF_SEVERAL = frozenset({"leader", "director", "commander", "chief", "head", "governor"})


def _dated(tie: Tie, rest: str, *, opens: bool) -> Tie:
    both = _FROM_TO.match(rest)
    if both is not None:
        return replace(tie, since=both[1], until=both[2])
    since, until = _SINCE.match(rest), _UNTIL.match(rest)
    begun = _IN.match(rest) if opens and since is None else None
    year = since or begun
    return replace(
        tie,
        since=year[1] if year else None,
        until=until[1] if until is not None else None,
        ended=until is None and _UNTIL_ENDED.match(rest) is not None,
    )
