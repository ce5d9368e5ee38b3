-- Entries with which something of a finished sale came back: refunds, exchanges, its void.
CREATE TABLE comeback (
    sale BLOB NOT NULL,  -- the sale's key
    seq  INTEGER NOT NULL,
    PRIMARY KEY (sale, seq)
) STRICT, WITHOUT ROWID;

-- A gift receipt is printed without prices.
ALTER TABLE spool ADD COLUMN is_gift INTEGER NOT NULL DEFAULT 0;
