"""`marsad posture`: what stands where, and who sees no change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec
from rich.text import Text

from marsad.app.episode_list import STYLES, Choice, describe_days
from marsad.app.errors import FINE, AppError
from marsad.app.gathering import gather_between, make_material
from marsad.app.labels import describe_parties
from marsad.app.newest import POSTURE, load_last
from marsad.app.opening import open_ledger
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace
from marsad.model import Modality
from marsad.reconcile.material import Material
from marsad.reconcile.posture import Calm, CalmKind, Change, Posture, Standing, reconcile_posture
from marsad.reconcile.posture.changes import find_place
from marsad.reference.systems import load_systems

_BEFORE = timedelta(90)  # what was announced, or seen by nobody, so long before a period
_SEES = {CalmKind.POSTURE: "sees no change", CalmKind.USE: "sees no sign of use"}


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """Which changes to show beside days and parties: in a place, of a weapon system."""

    place: str | None = None
    system: str | None = None

    def takes(self, change: Change) -> bool:
        """Tell whether a change is to be shown."""
        where = (find_place(change) or "").casefold()
        there = self.place is None or self.place.casefold() in where
        return there and (self.system is None or self.system in change.systems)


def run_posture(screen: Screen, path: LedgerPlace, wanted: Choice, watched: Watched, *, as_json: bool) -> int:
    """Print what stands, the changes, and the assessments of no change; return the exit code."""
    _check_system(watched.system)
    with open_ledger(path) as ledger:
        posture = choose(reconcile_posture(_load_material(screen, ledger, wanted)), wanted, watched)
    if as_json:
        for kind in ("standing", "change", "calm"):
            for one in getattr(posture, kind if kind == "calm" else f"{kind}s"):
                screen.raw(msgspec.json.encode({kind: one}).decode())
        return FINE
    _print_posture(screen, posture)
    return FINE


def _load_material(screen: Screen, ledger: Ledger, wanted: Choice) -> Material:
    """Return what is told up to the end of the ledger: what stands is what nothing later has changed."""
    if wanted.since is None and wanted.until is None:
        return load_last(screen, ledger, POSTURE).material
    since = wanted.since and wanted.since - _BEFORE
    return make_material(ledger, gather_between(screen, ledger, since, None), POSTURE.read)


def _check_system(name: str | None) -> None:
    if name is not None and name not in load_systems():
        near = [each for each in load_systems() if name.casefold() in each] or list(load_systems())
        raise AppError(f"{name}: no such weapon system; there are {', '.join(near)}")


def choose(posture: Posture, wanted: Choice, watched: Watched) -> Posture:
    """Return what is of the days, parties, place and weapon system that are wanted."""
    kept = [
        one
        for one in posture.changes
        if watched.takes(one) and wanted.lets(one.since, one.until, (one.party, *one.towards))
    ]
    narrow = watched.place is not None or watched.system is not None
    episodes = {one.episode for one in kept}
    calm = [
        one
        for one in posture.calm
        if wanted.lets(one.day, one.day, (*one.by, *one.about)) and (not narrow or {*one.contradicts} & episodes)
    ]
    standings = [one for one in posture.standings if one.change in kept]
    return Posture(changes=tuple(kept), standings=tuple(standings), calm=tuple(calm), links=posture.links)


def _print_posture(screen: Screen, posture: Posture) -> None:
    if not posture.changes and not posture.calm:
        screen.say("no changes of posture; read more pages, or ask for less")
        return
    words = {one.record: one for one in posture.calm}
    _print_title(screen, "what stands", posture.standings)
    for standing in posture.standings:
        screen.say(describe_standing(standing))
    _print_title(screen, "changes", posture.changes)
    for change in posture.changes:
        print_change(screen, change, words)
    _print_title(screen, "no change seen", posture.calm)
    for one in posture.calm:
        print_calm(screen, one)


def _print_title(screen: Screen, title: str, rows: Sequence[object]) -> None:
    if rows:
        screen.out.rule(Text(title, style="bold"), align="left", style="dim")


def describe_standing(standing: Standing) -> Text:
    """Return what stands of a party in one line: since when, where, with what, and what is announced."""
    change = standing.change
    halted = " (halted)" if change.modality is Modality.HALTED else ""
    where = f" in {standing.place}" if standing.place and standing.matter != "transfers" else ""
    whom = f" to {standing.place}" if standing.place and standing.matter == "transfers" else ""
    told = "" if change.is_dated else " (first told)"
    return Text.assemble(
        (standing.party, "bold"),
        f" {standing.matter}: {change.type.value}{halted} since {standing.since}{told}{where}{whom}",
        *_list_systems(change),
        f" · announced {standing.announced.since}: {standing.announced.type.value}" if standing.announced else "",
        " · ",
        (change.status.value, STYLES[change.status]),
        (f" · {change.episode}", "dim"),
    )


def _list_systems(change: Change) -> Iterator[str]:
    if change.systems:
        yield f" · {', '.join(load_systems()[system].name for system in change.systems)}"
    if change.nuclear:
        yield " · nuclear"


def print_change(screen: Screen, change: Change, calm: Mapping[str, Calm]) -> None:
    """Print one change, and who sees none."""
    place = f" in {change.place}" if change.place else ""
    modality = "" if change.modality is Modality.ACTUAL else f" {change.modality.value}"
    screen.say(
        Text.assemble(
            (f"{describe_days(change.since, change.until)}  ", "" if change.is_dated else "dim"),
            (f"{change.type.value}{modality}", "bold"),
            f" {describe_parties((change.party,), change.towards)}{place}",
            *_list_systems(change),
            " · ",
            (change.status.value, STYLES[change.status]),
            " · background" if change.background else "",
            (f" · {change.record}", "dim"),
        )
    )
    screen.quote(change.words)
    for record in change.against:
        if record in calm:
            screen.say(f"  against it: {describe_calm(calm[record])}", style="red")


def describe_calm(calm: Calm) -> str:
    """Return who sees no change of whom, and when."""
    who = f"{calm.person or 'unnamed'} ({'+'.join(calm.by)})"
    whom = f" of {'+'.join(calm.about)}" if calm.about else ""
    return f"{calm.day or 'undated'}  {who} {_SEES[calm.kind]}{whom} · {calm.record}"


def print_calm(screen: Screen, calm: Calm) -> None:
    """Print an assessment of no change, and what it stands against."""
    against = f" · against {' '.join(calm.contradicts)}" if calm.contradicts else ""
    screen.say(f"{describe_calm(calm)}{against}")
    screen.quote(calm.words)
