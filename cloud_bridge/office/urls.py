"""The back office at the root, and its choice of language; included after everything else."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("i18n/", include("django.conf.urls.i18n")), path("", admin.site.urls)]
