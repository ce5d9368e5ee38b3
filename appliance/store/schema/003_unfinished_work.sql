-- Work that is not finished: sheets of stock (kind says which) and orders that are being picked.
CREATE TABLE draft (
    key   TEXT PRIMARY KEY,  -- the document's or the order's
    kind  TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    body  TEXT NOT NULL      -- JSON
) STRICT, WITHOUT ROWID;

-- How far orders came here, from this till's own entries; the feed's `order` rows say what others did.
CREATE TABLE progress (
    key   TEXT PRIMARY KEY,  -- the order's
    stage TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is printed of no entry: shelf labels, order labels; JSON, null for a job that is made of entry `seq`.
ALTER TABLE spool ADD COLUMN document TEXT;
