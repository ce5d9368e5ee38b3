-- What is scarce may only be sold by whoever holds the right to.
ALTER TABLE variant ADD COLUMN is_scarce INTEGER NOT NULL DEFAULT 0;
CREATE INDEX variant_scarce ON variant (key) WHERE is_scarce = 1;

-- This till's rights: granted and asked_milli as the feed says, the rest counted from the journal's entries after since_seq.
CREATE TABLE escrow (
    variant        TEXT PRIMARY KEY,
    since_seq      INTEGER NOT NULL,
    granted_milli  INTEGER NOT NULL,
    returned_milli INTEGER NOT NULL DEFAULT 0,
    used_milli     INTEGER NOT NULL DEFAULT 0,
    back_milli     INTEGER NOT NULL DEFAULT 0,
    asked_milli    INTEGER NOT NULL DEFAULT 0  -- what returned_milli should grow to
) STRICT, WITHOUT ROWID;
