"""The pure domain, one noun per module; runs on CPython 3.11+ and MicroPython 1.25+."""
