"""A small stall for the tests: its taxes and its goods; its sales are in sold.py, its journal in chain.py."""

from appliance.core.line import Item
from appliance.core.tax import Tax, TaxClass

NO_TAX = TaxClass("none", "None", [])
PPN = TaxClass("ppn", "PPN", [Tax("ppn", "PPN 12%", 120_000, included=True, base_num=11, base_den=12)])
VAT = TaxClass("vat", "VAT", [Tax("vat", "VAT 21%", 210_000)])
MEAL = TaxClass("meal", "Meal", [Tax("service", "Service", 50_000, in_base=True), Tax("pbjt", "PBJT 10%", 100_000)])

COFFEE = Item("v1", "KOPI-S", "Kopi susu", 18_000, PPN)
BREAD = Item("v2", "ROTI", "Roti bakar", 12_500, PPN)
SUGAR = Item("v3", "GULA", "Gula pasir", 17_350, PPN, unit="kg")
LUNCH = Item("v4", "NASI", "Nasi campur", 32_000, MEAL)
WORDS = ("KOPI", "Roti", "Äpfel", "咖啡", "Ω", '"quoted"', "back\\slash")
