"""The command `marsad ledger`."""

from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen
from marsad.app.options import Json

COPY = list_examples(
    "marsad ledger copy marsad.ledger postgresql://marsad@db.example/marsad",
    "marsad ledger copy 'postgresql://marsad@db.example/marsad?schema=press' sqlite:///press.ledger",
)

ledger = typer.Typer(help="Move a whole ledger.", no_args_is_help=True, rich_markup_mode="rich")


@ledger.command(epilog=COPY)
def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="The ledger to copy: a file or postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to; nothing may be there but an empty ledger.")],
    json: Json = False,
) -> None:
    """Copy a ledger into another store: all of it, with its keys and ids, or nothing.

    What lies beside it (archive, tokens, state of a watch) is files and stays where it is.
    """
    from marsad.app.copying import run_copy

    raise typer.Exit(run_copy(open_screen(context), source, target, as_json=json))
