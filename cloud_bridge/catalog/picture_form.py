"""The picture of a product or a category: a photo to upload, or the name of one of the till's own drawings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from appliance.core.photo import is_photo
from cloud_bridge.catalog import pictures
from cloud_bridge.office.pages import RowForm
from cloud_bridge.office.uploads import Kept, PictureField

LONGEST = 40


class PictureForm(RowForm):
    """What has a picture; a photo that is uploaded takes the place of a drawing."""

    photo = PictureField(
        label=_("Photo"),
        help_text=_(
            "A PNG, JPEG or WebP. Tills show it square; they fetch it from this site's address (Stores, Receipts)."
        ),
    )
    picture = forms.CharField(
        label=_("Drawing"),
        required=False,
        max_length=LONGEST,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Without a photo: one of the till's own drawings, such as bottle, coffee or snack_bag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = self.instance.picture if is_photo(self.instance.picture) else ""
        if self._kept:
            self.initial["picture"] = ""
            self.initial["photo"] = Kept(pictures.address_of(self._kept), gettext("Photo"))

    def clean_picture(self) -> str:
        """Return the name of a drawing; raises ValidationError."""
        name = str(self.cleaned_data["picture"]).strip()
        if is_photo(name):
            raise forms.ValidationError(_("This is not the name of a drawing. Upload the photo instead."))
        return name

    def save(self, commit: bool = True) -> Any:
        """Keep the photo, or the drawing where there is none."""
        photo, drawing = self.cleaned_data["photo"], self.cleaned_data["picture"]
        if photo:
            self.instance.picture = pictures.keep(self.instance.merchant, photo)
        elif "photo" in self.changed_data or drawing or not self._kept:
            self.instance.picture = drawing
        else:
            self.instance.picture = self._kept
        return super().save(commit)
