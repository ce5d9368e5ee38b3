"""Where marketplaces say that something changed: verified, kept, acknowledged, looked up later (door.py is faster)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cloud_bridge.channels import hints
from cloud_bridge.channels.connections import connector_of
from cloud_bridge.channels.models import Channel
from cloud_bridge.connectors.errors import ConnectorError, NeedsOwner, PushForged
from cloud_bridge.keys import now_ms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from cloud_bridge.connectors import port
    from cloud_bridge.connectors.port import Connector

LONGEST = 1024 * 1024  # WooCommerce and Shopify send whole products and orders


@csrf_exempt
@require_POST
def receive(request: HttpRequest, market: str, key: str) -> HttpResponse:
    """Answer 200 with an empty body (Shopee counts anything else as a failure) once the hint is durable.

    Wrong signature 401, unreadable 400, no such channel 404, too long 413, a channel that is not set up yet 503.
    """
    if _length(request) > LONGEST:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    connector = connector_for(market, key)
    if isinstance(connector, HTTPStatus):
        return HttpResponse(status=connector)
    status, hint = verdict(connector, request.headers, request.body)
    if hint is not None:
        hints.keep(market, [hint], now_ms())
    return HttpResponse(status=status)


def connector_for(market: str, key: str) -> Connector | HTTPStatus:
    """Return the connector of the channel that a webhook is for, or what to answer when there is none."""
    channel = Channel.objects.select_related("merchant").filter(pk=key, market=market).first()
    if channel is None:
        return HTTPStatus.NOT_FOUND
    try:
        return connector_of(channel)
    except NeedsOwner:
        return HTTPStatus.SERVICE_UNAVAILABLE


def verdict(connector: Connector, headers: Mapping[str, str], body: bytes) -> tuple[HTTPStatus, port.Hint | None]:
    """Return what to answer to a webhook, and the hint to keep first when it is a genuine one."""
    try:
        return HTTPStatus.OK, connector.read_push(headers, body)
    except PushForged:
        return HTTPStatus.UNAUTHORIZED, None
    except NeedsOwner:
        return HTTPStatus.SERVICE_UNAVAILABLE, None
    except ConnectorError:
        return HTTPStatus.BAD_REQUEST, None


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; one that does not say is taken as too long, an empty one as empty."""
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return LONGEST + 1
