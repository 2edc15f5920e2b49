"""One sentence and what the tables say of it: looked up when first asked for, and once.

Two coders that read one text share the looks, so that no sentence is tagged twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from watchfloor.coding import status
from watchfloor.coding.dates import find_dates
from watchfloor.coding.dates_lone import find_lone
from watchfloor.coding.names import known_spans
from watchfloor.coding.phrases import apart, tag
from watchfloor.coding.scene import Scene, scene
from watchfloor.coding.status import Verdict
from watchfloor.coding.status_settled import Settled, settled
from watchfloor.coding.status_unreal import Unreal, unreal
from watchfloor.coding.triggers import Trigger, find
from watchfloor.coding.words import Sentence


@dataclass(frozen=True)
class Look:
    """A sentence; all else follows from it and from the tables."""

    sentence: Sentence

    @cached_property
    def present(self) -> frozenset[str]:
        """Return its words in small letters."""
        return frozenset(self.sentence.lower)

    @cached_property
    def tags(self) -> str:
        """Return one letter a token."""
        return apart(tag(self.sentence), self.sentence)

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """Return the triggers that the table finds, believed or not."""
        return tuple(find(self.sentence, self.tags))

    @cached_property
    def dates(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of tokens that are dates."""
        return find_dates(self.sentence)

    @cached_property
    def lone_dates(self) -> tuple[tuple[int, int], ...]:
        """Return the spans of tokens that date an event only where a reader says so."""
        return find_lone(self.sentence, self.dates)

    @cached_property
    def known(self) -> Mapping[int, tuple[int, str]]:
        """Return start -> (end, kind) of the known names."""
        return known_spans(self.sentence)

    @cached_property
    def view(self) -> Scene:
        """Return the scene with all triggers."""
        return scene(self.sentence, self.tags, self.triggers, self.dates, self.known)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdict on each trigger of the scene."""
        return status.verdicts(self.view)

    @cached_property
    def settled(self) -> tuple[Settled, ...]:
        """Return what its words settle of the acts in it, in tokens."""
        return settled(self.sentence, self.tags)

    @cached_property
    def unreal(self) -> tuple[Unreal, ...]:
        """Return what its words say of acts that did not happen or are to come, in tokens."""
        return unreal(self.sentence, self.tags)

    def limited(self, triggers: tuple[Trigger, ...]) -> "tuple[Scene, tuple[Verdict, ...]]":
        """Return the scene with some of the triggers, and the verdicts on them."""
        if triggers == self.triggers:
            return self.view, self.verdicts
        view = scene(self.sentence, self.tags, triggers, self.dates, self.known)
        return view, status.verdicts(view)
