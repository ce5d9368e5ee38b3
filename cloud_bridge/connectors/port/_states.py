"""One order's life in Lapak's words, in order; it goes back to none but cancelled or returning."""

from __future__ import annotations

UNPAID = "unpaid"
TO_PREPARE = "to_prepare"
READY = "ready"
SHIPPED = "shipped"
DELIVERED = "delivered"
COMPLETED = "completed"
CANCELLED = "cancelled"
RETURNING = "returning"
ORDER_STATES = (UNPAID, TO_PREPARE, READY, SHIPPED, DELIVERED, COMPLETED, CANCELLED, RETURNING)

# Why a seller cancels.
OUT_OF_STOCK = "out_of_stock"
CUSTOMER_ASKED = "customer_asked"
OTHER = "other"
CANCEL_REASONS = (OUT_OF_STOCK, CUSTOMER_ASKED, OTHER)
