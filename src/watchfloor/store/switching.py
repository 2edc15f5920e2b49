"""Codings that wait beside the current ones: made current together, or forgotten.

Everything here happens inside the transaction of whoever calls.
"""

import sqlite3

from watchfloor.store import reports, rows


def switch(connection: sqlite3.Connection, coder: str) -> int:
    """Make all codings by `coder` current and mark the chains of their documents, old and new."""
    connection.execute("DROP TABLE IF EXISTS temp.switched")
    connection.execute(
        "CREATE TEMP TABLE switched AS SELECT document_id FROM main.coding"
        " WHERE coder = ? AND current = 0",
        (coder,),
    )
    # the old ones first: a document has one current coding at any moment
    connection.execute(
        "UPDATE coding SET current = 0 WHERE current = 1"
        " AND document_id IN (SELECT document_id FROM temp.switched)"
    )
    changed = connection.execute(
        "UPDATE coding SET current = 1 WHERE coder = ?"
        " AND document_id IN (SELECT document_id FROM temp.switched)",
        (coder,),
    ).rowcount
    connection.execute(
        "INSERT INTO fusion_mark (chain, reason) SELECT DISTINCT chain, ? FROM report"
        " WHERE document_id IN (SELECT document_id FROM temp.switched)",
        (reports.CODER,),
    )
    connection.execute("DROP TABLE temp.switched")
    return int(changed)


def forget_others(connection: sqlite3.Connection, document_id: str, coder: str) -> None:
    """Delete the codings of a document that are not current and not by `coder`."""
    others = connection.execute(
        "SELECT coder FROM coding WHERE document_id = ? AND coder <> ? AND current = 0",
        (document_id, coder),
    ).fetchall()
    for (other,) in others:
        reports.drop_reports(connection, document_id, other)
        for table in reversed(list(rows.COLUMNS)):  # claims name events
            delete = " ".join(("DELETE FROM", table, "WHERE document_id = ? AND coder = ?"))
            connection.execute(delete, (document_id, other))
        connection.execute(
            "DELETE FROM coding WHERE document_id = ? AND coder = ?", (document_id, other)
        )
