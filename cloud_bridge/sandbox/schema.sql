CREATE TABLE IF NOT EXISTS item (
    item_id INTEGER PRIMARY KEY, name TEXT NOT NULL, image TEXT NOT NULL, status TEXT NOT NULL,
    has_variants INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
-- An item without variants has one row with variant_id 0. Promised away is counted, not derived: it is the tally.
CREATE TABLE IF NOT EXISTS variant (
    item_id INTEGER NOT NULL REFERENCES item, variant_id INTEGER NOT NULL, name TEXT NOT NULL, sku TEXT NOT NULL,
    price_minor INTEGER NOT NULL, stock INTEGER NOT NULL CHECK (stock >= 0), reserved INTEGER NOT NULL DEFAULT 0,
    ordered INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0, turned_away INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, variant_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS purchase (
    order_no TEXT PRIMARY KEY, state TEXT NOT NULL, buyer TEXT NOT NULL, total_minor INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS purchase_updated ON purchase (updated_at, order_no);
CREATE TABLE IF NOT EXISTS purchase_line (
    order_no TEXT NOT NULL REFERENCES purchase, item_id INTEGER NOT NULL, variant_id INTEGER NOT NULL,
    name TEXT NOT NULL, variant_name TEXT NOT NULL, sku TEXT NOT NULL, price_minor INTEGER NOT NULL,
    quantity INTEGER NOT NULL, PRIMARY KEY (order_no, item_id, variant_id)
) WITHOUT ROWID;
-- state: waiting, sending, delivered, dropped, lost, confirmed
CREATE TABLE IF NOT EXISTS push (
    push_id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    due_at REAL NOT NULL, lost_no INTEGER, lost_at REAL, topic TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
    made_at REAL NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS push_due ON push (state, due_at);
CREATE TABLE IF NOT EXISTS secret (
    secret TEXT PRIMARY KEY, kind TEXT NOT NULL, expires_at REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
