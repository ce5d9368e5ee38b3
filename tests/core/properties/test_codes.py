"""Laws of what a scanner reads and of what a wallet reads: nothing else than what was meant, and no other error."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from appliance.core import emv_qr, gs1, gs1_link, gtin
from appliance.core.emv_qr import PaymentCode, PaymentCodeDamaged, crc, for_sale, row
from appliance.core.errors import LapakError
from appliance.core.money import CURRENCIES

digits = st.text("0123456789", min_size=1, max_size=20)
texts = st.text(gs1.CHARACTERS, min_size=1, max_size=20)
gtins = st.text("0123456789", min_size=13, max_size=13).map(lambda payload: payload + gtin.check_digit(payload))
elements = st.one_of(
    st.tuples(st.sampled_from(["10", "21"]), texts),
    st.tuples(st.sampled_from(["30", "37"]), st.text("0123456789", min_size=1, max_size=8)),
    st.tuples(st.from_regex(r"\A(31[0-6]|320|330)[0-5]\Z"), st.from_regex(r"\A[0-9]{6}\Z")),
    st.tuples(st.from_regex(r"\A39[02][0-9]\Z"), st.text("0123456789", min_size=1, max_size=15)),
    st.tuples(st.sampled_from(["11", "13", "15", "16", "17"]), st.dates().map(lambda day: day.strftime("%y%m%d"))),
)
currencies = st.sampled_from(sorted(CURRENCIES))
values = st.text(min_size=1, max_size=20)
references = st.text(emv_qr.LABEL_CHARACTERS, min_size=1, max_size=emv_qr.MOST_LABEL)
labels = st.sampled_from([emv_qr.REFERENCE, emv_qr.BILL])


@st.composite
def statics(draw):
    """Any shop's static code: objects in any order, whatever is in them."""
    tags = draw(st.lists(st.integers(2, 99).filter(lambda tag: tag not in {53, 54, 62, 63}), unique=True, max_size=12))
    found = [(f"{tag:02d}", draw(values)) for tag in tags]
    found.append(("53", emv_qr.NUMBERS[draw(currencies)]))
    if draw(st.booleans()):
        found.append(("62", row([("07", draw(values)), ("09", "ME")])))
    if draw(st.booleans()):
        found.append(("01", "11"))
    text = row([("00", "01"), *draw(st.permutations(found))]) + "6304"
    return text + crc(text)


@given(statics(), st.integers(1, 10**9), references, labels, st.booleans())
def test_the_code_of_a_sale_says_the_sale_and_leaves_the_rest_as_it_was(text, minor, reference, label, tips):
    static = PaymentCode(text)
    currency = CURRENCIES[static.currency]
    code = PaymentCode(for_sale(static, minor, currency, reference, label=label, tips=tips).text)
    assert currency.parse(code.amount) == minor
    assert code.get("62", label) == reference
    assert not code.is_static
    assert code.text[-4:] == crc(code.text[:-4])
    changed = {"01", "54", "62", "63"} | (set() if tips else set(emv_qr.TIPS))
    assert [o for o in code.objects if o[0] not in changed] == [o for o in static.objects if o[0] not in changed]
    assert for_sale(code, minor, currency, reference, label=label, tips=tips).text == code.text


@given(statics(), st.data())
def test_a_code_cut_off_or_misread_is_refused(text, data):
    cut = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(LapakError):
        PaymentCode(text[:cut].rstrip())
    place = data.draw(st.integers(0, len(text) - 5))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    assume(other != text[place])
    with pytest.raises(LapakError):
        PaymentCode(text[:place] + other + text[place + 1 :])
    wrong = f"{int(text[-4:], 16) ^ data.draw(st.integers(1, 0xFFFF)):04X}"
    with pytest.raises(PaymentCodeDamaged):
        PaymentCode(text[:-4] + wrong)


@given(st.text(st.characters(exclude_categories=[])) | st.text("0123456789"))
def test_any_text_is_a_payment_code_or_refused_in_our_words(text):
    for given_text in (text, "000201" + text, f"000201{text}6304" + "0000"):
        try:
            PaymentCode(given_text)
        except LapakError:
            continue


@given(gtins, st.lists(elements, max_size=6, unique_by=lambda element: element[0]), st.booleans())
def test_elements_come_back_as_they_were_packed(number, packed, separate):
    packed = [("01", number), *packed]
    text = ""
    for place, (identifier, value) in enumerate(packed):
        is_last = place == len(packed) - 1
        needs = identifier[:2] not in gs1.PREDEFINED
        text += identifier + value + (gs1.SEPARATOR if (needs or separate) and not is_last else "")
    package = gs1.read_package("]C1" + text, 2026)
    assert package.elements == packed
    assert gs1.is_gs1("]C1" + text)
    if len(packed) > 1:
        assert gs1.is_gs1(text)


@given(gtins, texts, texts)
def test_an_address_says_the_same_as_the_elements(number, batch, serial):
    quoted = ["".join(f"%{byte:02X}" for byte in part.encode()) for part in (batch, serial)]
    link = f"https://shop.example/01/{number}/10/{quoted[0]}/21/{quoted[1]}?17=261231"
    elements_of = gs1.read_package(f"01{number}10{batch}\x1d21{serial}\x1d17261231", 2026)
    of_link = gs1_link.read_link(link, 2026)
    assert gs1_link.is_link(link)
    assert vars(of_link) == {**vars(elements_of), "elements": of_link.elements}


@given(st.text(st.sampled_from("0123456789]C1d2\x1d/:%?=&https.x"), max_size=60) | st.text(max_size=60))
def test_any_scan_is_read_or_refused_in_our_words(scan):
    for prefix in ("", "]C1", "01", "https://a.example/01/614141123452"):
        for read in (gs1.read_package, gs1_link.read_link):
            try:
                read(prefix + scan, 2026)
            except LapakError:
                continue
        gs1.is_gs1(prefix + scan)
        gs1_link.is_link(prefix + scan)
