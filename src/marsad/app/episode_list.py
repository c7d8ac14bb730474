"""`marsad episodes`: what happened, one line each."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec
from rich.text import Text

from marsad.app.errors import FINE
from marsad.app.gathering import Gathered, load_gathered
from marsad.app.labels import describe_parties
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.app.timeline import UNDATED, parse_day
from marsad.measure.levels import Level, find_level
from marsad.model import Modality, SignalType
from marsad.model.episode import Episode, Status

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

    def takes(self, episode: Episode) -> bool:
        """Tell whether an episode is to be shown."""
        fits = not self.types or episode.type in self.types
        stands = not self.status or episode.status in self.status
        return fits and stands and self.lets(episode.since, episode.until, (*episode.actors, *episode.targets))


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


def run_episodes(screen: Screen, path: Path, wanted: Choice, *, limit: int, as_json: bool) -> int:
    """Print the episodes that `wanted` lets through, by day; return the exit code."""
    with open_ledger(path) as ledger:
        gathered = load_gathered(screen, ledger)
    found = [episode for episode in gathered.found.episodes if wanted.takes(episode)]
    found.sort(key=lambda one: (one.since is None, one.since or date.max, one.id))
    for episode in found[:limit]:
        if as_json:
            whole = {"episode": episode, "level": find_highest(gathered, episode), "outlets": gathered.outlets(episode)}
            screen.raw(msgspec.json.encode(whole).decode())
        else:
            screen.say(describe_line(gathered, episode))
    if not as_json and not found:
        screen.say("no episodes; read more pages, or ask for less")
    elif not as_json and len(found) > limit:
        screen.say(f"… and {len(found) - limit} more; narrow the choice, or raise --limit", style="dim")
    return FINE


def describe_line(gathered: Gathered, episode: Episode) -> Text:
    """Return an episode in one line: day, type, parties, level, status, sources and outlets, id."""
    modality = "" if episode.modality is Modality.ACTUAL else f" {episode.modality.value}"
    level = find_highest(gathered, episode)
    counts = f"{len(episode.sources)}/{len(gathered.outlets(episode))}"
    return Text.assemble(
        (f"{describe_days(episode.since, episode.until):<11}", "" if episode.is_dated else "dim"),
        (f"{episode.type.value}{modality}", "bold"),
        f" {describe_parties(episode.actors, episode.targets)}",
        f" · {describe_level(level)}" if level else "",
        " · ",
        (episode.status.value, STYLES[episode.status]),
        f" · {counts} sources/outlets",
        " · background" if episode.background else "",
        (f" · {episode.id}", "dim"),
    )


def describe_days(since: date | None, until: date | None) -> str:
    """Return a day, or the first and the last of several."""
    if since is None:
        return UNDATED
    return since.isoformat() if until in (None, since) else f"{since}/{until}"


def describe_level(level: Level) -> str:
    """Return a level with its track: words +3."""
    return f"{level.track.value} {level.value:+d}"


def find_highest(gathered: Gathered, episode: Episode) -> Level | None:
    """Return the level of the telling that stands furthest from zero; None where no criterion speaks of it."""
    levels = list(_find_levels(gathered, episode))
    return max(levels, key=lambda level: (abs(level.value), level.value), default=None)


def _find_levels(gathered: Gathered, episode: Episode) -> Iterator[Level]:
    for record in episode.tellings:
        if level := find_level(gathered.tellings[record]):
            yield level
