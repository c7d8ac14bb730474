"""What `marsad sources add` tells of an outlet."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from marsad.app.errors import FINE
from marsad.app.labels import describe_count
from marsad.app.terminal import Screen, lay_lines
from marsad.outlets import Outlet, Ownership
from marsad.outlets.asking import LeftOut
from marsad.outlets.fields import make_key
from marsad.outlets.rows import list_places
from marsad.outlets.write import write_outlet


class Taken(msgspec.Struct, frozen=True):
    """A feed or sitemap that was proven: how many pages it names, the newest day it gives."""

    url: str
    pages: int
    newest: date | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; `lacks` are addresses found that an outlet which is there already has not."""

    added: bool
    outlet: Outlet
    feeds: tuple[Taken, ...] = ()
    sitemaps: tuple[Taken, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    lacks: tuple[str, ...] = ()


def tell_known(screen: Screen, path: Path, known: Outlet, places: Sequence[str], *, as_json: bool) -> int:
    """Say that an outlet is there already, and what of the places found it has not."""
    held = {make_key(url) for url in list_places(known)}
    lacks = tuple(url for url in places if make_key(url) not in held)
    if as_json:
        screen.raw(msgspec.json.encode(Report(added=False, outlet=known, lacks=lacks)).decode())
        return FINE
    screen.say(f"{_lay(screen, known.name)} is in {path} already, as {known.id!r}; nothing changed")
    for url in lacks:
        screen.say(f"  it lacks  {url}")
    return FINE


def show_added(screen: Screen, report: Report, path: Path, *, as_json: bool) -> None:
    """Print what was found and what became of it."""
    if as_json:
        screen.raw(msgspec.json.encode(report).decode())
        return
    screen.say(f"{_lay(screen, report.outlet.name)}  {report.outlet.language}  {report.outlet.home}")
    for kind, taken in (("feed", report.feeds), ("sitemap", report.sitemaps)):
        for each in taken:
            newest = f", newest {each.newest}" if each.newest else ""
            screen.say(f"{kind:<9} {each.url}  {describe_count(each.pages, 'page')}{newest}")
    for left in report.left_out:
        screen.say(f"left out  {left.url}  {left.reason}")
    if report.added:
        screen.say(f"added to {path} as {report.outlet.id!r}")
    else:
        screen.raw(f"\n{write_outlet(report.outlet)}")
    if missing := _list_unknown(report.outlet):
        screen.note(f"not known: {', '.join(missing)}; write it into {path}, or add it with --{' --'.join(missing)}")


def _lay(screen: Screen, name: str) -> str:
    return lay_lines(name, 0, screen.reorder)[0]


def _list_unknown(outlet: Outlet) -> list[str]:
    unknown = {"country": outlet.country is None, "ownership": outlet.ownership is Ownership.UNKNOWN}
    return [key for key, is_unknown in unknown.items() if is_unknown]
