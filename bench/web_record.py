"""A made record of many incidents, written in bulk: what the pages are timed on.

    python -m bench.web_record RECORD --incidents 50000

Of each incident there are three chains; there are as many documents of 600 characters as incidents,
and every document tells of three of them. Nothing is coded or fused: rows are made and written as
ingest would leave them, but for the keys by which reports meet. Seeded: the same arguments give the
same rows. To settle what incidents were on earlier days takes four fifths of the time: `--past 50`
does it for one incident in fifty, which is enough where no page asks for a day.
"""

import argparse
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from watchfloor.model import Testimony
from watchfloor.pipeline_corrected import told
from watchfloor.pipeline_past import past
from watchfloor.pipeline_sources import sources
from watchfloor.store import connect
from watchfloor.store.decided import rulings
from watchfloor.store.rows import COLUMNS, INSERT_INCIDENT, INSERT_PAST

CHAINS = 3
CHARACTERS = 600
CODER, RUN, WHEN = "made@1", "made", "2026-01-01T00:00:00+00:00"
AT_ONCE = 5_000
PLACES, COUNTRIES, SOURCES, YEARS = 3_000, 40, 400, 10
CLINICS = 97
"""One incident of so many names a place of care."""
TYPES = ("ASSAULT", "PROTEST", "COERCE", "THREATEN", "MOBILIZE", "ACCUSE", "AID", "REQUEST")
MODES = ("", "", "firearms", "explosives", "aerial")
PROSE = (
    "the army said that fighters near a road and village had left market town after night rain "
    "officials told radio of wounded people houses bridge school water police convoy border "
    "morning council river trucks shops hospital elders clinic talks ceasefire north south"
)
WORDS = tuple(PROSE.split())


def main() -> None:
    """Write the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--past", type=int, default=1, help="keep that of one incident in so many")
    asked = parser.parse_args()
    begun = time.perf_counter()
    write(asked.record, asked.incidents, asked.seed, past_of=asked.past)
    took = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "incidents": asked.incidents,
                "seconds": round(took, 1),
                "megabytes": round(asked.record.stat().st_size / 1e6),
            }
        )
    )


def write(record: Path, incidents: int, seed: int = 13, *, past_of: int = 1) -> None:
    """Write a made record to a file that does not exist yet; the past of one in `past_of`.

    Raises:
        FileExistsError: it does.
    """
    if record.exists():
        message = f"{record} exists: name another file"
        raise FileExistsError(message)
    with connect(record, write=True, create=True) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("BEGIN IMMEDIATE")
        later = _put_off(connection)
        _run(connection)
        for start in range(0, incidents, AT_ONCE):
            _portion(connection, range(start, min(start + AT_ONCE, incidents)), incidents, seed)
        connection.execute("INSERT INTO document_fts (document_fts) VALUES ('rebuild')")
        for statement in later:
            connection.execute(statement)
        connection.execute("UPDATE fusion SET step = 1")
        _remember(connection, past_of)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode = WAL")


def _put_off(connection: sqlite3.Connection) -> list[str]:
    """Drop what would be kept up to date row by row; return the statements that make it at once.

    Keys are hashes, so that each row would land on another page of every index: sorted once at the
    end they take a tenth of the time.
    """
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND (type = 'index'"
        " OR name = 'document_fts_insert') ORDER BY type, name"
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    return [str(sql) for _, _, sql in found]


def _run(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO run (id, command, arguments, version, coder, started)"
        " VALUES (?, 'bench', '[]', 'bench', ?, ?)",
        (RUN, CODER, WHEN),
    )
    connection.execute(
        "INSERT INTO blob (sha256, media_type, size, data) VALUES ('0', 'text/plain', 0, NULL)"
    )


def _portion(connection: sqlite3.Connection, numbers: range, total: int, seed: int) -> None:
    made = [_Made(number, total, seed) for number in numbers]
    connection.executemany(
        "INSERT INTO document (id, title, source, published_from, published_to, published_rule,"
        " language, text, boilerplate, provenance, raw_sha256, ingested, run_id)"
        " VALUES (?, ?, ?, ?, ?, 'row', 'en', ?, '[]', '{}', '0', ?, ?)",
        (one.document() for one in made),
    )
    connection.executemany(
        "INSERT INTO coding (document_id, coder, run_id, current) VALUES (?, ?, ?, 1)",
        ((one.id, CODER, RUN) for one in made),
    )
    connection.executemany(
        "INSERT INTO report_coding (document_id, coder) VALUES (?, ?)",
        ((one.id, CODER) for one in made),
    )
    names = COLUMNS["event"]
    connection.executemany(
        f"INSERT INTO event ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
        (row for one in made for row in one.events()),
    )
    connection.executemany(
        "INSERT INTO report (document_id, coder, chain, is_keyed, type, mode, status, date_from,"
        " date_to, actors, recipients, words, topic, apart, date_said)"
        " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, '', '', '', '', 0, 1)",
        (row for one in made for row in one.reports()),
    )
    connection.executemany(INSERT_INCIDENT, (one.incident() for one in made))
    connection.executemany(
        "INSERT INTO incident_member (chain, incident_id, document_id) VALUES (?, ?, ?)",
        (row for one in made for row in one.members()),
    )


def _remember(connection: sqlite3.Connection, past_of: int) -> None:
    """Keep what incidents were before their last reports came, as a step of fusing does."""
    decided, outlets = rulings(connection), sources(connection)
    names = connection.execute("SELECT id FROM incident ORDER BY id").fetchall()[::past_of]
    for start in range(0, len(names), AT_ONCE):
        wanted = json.dumps([name for (name,) in names[start : start + AT_ONCE]])
        rows = connection.execute(_MEMBERS, (wanted,)).fetchall()
        said = told(connection, [chain for _, _, chain in rows], decided)
        held: dict[tuple[str, str], list[Testimony]] = {}
        for name, founder, chain in rows:
            held.setdefault((name, founder), []).extend(said[chain])
        connection.executemany(
            INSERT_PAST,
            (
                (name, was.since, was.until, *was.row)
                for (name, founder), own in held.items()
                for was in past(founder, own, {}, outlets)
            ),
        )


_MEMBERS = (
    "SELECT incident.id, incident.founder, member.chain FROM json_each(?) AS wanted"
    " JOIN incident ON incident.id = wanted.value"
    " JOIN incident_member AS member ON member.incident_id = incident.id"
)


def _name(kind: str, number: int, part: int = 0) -> str:
    return sha256(f"{kind} {number} {part}".encode()).hexdigest()[:20]


@cache
def _sentences(seed: int) -> tuple[str, ...]:
    """Return sentences of 70 to 200 characters that texts are made of."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    made = (" ".join(chance.choices(WORDS, k=chance.randint(14, 30))) for _ in range(2_000))
    return tuple(f"{one.ljust(70, 'a')}." for one in made)


class _Made:
    """One document and the incident of the same number; it tells of the next two as well."""

    def __init__(self, number: int, total: int, seed: int) -> None:
        self.number, self.total, self.seed = number, total, seed
        chance = random.Random(f"{seed} {number}")  # noqa: S311  (no secret)
        self.id = _name("document", number)
        self.place = int(PLACES * chance.random() ** 2)
        self.day = date(2016, 1, 1) + timedelta(days=int(YEARS * 365 * chance.random() ** 0.7))
        self.type = TYPES[int(len(TYPES) * chance.random() ** 1.5)]
        mode = chance.choice(MODES) if self.type == "ASSAULT" else ""
        self.mode = [mode] if mode else []
        self.status = "attempted" if chance.random() < 0.05 else "actual"
        self.dead = int(chance.paretovariate(1.2)) if self.type == "ASSAULT" else None
        self.sources = chance.sample(range(SOURCES), chance.randint(1, CHAINS))
        self.score = round(chance.random(), 3)
        self.text = " ".join(chance.sample(_sentences(seed), CHARACTERS // 60))[:CHARACTERS]

    def document(self) -> tuple[object, ...]:
        """Return the row of its document."""
        day = (self.day + timedelta(days=1)).isoformat()
        title = f"Report {self.number} of place {self.place}"
        source = f"Outlet {self.sources[0]}"
        return (self.id, title, source, day, day, self.text, WHEN, RUN)

    def members(self) -> Iterator[tuple[str, str, str]]:
        """Yield chain, incident and document of its three reports."""
        own = _name("incident", self.number)
        for part in range(CHAINS):
            document = _name("document", (self.number - part) % self.total)
            yield _name("chain", self.number, part), own, document

    def reports(self) -> Iterator[tuple[object, ...]]:
        """Yield the reports of its document, without keys: nothing is fused with them."""
        day = self.day.isoformat()
        for part in range(CHAINS):
            chain = _name("chain", (self.number + part) % self.total, part)
            mode = "\n".join(self.mode)
            yield (self.id, CODER, chain, self.type, mode, self.status, day, day)

    def events(self) -> Iterator[tuple[object, ...]]:
        """Yield the three events of its document, each of another incident."""
        names = COLUMNS["event"]
        at, mode = self._columns, json.dumps(self.mode)
        for part in range(CHAINS):
            chain = _name("chain", (self.number + part) % self.total, part)
            start = part * 40
            words = self.text[start : start + 6]
            anchor = {"text": words, "start": start, "end": start + 6, "score": self.score}
            row = {
                **{"document_id": self.id, "coder": CODER, "id": chain, "chain": chain},
                **{"type": self.type, "mode": mode, "context": "[]"},
                **{"status": self.status, "outcome": "unknown", "assertion": "fact"},
                **{"score": self.score, "anchor_start": start, "anchor_end": start + 6},
                **at,
                **{"actor_words": "fighters", "recipient_words": "", "place_words": self._town()},
                "spans": f'{{"anchor":{json.dumps(anchor)},"attributed_to":[],{self._plain[1:]}',
            }
            yield tuple(row.get(name) for name in names)

    def incident(self) -> tuple[object, ...]:
        """Return the row of its incident."""
        own, chains = _name("incident", self.number), [row[0] for row in self.members()]
        outlets = sorted(f"Outlet {one}" for one in self.sources)
        documents = sorted(row[2] for row in self.members())
        value = {
            **{"id": own, "type": self.type, "mode": self.mode, "context": []},
            **{"status": self.status, "outcome": "unknown", "score": self.score},
            **{"chains": chains, "events": sorted(chains), "documents": documents},
            **{"sources": outlets, "independent_sources": len(outlets), "copies": 0},
            **{"reported": {}, "credibility": 3, "first_reported": None, "review": None},
            "assertion": "fact",
        }
        at = self._columns
        return (
            *(own, chains[0], self.type, json.dumps(self.mode), self.status),
            *("assault" if self.type == "ASSAULT" else None, at["date_from"], at["date_to"], "day"),
            *(at["country"], at["admin1"], at["place"], at["lat"], at["lon"], 5.0, "town"),
            *(self.dead, self.dead, self.dead, len(outlets), 0, 3, None),
            *("fighters", "", self._town(), f"{json.dumps(value)[:-1]},{self._plain[1:]}"),
            *("new", self.score, 1, "\n".join(outlets)),
        )

    def _town(self) -> str:
        """Return the words of its place: a clinic for one in a hundred, which maps withhold."""
        return f"{'clinic in ' if self.number % CLINICS == 0 else ''}town {self.place}"

    @cached_property
    def _columns(self) -> dict[str, object]:
        """Return the columns of day and place."""
        day = self.day.isoformat()
        country = self.place % COUNTRIES
        return {
            **{"date_from": day, "date_to": day, "date_precision": "day"},
            "country": f"{chr(65 + country // 26)}{chr(65 + country % 26)}X",
            **{"admin1": f"Province {self.place % 300}", "place": f"Town {self.place}"},
            **{"lat": self.place % 120 - 60.0, "lon": self.place % 340 - 170.0},
            **{"radius_km": 5.0, "place_precision": "town"},
        }

    @cached_property
    def _plain(self) -> str:
        """Return the fields that an event's spans and an incident share, as one JSON object."""
        no_words = {"text": None, "start": None, "end": None}
        at = self._columns
        count = no_words | {"low": self.dead, "best": self.dead, "high": self.dead}
        who = no_words | {"score": 0.9, "kind": "armed_group", "entity_id": None}
        shared = {
            **{"actor": [who | {"name": "fighters"}], "recipient": [], "instrument": []},
            "date": no_words
            | {"from": at["date_from"], "to": at["date_to"], "precision": "day", "rule": "made"},
            "event_loc": no_words
            | {"score": 0.9, "name": at["place"], "lat": at["lat"], "lon": at["lon"]}
            | {"geonames_id": None, "country": at["country"], "admin1": at["admin1"]}
            | {"precision": "town", "radius_km": 5.0, "rule": "made"},
            **{"count": None, "dead": count if self.dead is not None else None},
            **{"injured": None, "arrested": None, "abducted": None, "casualties": []},
        }
        return json.dumps(shared, separators=(",", ":"))


if __name__ == "__main__":
    main()
