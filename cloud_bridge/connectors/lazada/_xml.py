"""Payloads: what is written to Lazada's catalogue is XML, with everything in it escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Union
from xml.etree.ElementTree import Element, SubElement, tostring

from cloud_bridge.connectors.errors import Refused

from ._fates import TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = re.compile(r"[A-Za-z_][\w.-]*")
# Characters that XML 1.0 has no way to say.
UNSAYABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Node = tuple[str, Union[str, "Sequence[Node]"]]


def payload(*product: Node) -> str:
    """Return the `payload` of a call: a product of named texts and named parts."""
    root = Element("Request")
    _fill(SubElement(root, "Product"), product)
    return tostring(root, encoding="unicode")


def _fill(element: Element, nodes: Sequence[Node]) -> None:
    for name, value in nodes:
        if not NAME.fullmatch(name):
            raise Refused(market=TITLE, reason=f"{name!r} is no name of an attribute")
        child = SubElement(element, name)
        if isinstance(value, str):
            child.text = UNSAYABLE.sub("", value)
        else:
            _fill(child, value)
