"""Disables each limit in a copy of the source and runs its test, which must fail: `python -m tests.limits.prove`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.limits.table import PAGE, ROOT, load_rows, make_table

_PATIENCE = 60  # seconds; a test that takes longer without the limit has failed too
_NO_PROOF = {0, 2, 3, 4, 5}  # how pytest ends when all is well, or when it could not run the test; a dead one is proof
_PARTS = ("src", "tests", "bench", "demo", "docs", "pyproject.toml")


def run_without(row, root):
    """Return why a row proves nothing; None where its test fails without the limit."""
    path = root / row.path
    whole = path.read_text(encoding="utf-8")
    if whole.count(row.cut) != 1:
        return "what disables it stands not once in the source"
    path.write_text(whole.replace(row.cut, row.by), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", row.test],
            cwd=root,
            env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    finally:
        path.write_text(whole, encoding="utf-8")
    return f"its test ends with {done.returncode}" if done.returncode in _NO_PROOF else None


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="ID")
    parser.add_argument("--write", action="store_true", help="write docs/limits.md and run nothing")
    options = parser.parse_args()
    if options.write:
        PAGE.write_text(make_table(), encoding="utf-8")
        return 0
    rows = [row for row in load_rows() if not options.names or row.id in options.names]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for part in _PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, Path(folder) / part)
        for row in rows:
            problem = run_without(row, Path(folder))
            bad += problem is not None
            say(f"{row.id}: {problem or 'its test fails without it'}")
    say(f"{len(rows) - bad} of {len(rows)} limits have a test that fails without them")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
