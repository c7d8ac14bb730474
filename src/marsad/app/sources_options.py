"""Arguments and options of `marsad sources`."""

from pathlib import Path
from typing import Annotated

import typer

WatchListFile = Annotated[Path, typer.Option("--to", metavar="FILE", help="The watch list; begun where there is none.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be added and write nothing.")]
SiteAddress = Annotated[str, typer.Argument(metavar="URL", help="A site's page or feed.")]
OpmlFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A list of feeds in OPML, as feed readers export it.", show_default=False)
]
OutletId = Annotated[
    str | None,
    typer.Option(
        "--id", metavar="ID", help="Its id, else made of its host; by one of ours name and country are known."
    ),
]
OutletName = Annotated[str | None, typer.Option("--name", help="Its name, else as its page says.")]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CODE", help="The state of its seat (EGY, LBN, ...).")
]
Owned = Annotated[
    str | None, typer.Option("--ownership", metavar="WORD", help="Who owns it: state, private, party or agency.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Its language (ar, fa, ...), else as its page shows.")
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="TIME", help="How often its feeds are looked at (1h), else 15m.")
]
