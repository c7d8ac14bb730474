"""The command `marsad export`."""

from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import (
    Actors,
    LedgerFile,
    Modalities,
    OutletNames,
    Parties,
    Since,
    Statuses,
    Targets,
    Types,
    Until,
)
from marsad.app.settings import Format, Layer

EXPORT = list_examples(
    "marsad export --format csv --out signals.csv",
    "marsad export --format parquet --out data/ --since 2022 --no-copies",
    "marsad export --format csv --party RUS --level 3 --status confirmed",
    "marsad export --format ical --type talks > talks.ics",
    "marsad export --layer signal | head",
)


def export(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", "-f", help="The form of the export.")] = Format.JSONL,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="PATH", help="A file, or a folder (DIR/) to write into; else standard output."
        ),
    ] = None,
    layer: Annotated[Layer | None, typer.Option("--layer", help="Only these records.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    types: Types = None,
    actors: Actors = None,
    targets: Targets = None,
    modality: Modalities = None,
    parties: Parties = None,
    outlets: OutletNames = None,
    status: Statuses = None,
    level: Annotated[
        int | None,
        typer.Option(
            min=-2,
            max=9,
            help="Only signals as grave as this level, or below 0 as mild (`marsad levels`).",
            show_default=False,
        ),
    ] = None,
    no_copies: Annotated[
        bool, typer.Option("--no-copies", help="Leave out what other outlets copied: every story once.")
    ] = False,
    no_earlier: Annotated[
        bool, typer.Option("--no-earlier", help="Leave out what pages said before they were edited.")
    ] = False,
    bare: Annotated[
        bool, typer.Option("--bare", help="Write no data dictionary and no citation beside the file.")
    ] = False,
    ledger: LedgerFile = None,
) -> None:
    """Write the ledger's records for other programs, with a data dictionary and a citation beside the file.

    --since, --until, --type, --actor, --target, --modality, --party,
    --outlet, --status and --level choose signals.
    The same ledger gives the same bytes. A file is replaced whole or not at
    all. docs/exports.md tells of each form what it holds and what is lost.
    """
    from marsad.app.exporting import make_order, run_export
    from marsad.app.timeline import make_filter

    wanted = make_filter(
        since, until, types, actors, targets, modality, parties=parties, outlets=outlets, status=status
    )
    order = make_order(form, layer, wanted, level, copies=not no_copies, earlier=not no_earlier)
    raise typer.Exit(run_export(open_screen(context), place_ledger(ledger), order, out=out, bare=bare))
