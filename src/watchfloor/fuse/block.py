"""Which pairs of reports are looked at at all: those that share a key.

A key is a hash of what two reports of one incident have in common: a square of half a degree, a
country, an entity or telling words, together with a stretch of days. Reports with town and day
meet by these; a report that lacks one of the two meets others by a coarser key, and only there:
of two reports at a coarse key one has to be coarse itself (`exact` marks the others). So blocks
stay as small as the days are dense, however long the record. In a text that was published nobody
knows when, days are too doubtful for that: its words meet those of all days. Keys depend on the
report alone: a store keeps them in a table (`keys`), and rebuilds that when VERSION rises.
"""

from typing import TYPE_CHECKING

import numpy as np

from watchfloor.fuse.match import Pairs, Rows
from watchfloor.vocab import plover

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

VERSION = "2"

ENOUGH = 2
"""Weight of the keys that two reports have to share: place, country and entity 2, a word 1."""

_DAYS = 4
"""Days of a bucket; intervals are widened by a day, since reports date one incident a day apart."""

_MONTHS = 64
_FINE = 45
_LONGEST = 24 * _MONTHS
"""Days of a coarse bucket, of the longest fine interval, of the longest that is no open end."""

_WIDEST = 60.0 / 111.2
"""Degrees of the largest radius that is spread over squares."""

_WORDS, _ENTITIES = 12, 4
"""Stems of the topic, and entities of a role, that are keys."""

_VIEWS = (
    f"""CREATE VIEW timed AS SELECT *,
        coalesce(date_to - date_from < {_FINE}, false) AS fine,
        coalesce(date_to - date_from < {_LONGEST}, false) AS dated,
        date_from - DATE '1970-01-01' - 1 AS since,
        date_to - DATE '1970-01-01' + 1 AS until,
        coalesce(place_precision IN ('site', 'town') AND lat IS NOT NULL, false) AS town,
        least(coalesce(radius_km / 111.2, 0), {_WIDEST}) AS reach
    FROM numbered""",
    f"""CREATE VIEW days AS SELECT row,
        unnest(range(since // {_DAYS}, until // {_DAYS} + 1)) AS t
    FROM timed WHERE fine""",
    """CREATE VIEW wide AS SELECT *, reach / greatest(cos(radians(lat)), 0.1) AS across
    FROM timed WHERE town""",
    """CREATE VIEW bands AS SELECT *,
        unnest(range(floor((lat - reach) * 2)::INT, floor((lat + reach) * 2)::INT + 1)) AS y
    FROM wide""",
    """CREATE VIEW cells AS SELECT row, 'c' || y || ',' ||
        unnest(range(floor((lon - across) * 2)::INT, floor((lon + across) * 2)::INT + 1)) AS p
    FROM bands""",
    f"""CREATE VIEW parties AS SELECT row, town,
        unnest(list_distinct(list_concat(actors[:{_ENTITIES}], recipients[:{_ENTITIES}]))) AS who
    FROM timed""",
    """CREATE VIEW coarse AS
    SELECT row, 'l' || country AS p, town AS exact FROM timed WHERE country IS NOT NULL
    UNION ALL SELECT row, 'e' || who, town FROM parties""",
    f"""CREATE VIEW topics AS SELECT row, anchor, unnest(topic[:{_WORDS}]) AS word FROM timed""",
    """CREATE VIEW stems AS
    SELECT row, 'w' || word AS p FROM topics
    UNION ALL SELECT row, 'a' || anchor || '/' || word FROM topics WHERE anchor IS NOT NULL""",
    f"""CREATE VIEW months AS
    SELECT row, 'm' || unnest(range(since // {_MONTHS}, until // {_MONTHS} + 1)) AS t,
        fine AS exact
    FROM timed WHERE dated
    UNION ALL SELECT row, 'n', dated AND published IS NOT NULL FROM timed""",
    """CREATE VIEW vague AS
    SELECT row, t, CASE WHEN t = 'n' THEN months.exact ELSE date_said END AS exact
    FROM months JOIN timed USING (row)""",
    """CREATE VIEW said AS
    SELECT row, p || family || 'd' || t AS words, false AS exact, 2 AS weight
    FROM cells JOIN days USING (row) JOIN kinds USING (row)
    UNION ALL
    SELECT row, p || family || t, exact, 2
    FROM cells JOIN months USING (row) JOIN kinds USING (row)
    UNION ALL
    SELECT row, p || family || 'd' || t, exact, 2
    FROM coarse JOIN days USING (row) JOIN kinds USING (row)
    UNION ALL
    SELECT row, p || 'd' || t, false, 1 FROM stems JOIN days USING (row)
    UNION ALL
    SELECT row, p || t, exact, 1 FROM stems JOIN vague USING (row)
    UNION ALL
    SELECT row, 'o' || document_id, false, 2 FROM timed""",
)

_KEYS = """CREATE TABLE keys AS
    SELECT row, (md5_number_lower(words) >> 1)::BIGINT AS key, exact, weight
    FROM (SELECT DISTINCT row, words, exact, weight FROM said)"""
"""MD5, because the key of a value must be the same in every version of DuckDB."""

_SORTED = "SELECT * FROM keys ORDER BY row, key, exact"

_PAIRS = f"""
    WITH held AS (SELECT keys.* FROM keys SEMI JOIN chosen USING (row)),
    loose AS (SELECT row, key, weight FROM held WHERE NOT exact),
    exact AS (SELECT row, key FROM held WHERE exact),
    met AS (
        SELECT a.row AS i, b.row AS j, a.weight FROM loose a JOIN loose b USING (key)
        WHERE a.row < b.row
        UNION ALL
        SELECT least(a.row, b.row), greatest(a.row, b.row), a.weight
        FROM loose a JOIN exact b USING (key) WHERE a.row <> b.row)
    SELECT i, j FROM met GROUP BY i, j HAVING sum(weight) >= {ENOUGH} ORDER BY i, j"""


def keys(reports: "pa.Table") -> "pa.Table":
    """Return the keys of reports: `row` (from 0, as in the table), `key`, `exact`, `weight`."""
    with _connected(reports) as connection:
        return connection.sql(_SORTED).to_arrow_table()


def pairs(reports: "pa.Table") -> Pairs:
    """Return the candidate pairs of reports as rows of their table, left before right, sorted."""
    with _connected(reports) as connection:
        return _pairs(connection, np.arange(reports.num_rows))


def keys_and_pairs(reports: "pa.Table", among: Rows) -> tuple["pa.Table", Pairs]:
    """Return all keys, and the pairs among some rows: asking once spares most of the time."""
    with _connected(reports) as connection:
        return connection.sql(_SORTED).to_arrow_table(), _pairs(connection, among)


def _pairs(connection: "duckdb.DuckDBPyConnection", among: Rows) -> Pairs:
    import pyarrow as pa  # noqa: PLC0415

    connection.register("chosen", pa.table({"row": pa.array(among, pa.int64())}))
    found = connection.sql(_PAIRS).to_arrow_table()
    left, right = (np.asarray(found.column(name)).astype(np.int64) for name in ("i", "j"))
    return Pairs(left, right)


def _connected(reports: "pa.Table") -> "duckdb.DuckDBPyConnection":
    """Return a connection that holds the table `keys` of the reports."""
    import duckdb  # noqa: PLC0415  (heavy: only who blocks pays for it)
    import pyarrow as pa  # noqa: PLC0415

    connection = duckdb.connect(":memory:")
    rows = pa.array(np.arange(reports.num_rows, dtype=np.int64))
    connection.register("numbered", reports.append_column("row", rows))
    families = ", ".join(f"('{name}', '/{one.quad}')" for name, one in plover.types().items())
    connection.execute(
        "CREATE VIEW kinds AS SELECT row, family FROM numbered "
        f"JOIN (VALUES {families}) AS quads(type, family) USING (type)"
    )
    for view in _VIEWS:
        connection.execute(view)
    connection.execute(_KEYS)
    return connection
