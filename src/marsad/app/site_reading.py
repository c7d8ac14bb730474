"""Pages of sites read in a process of their own: strangers made them, and one that hangs there costs only itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from marsad.engines.local.pool import Pool
from marsad.fetch import Refusal
from marsad.model import Capture
from marsad.outlets.site import Site, read_site
from marsad.sources import SetAside

_LIMIT = 20.0  # seconds for a page
_MEMORY = 1_000_000_000  # bytes


def read_home(capture: Capture) -> Site:
    """Return what a page says of its site."""
    return read_site(capture.body, capture.origin)


@contextmanager
def reading_sites(read: Callable[[Capture], Site] = read_home) -> Iterator[Callable[[bytes, str], Site]]:
    """Give what reads the page at an address, and raises Refusal where it takes too much time or memory.

    The process is started with the first page and ends with the block.
    """
    with Pool(read, 1, _LIMIT, _MEMORY) as pool:

        def read_page(body: bytes, url: str) -> Site:
            outcome = pool.submit(Capture(origin=url, body=body, outside=True)).result()
            if isinstance(outcome, SetAside):
                raise Refusal(outcome.reason, outcome.message)
            return outcome

        yield read_page
