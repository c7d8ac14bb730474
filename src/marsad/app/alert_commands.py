"""The commands `marsad alerts …`."""

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Since, Until

RulesFile = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="The rules.", show_default="$MARSAD_ALERTS, else alerts.toml"),
]

alerts = typer.Typer(
    help="Tell of episodes and outlets by rules: to files, webhooks, e-mail and chat services.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@alerts.command(epilog=list_examples("marsad alerts check"))
def check(context: typer.Context, ledger: LedgerFile = None, rules: RulesFile = None) -> None:
    """Read the rules and see whether every channel can be used; nothing is sent."""
    from marsad.app.alert_runs import run_check

    raise typer.Exit(run_check(open_screen(context), place_ledger(ledger), rules, os.environ))


@alerts.command(epilog=list_examples("marsad alerts run"))
def run(context: typer.Context, ledger: LedgerFile = None, rules: RulesFile = None, json: Json = False) -> None:
    """Judge what has changed since the last time, and deliver what is due. Reading and watching do so by themselves."""
    from marsad.app.alert_runs import run_now

    raise typer.Exit(run_now(open_screen(context), place_ledger(ledger), rules, os.environ, time.time, as_json=json))


@alerts.command(
    name="dry-run",
    epilog=list_examples("marsad alerts dry-run --since 2022", "marsad alerts dry-run --since 2022-09 --json"),
)
def dry_run(
    context: typer.Context,
    ledger: LedgerFile = None,
    rules: RulesFile = None,
    since: Since = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Show what the rules would have told of the past, day by day; nothing is sent or remembered."""
    from marsad.app.alert_runs import run_dry

    screen = open_screen(context)
    raise typer.Exit(run_dry(screen, place_ledger(ledger), rules, os.environ, since, until, as_json=json))
