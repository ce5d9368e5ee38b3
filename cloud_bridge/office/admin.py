"""Who may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from cloud_bridge.office.pages import Page

if TYPE_CHECKING:
    BaseUserPage = UserAdmin[User]
else:

    class BaseUserPage(UserAdmin, Page):
        """Django's page in unfold's look."""


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserPage(BaseUserPage):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]


@admin.register(Group)
class GroupPage(Page):
    search_fields = ["name"]
    filter_horizontal = ["permissions"]
