"""Messages sent to whom the user names: through the same guard, limits and connections as pages are fetched."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from marsad.fetch.address import parse_address
from marsad.fetch.resolve import Resolver, check_host, find_addresses, resolve_host
from marsad.fetch.rules import Guard, Limits, Manners, Refusal

if TYPE_CHECKING:
    from ssl import SSLContext

_LIMITS = Limits(wire=100_000, body=100_000, redirects=0, page=20.0, read=10.0)


class Sender:
    """Posts bodies; follows no redirect and asks for nothing else, since what is sent is meant for one address."""

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        manners: Manners | None = None,
        limits: Limits = _LIMITS,
        resolver: Resolver = resolve_host,
        now: Callable[[], float] = time.monotonic,
        tls: "SSLContext | None" = None,
    ) -> None:
        """Take whom may be asked, and what tests replace."""
        self._guard = guard or Guard()
        self._manners = manners or Manners()
        self._limits = limits
        self._resolver = resolver
        self._now = now
        self._tls = tls

    def post(self, url: str, body: bytes, media: str, key: str) -> None:
        """Post a body; `key` is the same when it is sent again, so that the receiver knows it. Raise Refusal."""
        from marsad.fetch.asking import exchange, load_tls  # noqa: PLC0415 (slow to load)

        address = parse_address(url)
        check_host(address, self._guard)
        ips = find_addresses(address, self._guard, self._resolver, self._limits.connect)
        headers = (
            ("Host", address.site.split("://")[1]),
            ("User-Agent", self._manners.name()),
            ("Content-Type", media),
            ("Content-Length", str(len(body))),
            ("Idempotency-Key", key),
            ("Connection", "close"),
        )
        limits, tls = self._limits, self._tls or load_tls()
        answer = exchange(address, ips, headers, limits, limits.page, self._now, tls, None, body=body)
        if not 200 <= answer.status < 300:
            raise Refusal("status", f"{address.host} answers with status {answer.status}")
