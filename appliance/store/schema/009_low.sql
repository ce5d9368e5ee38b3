-- How much of a variant is little, in thousandths; NULL where the owner did not say.
ALTER TABLE variant ADD COLUMN low_milli INTEGER;
