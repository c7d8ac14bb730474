"""How a reading process keeps its memory."""

import gc
from pathlib import Path

try:
    import resource
except ImportError:  # not on this platform
    resource = None  # type: ignore[assignment]

_NEW_OBJECTS = 20_000  # some pages' worth, after which the collector looks for rings among them
_STATUS = Path("/proc/self/statm")  # first number: pages of address space in use


def settle_memory() -> None:
    """Spare the collector what stays to the end: call once, when the word lists are loaded.

    They are some hundred thousand objects; going through them again and again took a tenth of the reading's time. What
    a page makes goes by itself when nobody names it any more, so that the collector need not look after every page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


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
