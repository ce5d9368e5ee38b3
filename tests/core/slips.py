"""Receipts of the stall as their lines of text."""

from appliance.core.receipt import Heading, ReceiptLine
from appliance.core.sale_receipt import sale_receipt

HEADING = Heading("Warung 咖啡 Ibu Sri yang Panjang Sekali", ["Jl. Melati 1", "NPWP 01.234"], ["Terima kasih"])


def printed(body, columns=32, **options):
    """The lines of a receipt, without what is printed to be scanned."""
    document = sale_receipt(body, HEADING, "21-11-2026 09:30", columns=columns, **options)
    return [line for line in document if isinstance(line, ReceiptLine)]


def text_of(lines):
    """All of it."""
    return "\n".join([line.text for line in lines])
