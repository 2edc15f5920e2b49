-- The record, version 2: an index of copies.
--
-- Derived, and made again when the scheme of signing changes. A document without a row in
-- copy_member waits to be placed; the next run that writes does it. Rows are written in the
-- transaction that stores the document. Its copy_of and copy_reason follow from its group.

CREATE TABLE copy_scheme (
  number INTEGER PRIMARY KEY CHECK (number = 1),
  name TEXT NOT NULL
) STRICT;

-- `component` is the smallest number in the group: documents are joined by verified pairs. Which
-- number it is depends on the order of arrival; who is in the group does not.
CREATE TABLE copy_member (
  document INTEGER PRIMARY KEY REFERENCES document (number),
  component INTEGER NOT NULL,
  content INTEGER NOT NULL,
  words INTEGER NOT NULL,
  site TEXT,
  signature BLOB NOT NULL,
  credits TEXT NOT NULL
) STRICT;

CREATE INDEX copy_member_component ON copy_member (component);
CREATE INDEX copy_member_content ON copy_member (content, site);

-- Documents that share a key may be copies. A document with the words and the site of an earlier
-- one has no rows: whatever would be found by them is found by those of the earlier one.
CREATE TABLE copy_band (
  band INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES copy_member (document),
  PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;
