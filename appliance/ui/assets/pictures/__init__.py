"""The drawings of the product pictures, kind by kind."""
