-- The journal: what this till did. `prev` is the hash of the row before, so it is not stored twice.
CREATE TABLE journal (
    seq   INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    by    TEXT NOT NULL,
    type  TEXT NOT NULL,
    body  TEXT NOT NULL,  -- JSON
    hash  BLOB NOT NULL,
    sig   BLOB NOT NULL   -- Ed25519 over the hash, by the device key; empty where a device has none
) STRICT;

-- What the wire and the numbers have reached; one row.
CREATE TABLE head (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    acked_seq    INTEGER NOT NULL DEFAULT 0,   -- the last entry the bridge has stored
    acked_at_ms  INTEGER NOT NULL DEFAULT 0,
    forked_seq   INTEGER,                      -- set when the bridge knows another entry under this number
    feed_version INTEGER NOT NULL DEFAULT 0,   -- the last feed version applied
    last_number  INTEGER NOT NULL DEFAULT 0,   -- of receipts, without holes
    last_z       INTEGER NOT NULL DEFAULT 0    -- of closed shifts, never reset
) STRICT;
INSERT INTO head (one) VALUES (1);

-- Finished sales, found by receipt number or by the key the cart was given.
CREATE TABLE sale (
    number INTEGER PRIMARY KEY,
    key    BLOB NOT NULL UNIQUE,
    seq    INTEGER NOT NULL
) STRICT;

CREATE TABLE shift (
    key          TEXT PRIMARY KEY,
    opened_at_ms INTEGER NOT NULL,
    closed_at_ms INTEGER,
    totals       TEXT NOT NULL
) STRICT;
CREATE INDEX shift_open ON shift (opened_at_ms) WHERE closed_at_ms IS NULL;

-- The open cart (name is null) and the parked ones.
CREATE TABLE cart (
    key         TEXT PRIMARY KEY,
    name        TEXT,
    at_ms       INTEGER NOT NULL,
    lines       INTEGER NOT NULL DEFAULT 0,
    total_minor INTEGER NOT NULL DEFAULT 0,
    body        TEXT NOT NULL
) STRICT;

-- What is still to be printed; a job is begun on disk before paper can come out, so that a second try is known to be one.
CREATE TABLE spool (
    job     INTEGER PRIMARY KEY,
    seq     INTEGER NOT NULL,
    is_copy INTEGER NOT NULL DEFAULT 0,
    begun   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The catalogue, from the feed. A row without a name is a price or a stock that came before its variant.
CREATE TABLE variant (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    sku         TEXT NOT NULL DEFAULT '',
    name        TEXT,
    unit        TEXT NOT NULL DEFAULT 'pcs',
    tax_class   TEXT NOT NULL DEFAULT '',
    category    TEXT NOT NULL DEFAULT '',
    picture     TEXT NOT NULL DEFAULT '',
    rank        INTEGER NOT NULL DEFAULT 0,
    favourite   INTEGER NOT NULL DEFAULT 0,
    price_minor INTEGER
) STRICT;
CREATE INDEX variant_page ON variant (category, rank, id);
CREATE INDEX variant_favourite ON variant (rank, id) WHERE favourite = 1;
CREATE VIRTUAL TABLE finder USING fts5 (words, content = '', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE barcode (
    gtin    TEXT PRIMARY KEY,
    tail    TEXT NOT NULL,  -- the digits backwards, to find a code by its last ones
    variant INTEGER NOT NULL REFERENCES variant (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcode_tail ON barcode (tail);

CREATE TABLE stock (
    variant        INTEGER PRIMARY KEY REFERENCES variant (id),
    on_hand_milli  INTEGER NOT NULL,
    reserved_milli INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Every other row of the feed, as it came.
CREATE TABLE fact (
    tbl     TEXT NOT NULL,
    key     TEXT NOT NULL,
    version INTEGER NOT NULL,
    data    TEXT NOT NULL,
    PRIMARY KEY (tbl, key)
) STRICT, WITHOUT ROWID;
