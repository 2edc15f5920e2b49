"""What a text holds that must not be told: names of private persons, towns of sensitive events."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from watchfloor.vocab.capitals import counts
from watchfloor.vocab.discretion_words import words as table_words

BLOCK = "█"
"""Stands for each character of a masked span."""

WITHHELD = "[name withheld]"
PLACE_WITHHELD = "place withheld"

SHORTEST = 3
"""Characters of a name, or of its last part, that is looked for in other words."""

REACH = 60
"""Characters before a last part in which an office is looked for."""

_RUN = re.compile(r"(?:[A-Z][\w.’'-]*\s)+$")
_NEVER = "(?!)"
_BLOCKS = re.compile(rf"{BLOCK}+(?:\s{BLOCK}+)*")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?\n]+\s*|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The place of a sensitive event: its words at start..end, and where its event is anchored."""

    event_id: str
    words: str
    start: int
    end: int
    anchor: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """The names that a text's rows withhold, those that they let stand, and places withheld.

    It is `whole` if the text and all that was read in it went into it: no row of it adds anything.
    """

    names: tuple[str, ...] = ()
    public: frozenset[str] = frozenset()
    sites: tuple[Site, ...] = ()
    whole: bool = False

    def __or__(self, other: "Unsaid") -> "Unsaid":
        """Return both; a name that one of them lets stand may stand."""
        if not (other.names or other.public or other.sites):
            return self
        public = self.public | other.public
        names = dict.fromkeys((*self.names, *other.names))
        return Unsaid(
            names=tuple(one for one in names if one not in public),
            public=public,
            sites=(*self.sites, *(one for one in other.sites if one not in self.sites)),
        )

    def lets(self, name: str) -> bool:
        """Say whether a name, or one that ends so ("Mr. Haddad"), is told as an office-holder's."""
        parts = name.split()
        while len(parts) > 1 and parts[0].rstrip(".").lower() in _before_names():
            parts = parts[1:]
        bare = " ".join(parts)
        return any(one == bare or one.endswith(f" {bare}") for one in self.public)

    def hide(self, said: str, start: int | None = None, *, place: bool = False) -> str:
        """Return words of the text, as long as they were, with what must not be told masked.

        Args:
            said: the words.
            start: where they stand in the text: a place is masked where it stands, and everywhere
                in words that tell of its event.
            place: the words tell of a sensitive event, wherever they stand.
        """
        made = masked_text(said, self.names, self.public)
        return self._without_places(made, start, place=place)

    def tell(self, said: str, *, place: bool = False) -> str:
        """Return words for reading, where no offset counts: it says what is withheld.

        Args:
            said: the words.
            place: they tell of a sensitive event, if the text has one.
        """
        made = readable(masked_text(said, self.names, self.public))
        return readable(self._without_places(made, None, place=place), f"[{PLACE_WITHHELD}]")

    def hide_text(self, text: str) -> str:
        """Return the whole text, as long as it was: places are masked in sentences on them."""
        made = masked_text(text, self.names, self.public)
        if not self.sites:
            return made
        return "".join(
            self._without_places(match[0], match.start(), place=False)
            for match in _SENTENCE.finditer(made)
        )

    def _without_places(self, made: str, start: int | None, *, place: bool) -> str:
        said = made
        for site in self.sites:
            if place or (start is not None and _meet(site.anchor, start, len(said))):
                made = masked_place(made, site.words)
            elif start is not None and _meet((site.start, site.end), start, len(said)):
                low, high = max(site.start - start, 0), min(site.end - start, len(said))
                made = f"{made[:low]}{masked_place(made[low:high], site.words)}{made[high:]}"
        return made


def masked_text(words: str, names: Iterable[str], public: Iterable[str] = ()) -> str:
    """Return words of a text with every occurrence of some names, or of their last part, masked.

    A last part stands at the end of a public name or of an office-holder's: of "Haddad is back"
    it is masked, of "Minister Jane Haddad" not.
    """
    wanted = tuple(sorted({one for one in names if len(one) >= SHORTEST}, key=_longest))
    if not wanted or not words:
        return words
    let = set(public)
    kept = tuple(sorted({one for one in let if " " in one}, key=_longest))
    bare = frozenset(one for one in let if " " not in one)

    def masked(match: re.Match[str]) -> str:
        is_kept = match["kept"] or (match["last"] and _follows_office(words[: match.start()]))
        return match[0] if is_kept else BLOCK * len(match[0])

    return _pattern(wanted, kept, bare & {one.split()[-1] for one in wanted}).sub(masked, words)


def readable(masked: str, instead: str = WITHHELD) -> str:
    """Return masked words with what says that a name is withheld instead of its blocks."""
    return _BLOCKS.sub(instead, masked)


def masked_place(words: str, place: str) -> str:
    """Return words with the capital words of a place masked, whatever their case: "near Gao"."""
    found_in = re.findall(r"[^\W_][\w’'-]*", place)
    parts = [one for one in found_in if one[0].isupper() and not counts(one.lower())]
    for part in parts:
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE)
        words = found.sub(lambda match: BLOCK * len(match[0]), words)
    return words


@lru_cache(maxsize=1024)
def _pattern(
    names: tuple[str, ...], kept: tuple[str, ...], bare: frozenset[str]
) -> re.Pattern[str]:
    """Return what matches names that are kept, names that are masked, and last parts of these.

    Bare names that the text gives an office-holder are no last parts of others.
    """
    lasts = {one.split()[-1] for one in names} - bare
    lasts = {one for one in lasts if len(one) >= SHORTEST and one[0].isupper()}
    lasts -= {one for one in lasts if counts(one.lower())}  # "Ward Seven"
    last = "|".join(map(re.escape, sorted(lasts, key=_longest)))
    return re.compile(
        rf"(?<!\w)(?:(?P<kept>{_any(kept)})|(?:{_any(names)})|(?P<last>{last or _NEVER}))(?!\w)"
    )


@cache
def _before_names() -> frozenset[str]:
    """Return the words that stand before a name and are none: "State Jane Roe" behind "of"."""
    kinds = ("title", "public", "portfolio", "small")
    return frozenset().union(*map(table_words, kinds))


def _any(names: Iterable[str]) -> str:
    """Return a pattern of names; those of several words, or typed small, in capitals, too."""
    made = []
    for one in names:
        parts = [re.escape(part) for part in one.split()]
        words = r"\s+".join(parts)
        made.append(rf"(?i:{words})" if len(parts) > 1 or one.islower() else words)
    return "|".join(made) or _NEVER


def _follows_office(words: str) -> bool:
    """Say whether words end with a run of capitals that holds an office: "Minister Jane "."""
    run = _RUN.search(words[-REACH:])
    return run is not None and any(
        part.casefold().rstrip(".") in table_words("public") for part in run[0].split()
    )


def _longest(one: str) -> tuple[int, str]:
    return -len(one), one


def _meet(span: tuple[int, int], start: int, length: int) -> bool:
    return span[0] < start + length and start < span[1]
