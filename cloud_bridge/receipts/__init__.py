"""Receipts after the sale: the page a customer opens, and the messages that carry the link to it."""
