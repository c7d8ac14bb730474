"""What a site's robots.txt allows, asked once a site and kept for a while."""

from collections.abc import Callable
from math import isnan
from threading import Lock
from typing import TYPE_CHECKING

from marsad.fetch.address import Address
from marsad.fetch.exchange import Exchange
from marsad.fetch.groups import parse_robots
from marsad.fetch.rules import Manners, Refusal

if TYPE_CHECKING:
    from protego import Protego

LONGEST = 1_000_000  # bytes of a robots.txt, twice what RFC 9309 wants read
_MOST = 4096  # sites remembered
_LARGEST = 8_000_000  # bytes of robots.txt of all of them: rules take some thirty times that in memory
_ABSENT = frozenset({"gone", "forbidden", "status"})  # the answers of class 4xx: there are no rules


class _Site:
    def __init__(self) -> None:
        self.lock = Lock()
        self.rules: Protego | None = None
        self.problem: Refusal | None = None
        self.until = 0.0
        self.size = 0


class Robots:
    """Asks robots.txt through `get`, which raises Refusal; safe to share between threads."""

    def __init__(self, get: Callable[[Address, float], Exchange], manners: Manners, now: Callable[[], float]) -> None:
        """Keep what was found for as long as `manners` say."""
        self._get = get
        self._manners = manners
        self._now = now
        self._sites: dict[str, _Site] = {}
        self._lock = Lock()

    def check(self, address: Address, delay: float) -> float:
        """Return the seconds between two pages, at least `delay`; raise Refusal where the site wants no visit."""
        site = self._find(address.site)
        with site.lock:
            if self._now() >= site.until:
                self._load(site, address, delay)
            rules, problem = site.rules, site.problem
        if problem is not None:
            raise Refusal(problem.reason, f"robots.txt: {problem.message}") from problem
        if rules is None:
            return delay
        if not rules.can_fetch(address.url, self._manners.agent):
            raise Refusal("robots", "the site's robots.txt wants this page left alone")
        return max(delay, _read_delay(rules, self._manners.agent))

    def _find(self, site: str) -> _Site:
        with self._lock:
            if site not in self._sites and len(self._sites) >= _MOST:
                self._sites.pop(next(iter(self._sites)))
            return self._sites.setdefault(site, _Site())

    def _make_room(self, site: _Site, size: int) -> None:
        """Forget the sites known longest while the rules of all are too many."""
        with self._lock:
            site.size = size
            while sum(each.size for each in self._sites.values()) > _LARGEST:
                self._sites.pop(next(iter(self._sites)))

    def _load(self, site: _Site, address: Address, delay: float) -> None:
        site.rules, site.problem, kept = None, None, self._manners.robots_kept
        target = Address(scheme=address.scheme, host=address.host, port=address.port, target="/robots.txt")
        try:
            body = self._get(target, delay).body
            site.rules = parse_robots(body, self._manners.agent)
            self._make_room(site, len(body))
        except Refusal as refusal:
            if refusal.reason == "stopped":
                raise
            if refusal.reason not in _ABSENT:
                site.problem, kept = refusal, self._manners.robots_kept_failed
        site.until = self._now() + kept


def _read_delay(rules: "Protego", agent: str) -> float:
    delay = rules.crawl_delay(agent) or 0.0
    rate = rules.request_rate(agent)
    if rate is not None and rate.requests > 0:
        delay = max(delay, rate.seconds / rate.requests)
    return 0.0 if isnan(delay) else delay
