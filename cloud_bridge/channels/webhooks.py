"""Where marketplaces say that something changed: verified, kept, acknowledged within milliseconds, looked up later."""

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
    from django.http import HttpRequest

LONGEST = 64 * 1024


@csrf_exempt
@require_POST
def receive(request: HttpRequest, market: str, key: str) -> HttpResponse:
    """Answer 200 with an empty body (Shopee counts anything else as a failure) once the hint is durable.

    Wrong signature 401, unreadable 400, no such channel 404, too long 413, a channel that is not set up yet 503.
    """
    if _length(request) > LONGEST:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    channel = Channel.objects.select_related("merchant").filter(pk=key, market=market).first()
    if channel is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    try:
        hint = connector_of(channel).read_push(request.headers, request.body)
    except PushForged:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    except NeedsOwner:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    except ConnectorError:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    hints.keep(market, [hint], now_ms())
    return HttpResponse()


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; one that does not say is taken as too long, an empty one as empty."""
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return LONGEST + 1
