"""The parts screens are made of; importing a part loads its kv rules."""
