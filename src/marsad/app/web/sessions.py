"""Sessions are kept in memory: logging out ends one for good, and a restart ends all."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import msgspec

from marsad.app.web.users import Role

COOKIE = "marsad"
_LIFE = timedelta(hours=12)
_MOST = 2_000  # sessions of one kind: more make the oldest end


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's visit over several requests; `csrf` must come back with every form. Strangers have no `role`.

    `proof` is the hash of the password that somebody logged in with.
    """

    token: str
    csrf: str
    ends: datetime
    person: str | None = None
    role: Role | None = None
    proof: str = ""

    def may(self, role: Role) -> bool:
        """Tell whether somebody with this session may do what `role` may."""
        return self.role is not None and self.role.rank >= role.rank

    def owns(self, csrf: str) -> bool:
        """Tell whether a form was shown in this session."""
        return bool(self.csrf) and secrets.compare_digest(self.csrf.encode(), csrf.encode())


class Sessions:
    """All sessions of a running site."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Begin without any."""
        self._clock = clock
        self._lock = Lock()
        self._strangers: dict[str, Session] = {}
        self._known: dict[str, Session] = {}

    def find(self, token: str | None) -> Session | None:
        """Return the session that a cookie names, None where there is none or it has ended."""
        if not token:
            return None
        with self._lock:
            found = self._known.get(token) or self._strangers.get(token)
        return found if found and found.ends > self._clock() else None

    def begin(self, person: str | None = None, role: Role | None = None, proof: str = "") -> Session:
        """Begin a session under a token of its own; that of a stranger where nobody is named."""
        session = Session(
            token=secrets.token_urlsafe(32),
            csrf=secrets.token_urlsafe(32),
            ends=self._clock() + _LIFE,
            person=person,
            role=role,
            proof=proof,
        )
        kept = self._strangers if role is None else self._known
        with self._lock:
            while len(kept) >= _MOST:
                del kept[next(iter(kept))]
            kept[session.token] = session
        return session

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._strangers.pop(token, None)
            self._known.pop(token, None)
