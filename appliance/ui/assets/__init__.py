"""Pictures, icons and sounds, and the scripts that made them (they need Pillow, fonttools and Tabler's webfont)."""
