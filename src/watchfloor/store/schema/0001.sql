-- The record, version 1.
--
-- Raw tables are appended and never deleted from; derived tables, keyed by (document_id, coder),
-- can be made again from the raw ones. Dates are ISO text, times ISO text in UTC, lists and
-- objects JSON text. Columns that end in _words are case-folded copies to search in; what a row
-- cites lies, with all its spans, in the one column `spans`.

-- Raw -----------------------------------------------------------------------------------------

CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  command TEXT NOT NULL,
  arguments TEXT NOT NULL,
  version TEXT NOT NULL,
  coder TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  offered INTEGER NOT NULL DEFAULT 0,
  stored INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  CHECK (finished IS NULL OR offered = stored + known + refused)
) STRICT;

-- `data` is null when the raw bytes were not to be kept; their hash and size stay.
CREATE TABLE blob (
  sha256 TEXT NOT NULL PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  data BLOB
) STRICT;

CREATE TABLE document (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  external_id TEXT,
  url TEXT,
  title TEXT,
  source TEXT,
  published_from TEXT,
  published_to TEXT,
  published_rule TEXT,
  language TEXT,
  text TEXT NOT NULL,
  copy_of TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  copy_reason TEXT,
  revises TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  boilerplate TEXT NOT NULL,
  provenance TEXT NOT NULL,
  raw_sha256 TEXT NOT NULL REFERENCES blob (sha256),
  ingested TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (id)
) STRICT;

CREATE INDEX document_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_external_id ON document (external_id, source) WHERE external_id IS NOT NULL;
CREATE INDEX document_order ON document (coalesce(published_from, '~'), id);

CREATE TRIGGER document_is_kept BEFORE DELETE ON document
BEGIN
  SELECT raise(ABORT, 'a document is never deleted');
END;

-- Masking words for a lawful redaction keeps every offset; nothing else may touch a text.
CREATE TRIGGER document_text_is_kept BEFORE UPDATE OF id, text ON document
WHEN new.id IS NOT old.id OR length(new.text) <> length(old.text)
BEGIN
  SELECT raise(ABORT, 'the text of a document never changes');
END;

-- The inputs that a document came from: the same text may lie in several places.
CREATE TABLE origin (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document (id),
  path TEXT NOT NULL,
  line INTEGER,
  raw_sha256 TEXT NOT NULL REFERENCES blob (sha256),
  run_id TEXT NOT NULL REFERENCES run (id)
) STRICT;

CREATE UNIQUE INDEX origin_once ON origin (document_id, path, coalesce(line, 0));

-- An issue may name a document that was refused, and so is in no table.
CREATE TABLE issue (
  number INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run (id),
  severity TEXT NOT NULL CHECK (severity IN ('refused', 'warning')),
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  origin TEXT NOT NULL,
  line INTEGER,
  document_id TEXT,
  message TEXT NOT NULL
) STRICT;

CREATE INDEX issue_run ON issue (run_id);

CREATE TABLE decision (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  verdict TEXT NOT NULL,
  author TEXT NOT NULL,
  decided TEXT NOT NULL,
  reason TEXT,
  document_id TEXT REFERENCES document (id),
  "start" INTEGER,
  "end" INTEGER,
  field TEXT,
  machine_value TEXT,
  value TEXT,
  coder TEXT,
  undoes TEXT REFERENCES decision (id)
) STRICT;

CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN
  SELECT raise(ABORT, 'a decision is never deleted, only undone by another');
END;

CREATE TRIGGER decision_is_final BEFORE UPDATE ON decision
BEGIN
  SELECT raise(ABORT, 'a decision is never changed, only undone by another');
END;

-- Text search ---------------------------------------------------------------------------------

CREATE VIRTUAL TABLE document_fts USING fts5 (
  title,
  text,
  content = 'document',
  content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER document_fts_insert AFTER INSERT ON document
BEGIN
  INSERT INTO document_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE TRIGGER document_fts_update AFTER UPDATE OF title, text ON document
BEGIN
  INSERT INTO document_fts (document_fts, rowid, title, text)
  VALUES ('delete', old.number, old.title, old.text);
  INSERT INTO document_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

-- Derived -------------------------------------------------------------------------------------

CREATE TABLE coding (
  document_id TEXT NOT NULL REFERENCES document (id),
  coder TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (id),
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  PRIMARY KEY (document_id, coder)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX coding_current ON coding (document_id) WHERE current = 1;

-- Two coders that read the same event give it the same id: hence the keys of three columns.
CREATE TABLE event (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  id TEXT NOT NULL,
  chain TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  context TEXT NOT NULL,
  status TEXT NOT NULL,
  outcome TEXT NOT NULL,
  assertion TEXT NOT NULL,
  score REAL NOT NULL,
  anchor_start INTEGER NOT NULL,
  anchor_end INTEGER NOT NULL,
  date_from TEXT,
  date_to TEXT,
  date_precision TEXT,
  country TEXT,
  admin1 TEXT,
  place TEXT,
  lat REAL,
  lon REAL,
  radius_km REAL,
  place_precision TEXT,
  count_low INTEGER,
  count_best INTEGER,
  count_high INTEGER,
  dead_low INTEGER,
  dead_best INTEGER,
  dead_high INTEGER,
  injured_low INTEGER,
  injured_best INTEGER,
  injured_high INTEGER,
  arrested_low INTEGER,
  arrested_best INTEGER,
  arrested_high INTEGER,
  abducted_low INTEGER,
  abducted_best INTEGER,
  abducted_high INTEGER,
  actor_words TEXT NOT NULL,
  recipient_words TEXT NOT NULL,
  place_words TEXT NOT NULL,
  spans TEXT NOT NULL,
  UNIQUE (document_id, coder, id),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder),
  FOREIGN KEY (document_id, coder, chain) REFERENCES event (document_id, coder, id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX event_id ON event (id);
CREATE INDEX event_order ON event (
  coalesce(date_from, date_to, '~'), document_id, anchor_start, anchor_end, id
);
CREATE INDEX event_position ON event (lat, lon) WHERE lat IS NOT NULL;

CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)),
  event_id TEXT,
  "start" INTEGER,
  "end" INTEGER,
  horizon_from TEXT,
  horizon_to TEXT,
  speaker_words TEXT NOT NULL,
  spans TEXT NOT NULL,
  UNIQUE (document_id, coder, id),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder),
  FOREIGN KEY (document_id, coder, event_id) REFERENCES event (document_id, coder, id)
) STRICT;

CREATE INDEX claim_id ON claim (id);

CREATE TABLE figure (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  id TEXT NOT NULL,
  quantity TEXT NOT NULL,
  unit TEXT,
  value_low REAL,
  value_best REAL,
  value_high REAL,
  "start" INTEGER,
  "end" INTEGER,
  date_from TEXT,
  date_to TEXT,
  date_precision TEXT,
  country TEXT,
  admin1 TEXT,
  place TEXT,
  lat REAL,
  lon REAL,
  radius_km REAL,
  place_precision TEXT,
  subject_words TEXT NOT NULL,
  place_words TEXT NOT NULL,
  spans TEXT NOT NULL,
  UNIQUE (document_id, coder, id),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder)
) STRICT;

CREATE INDEX figure_id ON figure (id);

CREATE TABLE relation (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  id TEXT NOT NULL,
  predicate TEXT NOT NULL,
  since TEXT,
  until TEXT,
  "start" INTEGER,
  "end" INTEGER,
  subject_words TEXT NOT NULL,
  object_words TEXT NOT NULL,
  spans TEXT NOT NULL,
  UNIQUE (document_id, coder, id),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder)
) STRICT;

CREATE INDEX relation_id ON relation (id);
