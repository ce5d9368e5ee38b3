"""Who calls: a session that is opened, ends and is opened again, or an API key."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cloud_bridge.connectors.errors import NeedsOwner
from tests.cloud_bridge.connectors.vendure.server import Admin

pytestmark = pytest.mark.xdist_group("vendure")


def end_session(connector, server) -> None:
    """Sign the connector out behind its back; Vendure ends all sessions of its user, the owner's own too."""
    other = Admin(server.url)
    other.headers = dict(connector._products._client._proof.headers())
    other.ask("mutation { logout { success } }")
    other.close()
    server.admin.sign_in()


def count_sign_ins(connector) -> list[int]:
    """Return a list that grows with every sign-in."""
    session, count = connector._products._client._proof, []
    sign_in = session._sign_in

    def counted():
        count.append(1)
        return sign_in()

    session._sign_in = counted
    return count


def test_a_session_that_ended_in_the_middle_of_a_run_is_opened_again_once(connector, server) -> None:
    count = count_sign_ins(connector)
    for _ in range(2):
        assert connector.read_products(["1"])
    assert count == [1]
    end_session(connector, server)
    assert connector.read_products(["1"])
    assert count == [1, 1]


def test_many_threads_with_one_ended_session_sign_in_once(connector, server) -> None:
    connector.read_products(["1"])
    end_session(connector, server)
    count = count_sign_ins(connector)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: connector.read_products(["1"]), range(16)))
    assert count == [1]


def test_a_wrong_password_or_none_is_the_owners_matter(connect) -> None:
    with pytest.raises(NeedsOwner, match="INVALID_CREDENTIALS_ERROR"):
        connect(password="salah").read_products(["1"])
    with pytest.raises(NeedsOwner, match="type an API key"):
        connect(username="", password="")


def key_of(admin, permissions) -> str:
    """Return a new API key that may do so much."""
    role = admin.ask(
        "mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }",
        input={"code": f"role-{len(permissions)}", "description": "Lapak", "permissions": permissions},
    )["createRole"]["id"]
    asked = {"roleIds": [role], "translations": [{"languageCode": "en", "name": "Lapak"}]}
    made = admin.ask("mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }", input=asked)
    return str(made["createApiKey"]["apiKey"])


NEEDED = ["ReadCatalog", "UpdateCatalog", "CreateCatalog", "ReadOrder", "UpdateOrder", "ReadStockLocation"]


def test_an_api_key_lets_in_and_what_it_lacks_is_the_owners_matter(connect, admin, guest) -> None:
    connector = connect(username="", password="", api_key=key_of(admin, [*NEEDED, "ReadSettings"]))
    code = guest().buy(admin.make(3)["variant"])
    assert connector.read_products(["1"])
    assert connector.read_orders([code])
    blind = connect(username="", password="", api_key=key_of(admin, ["ReadCatalog", "ReadSettings"]))
    assert blind.read_products(["1"])
    with pytest.raises(NeedsOwner, match="FORBIDDEN"):
        blind.read_orders([code])
    with pytest.raises(NeedsOwner, match="FORBIDDEN"):
        connect(username="", password="", api_key="nonsense").read_products(["1"])
