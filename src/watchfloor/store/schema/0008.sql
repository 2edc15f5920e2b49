-- The record, version 8: what was known of incidents before their last reports came.
--
-- Derived. A row is what the reports of incident `holder` settled to on the days from `since` until
-- before `until`: texts published by then, no decision of a person. Its columns are those of
-- `incident` by which incidents are found and counted; `id` is the id that it had. Of incidents on
-- which people decided, that somebody denies, or of very many reports, there may be none.

CREATE TABLE incident_past (
  holder TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  id TEXT NOT NULL,
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
  outlets TEXT NOT NULL,
  PRIMARY KEY (holder, since)
) STRICT, WITHOUT ROWID;

INSERT INTO fusion_mark (chain, reason) SELECT chain, 'scheme' FROM incident_member;
