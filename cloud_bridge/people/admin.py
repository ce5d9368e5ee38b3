"""People: one file of pages per subject."""

from __future__ import annotations

from cloud_bridge.people import card_page, customer_page, staff_admin  # noqa: F401 - they register their pages
