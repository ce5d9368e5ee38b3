"""Where tills fetch the pictures of labels, by names that nobody can guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from appliance.core.photo import is_photo
from cloud_bridge.orders.models import LabelPicture

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def label(_request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a label as a picture; 404 for a name that is none.

    The name is a digest of a picture with a buyer's address and a courier's number: who knows it was told it.
    """
    data = LabelPicture.objects.filter(name=name).values_list("data", flat=True).first() if is_photo(name) else None
    if data is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}
    return HttpResponse(bytes(data), content_type="image/png", headers=headers)
