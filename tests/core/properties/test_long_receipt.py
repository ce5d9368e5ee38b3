"""A receipt as long as a day."""

from appliance.core.line import Item
from appliance.core.sale import Sale
from tests.core.slips import printed, text_of
from tests.core.sold import some_body
from tests.core.stall import PPN


def test_three_hundred_lines_are_printed_without_loss():
    sale = Sale("s", 0)
    for number in range(300):
        sale.add(Item("v" + str(number), "S", "Article no. " + str(number), 1000 + number, PPN))
    text = text_of(printed(some_body(sale)))
    for number in range(300):
        assert "Article no. " + str(number) + "\n" in text
