"""Devices of a till: one folder per kind, one file per way to reach it, `simulated` beside the real ones."""

from .errors import BadOption, DriverMissing, MissingOption, OptionError, UnknownDriver, UnknownOption

__all__ = ["BadOption", "DriverMissing", "MissingOption", "OptionError", "UnknownDriver", "UnknownOption"]
