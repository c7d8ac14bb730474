"""`marsad episodes`: what happened, one line each."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from rich.text import Text

from marsad.app.errors import FINE
from marsad.app.gathering import Gathered, gather
from marsad.app.labels import describe_parties
from marsad.app.opening import open_ledger
from marsad.app.scale import make_level_json
from marsad.app.terminal import Screen
from marsad.app.timeline import UNDATED, parse_day
from marsad.ledger import EpisodeFilter, LedgerPlace
from marsad.measure.levels import Level, find_level
from marsad.measure.levels.published import sign_level
from marsad.model import Basis, Modality, Precision, SignalType, When
from marsad.model.episode import Episode
from marsad.model.kinds import Status

STYLES = {
    Status.CANCELLED: "magenta",
    Status.CLAIMED: "",
    Status.CONFIRMED: "green",
    Status.CORRECTED: "yellow",
    Status.DISPUTED: "bold red",
}


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which episodes to show; None or an empty tuple leaves a field free. Undated ones meet no day."""

    since: date | None = None
    until: date | None = None
    types: tuple[SignalType, ...] = ()
    parties: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()

    def lets(self, since: date | None, until: date | None, parties: Sequence[str]) -> bool:
        """Tell whether something of these days and parties is to be shown."""
        last = until or since
        early = self.since is not None and (last is None or last < self.since)
        late = self.until is not None and (since is None or since > self.until)
        return not early and not late and (not self.parties or bool({*self.parties} & {*parties}))

    def make_filter(self) -> EpisodeFilter:
        """Return what to ask the ledger for."""
        return EpisodeFilter(
            since=self.since, until=self.until, types=self.types, parties=self.parties, status=self.status
        )


def make_choice(
    since: str | None,
    until: str | None,
    parties: Sequence[str] | None = None,
    types: Sequence[SignalType] | None = None,
    status: Sequence[Status] | None = None,
) -> Choice:
    """Return the choice that a command's options make; raise AppError for a date that is none."""
    return Choice(
        since=parse_day(since, "--since").start if since else None,
        until=parse_day(until, "--until").end if until else None,
        types=tuple(types or ()),
        parties=tuple(code.upper() for code in parties or ()),
        status=tuple(status or ()),
    )


def run_episodes(screen: Screen, path: LedgerPlace, wanted: Choice, *, limit: int, as_json: bool) -> int:
    """Print the episodes that `wanted` lets through, by day; return the exit code."""
    with open_ledger(path) as ledger:
        asked = wanted.make_filter()
        number = ledger.count_episodes(asked)
        last = msgspec.structs.replace(asked, limit=limit, offset=max(number - limit, 0))
        found = tuple(ledger.episodes(last))
        gathered = gather(screen, ledger, found)
    if not as_json and number > limit:
        screen.say(f"the latest {limit} of {number}; narrow the choice, or raise --limit", style="dim")
    for episode in found:
        if as_json:
            level = find_highest(gathered, episode)
            whole = {"episode": episode, "level": make_level_json(level) if level else None}
            screen.raw(msgspec.json.encode({**whole, "outlets": gathered.outlets(episode)}).decode())
        else:
            screen.say(describe_line(gathered, episode))
    if not as_json and not found:
        screen.say("no episodes; read more pages, or ask for less")
    return FINE


def describe_line(gathered: Gathered, episode: Episode) -> Text:
    """Return an episode in one line: day, type, parties, level, status, sources and outlets, id."""
    modality = "" if episode.modality is Modality.ACTUAL else f" {episode.modality.value}"
    level = find_highest(gathered, episode)
    counts = f"{len(episode.sources)}/{len(gathered.outlets(episode))}"
    return Text.assemble(
        (f"{describe_days(episode.since, episode.until):<10} ", "" if episode.is_dated else "dim"),
        (f"{episode.type.value}{modality}", "bold"),
        f" {describe_parties(episode.actors, episode.targets)}",
        f" · {mark_level(level)}" if level else "",
        " · ",
        (episode.status.value, STYLES[episode.status]),
        f" · {counts} sources/outlets",
        " · background" if episode.background else "",
        (f" · {episode.id}", "dim"),
    )


def describe_days(since: date | None, until: date | None) -> str:
    """Return a day, a month, a year, or the first and the last of several days."""
    if since is None:
        return UNDATED
    if until in (None, since):
        return since.isoformat()
    whole = When(start=since, end=until or since, precision=Precision.INTERVAL, basis=Basis.STATED).iso()
    first, _, last = whole.partition("/")
    return first if first == last else whole


def mark_level(level: Level) -> str:
    """Return a level with its track, as it is published where there is little room."""
    return f"{level.track.value} {sign_level(level.value)}"


def find_highest(gathered: Gathered, episode: Episode) -> Level | None:
    """Return the level of the telling that stands furthest from zero; None where no criterion speaks of it."""
    levels = list(_find_levels(gathered, episode))
    return max(levels, key=lambda level: (abs(level.value), level.value), default=None)


def _find_levels(gathered: Gathered, episode: Episode) -> Iterator[Level]:
    for record in episode.tellings:
        if level := find_level(gathered.tellings[record]):
            yield level
