"""The commands `marsad serve`, `marsad users` and `marsad reviews`."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Output

SERVE = list_examples("marsad serve", "marsad serve --host 0.0.0.0 --name observatory.example --cert c.pem --key k.pem")
UsersFile = Annotated[
    Path | None,
    typer.Option("--users", metavar="FILE", help="The file of users.", show_default="NAME.users beside the ledger"),
]

users = typer.Typer(help="Say who may log in.", no_args_is_help=True, rich_markup_mode="rich")
reviews = typer.Typer(help="Use what persons said of records.", no_args_is_help=True, rich_markup_mode="rich")


def serve(
    context: typer.Context,
    ledger: LedgerFile = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes a free one.")] = 8765,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A host name of the site; may be repeated.", show_default=False),
    ] = None,
    login: Annotated[bool, typer.Option("--login", help="Ask for a login on this machine, too.")] = False,
    people: UsersFile = None,
    cert: Annotated[Path | None, typer.Option(metavar="FILE", help="Certificate for HTTPS.")] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key.")] = None,
) -> None:
    """Open the ledger to a browser: today, timeline, search, who said what to whom, review.

    Only this machine can reach it unless --host says otherwise; then everybody
    must log in (`marsad users add`). Nothing is fetched from elsewhere.
    """
    from marsad.app.serving import Listening, run_serve

    listening = Listening(host=host, port=port, names=frozenset(names or ()), login=login, cert=cert, key=key)
    raise typer.Exit(run_serve(open_screen(context), place_ledger(ledger), people, listening))


@users.command(epilog=list_examples("marsad users add NAME --role reviewer"))
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Under which somebody logs in and signs reviews.")],
    role: Annotated[str, typer.Option(help="reader, reviewer or admin.")] = "reader",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for where not given.")
    ] = "",
    ledger: LedgerFile = None,
    people: UsersFile = None,
) -> None:
    """Add a user, or give one another role and password."""
    from marsad.app.serving import run_add_user

    raise typer.Exit(run_add_user(open_screen(context), place_ledger(ledger), people, name, role, password))


@users.command(epilog=list_examples("marsad users remove NAME"))
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who may log in no more.")],
    ledger: LedgerFile = None,
    people: UsersFile = None,
) -> None:
    """Take a user away; whoever is logged in under the name is so no more."""
    from marsad.app.serving import run_remove_user

    raise typer.Exit(run_remove_user(open_screen(context), place_ledger(ledger), people, name))


@users.command("list", epilog=list_examples("marsad users list"))
def list_users(context: typer.Context, ledger: LedgerFile = None, people: UsersFile = None) -> None:
    """List the users and their roles."""
    from marsad.app.serving import run_list_users

    raise typer.Exit(run_list_users(open_screen(context), place_ledger(ledger), people))


@reviews.command("export", epilog=list_examples("marsad reviews export --out gold.jsonl --docs docs.jsonl"))
def export_reviews(
    context: typer.Context,
    ledger: LedgerFile = None,
    out: Output = None,
    docs: Annotated[
        Path | None,
        typer.Option("--docs", metavar="FILE", help="Also write the texts, for `marsad evaluate`.", show_default=False),
    ] = None,
) -> None:
    """Write articles of which every signal was reviewed as gold: what was accepted, and what was corrected."""
    from marsad.app.reviews import run_export_reviews

    raise typer.Exit(run_export_reviews(open_screen(context), place_ledger(ledger), out, docs))


@reviews.command(epilog=list_examples("marsad reviews show --json"))
def show(context: typer.Context, ledger: LedgerFile = None, json: Json = False) -> None:
    """Show how often records of each type are right by what was said of them, and how far reviewers agree."""
    from marsad.app.reviews import run_show_reviews

    raise typer.Exit(run_show_reviews(open_screen(context), place_ledger(ledger), as_json=json))
