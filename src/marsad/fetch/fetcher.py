"""A page fetched politely: robots.txt, turns, redirects, retries, conditions. The one way to the network."""

import random
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import msgspec

from marsad.fetch.address import Address, parse_address
from marsad.fetch.exchange import REDIRECTS, Exchange
from marsad.fetch.pace import Pacer
from marsad.fetch.resolve import Resolver, check_host, find_addresses, resolve_host
from marsad.fetch.robots import LONGEST, Robots
from marsad.fetch.rules import Guard, Limits, Manners, Refusal

if TYPE_CHECKING:
    from ssl import SSLContext

_RETRIED = frozenset({"unreachable", "timeout", "incomplete", "throttled", "server_error"})
_BUSY = frozenset({429, 503})
_LONGEST_WAIT = 86_400.0
_REASONS = {401: "forbidden", 403: "forbidden", 407: "forbidden", 451: "forbidden", 404: "gone", 410: "gone"}


class Validator(msgspec.Struct, frozen=True, kw_only=True):
    """What a host gave to ask it later whether a page has changed."""

    etag: str | None = None
    modified: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A page: `url` as asked for, `final` where it was found, and the last exchange."""

    url: str
    final: str
    exchange: Exchange

    @property
    def body(self) -> bytes:
        """Return the page's bytes, unfolded."""
        return self.exchange.body

    @property
    def media(self) -> str:
        """Return the content type, without its parameters."""
        return (self.exchange.header("content-type") or "").split(";")[0].strip().lower()

    @property
    def validator(self) -> Validator | None:
        """Return what to remember; the page must be safe first, or a run killed in between loses it."""
        etag, modified = self.exchange.header("etag"), self.exchange.header("last-modified")
        return Validator(etag=etag, modified=modified) if etag or modified else None


def know_nothing(url: str) -> Validator | None:
    """Remember no page, so that each is fetched whole."""
    return None


class Fetcher:
    """Fetches pages; safe to share between threads. Every exchange that came whole goes to `keep`."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        guard: Guard | None = None,
        manners: Manners | None = None,
        known: Callable[[str], Validator | None] = know_nothing,
        keep: Callable[[Exchange], None] | None = None,
        resolver: Resolver = resolve_host,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        chance: Callable[[], float] = random.random,
        tls: "SSLContext | None" = None,
    ) -> None:
        """Take bounds and manners; what tests replace: names, time, chance, trusted certificates."""
        self._limits = limits or Limits()
        self._guard = guard or Guard()
        self._manners = manners or Manners()
        self._known = known
        self._keep = keep
        self._resolver = resolver
        self._now = now
        self._chance = chance
        self._tls = tls
        self._pacer = Pacer(self._manners, now, sleep)
        self._robots = Robots(self._get_robots, self._manners, now)

    def stop(self) -> None:
        """Refuse what is asked from now on; exchanges under way end by themselves, waits at once."""
        self._pacer.stop()

    def fetch(
        self,
        url: str,
        media: Collection[str] | None = None,
        limits: Limits | None = None,
        delay: float | None = None,
    ) -> Fetched:
        """Return the page at `url`; raise Refusal.

        `media` are the content types taken, where not all are; `delay` takes the place of that of the manners.
        """
        address = parse_address(url)
        wait = self._manners.delay if delay is None else delay
        final = self._try(lambda: self._follow(address, limits or self._limits, media, wait, robots=True))
        return Fetched(url=url, final=final.url, exchange=final)

    def _get_robots(self, address: Address, delay: float) -> Exchange:
        limits = msgspec.structs.replace(
            self._limits, wire=min(self._limits.wire, LONGEST), body=min(self._limits.body, LONGEST)
        )
        return self._try(lambda: self._follow(address, limits, None, delay, robots=False))

    def _try(self, get: Callable[[], Exchange]) -> Exchange:
        """Call `get` again while what stopped it may pass, each time after a longer wait."""
        attempt = 0
        while True:
            try:
                return get()
            except Refusal as refusal:
                if refusal.reason not in _RETRIED or refusal.host is None:
                    raise
                wait = self._find_wait(attempt, refusal)
                self._pacer.hold(refusal.host, wait)
                if attempt >= self._manners.retries or wait > self._manners.patience:
                    raise
                attempt += 1

    def _find_wait(self, attempt: int, refusal: Refusal) -> float:
        if refusal.wait is not None:
            return min(max(refusal.wait, 0.0), _LONGEST_WAIT)
        return self._manners.backoff * float(2**attempt) * (1 + self._manners.jitter * self._chance())

    def _follow(
        self, address: Address, limits: Limits, media: Collection[str] | None, delay: float, robots: bool
    ) -> Exchange:
        seen: set[str] = set()
        left = limits.page
        for _ in range(limits.redirects + 1):
            if address.url in seen:
                raise Refusal("redirects", "the redirects go in a circle")
            seen.add(address.url)
            answer, left = self._step(address, limits, left, media, delay, robots)
            if answer.status not in REDIRECTS:
                return _check_status(answer, address.host)
            if answer.moved is None:
                raise Refusal("malformed", "a redirect that says not where to")
            address = parse_address(answer.moved, base=address.url)
        raise Refusal("redirects", f"more than {limits.redirects} redirects")

    def _step(
        self,
        address: Address,
        limits: Limits,
        left: float,
        media: Collection[str] | None,
        delay: float,
        robots: bool,
    ) -> tuple[Exchange, float]:
        """Make one exchange in its turn; return it and what it left of the page's time, waits not counted."""
        from marsad.fetch.asking import exchange, load_tls  # noqa: PLC0415 (slow to load)

        check_host(address, self._guard)
        delay = self._robots.check(address, delay) if robots else delay
        with self._pacer.turn(address.host, delay):
            begun = self._now()
            try:
                ips = find_addresses(address, self._guard, self._resolver, min(limits.connect, left))
                headers = self._make_headers(address, robots)
                rest = left - (self._now() - begun)
                answer = exchange(address, ips, headers, limits, rest, self._now, self._tls or load_tls(), media)
            except Refusal as refusal:
                refusal.host = address.host
                raise
            left -= self._now() - begun
        if self._keep is not None:
            self._keep(answer)
        return answer, left

    def _make_headers(self, address: Address, conditional: bool) -> tuple[tuple[str, str], ...]:
        host = address.site.split("://")[1]
        headers = [
            ("Host", host),
            ("User-Agent", self._manners.name()),
            ("Accept", "*/*"),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        known = self._known(address.url) if conditional else None
        if known and known.etag:
            headers.append(("If-None-Match", known.etag))
        if known and known.modified:
            headers.append(("If-Modified-Since", known.modified))
        return tuple(headers)


def _check_status(answer: Exchange, host: str) -> Exchange:
    """Return a success; raise the Refusal that the status means."""
    status = answer.status
    if status in (200, 203):
        return answer
    if status == 304:
        raise Refusal("unchanged", "not changed since it was fetched last")
    reason = _REASONS.get(status, "server_error" if status >= 500 else "throttled" if status == 429 else "status")
    refusal = Refusal(reason, f"the host answers with status {status}", read_wait(answer) if status in _BUSY else None)
    refusal.host = host
    raise refusal


def read_wait(answer: Exchange) -> float | None:
    """Return the seconds of `Retry-After`; a date counts from the answer's own, so that no clock is asked."""
    value = (answer.header("retry-after") or "").strip()
    if value.isdecimal():
        return float(value[:12])
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 (slow to load)

    try:
        return (parsedate_to_datetime(value) - parsedate_to_datetime(answer.header("date") or "")).total_seconds()
    except (ValueError, TypeError):
        return None
