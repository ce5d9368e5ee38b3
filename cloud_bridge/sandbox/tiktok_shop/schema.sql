-- What lies in other warehouses than the first, which holds the rest of variant.stock.
CREATE TABLE IF NOT EXISTS tiktok_shelf (
    item_id INTEGER NOT NULL, variant_id INTEGER NOT NULL, warehouse_id TEXT NOT NULL, quantity INTEGER NOT NULL,
    PRIMARY KEY (item_id, variant_id, warehouse_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tiktok_parcel (
    order_no TEXT PRIMARY KEY, tracking TEXT NOT NULL, provider_id TEXT NOT NULL, arranged_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tiktok_webhook (
    event_type TEXT PRIMARY KEY, address TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tiktok_message (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, buyer TEXT NOT NULL,
    role TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL, at INTEGER NOT NULL, is_read INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS tiktok_image (uri TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tiktok_created (idempotency_key TEXT PRIMARY KEY, item_id INTEGER NOT NULL) WITHOUT ROWID;
