"""Everything that is ever asked of Shopify, as GraphQL; `cost` is what it is reckoned to cost until Shopify says.

A list is only as long as one query may cost: 1,000 points, an object being one and a page its length times its inside.
Source: shopify.dev, "GraphQL Admin API rate limits"; the names are those of version 2026-10.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "2026-10"


@dataclass(frozen=True)
class Document:
    """A query or a change, and what it may cost: by itself, or for each of the ids it asks for."""

    text: str
    cost: int


PRODUCTS_PER_PAGE = 40
VARIANTS_PER_PRODUCT = 4  # of the rest each product is asked on its own
VARIANTS_PER_PAGE = 200
ITEMS_PER_CALL = 250
ORDERS_PER_PAGE = 100
ORDERS_PER_READ = 10
LINES_PER_ORDER = 12  # more are asked for on their own
LINES_PER_PAGE = 100

_VARIANT = """
fragment Variant on ProductVariant {
  id title sku price updatedAt
  inventoryItem { id tracked inventoryLevel(locationId: $place) { quantities(names: ["available"]) { name quantity } } }
}
"""
_PRODUCT = f"""
fragment Product on Product {{
  id title status updatedAt hasOnlyDefaultVariant
  variants(first: {VARIANTS_PER_PRODUCT}) {{ nodes {{ ...Variant }} pageInfo {{ hasNextPage endCursor }} }}
}}
"""
_STATE = """
fragment State on Order {
  id displayFinancialStatus displayFulfillmentStatus cancelledAt closedAt returnStatus
  fulfillments(first: 3) { status displayStatus }
}
"""
_LINE = """
fragment Line on LineItem {
  name sku quantity currentQuantity
  product { id } variant { id }
  discountedUnitPriceSet { shopMoney { amount currencyCode } }
}
"""

LOCATIONS = Document("query { locations(first: 5) { nodes { id name } } }", 7)
PRODUCTS = Document(
    f"""query ($place: ID!, $query: String, $after: String) {{
  products(first: {PRODUCTS_PER_PAGE}, after: $after, query: $query, sortKey: UPDATED_AT) {{
    nodes {{ ...Product }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_PRODUCT}{_VARIANT}""",
    762,
)
READ_PRODUCTS = Document(
    "query ($ids: [ID!]!, $place: ID!) { nodes(ids: $ids) { ...Product } }" + _PRODUCT + _VARIANT, 19
)
VARIANTS = Document(
    f"""query ($id: ID!, $place: ID!, $after: String) {{
  product(id: $id) {{
    variants(first: {VARIANTS_PER_PAGE}, after: $after) {{
      nodes {{ ...Variant }} pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}{_VARIANT}""",
    803,
)
READ_VARIANTS = Document("query ($ids: [ID!]!, $place: ID!) { nodes(ids: $ids) { ...Variant } }" + _VARIANT, 4)
FIND_ITEMS = Document(
    "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductVariant { id inventoryItem { id } } } }", 2
)
FIND_SKU = Document(
    "query ($query: String!) { productVariants(first: 5, query: $query) { nodes { sku product { id } } } }", 12
)
SET_STOCK = Document(
    """mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { code field message } }
}""",
    12,
)
SET_PRICES = Document(
    """mutation ($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: true) {
    userErrors { code field message }
  }
}""",
    12,
)
ORDERS = Document(
    f"""query ($query: String!, $after: String) {{
  orders(first: {ORDERS_PER_PAGE}, after: $after, query: $query, sortKey: UPDATED_AT) {{
    nodes {{ updatedAt ...State }} pageInfo {{ hasNextPage endCursor }}
  }}
}}{_STATE}""",
    402,
)
READ_ORDERS = Document(
    f"""query ($ids: [ID!]!) {{
  nodes(ids: $ids) {{ ... on Order {{
    name createdAt updatedAt currencyCode totalPriceSet {{ shopMoney {{ amount currencyCode }} }}
    customer {{ displayName }} ...State
    lineItems(first: {LINES_PER_ORDER}) {{ nodes {{ ...Line }} pageInfo {{ hasNextPage endCursor }} }}
  }} }}
}}{_STATE}{_LINE}""",
    69,
)
LINES = Document(
    f"""query ($id: ID!, $after: String) {{
  order(id: $id) {{
    lineItems(first: {LINES_PER_PAGE}, after: $after) {{ nodes {{ ...Line }} pageInfo {{ hasNextPage endCursor }} }}
  }}
}}{_LINE}""",
    503,
)
READ_DELIVERIES = Document(
    """query ($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Order {
    id cancelledAt displayFulfillmentStatus
    fulfillmentOrders(first: 10) { nodes { id status assignedLocation { location { id } } } }
  } }
}""",
    33,
)
FULFILL = Document(
    """mutation ($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } userErrors { field message } }
}""",
    12,
)
CANCEL = Document(
    """mutation ($orderId: ID!, $reason: OrderCancelReason!, $restock: Boolean!) {
  orderCancel(
    orderId: $orderId, reason: $reason, restock: $restock, notifyCustomer: true
    refundMethod: { originalPaymentMethodsRefund: true }
  ) { job { id done } orderCancelUserErrors { code field message } }
}""",
    12,
)
READ_JOB = Document("query ($id: ID!) { job(id: $id) { done } }", 1)
SET_PRODUCT = Document(
    """mutation ($identifier: ProductSetIdentifiers, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id } userErrors { code field message }
  }
}""",
    12,
)
STAGE_UPLOADS = Document(
    """mutation ($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } } userErrors { field message }
  }
}""",
    14,
)
SUBSCRIPTIONS = Document(
    "query ($after: String) { webhookSubscriptions(first: 100, after: $after) {"
    " nodes { id topic uri } pageInfo { hasNextPage endCursor } } }",
    102,
)
SUBSCRIBE = Document(
    """mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
    userErrors { field message }
  }
}""",
    11,
)
MOVE_SUBSCRIPTION = Document(
    """mutation ($id: ID!, $uri: String!) {
  webhookSubscriptionUpdate(id: $id, webhookSubscription: { uri: $uri }) { userErrors { field message } }
}""",
    11,
)
