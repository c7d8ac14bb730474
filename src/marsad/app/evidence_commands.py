"""The commands `marsad edits` and `marsad verify`."""

from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_archive, place_ledger
from marsad.app.options import ArchiveFolder, Json, LedgerFile, Limit, Since

EDITS = list_examples("marsad edits --since 2024-09", "marsad edits a0123456789abcdef01", "marsad edits URL")
VERIFY = list_examples("marsad verify", "marsad verify --deep --json | tail -1")


def edits(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="An article's or a record's id, or an address.", show_default=False),
    ] = None,
    ledger: LedgerFile = None,
    since: Since = None,
    limit: Limit = 200,
    json: Json = False,
) -> None:
    """List pages that were edited after their first capture; with an ID show what changed, sentence by sentence."""
    from marsad.app.edits import run_difference, run_list

    screen, path = open_screen(context), place_ledger(ledger)
    if name:
        raise typer.Exit(run_difference(screen, path, name, as_json=json))
    raise typer.Exit(run_list(screen, path, since, limit=limit, as_json=json))


def verify(
    context: typer.Context,
    ledger: LedgerFile = None,
    archive: ArchiveFolder = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Read every kept page again and compare its text with the ledger's.")
    ] = False,
    renew: Annotated[
        bool, typer.Option("--rebuild-index", help="First make the archive's index anew from its WARC files.")
    ] = False,
    json: Json = False,
) -> None:
    """Prove that ledger and archive agree: every file, digest, page and quotation; a line for each that does not."""
    from marsad.app.verifying import run_verify

    path = place_ledger(ledger)
    raise typer.Exit(
        run_verify(open_screen(context), path, place_archive(archive, path), deep=deep, renew=renew, as_json=json)
    )
