"""Why goods cannot be taken into the catalogue."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class CatalogError(LapakError):
    """The base: something about the catalogue is wrong."""

    code = "catalog"
    text = N_("The catalogue cannot take this.")


class TaxClassUnknown(CatalogError):
    """A product of a tax class nobody has made."""

    code = "catalog.tax_class"
    text = N_("“{name}” is in tax class “{tax_class}”, which does not exist. Add the tax class first.")


class ModifierUnknown(CatalogError):
    """A product with modifiers nobody has made."""

    code = "catalog.modifier"
    text = N_("“{name}” has the modifier “{modifier}”, which does not exist. Add the modifier first.")
