"""What every practice shop sells in these tests."""

KOPI = {
    "name": "Kopi Gayo",
    "models": [
        {"name": "250 g", "sku": "KG-250", "price_minor": 85_000, "stock": 12},
        {"name": "1 kg", "sku": "KG-1000", "price_minor": 310_000, "stock": 3},
    ],
}
TEH = {"name": "Teh Melati", "sku": "TM-50", "price_minor": 12_500, "stock": 40}
