"""Django's settings, from the environment: LAPAK_DATA (a folder), LAPAK_DATABASE, LAPAK_HOSTS, LAPAK_MAIL and so on."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from cloud_bridge.databases import database_of
from cloud_bridge.office.theme import UNFOLD  # noqa: F401 - Django reads every name in capitals

DATA = Path(os.environ.get("LAPAK_DATA", ".stall")).resolve()


def _secret_key() -> str:
    """Return the key in the data folder, made at the first start; of several who start at once, by one of them."""
    path = DATA / "secret.key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(made)  # whole or not at all
        made.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LAPAK_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LAPAK_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.import_export",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "cloud_bridge.fleet",
    "cloud_bridge.catalog",
    "cloud_bridge.stock",
    "cloud_bridge.people",
    "cloud_bridge.orders",
    "cloud_bridge.payments",
    "cloud_bridge.channels",
    "cloud_bridge.receipts",
    "cloud_bridge.replication",
    "cloud_bridge.office",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "cloud_bridge.urls"
ASGI_APPLICATION = "cloud_bridge.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": database_of(os.environ.get("LAPAK_DATABASE", ""), DATA)}
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
# Receipts by e-mail: smtp://user:password@host:port (or smtps://); without it they wait in the back office.
_MAIL = urlsplit(os.environ.get("LAPAK_MAIL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.scheme == "smtps", _MAIL.scheme == "smtp" and bool(_MAIL.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LAPAK_MAIL_FROM", "Lapak <receipts@localhost>")
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LAPAK_LOG", "INFO")},
    "loggers": {"httpx2": {"level": "WARNING"}},  # it would write every address, and tokens are in them
}
BROKER_FOLDER = DATA / "broker"  # what `lapak-bridge broker-config` wrote
