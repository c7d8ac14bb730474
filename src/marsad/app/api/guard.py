"""Who may ask what, and how often.

Without a token only a program on this machine may ask, and only where the server says so: its address is a loopback
one, and so is the name that it asks for, so that no web page that points a name of its own at us reads the ledger.
"""

import base64
import binascii
from collections.abc import Callable
from ipaddress import ip_address
from threading import Lock

import msgspec
from starlette.requests import Request

from marsad.app.api.problems import Fault
from marsad.app.tokens import Token, TokenFile

_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MOST = 10_000  # callers remembered


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """How often a token may ask: so many requests at once, refilled at so many a second."""

    burst: int = 60
    per_second: float = 10.0


class Buckets:
    """What each caller has left; safe to share between threads."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        """Begin with full buckets."""
        self._rate = rate
        self._now = now
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, caller: str) -> float:
        """Count a request; return 0, or the seconds until the next one is served."""
        now = self._now()
        with self._lock:
            left, then = self._left.pop(caller, (float(self._rate.burst), now))
            left = min(self._rate.burst, left + (now - then) * self._rate.per_second)
            served = left >= 1
            self._left[caller] = (left - served, now)
            if len(self._left) > _MOST:
                self._left.pop(next(iter(self._left)))
        return 0.0 if served else (1 - left) / self._rate.per_second


class Guard:
    """Lets a request through, or raises the Fault that tells why not."""

    def __init__(
        self, tokens: TokenFile, *, local: bool, rate: Rate, now: Callable[[], float], tick: Callable[[], float]
    ) -> None:
        """Take the tokens; where `local`, programs on this machine need none; `tick` never goes back."""
        self._tokens = tokens
        self.local = local
        self._now = now
        self._buckets = Buckets(rate, tick)

    def check(self, request: Request, scope: str) -> Token | None:
        """Return the token of a request that may ask for a scope, None where it needs none; raise Fault."""
        secret = read_secret(request)
        if secret is None:
            if self.local and is_local(request):
                return None
            raise Fault(401, "token", "a token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
        token = self._tokens.find(secret, self._now())
        if token is None:
            headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise Fault(401, "token", "the token is none of ours, or has ended", headers)
        if wait := self._buckets.take(token.name):
            raise Fault(429, "rate", "too many requests for this token", {"Retry-After": str(int(wait) + 1)})
        if scope not in token.scopes:
            raise Fault(403, "scope", f"the token lacks the scope {scope}")
        return token


def is_local(request: Request) -> bool:
    """Tell whether a program on this machine asks, and asks this machine by its own name."""
    host = request.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    try:
        near = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        near = False
    return near and name.lower() in _NAMES


def read_secret(request: Request) -> str | None:
    """Return the token that a request brings: as a bearer's, or as the password of readers that know no other way."""
    kind, _, rest = request.headers.get("authorization", "").partition(" ")
    if not kind:
        return None
    if kind.lower() == "bearer":
        return rest.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
