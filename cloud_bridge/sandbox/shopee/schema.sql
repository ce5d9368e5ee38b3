-- A parcel whose courier is arranged.
CREATE TABLE IF NOT EXISTS shopee_parcel (
    package_number TEXT PRIMARY KEY, order_no TEXT NOT NULL, tracking TEXT NOT NULL, arranged_at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shopee_document (package_number TEXT PRIMARY KEY, ordered_at REAL NOT NULL) WITHOUT ROWID;
-- Units of a line that are not wanted any more, while purchase_line has the others.
CREATE TABLE IF NOT EXISTS shopee_cancelled (
    order_no TEXT NOT NULL, item_id INTEGER NOT NULL, variant_id INTEGER NOT NULL, quantity INTEGER NOT NULL,
    PRIMARY KEY (order_no, item_id, variant_id)
) WITHOUT ROWID;
-- What was said of an item when it was put on sale through the API (tiers is JSON).
CREATE TABLE IF NOT EXISTS shopee_item (
    item_id INTEGER PRIMARY KEY, item_sku TEXT NOT NULL, tiers TEXT NOT NULL DEFAULT '[]'
);
-- Which value of each tier a model is (JSON).
CREATE TABLE IF NOT EXISTS shopee_model (model_id INTEGER PRIMARY KEY, tier_index TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shopee_image (image_id TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shopee_message (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, buyer_id INTEGER NOT NULL,
    buyer TEXT NOT NULL, is_ours INTEGER NOT NULL, text TEXT NOT NULL, at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS shopee_push_off (code INTEGER PRIMARY KEY)
