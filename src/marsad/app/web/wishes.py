"""What an address asks for, and addresses that ask for a little more or less."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams

from marsad.app.web.named import find_code, find_place
from marsad.app.web.visits import AskError
from marsad.ledger import EpisodeFilter
from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.kinds import Status

AT_ONCE = 40  # episodes on a page
_LAST_PAGE = 10_000
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_CODE = re.compile(r"[A-Z0-9_-]{2,24}")
_MOST_CHOICES, _LONGEST = 40, 200

Choice = TypeVar("Choice", bound=StrEnum)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which episodes a page is to show; `within` is a year, month or day as in ISO 8601, "" for all time."""

    filter: EpisodeFilter
    within: str = ""
    track: Track | None = None
    page: int = 1


def read_wish(params: QueryParams) -> Wish:
    """Return what the parameters of an address ask for; raise AskError where they make no sense."""
    within = params.get("in", "")
    first, last = read_period(within) if within else (None, None)
    track = _read_one(params, "track", Track)
    chosen = EpisodeFilter(
        since=_later(first, read_day(params, "since")),
        until=_earlier(last, read_day(params, "until")),
        types=read_all(params, "type", SignalType),
        status=read_all(params, "status", Status),
        modality=read_all(params, "modality", Modality),
        parties=read_codes(params, "party"),
        actors=read_codes(params, "actor"),
        targets=read_codes(params, "target"),
        outlets=tuple(each[:_LONGEST] for each in params.getlist("outlet")[:_MOST_CHOICES] if each),
        level=read_number(params, "level", -2, 9),
        track=track,
        places=tuple(find_place(each[:_LONGEST]) for each in params.getlist("place")[:_MOST_CHOICES] if each),
        newest=True,
    )
    return Wish(filter=chosen, within=within, track=track, page=read_page(params))


def read_page(params: QueryParams) -> int:
    """Return which page of a list is asked for, from 1."""
    return read_number(params, "page", 1, _LAST_PAGE) or 1


def read_number(params: QueryParams, name: str, least: int, most: int) -> int | None:
    """Return a number of the address, None where it is not there; raise AskError where it is none or out of range."""
    text = params.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise AskError("error.number")
    return int(text)


def read_period(period: str) -> tuple[date, date]:
    """Return the first and last day of a year, month or day as in ISO 8601; raise AskError where it is none."""
    if not _PERIOD.fullmatch(period):
        raise AskError("error.day")
    try:
        year, month, day = (int(part) for part in (*period.split("-"), *("0", "0"))[:3])
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError as error:
        raise AskError("error.day") from error
    return first, last


def read_day(params: QueryParams, name: str) -> date | None:
    """Return a day of the address, the first or (of `until`) the last of the period that is given; AskError if none."""
    text = params.get(name, "").strip()
    if not text:
        return None
    first, last = read_period(text)
    return first if name == "since" else last


def read_all(params: QueryParams, name: str, kind: type[Choice]) -> tuple[Choice, ...]:
    """Return all choices of a kind that the address makes; raise AskError where one is none of the kind."""
    try:
        return tuple(kind(each) for each in params.getlist(name)[:_MOST_CHOICES] if each)
    except ValueError as error:
        raise AskError("error.choice") from error


def _read_one(params: QueryParams, name: str, kind: type[Choice]) -> Choice | None:
    return next(iter(read_all(params, name, kind)), None)


def read_codes(params: QueryParams, name: str) -> tuple[str, ...]:
    """Return the codes of parties that the address names, by code or name; raise AskError where one is neither."""
    codes = tuple(find_code(each) for each in params.getlist(name)[:_MOST_CHOICES] if each.strip())
    if not all(_CODE.fullmatch(code) for code in codes):
        raise AskError("error.code")
    return codes


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def make_query(params: QueryParams, *, drop: Sequence[str] = ("page",), **changes: str | int | None) -> str:
    """Return the parameters of an address with some of them changed, None taking one away."""
    kept = [(k, v) for k, v in params.multi_items() if v and k not in changes and k not in drop]
    query = urlencode([*kept, *((name, value) for name, value in changes.items() if value is not None)])
    return f"?{query}" if query else "?"
