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

-- What a copy adds to the text that it was made from. A copy without a row here, or with one of
-- another `copy_of`, waits to be compared; the next run that writes does it.
CREATE TABLE copy_compared (
  document_id TEXT NOT NULL PRIMARY KEY REFERENCES document (id),
  copy_of TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Passages that stand in a copy alone. `words` is a hash of the words of one: of several copies
-- with the same passage the earliest owns it.
CREATE TABLE copy_passage (
  document_id TEXT NOT NULL REFERENCES copy_compared (document_id),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (document_id, "start")
) STRICT, WITHOUT ROWID;

CREATE INDEX copy_passage_words ON copy_passage (words);
