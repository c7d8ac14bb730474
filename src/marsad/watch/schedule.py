"""When what is due, as pure functions of given times: seconds since 1970, no clock inside."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

_DAY = 86_400.0
_HOUR = 3_600.0  # the longest that failures alone delay a look: when our own network was away, it is soon made up for
_PAUSE = 300.0  # seconds that a host is left alone after a first failure, or a page before its second try
_GROWTH = 4.0
_TRIES = 6  # of a page; the last one is more than a day after the first
_FRESH = 2  # days within which a listed sitemap that changed may change again on the same day

PASSING = frozenset(
    {
        "forbidden",
        "incomplete",
        "server_error",
        "slow",
        "status",
        "throttled",
        "host_wait",
        "timeout",
        "tls",
        "unreachable",
        "unresolved",
        "error",
    }
)  # reasons that may not hold later
HEAVY = frozenset({"timeout", "crash", "memory"})  # reasons of pages that cost a worker when they were read
HOSTLY = frozenset({"throttled", "host_wait", "unreachable", "unresolved"})  # reasons that hold for a whole host


def find_next_look(at: float, every: float, failures: int = 0) -> float:
    """Return when a place is due after a look at `at`, the last `failures` of which failed.

    Each failure doubles the time, up to an hour (or `every`, where that is longer).
    """
    return at + min(every * 2.0 ** min(failures, 30), max(_HOUR, every))


def find_pause(at: float, failures: int, wait: float | None = None) -> float:
    """Return until when a host is left alone after `failures` in a row.

    As long as it asked, at most a day; else longer after each failure, at most an hour.
    """
    if wait is not None:
        return at + min(max(wait, 0.0), _DAY)
    return at + min(_PAUSE * 2.0 ** min(failures - 1, 30), _HOUR) if failures > 0 else at


def find_next_try(at: float, tries: int) -> float | None:
    """Return when a page is tried again after `tries` failures; None where it is given up."""
    return at + min(_PAUSE * _GROWTH ** (max(tries, 1) - 1), _DAY) if tries < _TRIES else None


def find_next_check(first: float, ages: Sequence[float], at: float) -> float | None:
    """Return when a page fetched first at `first` is asked for again after `at`; None after its last age.

    Ages that have passed meanwhile count as one, so that a long stop is followed by one question only.
    """
    return next((first + age for age in ages if first + age > at), None)


def may_change(changed: date | None, at: float) -> bool:
    """Tell whether a sitemap that its index says changed on a day must be looked at again unasked."""
    return changed is None or changed >= find_day(at) - timedelta(days=_FRESH)


def find_day(at: float) -> date:
    """Return the day of a time, in UTC."""
    return datetime.fromtimestamp(at, UTC).date()
