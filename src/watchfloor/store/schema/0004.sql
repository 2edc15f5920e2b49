-- The record, version 4: sources.
--
-- What people decided of sources. The decisions are what is kept: this table is made from those
-- that hold whenever one on a source is made or undone. `name` is folded; a source has a row for
-- each of its spellings and each field that was ever set. `value` is null for "none".

CREATE TABLE source (
  name TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('reliability', 'owned_by', 'state_of')),
  value TEXT,
  spelling TEXT NOT NULL,
  decision_id TEXT NOT NULL REFERENCES decision (id),
  PRIMARY KEY (name, field),
  CHECK (field <> 'reliability' OR value IN ('A', 'B', 'C', 'D', 'E', 'F'))
) STRICT, WITHOUT ROWID;

-- Documents by who published them, and whose copies they are.
CREATE INDEX document_source ON document (source, copy_of);
