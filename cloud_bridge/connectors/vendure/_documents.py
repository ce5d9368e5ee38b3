"""Everything that is asked of Vendure, in its Admin API of 3.x."""

from __future__ import annotations

SIGN_IN = """mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) { ... on ErrorResult { errorCode message } }
}"""

SHOP = """{
  activeChannel { token defaultCurrencyCode defaultLanguageCode }
  globalSettings { serverConfig { moneyStrategyPrecision } }
  stockLocations(options: { take: 100 }) { items { id name } }
}"""

VARIANT = """fragment Shown on ProductVariant {
  id productId createdAt updatedAt sku name enabled trackInventory outOfStockThreshold useGlobalOutOfStockThreshold
  prices { currencyCode price }
  stockLevels { stockLocationId stockOnHand stockAllocated }
  product { enabled }
}"""

VARIANTS = (
    VARIANT
    + """ query ($options: ProductVariantListOptions) {
  globalSettings { trackInventory outOfStockThreshold }
  productVariants(options: $options) { items { ...Shown } }
}"""
)

CHANGE_VARIANTS = """mutation ($input: [UpdateProductVariantInput!]!) {
  updateProductVariants(input: $input) { id stockLevels { stockLocationId stockOnHand stockAllocated } }
}"""

# What decides an order's state, also in a list.
ORDER_STATE = """fragment Moved on Order {
  code state lines { id quantity } fulfillments { id state lines { orderLineId quantity } }
}"""

ORDERS = (
    ORDER_STATE
    + """ query ($options: OrderListOptions) {
  orders(options: $options) { items { id createdAt ...Moved } }
}"""
)

READ_ORDERS = """query ($options: OrderListOptions) {
  orders(options: $options) {
    items {
      id code state type createdAt updatedAt orderPlacedAt currencyCode
      subTotalWithTax shippingWithTax totalWithTax
      customer { firstName lastName emailAddress phoneNumber }
      shippingAddress { fullName streetLine1 streetLine2 city province postalCode countryCode phoneNumber }
      shippingLines { shippingMethod { code name } }
      surcharges { description sku priceWithTax }
      payments { id method state amount transactionId refunds { id state total } }
      fulfillments { id state method trackingCode lines { orderLineId quantity } }
      lines {
        id quantity orderPlacedQuantity proratedUnitPriceWithTax unitPriceWithTax
        productVariant { id productId sku name }
      }
    }
  }
}"""

READ_DELIVERIES = (
    ORDER_STATE
    + """ query ($options: OrderListOptions) {
  orders(options: $options) { items { id ...Moved payments { id state amount refunds { state total } } } }
}"""
)

ERROR = "... on ErrorResult { errorCode message }"

FULFIL = f"""mutation ($input: FulfillOrderInput!) {{
  addFulfillmentToOrder(input: $input) {{ ... on Fulfillment {{ id }} {ERROR} }}
}}"""

MOVE_FULFILLMENT = f"""mutation ($id: ID!, $state: String!) {{
  transitionFulfillmentToState(id: $id, state: $state) {{
    ... on Fulfillment {{ id }} ... on FulfillmentStateTransitionError {{ transitionError }} {ERROR}
  }}
}}"""

CANCEL = f"""mutation ($input: CancelOrderInput!) {{
  cancelOrder(input: $input) {{ ... on Order {{ id }} {ERROR} }}
}}"""

REFUND = f"""mutation ($input: RefundOrderInput!) {{
  refundOrder(input: $input) {{ ... on Refund {{ id }} {ERROR} }}
}}"""

PRODUCT = """fragment Made on Product {
  id assets { id name }
  optionGroups { id name options { id name } }
  variants { id sku }
}"""

READ_PRODUCT = PRODUCT + " query ($id: ID!) { product(id: $id) { ...Made } }"

FIND_PRODUCT = """query ($skus: [String!]!, $slug: String!) {
  productVariants(options: { take: 1, filter: { sku: { in: $skus } } }) { items { productId } }
  product(slug: $slug) { id }
}"""

CREATE_PRODUCT = "mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }"

CHANGE_PRODUCT = "mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }"

CREATE_OPTIONS = """mutation ($input: CreateProductOptionGroupInput!) {
  createProductOptionGroup(input: $input) { id name options { id name } }
}"""

ADD_OPTIONS = """mutation ($product: ID!, $group: ID!) {
  addOptionGroupToProduct(productId: $product, optionGroupId: $group) { id }
}"""

CREATE_OPTION = "mutation ($input: CreateProductOptionInput!) { createProductOption(input: $input) { id name } }"

CREATE_VARIANTS = (
    "mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id productId sku } }"
)

CREATE_ASSETS = f"""mutation ($input: [CreateAssetInput!]!) {{
  createAssets(input: $input) {{ ... on Asset {{ id }} {ERROR} }}
}}"""
