"""What is known of sources: the package's table of outlets, people's decisions, and agreement.

A part of `pipeline`, apart because fusing, showing and deciding all ask for it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from watchfloor.errors import UsageError
from watchfloor.fuse.agreement import Rate, Vote, rates
from watchfloor.model import Decision, Incident, Standing, Verdict, Where
from watchfloor.model.source import LETTERS, SOURCE, SourceFact, source_value
from watchfloor.store import query
from watchfloor.store.sources import Copied, facts, outputs

if TYPE_CHECKING:
    from watchfloor.fuse.corroborate import Sources
    from watchfloor.store.sources import Output

TOLLS = ("count", "dead", "injured", "arrested", "abducted")
"""Fields by whose numbers sources agree or not."""

NONE = "none"
"""What is typed for "belongs to nobody"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source of the record.

    `copies_made` are texts that it took from others, `copies_received` those that others took from
    it; `copied_from` and `copied_by` are these by the other source. `reliability` is F until a
    person sets a letter; `set` holds by field who set it, why and when. `basis` names the
    publication on which the package's table rests, None where people decided or nobody did.
    `agreement` is the share of its tolls that the other copy groups report too, None below ten that
    can be compared: agreement, which is not accuracy.
    """

    source: str
    documents: int
    copies_made: int
    copies_received: int
    copied_from: tuple[Copied, ...]
    copied_by: tuple[Copied, ...]
    reliability: str
    owned_by: str | None
    state_of: str | None
    basis: str | None
    set: Mapping[str, SourceFact]
    agreement: Rate | None


def sources(connection: sqlite3.Connection) -> "Sources":
    """Return what is known of outlets: the package's table, overruled by what people decided."""
    from watchfloor.fuse import outlets  # noqa: PLC0415  (only who asks waits for the table)

    return outlets.sources(facts(connection))


def listing(connection: sqlite3.Connection, where: Where | None = None) -> tuple[SourceLine, ...]:
    """Return every source of the documents that pass, the one with most of them first.

    Reads every incident of two sources or more for the agreement: that is of the whole record.

    Raises:
        UsageError: a filter that documents do not have.
    """
    from watchfloor.fuse.outlets import spellings  # noqa: PLC0415

    agreed = rates(votes(query.incidents(connection, Where(min_sources=2))))
    decided: dict[str, dict[str, SourceFact]] = {}
    for fact in facts(connection):
        decided.setdefault(spellings(fact.source)[0].casefold(), {})[fact.field] = fact
    return tuple(
        _line(one, decided.get(spellings(one.source)[0].casefold(), {}), agreed.get(one.source))
        for one in outputs(connection, where)
    )


def _line(one: "Output", set_: Mapping[str, SourceFact], agreement: Rate | None) -> SourceLine:
    from watchfloor.fuse.corroborate import UNJUDGED, folded  # noqa: PLC0415
    from watchfloor.fuse.outlets import outlets  # noqa: PLC0415

    table = outlets().get(folded(one.source))
    owner = {
        name: set_[name].value if name in set_ else getattr(table, name, None)
        for name in ("owned_by", "state_of")
    }
    letter = set_["reliability"].value if "reliability" in set_ else None
    rests = table is not None and not {"owned_by", "state_of"} & set_.keys()
    return SourceLine(
        source=one.source,
        documents=one.documents,
        copies_made=one.copies_made,
        copies_received=one.copies_received,
        copied_from=one.copied_from,
        copied_by=one.copied_by,
        reliability=letter or UNJUDGED,
        owned_by=owner["owned_by"],
        state_of=owner["state_of"],
        basis=table.basis if table is not None and rests else None,
        set=set_,
        agreement=agreement,
    )


def votes(incidents: Iterable[Incident]) -> Iterator[Vote]:
    """Yield what each source says of each toll that any source gives, its latest word alone."""
    for incident in incidents:
        for name in TOLLS:
            said: dict[str, tuple[str, int]] = {}
            for one in incident.reported.get(name, ()):  # the latest first
                number = next((n for n in (one.best, one.low, one.high) if n is not None), None)
                is_voice = one.standing in (Standing.COUNTS, Standing.COPY)
                if one.source and is_voice and number is not None:
                    said.setdefault(one.source, (one.copy_group or one.source, number))
            for number in {number for _, number in said.values()}:
                statement = f"{incident.id} {name} {number}"
                for source, (group, own) in said.items():
                    yield Vote(statement, source, group, own == number)


def setting_source(
    connection: sqlite3.Connection, name: str, values: Mapping[str, str | None]
) -> Decision:
    """Return the decision that a source has a letter, or belongs to somebody.

    `values` maps "reliability" to a letter A to F, "owned_by" to an entity of the knowledge base or
    a name, "state_of" to ISO 3166-1 alpha-3 or an organ of a state (IRQ-MIL); "none" says nobody.

    Raises:
        UsageError: nothing is set, or a value cannot be.
    """
    from watchfloor.fuse.outlets import spellings  # noqa: PLC0415

    given = {field: _checked(field, value) for field, value in values.items() if value is not None}
    names = list(spellings(name))
    if not given or not names[0]:
        message = "give the name of a source, and --reliability, --owned-by or --state-of"
        raise UsageError(message)
    earlier = {one.field: one.value for one in facts(connection) if one.source in names}
    machine = {field: earlier.get(field) for field in given}
    return replace(
        _BLANK,
        field=SOURCE,
        machine_value=json.dumps(machine, ensure_ascii=False, separators=(",", ":")),
        value=source_value(names, given),
    )


_BLANK = Decision(
    id="",
    verdict=Verdict.EDIT,
    author="",
    decided="",
    reason=None,
    document_id=None,
    start=None,
    end=None,
    field=None,
    machine_value=None,
    value=None,
    coder=None,
)


def _checked(field: str, value: str) -> str | None:
    """Return a value as it is kept; None for "none".

    Raises:
        UsageError: it is none of that field.
    """
    words = " ".join(value.split())
    if field == "reliability":
        if len(words) != 1 or words.upper() not in LETTERS:
            message = f"reliability is one of {', '.join(LETTERS)}, not {value!r:.80}"
            raise UsageError(message)
        return words.upper()
    if not words:
        message = f"{field} is empty: name an owner, or `{NONE}`"
        raise UsageError(message)
    if words.casefold() == NONE:
        return None
    state, _, _ = words.partition("-")
    if field == "state_of" and not (len(state) == len("IRQ") and state.isalpha()):
        message = f"state_of is a state as ISO 3166-1 alpha-3, like IRQ, not {value!r:.80}"
        raise UsageError(message)
    return words.upper() if field == "state_of" else words
