"""What a stall could sell, for property tests."""

from hypothesis import strategies as st

from appliance.core.discount import Discount
from appliance.core.tax import DIVISION, FIXED, PERCENT, Tax, TaxClass
from appliance.core.totals import POLICIES

policies = st.sampled_from(POLICIES)
prices = st.integers(0, 50_000_000)
quantities = st.integers(1, 20_000)
discounts = st.builds(Discount, ppm=st.integers(0, 1_200_000)) | st.builds(Discount, minor=st.integers(0, 10**8))
texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(0, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=20,
)
bodies = st.dictionaries(texts, values, max_size=5)


taxes = st.builds(
    Tax,
    st.sampled_from("abcdef"),
    st.just("Tax"),
    st.integers(0, 240_000),
    kind=st.sampled_from((PERCENT, DIVISION, FIXED)),
    amount_minor=st.integers(0, 500),
    included=st.booleans(),
    in_base=st.booleans(),
    base_affected=st.booleans(),
    base_num=st.integers(1, 12),
    base_den=st.just(12),
)
tax_classes = st.builds(
    TaxClass, st.just("c"), st.just("C"), st.lists(taxes, max_size=4, unique_by=lambda tax: tax.key)
)
orders = st.lists(st.tuples(tax_classes, prices, quantities), max_size=8)
