"""A timing is never a test: hypothesis looks for counter-examples, however busy the machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("lapak", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lapak")
