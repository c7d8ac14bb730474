"""What all tests share: compiled word lists stay out of the home folder."""

import os
from pathlib import Path

os.environ.setdefault("MARSAD_CACHE", str(Path(__file__).parent.parent / ".pytest_cache" / "marsad"))
