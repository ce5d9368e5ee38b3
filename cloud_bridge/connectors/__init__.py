"""Every marketplace in the bridge's own words: the port, its errors, and one package per marketplace."""
