"""When an alert may go out: digests and quiet hours."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from marsad.alerts.rules import Rule


def find_zone(name: str) -> tzinfo:
    """Return a time zone by name; raise ZoneInfoNotFoundError. UTC is known on every machine."""
    return UTC if name == "UTC" else ZoneInfo(name)


def find_due(rule: Rule, quiet: str | None, now: datetime) -> datetime:
    """Return when an alert made `now` (a time with its zone) goes out; `quiet` are the hours of rules without own."""
    if rule.urgent:
        return now
    return _leave_quiet(rule.quiet or quiet, _end_digest(rule.digest, now))


def _end_digest(digest: str | None, now: datetime) -> datetime:
    """Return the end of the while that an alert belongs to."""
    if digest is None:
        return now
    if ":" in digest:
        return _next(digest, now)
    minutes = int(digest[:-1]) * (60 if digest.endswith("h") else 1)
    begun = now.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((now - begun).total_seconds() // 60) // minutes + 1
    return begun + timedelta(minutes=passed * minutes)


def _leave_quiet(quiet: str | None, at: datetime) -> datetime:
    if quiet is None:
        return at
    start, end = quiet.split("-")
    clock = f"{at:%H:%M}"
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    return _next(end, at) if inside else at


def _next(clock: str, after: datetime) -> datetime:
    """Return the next time at which a clock shows this."""
    at = datetime.combine(after.date(), time.fromisoformat(clock), after.tzinfo)
    return at if at > after else datetime.combine(after.date() + timedelta(1), at.time(), after.tzinfo)
