-- The record, version 7: review.
--
-- `worth` orders the queue of what a person should look at (model/worth.py); `queue` says why an
-- incident is in it: 'new' nobody decided on it, 'changed' since somebody accepted it. Both are
-- made when an incident is settled, so all of an older record are settled again.

ALTER TABLE incident ADD COLUMN worth REAL;
ALTER TABLE incident ADD COLUMN queue TEXT CHECK (queue IN ('new', 'changed'));

-- What lists count by lies together in one index, so that nothing reads the incidents themselves;
-- `step` is the step of fusing that wrote the row: what changed since is found by it. `outlets`
-- are the sources, one a line.
ALTER TABLE incident ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN outlets TEXT NOT NULL DEFAULT '';

CREATE INDEX incident_columns ON incident (
  step, id, type, mode, status, violence, review, date_from, date_to, country, admin1, place, lat,
  lon, radius_km, place_precision, independent_sources, outlets
);

CREATE INDEX incident_queue ON incident (worth DESC, id) WHERE queue IS NOT NULL;

INSERT INTO fusion_mark (chain, reason) SELECT chain, 'scheme' FROM incident_member;

-- Reports of what did not happen, or is only said, the least sure first: a status that was read
-- wrongly hides an incident.
CREATE INDEX event_doubtful ON event (abs(score - 0.5), id)
  WHERE status NOT IN ('actual', 'attempted') AND id = chain;

-- The state that a person saw when deciding: number of the last decision, and a fingerprint.
ALTER TABLE decision ADD COLUMN judged TEXT;

-- The texts that a decision names, or that the one which it undoes names: what was decided on an
-- incident is found by its texts.
CREATE TABLE decision_text (
  document_id TEXT NOT NULL REFERENCES document (id),
  decision INTEGER NOT NULL REFERENCES decision (number),
  PRIMARY KEY (document_id, decision)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO decision_text (document_id, decision)
WITH RECURSIVE named (number, id, document_id) AS (
  SELECT decision.number, decision.id, document.id FROM decision
  JOIN json_tree(CASE WHEN json_valid(decision.value) THEN decision.value END) AS node
    ON node.type = 'text'
  JOIN document ON document.id = node.atom
  UNION
  SELECT number, id, document_id FROM decision WHERE document_id IS NOT NULL
  UNION
  SELECT later.number, later.id, named.document_id FROM named
  JOIN decision AS later ON later.undoes = named.id
)
SELECT document_id, number FROM named;
