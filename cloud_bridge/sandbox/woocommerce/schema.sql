-- What was said of a product besides what every sandbox keeps; `given` is all of it as JSON.
CREATE TABLE IF NOT EXISTS woocommerce_product (item_id INTEGER PRIMARY KEY, slug TEXT NOT NULL, given TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS woocommerce_variation (variant_id INTEGER PRIMARY KEY, given TEXT NOT NULL);
-- mode: uncounted, parent; without a row a thing has a count of its own.
CREATE TABLE IF NOT EXISTS woocommerce_stock (
    item_id INTEGER NOT NULL, variant_id INTEGER NOT NULL, mode TEXT NOT NULL, PRIMARY KEY (item_id, variant_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS woocommerce_pool (item_id INTEGER PRIMARY KEY, stock INTEGER NOT NULL);
-- A status that no other marketplace has, and what of an order was given back.
CREATE TABLE IF NOT EXISTS woocommerce_status (order_no TEXT PRIMARY KEY, status TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS woocommerce_completed (order_no TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS woocommerce_refund (
    refund_id INTEGER PRIMARY KEY AUTOINCREMENT, order_no TEXT NOT NULL, line_id INTEGER NOT NULL, quantity INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS woocommerce_note (
    note_id INTEGER PRIMARY KEY AUTOINCREMENT, order_no TEXT NOT NULL, note TEXT NOT NULL, to_buyer INTEGER NOT NULL,
    at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS woocommerce_webhook (
    webhook_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, topic TEXT NOT NULL, delivery_url TEXT NOT NULL,
    secret TEXT NOT NULL, status TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS woocommerce_nonce (nonce TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
