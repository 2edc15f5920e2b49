-- The record, version 3: incidents.
--
-- What is here is derived and made again when the scheme of fusing changes; only incident_fate is
-- kept for ever, since ids that were once given out must still resolve. Rows of `report` and marks
-- are written in the transaction that stores a document; one step at a time takes marks, fuses what
-- they reach and writes the difference. A coding without a row in report_coding waits for its
-- reports; the next run that writes makes them. Lists are words one a line.

CREATE INDEX document_revises ON document (revises) WHERE revises IS NOT NULL;
CREATE INDEX document_copy_of ON document (copy_of) WHERE copy_of IS NOT NULL;

-- `step` rises with every step that was written: one that read an older record is not.
CREATE TABLE fusion (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  scheme TEXT NOT NULL,
  step INTEGER NOT NULL
) STRICT;

INSERT INTO fusion (number, scheme, step) VALUES (1, '', 0);

CREATE TABLE report_coding (
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  PRIMARY KEY (document_id, coder),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder)
) STRICT, WITHOUT ROWID;

-- One chain of one document, as fusion sees it. Its copy group follows from copy_member.
CREATE TABLE report (
  number INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL,
  coder TEXT NOT NULL,
  chain TEXT NOT NULL,
  is_keyed INTEGER NOT NULL DEFAULT 0 CHECK (is_keyed IN (0, 1)),
  published TEXT,
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  status TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  date_precision TEXT,
  lat REAL,
  lon REAL,
  radius_km REAL,
  country TEXT,
  place_precision TEXT,
  actors TEXT NOT NULL,
  recipients TEXT NOT NULL,
  count_low INTEGER,
  count_high INTEGER,
  dead_low INTEGER,
  dead_high INTEGER,
  injured_low INTEGER,
  injured_high INTEGER,
  vector BLOB,
  anchor TEXT,
  words TEXT NOT NULL,
  topic TEXT NOT NULL,
  apart INTEGER NOT NULL CHECK (apart IN (0, 1)),
  date_said INTEGER NOT NULL CHECK (date_said IN (0, 1)),
  UNIQUE (document_id, coder, chain),
  FOREIGN KEY (document_id, coder) REFERENCES coding (document_id, coder)
) STRICT;

CREATE INDEX report_chain ON report (chain);
CREATE INDEX report_unkeyed ON report (number) WHERE is_keyed = 0;

-- Two reports that share keys may be one incident. `key` is a hash shifted by two bits: weight of
-- two or one, then exact or not. A key whose report is gone finds nothing.
CREATE TABLE report_key (
  key INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;

-- Chains whose incidents have to be looked at again, and why.
CREATE TABLE fusion_mark (
  number INTEGER PRIMARY KEY,
  chain TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('evidence', 'decision', 'coder', 'scheme'))
) STRICT;

-- What did not happen concerns, if anything, what the report most like it tells of.
CREATE TABLE report_link (
  chain TEXT NOT NULL PRIMARY KEY,
  concerns TEXT NOT NULL,
  score REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX report_link_concerns ON report_link (concerns);

-- `value` holds the exact incident; the columns are for filtering. `violence` is the part of the
-- named set `violence` that it belongs to, if any.
CREATE TABLE incident (
  id TEXT NOT NULL PRIMARY KEY,
  founder TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  status TEXT NOT NULL,
  violence TEXT,
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
  dead_low INTEGER,
  dead_best INTEGER,
  dead_high INTEGER,
  independent_sources INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  credibility INTEGER,
  review TEXT,
  actor_words TEXT NOT NULL,
  recipient_words TEXT NOT NULL,
  place_words TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE INDEX incident_order ON incident (coalesce(date_from, date_to, '~'), id);
CREATE INDEX incident_position ON incident (lat, lon) WHERE lat IS NOT NULL;

CREATE TABLE incident_member (
  chain TEXT NOT NULL PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED,
  document_id TEXT NOT NULL REFERENCES document (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_member_incident ON incident_member (incident_id);
CREATE INDEX incident_member_document ON incident_member (document_id);

-- What became of an id; the latest row of an id is what it resolves by. `successors` is JSON.
CREATE TABLE incident_fate (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('renamed', 'merged', 'split', 'dropped')),
  successors TEXT NOT NULL,
  noted TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE INDEX incident_fate_id ON incident_fate (id);

CREATE TRIGGER incident_fate_is_kept BEFORE DELETE ON incident_fate
BEGIN
  SELECT raise(ABORT, 'what became of an incident is never forgotten');
END;
