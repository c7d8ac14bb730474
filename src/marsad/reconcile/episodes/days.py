"""How well the days of two tellings fit one act."""

from datetime import date

from marsad.model.episode import Telling
from marsad.reconcile.episodes.family import is_spoken

SLIPPED = 0.5  # of two dated tellings: one day apart
_EXACT = 3  # days of an interval that still tells the day, as a week-end or "Monday or Tuesday" does
_MONTH = 31
_SLIP = 1  # days by which outlets of several time zones differ
_LAG = 3  # days within which news is told
_RETOLD = 14  # days within which it is still told as news by late outlets


def find_day(telling: Telling) -> date | None:
    """Return the day by which a telling is placed: the act's last one, else that of the article."""
    return telling.until or telling.told


def measure_days(left: Telling, right: Telling) -> float:
    """Return 1 for one day, less for days that may be one, 0 where nothing is known, -1 where they cannot be one."""
    if left.since and left.until and right.since and right.until:
        return _compare_dated((left.since, left.until), (right.since, right.until))
    if left.since and left.until:
        return _compare_half((left.since, left.until), left, right)
    if right.since and right.until:
        return _compare_half((right.since, right.until), right, left)
    return _compare_told(left, right)


def has_day(telling: Telling) -> bool:
    """Tell whether a telling gives the act's own days, no more than a month of them."""
    return telling.since is not None and telling.until is not None and (telling.until - telling.since).days <= _MONTH


def _compare_dated(one: tuple[date, date], other: tuple[date, date]) -> float:
    gap = max((other[0] - one[1]).days, (one[0] - other[1]).days)
    if gap > _SLIP:
        return -1.0
    if gap == _SLIP:
        return SLIPPED
    wide = max((one[1] - one[0]).days, (other[1] - other[0]).days)
    return 1.0 if wide <= _EXACT else 0.6 if wide <= _MONTH else 0.3


def _compare_half(days: tuple[date, date], dated: Telling, other: Telling) -> float:
    """Compare an act's own days with the publication of an article that does not date it."""
    if other.told is None:
        return 0.0
    after = (other.told - days[1]).days
    before = (days[0] - other.told).days
    if before > _SLIP:  # of what lies ahead an undated word is news only when the dated one was told near it
        near = dated.told is not None and abs((dated.told - other.told).days) <= _LAG
        return 0.5 if near else -1.0
    return _fade(max(after, 0), other.background)


def _compare_told(left: Telling, right: Telling) -> float:
    if left.told is None or right.told is None:
        return 0.0
    gap = abs((left.told - right.told).days)
    if is_spoken(left.type) and gap > _LAG and not (left.background or right.background):
        return 0.0 if gap <= _RETOLD else -1.0  # it may be said again
    return _fade(gap, left.background or right.background)


def _fade(gap: int, background: bool) -> float:
    if gap <= _SLIP:
        return 0.8
    if gap <= _LAG:
        return 0.5
    return 0.2 if gap <= _RETOLD else 0.05 if background else -1.0
