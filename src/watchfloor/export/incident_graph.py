"""GraphML of incidents: who acted in them, to whom, and which outlets reported them."""

from collections.abc import Iterator
from typing import BinaryIO

from watchfloor.export import graphml
from watchfloor.model import Filler, Incident

_NODE_KEYS = (
    *(("kind", "string"), ("name", "string"), ("type", "string"), ("mode", "string")),
    *(("status", "string"), ("date_from", "string"), ("date_to", "string")),
    *(("place", "string"), ("country", "string"), ("latitude", "double"), ("longitude", "double")),
    *(("dead_low", "int"), ("dead_best", "int"), ("dead_high", "int")),
    *(("independent_sources", "int"), ("copies", "int"), ("credibility", "int")),
)


def write_incident_graph(rows: Iterator[Incident], stream: BinaryIO) -> int:
    """Write incidents, parties and outlets as nodes; return how many incidents.

    Edges run from an actor to the incident, from it to its recipient, and from an outlet to what it
    reported. Instruments are no parties and stand in none.
    """
    stream.write(graphml.head(_NODE_KEYS, (("role", "string"),)))
    others: dict[str, graphml.Values] = {}
    edges: list[tuple[str, str, str]] = []
    count = 0
    for one in rows:
        stream.write(graphml.node(one.id, _incident(one)))
        edges += [(_party(filler, others), one.id, "actor") for filler in one.actor]
        edges += [(one.id, _party(filler, others), "recipient") for filler in one.recipient]
        for source in one.sources:
            name = f"source:{source}"
            others[name] = {"kind": "source", "name": source}
            edges.append((name, one.id, "reported"))
        count += 1
    for name in sorted(others):
        stream.write(graphml.node(name, others[name]))
    for start, end, role in edges:
        stream.write(graphml.edge(start, end, {"role": role}))
    stream.write(graphml.TAIL)
    return count


def _incident(one: Incident) -> graphml.Values:
    place, days, dead = one.event_loc, one.date, one.dead
    return {
        "kind": "incident",
        "type": one.type,
        "mode": "|".join(one.mode),
        "status": str(one.status),
        "date_from": days.from_.isoformat() if days and days.from_ else None,
        "date_to": days.to.isoformat() if days and days.to else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "dead_low": dead.low if dead else None,
        "dead_best": dead.best if dead else None,
        "dead_high": dead.high if dead else None,
        "independent_sources": one.independent_sources,
        "copies": one.copies,
        "credibility": one.credibility,
    }


def _party(filler: Filler, others: dict[str, graphml.Values]) -> str:
    """Return the node of a party: of an entity by its id, of words by the words."""
    words = filler.name or filler.text or "unknown"
    name = filler.entity_id or f"words:{words.casefold()}"
    others.setdefault(name, {"kind": "party", "name": words, "type": str(filler.kind)})
    return name
