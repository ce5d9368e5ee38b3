"""A Vendure server that we did not write, on a free port of loopback, and a guest who buys from it."""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx2

FOLDER = Path(__file__).parents[3] / "node" / "vendure"
CHANNEL, USER, PASSWORD, SECRET = "kopi-shop", "owner", "rahasia-sekali", "sst-rahasia"
START_S, STOP_S = 180.0, 10.0
_numbers = itertools.count(1)


def is_installed() -> bool:
    return shutil.which("node") is not None and (FOLDER / "node_modules" / "@vendure" / "core").is_dir()


class VendureServer:
    """The server's process, with its data in a folder that is new."""

    def __init__(self, folder: Path, hook_url: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log = (folder / "vendure.log").open("w+", encoding="utf-8")
        command = ["node", "server.mjs", str(port), str(folder / "shop.sqlite"), hook_url, SECRET]
        self._process = subprocess.Popen(command, cwd=FOLDER, stdout=self._log, stderr=subprocess.STDOUT)
        self.admin = Admin(self.url)
        self._wait(folder / "vendure.log")
        self.admin.sign_in()

    def _wait(self, log: Path) -> None:
        end = time.monotonic() + START_S
        while "READY" not in log.read_text("utf-8"):
            if self._process.poll() is not None or time.monotonic() > end:
                self.close()
                raise RuntimeError(log.read_text("utf-8"))
            time.sleep(0.05)

    def close(self) -> None:
        self.admin.close()
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_S)
        self._log.close()


class Api:
    """One of the server's two APIs, with a session."""

    path = ""

    def __init__(self, url: str) -> None:
        self._http = httpx2.Client(base_url=url, timeout=20)
        self.headers: dict[str, str] = {}

    def ask(self, query: str, /, **variables: Any) -> dict[str, Any]:
        answer = self._http.post(self.path, json={"query": query, "variables": variables}, headers=self.headers)
        if token := answer.headers.get("vendure-auth-token"):
            self.headers = {"Authorization": f"Bearer {token}"}
        told = answer.json()
        if told.get("errors"):
            raise RuntimeError(told["errors"])
        return dict(told["data"])

    def close(self) -> None:
        self._http.close()


class Admin(Api):
    """The shop's owner at his own screen."""

    path = "/admin-api"

    def sign_in(self) -> None:
        self.ask(
            "mutation ($name: String!, $word: String!) { login(username: $name, password: $word) { __typename } }",
            name=USER,
            word=PASSWORD,
        )

    def make(self, stock: int, price: int = 1_250_000, **more: Any) -> dict[str, str]:
        """Make a product of one variant and return its product, variant and SKU."""
        sku = f"T-{next(_numbers)}"
        product = self.ask(
            "mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }",
            input={"translations": [{"languageCode": "en", "name": sku, "slug": sku, "description": ""}]},
        )["createProduct"]["id"]
        variant = {
            "productId": product,
            "sku": sku,
            "price": price,
            "stockOnHand": stock,
            "trackInventory": "TRUE",
            "translations": [{"languageCode": "en", "name": sku}],
            **more,
        }
        [made] = self.ask(
            "mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }",
            input=[variant],
        )["createProductVariants"]
        return {"product": product, "variant": made["id"], "sku": sku}

    def change(self, variant: str, **values: Any) -> None:
        self.ask(
            "mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }",
            input=[{"id": variant, **values}],
        )

    def level(self, variant: str) -> tuple[int, int]:
        """Return what is on hand and what of it is allocated."""
        levels = self.ask(
            "query ($id: ID!) { productVariant(id: $id) { stockLevels { stockOnHand stockAllocated } } }", id=variant
        )["productVariant"]["stockLevels"]
        return levels[0]["stockOnHand"], levels[0]["stockAllocated"]

    def order(self, code: str) -> dict[str, Any]:
        return dict(
            self.ask(
                """query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items {
                  id state lines { id quantity } payments { id state refunds { total state } }
                  fulfillments { id state method trackingCode }
                } } }""",
                code=code,
            )["orders"]["items"][0]
        )

    def move(self, code: str, state: str) -> None:
        """Bring an order into a state by hand."""
        self.ask(
            "mutation ($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) { __typename } }",
            id=self.order(code)["id"],
            state=state,
        )

    def settle(self, code: str) -> None:
        """Take the money of an order's first payment."""
        payment = self.order(code)["payments"][0]["id"]
        self.ask("mutation ($id: ID!) { settlePayment(id: $id) { __typename } }", id=payment)

    def cancel(self, code: str) -> None:
        order = self.order(code)["id"]
        self.ask("mutation ($id: ID!) { cancelOrder(input: { orderId: $id }) { __typename } }", id=order)

    def pack(self, code: str, quantity: int | None = None) -> str:
        """Put so much of an order's first line into a parcel and return the parcel."""
        line = self.order(code)["lines"][0]
        return str(
            self.ask(
                "mutation ($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ... on Node { id } } }",
                input={
                    "lines": [{"orderLineId": line["id"], "quantity": quantity or line["quantity"]}],
                    "handler": {"code": "manual-fulfillment", "arguments": [{"name": "method", "value": "by hand"}]},
                },
            )["addFulfillmentToOrder"]["id"]
        )

    def send(self, parcel: str, state: str = "Shipped") -> None:
        self.ask(
            "mutation ($id: ID!, $s: String!) { transitionFulfillmentToState(id: $id, state: $s) { __typename } }",
            id=parcel,
            s=state,
        )


class Guest(Api):
    """Somebody who buys without an account; each has a basket of his own."""

    path = "/shop-api"

    def offered(self, variant: str, quantity: int) -> int:
        """Ask for more than there is and return how many Vendure offers instead."""
        answer = self._add(variant, quantity)
        return int(answer.get("quantityAvailable", quantity))

    def buy(self, variant: str, quantity: int = 1, method: str = "paid") -> str:
        """Buy something and return the order's code."""
        code = self.fill(variant, quantity)
        self.pay(method)
        return code

    def fill(self, variant: str, quantity: int = 1) -> str:
        """Go as far as the till and return the order's code."""
        added = self._add(variant, quantity)
        if "errorCode" in added:
            raise RuntimeError(added)
        self.ask(
            """mutation {
              setCustomerForOrder(input: { firstName: "Siti", lastName: "Aminah", emailAddress: "siti@example.com" })
                { __typename }
              setOrderShippingAddress(input: { streetLine1: "Jl. Melati 1", countryCode: "ID" }) { __typename }
              setOrderShippingMethod(shippingMethodId: ["1"]) { __typename }
              transitionOrderToState(state: "ArrangingPayment") { __typename }
            }"""
        )
        return str(added["code"])

    def pay(self, method: str = "paid") -> dict[str, Any]:
        return dict(
            self.ask(
                """mutation ($method: String!) { addPaymentToOrder(input: { method: $method, metadata: {} }) {
                  ... on Order { state } ... on ErrorResult { errorCode message }
                } }""",
                method=method,
            )["addPaymentToOrder"]
        )

    def _add(self, variant: str, quantity: int) -> dict[str, Any]:
        return dict(
            self.ask(
                """mutation ($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) {
                  ... on Order { code } ... on ErrorResult { errorCode message }
                  ... on InsufficientStockError { quantityAvailable }
                } }""",
                id=variant,
                quantity=quantity,
            )["addItemToOrder"]
        )
