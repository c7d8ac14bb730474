"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.model import Modality, SignalType
from marsad.model.kinds import Status

Places = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files (.html .htm .txt .jsonl), archives (.zip .tar …), folders, globs, or - for standard input.",
        show_default=False,
    ),
]
LedgerFile = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        "-l",
        metavar="PLACE",
        help="The ledger: a file, or postgresql://…",
        show_default="$MARSAD_LEDGER, else marsad.ledger",
    ),
]
ArchiveFolder = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="The folder of the evidence archive.",
        show_default="$MARSAD_ARCHIVE, else beside the ledger, NAME.archive",
    ),
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", min=0, max=256, help="Worker processes; 0 takes all cores. The result is the same."),
]
Patience = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=1,
        help="Set a page aside that takes longer.",
        show_default="60 with several jobs or from the network, else none",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs, one object a line.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Print at most so many.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day, month or year on (ISO).", show_default=False)
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="Up to and with this day, month or year (ISO).", show_default=False)
]
Types = Annotated[
    list[SignalType] | None, typer.Option("--type", "-t", help="Only this type; may be repeated.", show_default=False)
]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actor", "-a", metavar="CODE", help="Only this actor (RUS, NATO, ...); may be repeated.", show_default=False
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", metavar="CODE", help="Only this target; may be repeated.", show_default=False),
]
Parties = Annotated[
    list[str] | None,
    typer.Option(
        "--party",
        "-p",
        metavar="CODE",
        help="Only of this party, acting or acted upon; may be repeated.",
        show_default=False,
    ),
]
OutletNames = Annotated[
    list[str] | None,
    typer.Option("--outlet", metavar="NAME", help="Only from this outlet; may be repeated.", show_default=False),
]
Statuses = Annotated[
    list[Status] | None,
    typer.Option("--status", help="Only of episodes that are so sure; may be repeated.", show_default=False),
]
Modalities = Annotated[
    list[Modality] | None,
    typer.Option("--modality", "-m", help="Only this modality; may be repeated.", show_default=False),
]
Output = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; standard output without it.")
]
