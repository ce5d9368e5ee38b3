-- Who buys here, from the feed and from this till's own entries. Whoever is forgotten is in none of these tables.
CREATE TABLE customer (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    phone        TEXT NOT NULL DEFAULT '',
    email        TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    grp          TEXT NOT NULL DEFAULT '',
    points       INTEGER NOT NULL DEFAULT 0,
    credit_minor INTEGER NOT NULL DEFAULT 0,  -- below nothing: what they owe
    limit_minor  INTEGER NOT NULL DEFAULT 0,
    is_exempt    INTEGER NOT NULL DEFAULT 0,
    consent      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a customer is found by: every word of name and e-mail, and every end of the phone's digits.
CREATE TABLE customer_word (
    word     TEXT NOT NULL,
    customer INTEGER NOT NULL REFERENCES customer (id),
    PRIMARY KEY (word, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_words ON customer_word (customer);

-- What they told this till about themselves, under the hash by which an entry vouches for it (core.personal).
CREATE TABLE personal (
    hash     TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    seq      INTEGER NOT NULL DEFAULT 0,
    data     TEXT NOT NULL  -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_of ON personal (customer);

-- Receipts of a customer that this till printed.
CREATE TABLE purchase (
    customer TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (customer, seq)
) STRICT, WITHOUT ROWID;

-- Gift cards and store credit, under the SHA-256 of their codes.
CREATE TABLE card (
    key           TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    balance_minor INTEGER NOT NULL,
    offline_minor INTEGER NOT NULL,
    active        INTEGER NOT NULL,
    customer      TEXT NOT NULL,
    tail          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_of ON card (customer) WHERE customer <> '';

-- What this till's entries moved on cards and accounts (what = 'money') and in points, to be counted again when the feed
-- tells a balance that does not know them, and to be undone by a void.
CREATE TABLE held (
    holder TEXT NOT NULL,
    what   TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    place  TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (holder, what, seq, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_by ON held (seq);

-- What a variant costs customers of a group.
CREATE TABLE group_price (
    variant     INTEGER NOT NULL REFERENCES variant (id),
    grp         TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (variant, grp)
) STRICT, WITHOUT ROWID;
