"""The commands `marsad tokens …`, and `marsad mcp`."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile

MCP = list_examples("marsad mcp --ledger marsad.ledger")
TokenName = Annotated[str, typer.Argument(metavar="NAME", help="What the token is called.")]

tokens = typer.Typer(
    help="Give programs elsewhere leave to ask the API, and take it back.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@tokens.command(epilog=list_examples("marsad tokens add dashboard --scope read:records --scope stream --days 90"))
def add(
    context: typer.Context,
    name: TokenName,
    scopes: Annotated[
        list[str], typer.Option("--scope", "-s", help="What it opens: read:records, read:articles, stream; repeatable.")
    ],
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How long it is good for.")] = 90,
    ledger: LedgerFile = None,
) -> None:
    """Make a token and print it: this once, since only its hash is kept."""
    from marsad.app.tokens import TokenFile, find_tokens

    screen = open_screen(context)
    secret = TokenFile(find_tokens(place_ledger(ledger).file)).add(name, scopes, time.time(), days)
    screen.raw(secret)
    screen.note(f"keep it safe: it is not shown again; good for {days} days")


@tokens.command(name="list", epilog=list_examples("marsad tokens list"))
def list_(context: typer.Context, ledger: LedgerFile = None, json: Json = False) -> None:
    """Show the tokens: their names, scopes and ends."""
    import msgspec

    from marsad.app.tokens import TokenFile, find_tokens

    screen, now = open_screen(context), time.time()
    known = TokenFile(find_tokens(place_ledger(ledger).file)).list_all()
    for token in known:
        until = datetime.fromtimestamp(token.until, UTC).isoformat(timespec="minutes")
        if json:
            screen.raw(msgspec.json.encode(token).decode())
        else:
            ended = " (ended)" if token.until <= now else ""
            screen.say(f"{token.name}: {', '.join(token.scopes)}, until {until}{ended}")
    if not known and not json:
        screen.say("no tokens")


@tokens.command(epilog=list_examples("marsad tokens revoke dashboard"))
def revoke(context: typer.Context, name: TokenName, ledger: LedgerFile = None) -> None:
    """Let a token be none from now on."""
    from marsad.app.tokens import TokenFile, find_tokens

    TokenFile(find_tokens(place_ledger(ledger).file)).revoke(name)
    open_screen(context).say(f"{name} opens nothing any more")


def mcp(context: typer.Context, ledger: LedgerFile = None) -> None:
    """Serve the ledger to language models over standard input and output (Model Context Protocol), read only."""
    from marsad.app.mcp import run_mcp

    raise typer.Exit(run_mcp(place_ledger(ledger)))
