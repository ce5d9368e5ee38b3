CREATE TABLE IF NOT EXISTS shopify_webhook (
    webhook_id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, uri TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, UNIQUE (topic, uri)
);
CREATE TABLE IF NOT EXISTS shopify_key (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shopify_job (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT, order_no TEXT NOT NULL, restock INTEGER NOT NULL, due_at REAL NOT NULL,
    is_done INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS shopify_fulfillment (
    order_no TEXT PRIMARY KEY, number TEXT NOT NULL, company TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shopify_hold (order_no TEXT PRIMARY KEY) WITHOUT ROWID;
-- What was said of a product besides what every sandbox keeps; `given` is the whole input as JSON.
CREATE TABLE IF NOT EXISTS shopify_product (
    item_id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, given TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS shopify_uncounted (
    item_id INTEGER NOT NULL, variant_id INTEGER NOT NULL, PRIMARY KEY (item_id, variant_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shopify_upload (upload_id TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB) WITHOUT ROWID;
