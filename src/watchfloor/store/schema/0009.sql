-- The record, version 9: the audit chain over what people decided, wrote and handed out.
--
-- One line for every row of the four ledgers that are only ever appended to, in the order in which
-- they came. `hash` is of the line before and of this one, so that no row can be changed, dropped
-- or put between without breaking every hash behind it. A row itself enters by `digest`, salted: a
-- lawful redaction that must mask words of a row erases the salt, by which nobody can try names
-- against the digest, and the chain over it stands. `stood` is 1 for rows older than the chain.
-- Lines for rows that stand already are made when this version is reached (store/audit.py).

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL CHECK (ledger IN ('decision', 'analyst_note', 'issued', 'disclosure')),
  entry INTEGER NOT NULL,
  stood INTEGER NOT NULL CHECK (stood IN (0, 1)),
  salt TEXT,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  UNIQUE (ledger, entry)
) STRICT;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
  SELECT raise(ABORT, 'a line of the audit chain is never deleted');
END;

CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
WHEN new.salt IS NOT NULL OR (new.number, new.ledger, new.entry, new.stood, new.digest, new.hash)
  IS NOT (old.number, old.ledger, old.entry, old.stood, old.digest, old.hash)
BEGIN
  SELECT raise(ABORT, 'a line of the audit chain is never changed, only its salt is erased');
END;
