"""An actor as of a day: the shape of `watchfloor show ACTOR --at DATE`."""

from datetime import date

from watchfloor.model.frozen import dataclass
from watchfloor.model.incident import Actor
from watchfloor.model.words import Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One relation that held on the day, seen from the actor: the other side and its terms.

    `role` is the office or command of the relation, `contested` that a party or a serious source
    says otherwise, `basis` the publication that it rests on, `asserted_by` who says so there,
    `checked_on` the day on which the row was held against a public page, `checked_against` that
    page: publisher, title, year (None: not since entry). `through` is the id of the body whose
    relation it is, where the actor stands to the other side by way of that body alone.
    """

    id: str
    name: str
    predicate: Predicate
    role: str | None
    since: str | None
    until: str | None
    basis: str | None
    asserted_by: str | None
    checked_on: str | None
    checked_against: str | None
    contested: bool
    through: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorStanding:
    """Who stood above, beside and below an actor on a day (None: as far as no end is known).

    `chain` is what it is part of, nearest first, each the superior of the one before or of another
    before it; `leaders`, `backers`, `units` stand to it, `offices` and `others` are its own.
    `existed` is false on a day before it began or after it ended by its own row: then nothing held.
    """

    actor: Actor
    at: date | None
    chain: tuple[Stand, ...]
    leaders: tuple[Stand, ...]
    backers: tuple[Stand, ...]
    units: tuple[Stand, ...]
    offices: tuple[Stand, ...]
    others: tuple[Stand, ...]
    existed: bool = True
