"""Benchmarks; `make bench` runs them and writes REPORT.md."""

import os

# Whole commands are measured as users run them: with modules that are compiled already.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
