"""A product's options ("Size") and their values ("L"): found by name, made where they are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._documents import ADD_OPTIONS, CREATE_OPTION, CREATE_OPTIONS

if TYPE_CHECKING:
    from cloud_bridge.connectors.port import DraftVariant, ListingDraft

    from ._client import Client
    from ._reply import Json


class Options:
    """The options of one product while a draft is made of it."""

    def __init__(self, client: Client, language: str, product: Json, draft: ListingDraft) -> None:
        self._client = client
        self._language = language
        self._product = product
        self._names = draft.option_names
        self._groups = {group["name"]: group for group in product["optionGroups"]}

    def of(self, variant: DraftVariant) -> list[str]:
        """Return the ids of a variant's values."""
        return [self._value(name, value) for name, value in zip(self._names, variant.options, strict=True)]

    def _value(self, name: str, value: str) -> str:
        group = self._groups.get(name) or self._made(name)
        for option in group["options"]:
            if option["name"] == value:
                return str(option["id"])
        asked = {"productOptionGroupId": group["id"], **self._named(value)}
        made = self._client.ask(CREATE_OPTION, {"input": asked})["createProductOption"]
        group["options"].append(made)
        return str(made["id"])

    def _made(self, name: str) -> Json:
        """Return a new option of the product, without values."""
        asked = {**self._named(name), "options": []}
        group: Json = self._client.ask(CREATE_OPTIONS, {"input": asked})["createProductOptionGroup"]
        self._client.ask(ADD_OPTIONS, {"product": self._product["id"], "group": group["id"]})
        self._groups[name] = group
        return group

    def _named(self, name: str) -> Json:
        code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "option"
        return {"code": code, "translations": [{"languageCode": self._language, "name": name}]}
