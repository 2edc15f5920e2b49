-- The record, version 6: what was issued, signed notes, saved searches, and what may be shown.
--
-- All but saved searches are raw: appended, signed, dated, never changed. An issued brief or export
-- is not kept itself: its arguments make it again, its hash says whether that is the same, and
-- `shown` holds the values that it gave, so that a later correction finds whoever was told.

CREATE TABLE analyst_note (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  section TEXT NOT NULL CHECK (section IN ('assessment', 'watch', 'withdrawal')),
  author TEXT NOT NULL,
  written TEXT NOT NULL,
  since TEXT,
  until TEXT,
  countries TEXT NOT NULL,
  text TEXT NOT NULL,
  withdraws TEXT REFERENCES analyst_note (id)
) STRICT;

CREATE TRIGGER analyst_note_is_kept BEFORE DELETE ON analyst_note
BEGIN
  SELECT raise(ABORT, 'a note is never deleted, only withdrawn by another');
END;

CREATE TRIGGER analyst_note_is_final BEFORE UPDATE ON analyst_note
BEGIN
  SELECT raise(ABORT, 'a note is never changed, only withdrawn by another');
END;

CREATE TABLE issued (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('brief', 'export')),
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  issued TEXT NOT NULL,
  version TEXT NOT NULL,
  arguments TEXT NOT NULL,
  state TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  shown TEXT NOT NULL
) STRICT;

CREATE TABLE issued_use (
  kind TEXT NOT NULL CHECK (kind IN ('incident', 'document', 'source')),
  name TEXT NOT NULL,
  issued TEXT NOT NULL REFERENCES issued (id),
  PRIMARY KEY (kind, name, issued)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER issued_is_kept BEFORE DELETE ON issued
BEGIN
  SELECT raise(ABORT, 'what was issued is never forgotten');
END;

CREATE TRIGGER issued_is_final BEFORE UPDATE ON issued
BEGIN
  SELECT raise(ABORT, 'what was issued is never changed');
END;

-- The latest verdict on a name holds; 'unmask' is of one output and names no one.
CREATE TABLE disclosure (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  verdict TEXT NOT NULL CHECK (verdict IN ('show', 'hide', 'unmask')),
  name TEXT,
  author TEXT NOT NULL,
  decided TEXT NOT NULL,
  reason TEXT NOT NULL,
  arguments TEXT NOT NULL,
  CHECK ((name IS NULL) = (verdict = 'unmask'))
) STRICT;

CREATE TRIGGER disclosure_is_kept BEFORE DELETE ON disclosure
BEGIN
  SELECT raise(ABORT, 'a decision on a name is never deleted, only followed by another');
END;

CREATE TRIGGER disclosure_is_final BEFORE UPDATE ON disclosure
BEGIN
  SELECT raise(ABORT, 'a decision on a name is never changed, only followed by another');
END;

-- `seen` is the number of the newest document when the search was last looked at.
CREATE TABLE followed (
  name TEXT NOT NULL PRIMARY KEY,
  filters TEXT NOT NULL,
  author TEXT NOT NULL,
  made TEXT NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
