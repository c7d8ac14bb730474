"""The connection: made to checked addresses only, every byte and second of it counted."""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from marsad.fetch.rules import Limits, Refusal

Now = Callable[[], float]


class Meter:
    """What one exchange has used of its limits, and the bytes that went over the wire."""

    def __init__(self, limits: Limits, seconds: float, now: Now) -> None:
        """Count from now; `seconds` is what is left of the page's time."""
        self.limits = limits
        self._now = now
        self._until = now() + seconds
        self.sent: list[bytes] = []
        self.received = bytearray()  # not piece by piece: many threads' pieces lie in memory like a sieve

    @property
    def left(self) -> float:
        """Return the seconds left."""
        return self._until - self._now()

    def wait(self, most: float) -> float:
        """Return how long the next step may take, at most `most` seconds; raise Refusal."""
        left = self.left
        if left <= 0:
            raise Refusal("slow", f"not done within the {self.limits.page:g} seconds of a page")
        return min(left, most)

    def take(self, data: bytes) -> bytes:
        """Count and keep what arrived; raise Refusal."""
        if len(self.received) + len(data) > self.limits.wire:
            raise Refusal("too_large", f"more than {self.limits.wire} bytes")
        self.received += data
        return data


class GuardedStream(httpcore.NetworkStream):
    """A stream that asks the meter before each step."""

    def __init__(self, inner: httpcore.NetworkStream, meter: Meter) -> None:
        """Guard `inner`."""
        self._inner = inner
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what arrives next."""
        return self._meter.take(self._inner.read(max_bytes, self._meter.wait(self._meter.limits.read)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._inner.write(buffer, self._meter.wait(self._meter.limits.read))
        self._meter.sent.append(buffer)

    def close(self) -> None:
        """Close."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt; the certificate must be that of the name in the address, whatever IP address is behind it."""
        seconds = self._meter.wait(self._meter.limits.connect)
        return GuardedStream(self._inner.start_tls(ssl_context, server_hostname, seconds), self._meter)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (the library's own signature)
        """Return what the stream knows of itself."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the addresses it was made with, whatever name it is asked for: no second resolution."""

    def __init__(self, addresses: tuple[str, ...], meter: Meter) -> None:
        """Connect to the first of `addresses` that answers."""
        self._addresses = addresses
        self._meter = meter
        self._inner = httpcore.SyncBackend()
        self.reached: str | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a guarded stream to a checked address."""
        problem: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._inner.connect_tcp(address, port, self._meter.wait(self._meter.limits.connect))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                self.reached = address
                return GuardedStream(stream, self._meter)
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: pages are on the network."""
        raise Refusal("scheme", "no page is behind a local socket")
