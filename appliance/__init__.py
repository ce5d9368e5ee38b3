"""The till."""

VERSION = "0.1.0"  # of till and bridge; pyproject.toml reads it from here
