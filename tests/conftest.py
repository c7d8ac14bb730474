"""What all tests share: compiled word lists stay out of the home folder, and no law is broken by taking its time."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

os.environ.setdefault("MARSAD_CACHE", str(Path(__file__).parent.parent / ".pytest_cache" / "marsad"))
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
