"""The state of what people decide on, and the refusal of a decision on a state that is no more."""

import sqlite3
from collections.abc import Mapping

from watchfloor.errors import StaleError
from watchfloor.model import Decision, Event, Incident, Verdict
from watchfloor.model.judged import number_of, token
from watchfloor.store import history, incidents, query, touched
from watchfloor.store.decided import chains_named

Item = Incident | Event


def item_of(connection: sqlite3.Connection, name: str) -> Item | None:
    """Return the incident or event that bears a whole id today."""
    found = incidents.incident(connection, name)
    return found if found is not None else query.event(connection, name)


def texts_of(item: Item) -> tuple[str, ...]:
    """Return the texts that an item rests on."""
    return item.documents if isinstance(item, Incident) else (item.document_id,)


def decisions_on(connection: sqlite3.Connection, item: Item) -> tuple[tuple[int, Decision], ...]:
    """Return the decisions that touch an item, undone ones and what undid them too, with numbers.

    Those on one event of a text touch its incident, those on the incident its events.
    """
    numbers = touched.numbers(connection, texts_of(item))
    made = {one.id: one for one in history.decisions_of(connection, numbers.values())}
    own = set(item.chains) if isinstance(item, Incident) else {item.chain}
    return tuple(
        (number, made[name])
        for number, name in numbers.items()
        if own & chains_named(connection, made[name])
    )


def state_of(connection: sqlite3.Connection, item: Item) -> str:
    """Return the token of an item's state, to hand back with a decision."""
    found = decisions_on(connection, item)
    return token(item, found[-1][0] if found else 0)


def check_states(connection: sqlite3.Connection, judged: Mapping[str, str]) -> None:
    """Refuse a decision if what was judged is not as it was.

    Raises:
        StaleError: it says what others did since, or that evidence came.
    """
    for name, state in judged.items():
        item = item_of(connection, name)
        if item is None:
            message = (
                f"{name} is not there any more: it was merged, split or read anew since you"
                " looked; open it again and decide then"
            )
            raise StaleError(message)
        if state_of(connection, item) == state:
            continue
        since = number_of(state)
        others = [one for number, one in decisions_on(connection, item) if number > since]
        done = "; ".join(map(done_words, others)) or "new evidence changed what it shows"
        message = f"{name[:8]} changed since you looked: {done}. Look at it again and decide then"
        raise StaleError(message)


PAST = {
    Verdict.ACCEPT: "accepted",
    Verdict.REJECT: "rejected",
    Verdict.EDIT: "set",
    Verdict.MERGE: "merged",
    Verdict.SPLIT: "split",
    Verdict.WITHDRAW: "withdrew a text",
    Verdict.UNDO: "undid a decision",
}


def done_words(one: Decision) -> str:
    """Return what somebody did: 'Ana set dead at 2022-01-20 12:03 ("the fourth died")'."""
    what = " ".join(filter(None, (PAST.get(one.verdict, str(one.verdict)), one.field)))
    when = one.decided[:16].replace("T", " ")
    why = f' ("{one.reason}")' if one.reason else ""
    return f"{one.author} {what} at {when}{why}"
