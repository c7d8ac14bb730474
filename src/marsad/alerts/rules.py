"""The file of rules, `alerts.toml`: read strictly, everything wrong told with its place."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from marsad.measure.levels import Track
from marsad.model import Modality, SignalType
from marsad.model.kinds import Status
from marsad.reference.voices import Voice

_Title = Annotated[str, Meta(max_length=100)]
_Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
_Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Span = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Every = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|[1-9][0-9]{0,3}m|[1-9][0-9]?h)$")]
FLAGS = ("silent", "failing", "yield collapsed", "over budget")  # what a rule may be told of outlets
_Flag = Annotated[str, Meta(pattern=f"^({'|'.join(FLAGS)})$")]


class AlertError(Exception):
    """The rules cannot be used; the message says where and why."""


class News(StrEnum):
    """What may be news of an episode that was told."""

    STATUS = "status"
    LEVEL = "level"
    SOURCE = "source"


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of an episode; an empty tuple or None leaves a field free, several values mean any of them.

    `parties` act or are acted upon, a `pair` is who acts and upon whom (RUS:USA). `level` is the least one, on `track`
    where named; `voice` with what authority somebody speaks, `words` what the sentence holds, as in a search, `outlets`
    who tells it: these hold together for one telling at least.
    """

    types: tuple[SignalType, ...] = ()
    modality: tuple[Modality, ...] = ()
    parties: tuple[str, ...] = ()
    pairs: tuple[Annotated[str, Meta(pattern=r"^[^:]+:[^:]+$")], ...] = ()
    places: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    level: Annotated[int, Meta(ge=-2, le=7)] | None = None
    track: Track | None = None
    voice: tuple[Voice, ...] = ()
    words: tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...] = ()
    outlets: tuple[str, ...] = ()


class Rule(Condition, frozen=True, kw_only=True):
    """A rule: an episode that meets its conditions, and one of `any` where there are some, is told to channels.

    `flags` make it a rule on outlets instead (one of FLAGS), `stands_out` one on days on which more
    is told on a track than is usual, by the first of `parties` where some are named. `news` says what is told again,
    `days` how old the last telling may be. A `digest` gathers alerts for a while (30m, 6h) or until a time of day
    (08:00); `urgent` ones wait for neither it nor the end of quiet hours. `quiet` and `zone` go before those of all
    rules; `title` is what people call the rule.
    """

    id: _Id
    to: Annotated[tuple[str, ...], Meta(min_length=1)]
    any: tuple[Condition, ...] = ()
    flags: tuple[_Flag, ...] = ()
    stands_out: tuple[Track, ...] = ()
    news: tuple[News, ...] = (News.STATUS, News.LEVEL)
    days: Annotated[int, Meta(ge=0, le=3650)] = 3
    digest: _Every | None = None
    urgent: bool = False
    quiet: _Span | None = None
    zone: str | None = None
    title: _Title = ""


class Channel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where alerts go: a `webhook`, a `file` of JSON lines, or an `apprise` address (e-mail, chat services).

    An address that begins with `env:` is that environment variable's, so that no secret need stand in the file. A
    `guarded` Apprise address leads to a known service or a mail server, and to no inner host that is not allowed.
    """

    id: _Id
    webhook: str | None = None
    file: str | None = None
    apprise: str | None = None
    guarded: bool = False
    title: _Title = ""


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules and channels; `quiet` are hours of the day (22:00-06:30) in `zone` in which nothing goes out."""

    channel: tuple[Channel, ...]
    rule: tuple[Rule, ...]
    quiet: _Span | None = None
    zone: str = "UTC"


def load_rules(text: str, name: str) -> Rules:
    """Return the rules in the text of the file with this name; raise AlertError."""
    try:
        rules = msgspec.convert(tomllib.loads(text), Rules)
    except tomllib.TOMLDecodeError as error:
        raise AlertError(f"{name}: {error}") from error
    except msgspec.ValidationError as error:
        raise AlertError(f"{name}: {str(error).replace('$.', '').replace(' - at', ', at')}") from error
    for problem in check_rules(rules):
        raise AlertError(f"{name}: {problem}")
    return rules


def check_rules(rules: Rules) -> Iterator[str]:
    """Yield what is wrong beyond single values."""
    for kind, ids in (("channel", [one.id for one in rules.channel]), ("rule", [one.id for one in rules.rule])):
        yield from (f"{kind} {name!r} stands there twice" for name in sorted({*ids}) if ids.count(name) > 1)
    for channel in rules.channel:
        if sum(place is not None for place in (channel.webhook, channel.file, channel.apprise)) != 1:
            yield f"channel {channel.id!r} needs one of webhook, file, apprise"
    known = {channel.id for channel in rules.channel}
    for rule in rules.rule:
        yield from (f"rule {rule.id!r} goes to {name!r}, which is no channel" for name in rule.to if name not in known)
        if rule.flags and (rule.stands_out or _asks(rule, "outlets")):
            yield f"rule {rule.id!r} is on outlets (flags): it takes no other condition but outlets"
        if rule.stands_out and _asks(rule, "parties"):
            yield f"rule {rule.id!r} is on days (stands_out): it takes no other condition but parties"
    for zone in dict.fromkeys((rules.zone, *(rule.zone for rule in rules.rule if rule.zone))):
        if not _is_zone(zone):
            yield f"zone {zone!r} is no time zone that this machine knows; write Asia/Beirut, UTC, …"


def _is_zone(name: str) -> bool:
    try:
        return name == "UTC" or bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _asks(rule: Rule, beside: str) -> bool:
    names = [name for name in Condition.__struct_fields__ if name != beside]
    return bool(rule.any) or any(getattr(rule, name) not in ((), None) for name in names)
