-- The record, version 5: forecasts.
--
-- A claim keeps those through whom it came and those whom it blames. What a person decided of a forecast is a row of
-- `decision`, as all decisions are; everything else of the ledger is read off claims.

UPDATE claim SET spans = json_set(spans, '$.via', json('[]'), '$.accused', json('[]'))
WHERE json_type(spans, '$.via') IS NULL;

CREATE INDEX claim_kind ON claim (kind);
CREATE INDEX claim_event ON claim (event_id) WHERE event_id IS NOT NULL;
