"""Who works here and who buys here, one subject per file."""
