"""What nobody outside Lazada knows for certain, as switches; the first value is what is documented or most seen."""

from __future__ import annotations

from dataclasses import dataclass

from cloud_bridge.sandbox._dials import Dials


@dataclass
class Switches(Dials):
    """How this Lazada behaves where its documentation is silent or contradicts itself.

    `final_status`: what a unit is when its buyer has it. `list_order`: how products are listed, of updated, latest, id.
    `others_are_written`: whether a batch that is refused for some SKUs writes the others. `detail_names`: what the
    detail of a 501 names, of sku, item, nothing. `missing_is_error`: an unknown order spoils a call for many.
    `push_memory`: of how many tries more than half must fail before Lazada stops pushing (0: never).
    """

    access_life_s: int = 7 * 86_400
    refresh_life_s: int = 14 * 86_400
    refresh_is_single_use: bool = True
    sellers_are_object: bool = False
    sign_skips_empty: bool = True
    timestamp_error: str = "IllegalTimestamp"
    limit_error: str = "ApiCallLimit"
    inventory_calls_per_s: int = 50
    list_order: str = "updated"
    detail_is_camel: bool = False
    units_name_product: bool = False
    missing_is_error: bool = True
    others_are_written: bool = True
    detail_names: str = "sku"
    mega_campaign: bool = False
    fulfilment_is_camel: bool = True
    label_is_page: bool = True
    labels_are_late: bool = False
    cancel_empties_stock: bool = True
    final_status: str = "delivered"
    warehouse: str = "dropshipping"
    other_warehouse: str = ""
    push_memory: int = 1_000
