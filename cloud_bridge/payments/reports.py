"""Where payment providers say that a QR payment came: signed, booked once, at the till within a second."""

from __future__ import annotations

import hashlib
import hmac
import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cloud_bridge.payments import book
from cloud_bridge.payments.errors import PaymentDiffers, PaymentUnreadable
from cloud_bridge.payments.models import Provider

if TYPE_CHECKING:
    from django.http import HttpRequest

HEADER = "Lapak-Signature"
LONGEST = 4 * 1024


def signature(secret: str, body: bytes) -> str:
    """Return what stands in the header: HMAC-SHA256 of the body as it was sent, in hexadecimal digits."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@csrf_exempt
@require_POST
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """Answer 201 once a payment is durable, 200 if it was before; the same report may come any number of times.

    No such provider 404, wrong signature 401, unreadable 400, too long 413, another amount than before 409.
    """
    if _length(request) > LONGEST:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    provider = Provider.objects.filter(token=token, is_active=True).first()
    if provider is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    given = request.headers.get(HEADER, "").strip().lower()
    if not hmac.compare_digest(signature(provider.secret, request.body).encode(), given.encode()):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    try:
        is_new = book.take_in(provider.merchant_id, book.read(_json(request.body)), provider=provider.pk)
    except PaymentUnreadable as error:
        return JsonResponse({"error": error.code, "text": str(error)}, status=HTTPStatus.BAD_REQUEST)
    except PaymentDiffers as error:
        return JsonResponse({"error": error.code, "text": str(error)}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"state": "booked"}, status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError as reason:
        raise PaymentUnreadable from reason


def _length(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return LONGEST + 1
