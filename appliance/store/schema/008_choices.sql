-- What a variant asks before it is sold: `options` are its values of its product's options, `modifiers` the keys of groups
-- (both JSON lists; '' where there is nothing to ask).
ALTER TABLE variant ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE variant ADD COLUMN options TEXT NOT NULL DEFAULT '';
ALTER TABLE variant ADD COLUMN modifiers TEXT NOT NULL DEFAULT '';
ALTER TABLE variant ADD COLUMN open_price INTEGER NOT NULL DEFAULT 0;
ALTER TABLE variant ADD COLUMN min_age INTEGER NOT NULL DEFAULT 0;
ALTER TABLE variant ADD COLUMN weight_g INTEGER NOT NULL DEFAULT 0;
CREATE INDEX variant_choice ON variant (product) WHERE options <> '';
