"""What a fetch may cost, whom it may ask, how it behaves, and the refusal that tells which of these it met."""

import msgspec

_DAY = 86_400.0


class Refusal(Exception):
    """A page that was not fetched: `reason` is a stable word to count by, `message` one line for people.

    `wait` is how many seconds the host asked to be left alone, `host` the one that was asked last.
    """

    def __init__(self, reason: str, message: str, wait: float | None = None) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = make_line(message)
        self.wait = wait
        self.host: str | None = None


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on one page: bytes as they travel and as they unfold, redirects, and seconds.

    `page` bounds all exchanges that lead to one page together, `read` the silence between two arrivals of bytes.
    """

    wire: int = 10_000_000
    body: int = 20_000_000
    redirects: int = 5
    page: float = 60.0
    read: float = 15.0
    connect: float = 10.0


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a fetch may ask: public addresses at `ports`; hosts in `allow`, named as in addresses, at any."""

    allow: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset({80, 443, 8000, 8080, 8443})


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How a fetch behaves towards its hosts.

    `agent` is what robots.txt files call us, `contact` an address or page where the operator can be reached;
    `delay` the seconds between two pages of a host, `per_host` how many it serves at once, `patience` the longest
    wait for a host. After attempt n a failing host is left alone for `backoff` · 2ⁿ seconds and up to `jitter` of it
    more, or for as long as it asks to be.
    """

    agent: str = "marsad"
    version: str = ""
    contact: str = "a monitor of published news"
    delay: float = 1.0
    per_host: int = 1
    patience: float = 120.0
    retries: int = 2
    backoff: float = 2.0
    jitter: float = 0.5
    robots_kept: float = _DAY
    robots_kept_failed: float = 600.0

    def name(self) -> str:
        """Return the user agent as it is sent."""
        version = f"/{self.version}" if self.version else ""
        return make_line(f"{self.agent}{version} (+{self.contact})")


def make_line(text: str, longest: int = 300) -> str:
    """Return `text` on one line without anything that a terminal could obey."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
