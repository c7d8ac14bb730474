"""The commands `marsad sources …`, which look after the outlets that are watched."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Output
from marsad.app.settings import WATCH_LIST
from marsad.app.sources_options import (
    Country,
    DryRun,
    Every,
    Language,
    OpmlFile,
    OutletId,
    OutletName,
    Owned,
    SiteAddress,
    WatchListFile,
)

sources = typer.Typer(help="Look after the outlets that are watched.", no_args_is_help=True, rich_markup_mode="rich")


@sources.command(name="check", epilog=list_examples("marsad sources check", "marsad sources check other.toml"))
def check_sources(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The watch list.")] = Path(WATCH_LIST),
    json: Json = False,
) -> None:
    """Read a watch list and tell all that is wrong in it."""
    from marsad.app.sources_check import run_sources_check

    raise typer.Exit(run_sources_check(open_screen(context), file, as_json=json))


@sources.command(
    name="add",
    epilog=list_examples("marsad sources add https://news.example", "marsad sources add news.example --dry-run"),
)
def add_source(
    context: typer.Context,
    url: SiteAddress,
    to: WatchListFile = Path(WATCH_LIST),
    identity: OutletId = None,
    name: OutletName = None,
    country: Country = None,
    ownership: Owned = None,
    language: Language = None,
    every: Every = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Find a site's feeds and news sitemaps, prove them, and add it to the watch list.

    What stands in the file stays as it is, comments and order too; an outlet that is there already changes nothing.
    """
    from marsad.app.sources_add import Wishes, run_sources_add

    wishes = Wishes(id=identity, name=name, country=country, ownership=ownership, language=language, every=every)
    raise typer.Exit(run_sources_add(open_screen(context), url, to, wishes, dry_run=dry_run, as_json=json))


@sources.command(
    name="import",
    epilog=list_examples("marsad sources import feeds.opml", "marsad sources import feeds.opml --dry-run"),
)
def import_sources(
    context: typer.Context,
    file: OpmlFile,
    to: WatchListFile = Path(WATCH_LIST),
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Add the outlets of an OPML file to the watch list, those that are new; nothing is fetched."""
    from marsad.app.sources_opml import run_sources_import

    raise typer.Exit(run_sources_import(open_screen(context), file, to, dry_run=dry_run, as_json=json))


@sources.command(
    name="export", epilog=list_examples("marsad sources export --out feeds.opml", "marsad sources export > feeds.opml")
)
def export_sources(
    context: typer.Context,
    file: Annotated[Path, typer.Option("--from", metavar="FILE", help="The watch list.")] = Path(WATCH_LIST),
    out: Output = None,
) -> None:
    """Write the feeds of the watch list as OPML, for feed readers."""
    from marsad.app.sources_opml import run_sources_export

    raise typer.Exit(run_sources_export(open_screen(context), file, out))


@sources.command(
    name="status", epilog=list_examples("marsad sources status", "marsad sources status sources.toml --json")
)
def show_status(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="The watch list, for its outlets and order.", show_default=False),
    ] = None,
    ledger: LedgerFile = None,
    json: Json = False,
) -> None:
    """Show how each watched outlet does, and flag what to look into: silence, failures, pages that give no text."""
    from marsad.app.statuses import run_status

    raise typer.Exit(run_status(open_screen(context), file, place_ledger(ledger), as_json=json))
