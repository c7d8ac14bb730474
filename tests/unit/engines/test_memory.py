"""What threads let go of is the system's again."""

import os
import subprocess
import sys

import pytest

SLACK = 25  # MB more than before; it is none, and some 80 where heaps are as they come
FETCHING = """
import sys, threading
from pathlib import Path
from marsad.engines.memory import return_memory

def measure():
    return int(Path("/proc/self/statm").read_text().split()[1]) // 256

def fetch(number):
    body = bytearray()
    for piece in range(100 + 10 * number):
        body += bytes(60_000)
        left.append(str(piece) * 20) if piece % 50 == 0 else None
    whole = bytes(body)

left = []
if "returned" in sys.argv:
    return_memory()
before = measure()
for _ in range(3):
    threads = [threading.Thread(target=fetch, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(measure() - before)
"""


@pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in getattr(os, "confstr_names", {}), reason="the library of GNU only")
def test_threads_keep_no_large_blocks():
    command = [sys.executable, "-c", FETCHING, "returned"]
    assert int(subprocess.run(command, capture_output=True, check=True, text=True).stdout) < SLACK
