-- One row for each unit of each order: Lazada has no quantities, and every unit has a status of its own.
CREATE TABLE IF NOT EXISTS lazada_unit (
    unit_id INTEGER PRIMARY KEY, order_no TEXT NOT NULL, item_id INTEGER NOT NULL, sku_id INTEGER NOT NULL,
    name TEXT NOT NULL, variation TEXT NOT NULL, sku TEXT NOT NULL, price_minor INTEGER NOT NULL,
    status TEXT NOT NULL, package_id TEXT NOT NULL DEFAULT '', reverse_id INTEGER NOT NULL DEFAULT 0,
    is_asked INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS lazada_unit_of_order ON lazada_unit (order_no, unit_id);
CREATE INDEX IF NOT EXISTS lazada_unit_of_sku ON lazada_unit (sku_id, status);
CREATE INDEX IF NOT EXISTS lazada_unit_of_package ON lazada_unit (package_id);
-- What a second warehouse holds, the first being the shelf itself.
CREATE TABLE IF NOT EXISTS lazada_elsewhere (sku_id INTEGER PRIMARY KEY, stock INTEGER NOT NULL);
-- What was said of a product when it was put on sale through the API.
CREATE TABLE IF NOT EXISTS lazada_product (
    item_id INTEGER PRIMARY KEY, category TEXT NOT NULL, attributes TEXT NOT NULL, images TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lazada_message (
    message_no INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, buyer TEXT NOT NULL, is_seller INTEGER NOT NULL,
    content TEXT NOT NULL, at_ms INTEGER NOT NULL, is_read INTEGER NOT NULL DEFAULT 0
);
