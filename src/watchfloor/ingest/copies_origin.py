"""Where a group of copies comes from: by named credit, then by time, then by containment."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from watchfloor.model import CopyOf, Credit, Document, Member
from watchfloor.model.late import late_regex

_HEAD, _TAIL = 300, 200
_CREDITING = frozenset({"republication", "credit", "copyright"})
"""Rules of page furniture that say whose a text is."""

_DATELINE = late_regex(r"\(([^()\n]{2,60})\)[ \t]{0,3}(?:[-–—:]|\n)")
_LAST = late_regex(r"\(([^()\n]{2,60})\)[ \t]{0,3}[.]?\s*\Z")
_WORD = late_regex(r"\w+")
_LONGEST_CREDIT = 400
_NO_NAME = frozenset({"www", "news", "web", "en", "com", "co", "org", "net", "gov", "edu", "ac"})
_LEAST_NAME = 2

Key = tuple[bool, str, int, str]


def credits_of(document: Document) -> tuple[Credit, ...]:
    """Return the places where a text may say whose it is, in their order.

    They are its furniture of that kind, a name in brackets behind the dateline, "(Reuters) -", and
    one at the very end. Whether a name there is that of a source is seen when a group is settled.
    """
    text, found = document.text, set[tuple[int, int]]()
    for part in document.boilerplate:
        if part.rule in _CREDITING:
            found.add((part.start, min(part.end, part.start + _LONGEST_CREDIT)))
    found.update(match.span(1) for match in _DATELINE.finditer(text, 0, _HEAD))
    last = _LAST.search(text, max(0, len(text) - _TAIL))
    if last is not None:
        found.add(last.span(1))
    return tuple(Credit(text[start:end], start, end) for start, end in sorted(found))


def site_of(source: str | None, url: str | None) -> str | None:
    """Return who put a text out, for comparing: the source in small letters, else the host."""
    if source and (words := " ".join(_WORD.findall(source.casefold()))):
        return words
    return _host(url)


def settle(members: Sequence[Member]) -> dict[str, CopyOf]:
    """Return what each member of a group is a copy of, by id.

    The origin is the text of the source that most members credit, if it is among them and credits
    no other; of several, and where nobody credits anybody, the earliest; of one day, the one with
    the most words, for it contains the others; else the smallest id. Every other member is a copy
    of the earliest text of the source that it credits, if that leads to the origin, else of the
    origin. The order of `members` does not matter.
    """
    if len(members) == 1:
        return {members[0].id: CopyOf(None, None)}
    ranked = [_Ranked(one) for one in sorted(members, key=_rank)]
    credited = dict(_credited(ranked))
    origin = _origin(ranked, credited)
    parents = {
        one.id: origin if one is origin or one.id not in credited else credited[one.id][0]
        for one in ranked
    }
    found: dict[str, CopyOf] = {}
    for one in ranked:
        if one is origin:
            found[one.id] = CopyOf(None, None)
            continue
        parent = parents[one.id] if _leads(one.id, origin.id, parents) else origin
        because = credited.get(one.id)
        credit = because[1] if because is not None and because[0] is parent else None
        found[one.id] = CopyOf(parent.id, _reason(one.member, parent.member, credit))
    return found


@dataclass(frozen=True, eq=False)
class _Ranked:
    """A member with the names that its source goes by."""

    member: Member

    @property
    def id(self) -> str:
        return self.member.id

    @cached_property
    def site(self) -> str | None:
        return site_of(self.member.source, self.member.url)

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """Return the source's name, without "the", and the name in its address, as words."""
        words = _WORD.findall((self.member.source or "").casefold())
        named = {tuple(words[1:] if words[:1] == ["the"] else words)}
        host = _host(self.member.url)
        if host is not None:
            named.add(tuple(host.split(".")))
            named.update((part,) for part in host.split(".")[:-1] if part not in _NO_NAME)
        return frozenset(one for one in named if len("".join(one)) >= _LEAST_NAME)


def _rank(member: Member) -> Key:
    """Return the order of origins where credit says nothing: time, then containment, then id."""
    return (member.published is None, member.published or "", -member.words, member.id)


def _credited(ranked: Sequence[_Ranked]) -> Iterator[tuple[str, tuple[_Ranked, Credit]]]:
    """Yield (id, (who is credited, where)) for members that name the source of another."""
    first: dict[tuple[str, ...], _Ranked] = {}
    for one in ranked:  # the best of a name comes first
        for name in one.names:
            first.setdefault(name, one)
    heads: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(first):
        heads.setdefault(name[0], []).append(name)
    for one in ranked:
        named = [
            (first[name], credit)
            for credit in one.member.credits
            for name in _names_in(credit.text, heads)
        ]
        others = [(who, credit) for who, credit in named if not _same(who, one)]
        if others:
            yield one.id, min(others, key=lambda pair: (_rank(pair[0].member), pair[1].start))


def _same(one: _Ranked, other: _Ranked) -> bool:
    return one is other or (one.site is not None and one.site == other.site)


def _names_in(text: str, heads: Mapping[str, list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    for at, word in enumerate(words):
        for name in heads.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                yield name


def _origin(ranked: Sequence[_Ranked], credited: Mapping[str, tuple[_Ranked, Credit]]) -> _Ranked:
    votes = Counter(who.id for who, _ in credited.values())
    named = [one for one in ranked if votes[one.id]]
    sources = [one for one in named if one.id not in credited] or named
    if not sources:
        return ranked[0]
    return min(sources, key=lambda one: (-votes[one.id], _rank(one.member)))


def _leads(start: str, end: str, parents: Mapping[str, _Ranked]) -> bool:
    """Tell whether the way up from a member ends at the origin, and not in a circle."""
    seen, here = {start}, start
    while here != end:
        here = parents[here].id
        if here in seen:
            return False
        seen.add(here)
    return True


def _reason(one: Member, parent: Member, credit: Credit | None) -> str:
    """Return in words why `one` is held to be made from `parent`."""
    if credit is not None:
        return f"credit: {' '.join(credit.text.split())!r} at {credit.start}-{credit.end}"
    if _rank(parent) > _rank(one):
        return "credit: other copies name the source of the original"
    if one.published != parent.published:
        dated = f"published {one.published}" if one.published else "no published date"
        return f"time: {dated}, the original {parent.published}"
    day = "the same day" if one.published else "no dates"
    if one.words != parent.words:
        return f"containment: {day}, {one.words} words of the original's {parent.words}"
    return f"equal: {day} and as many words, the original has the smaller id"


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # a bracket that no address has
        return None
    return host.removeprefix("www.") if host else None
