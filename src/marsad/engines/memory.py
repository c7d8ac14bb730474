"""How a reading process keeps its memory."""

import ctypes
import gc
import os
from pathlib import Path

try:
    import resource
except ImportError:  # not on this platform
    resource = None  # type: ignore[assignment]

_NEW_OBJECTS = 20_000  # some pages' worth, after which the collector looks for rings among them
_GNU = "CS_GNU_LIBC_VERSION"  # a name that only that library has an answer for
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # as its malloc.h numbers them
_LARGE = 1 << 18  # bytes from where on a block is one of the system's own, and no more is kept free at a heap's end
_HEAPS = 2  # for all threads, which wait for one another anyway where they run Python
_STATUS = Path("/proc/self/statm")  # first number: pages of address space in use


def settle_memory() -> None:
    """Spare the collector what stays to the end: call once, when the word lists are loaded.

    They are some hundred thousand objects; going through them again and again took a tenth of the reading's time. What
    a page makes goes by itself when nobody names it any more, so that the collector need not look after every page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def return_memory() -> None:
    """Have large blocks that threads let go of be the system's again at once: call before threads are begun.

    The C library of GNU gives threads heaps of their own, and once it has seen a large block freed it keeps twice as
    much at the end of each: 32 threads that fetch pages of up to 20 MB held 40 MB in each of 15 heaps, all free.
    Elsewhere this does nothing.
    """
    if _GNU not in getattr(os, "confstr_names", {}) or not os.confstr(_GNU):
        return
    library = ctypes.CDLL(None)
    for option, value in ((_ARENA_MAX, _HEAPS), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE)):
        library.mallopt(option, value)


def holds_memory() -> bool:
    """Tell whether this platform both says how much address space a process uses and holds it to a limit on that."""
    return resource is not None and _STATUS.exists()


def limit_memory(size: int) -> None:
    """Let this process take `size` bytes beside what it has, and no more to its end, where the platform holds it so."""
    if not holds_memory():
        return
    used = int(_STATUS.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = used + size if hard == resource.RLIM_INFINITY else min(used + size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
