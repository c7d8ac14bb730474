"""How pages are fetched, by what the environment says."""

from collections.abc import Callable, Mapping

from marsad import __version__
from marsad.fetch import Exchange, Fetcher, Guard, Manners


def make_fetcher(environment: Mapping[str, str], keep: Callable[[Exchange], None] | None = None) -> Fetcher:
    """Return what fetches pages, and hands every exchange to `keep`.

    MARSAD_CONTACT says who runs it, MARSAD_ALLOW names inner hosts that may be asked.
    """
    allow = frozenset(name.strip().lower() for name in environment.get("MARSAD_ALLOW", "").split(",") if name.strip())
    contact = environment.get("MARSAD_CONTACT") or Manners().contact
    return Fetcher(guard=Guard(allow=allow), manners=Manners(version=__version__, contact=contact), keep=keep)
