-- Days, months and years of this till, and all of it since entry 1 ('ever'). `began_at_ms` is 0 while there is nothing to
-- close; `totals` is what was folded in so far.
CREATE TABLE period (
    period      TEXT PRIMARY KEY,
    began_at_ms INTEGER NOT NULL DEFAULT 0,
    number      INTEGER NOT NULL DEFAULT 0,  -- of the last closing, never reset
    totals      TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO period (period) VALUES ('day'), ('month'), ('year'), ('ever');

-- What of a shift's totals the periods have in them already.
ALTER TABLE shift ADD COLUMN counted TEXT NOT NULL DEFAULT '{}';

-- A till that sold before it knew of periods: its closed shifts are part of 'ever', an open one is still to be folded in.
UPDATE shift SET counted = totals WHERE closed_at_ms IS NOT NULL;
UPDATE period SET totals = (
    SELECT json_object(
        'total_minor', coalesce(sum(json_extract(totals, '$.total_minor')), 0),
        'sales', coalesce(sum(json_extract(totals, '$.sales')), 0)
    ) FROM shift WHERE closed_at_ms IS NOT NULL
) WHERE period = 'ever';
UPDATE period SET began_at_ms = coalesce(
    (SELECT max(opened_at_ms) FROM shift WHERE closed_at_ms IS NULL AND json_extract(totals, '$.sales') > 0), 0
) WHERE period <> 'ever';
