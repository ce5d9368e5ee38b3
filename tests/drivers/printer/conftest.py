import pytest

from appliance.core.receipt import ReceiptLine


@pytest.fixture
def receipt():
    return [ReceiptLine("Warung Melati"), ReceiptLine("TOTAL         Rp 12.000"), ReceiptLine("Terima kasih")]


@pytest.fixture
def long_receipt():
    return [ReceiptLine(f"{number:3} Kopi susu gula aren    18.000") for number in range(300)]
