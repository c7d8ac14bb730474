"""The commands `marsad measure` and `marsad levels`."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Since, Until
from marsad.model import SignalType
from marsad.model.measure import Step, Track

MEASURE = list_examples("marsad measure --by month --since 2022", "marsad measure --pair RUS:NATO --json")
LEVELS = list_examples("marsad levels", "marsad levels --criteria", "marsad levels --agree first.tsv second.tsv")

By = Annotated[Step, typer.Option("--by", "-b", help="The periods.")]
Party = Annotated[str | None, typer.Option(metavar="CODE", help="Only what this party does or says.")]
Pair = Annotated[str | None, typer.Option(metavar="WHO:WHOM", help="Only what one does or says to another (RUS:NATO).")]
OneType = Annotated[SignalType | None, typer.Option("--type", "-t", help="Only this type.", show_default=False)]
OneTrack = Annotated[Track | None, typer.Option("--track", help="Only this track.", show_default=False)]
Csv = Annotated[bool, typer.Option("--csv", help="Print a table for programs, one line a period and track.")]
OneIn = Annotated[
    int, typer.Option(min=10, max=10_000, help="Let at most one day in so many stand out by chance, on each track.")
]
Criteria = Annotated[bool, typer.Option("--criteria", help="Show which signals reach which level.")]
Agree = Annotated[
    tuple[Path, Path] | None,
    typer.Option(metavar="FILE FILE", help="Two coders' levels: tab-separated lines of item, track, level."),
]


def measure(
    context: typer.Context,
    ledger: LedgerFile = None,
    by: By = Step.WEEK,
    party: Party = None,
    pair: Pair = None,
    kind: OneType = None,
    track: OneTrack = None,
    since: Since = None,
    until: Until = None,
    one_in: OneIn = 100,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show a period's maximum, counts and share of coverage, words beside acts, and the days that stand out.

    Intervals are the middle 95 of 100 resamples of upstream sources. A day
    stands out when more is told than its weekday, season and volume of
    coverage let expect. Words and acts are never added up.
    """
    from marsad.app.measuring import Output, make_wish, run_measure

    wish = make_wish(by, party, pair, kind, track, since, until, one_in)
    form = Output.JSON if json else Output.CSV if csv else Output.TABLE
    raise typer.Exit(run_measure(open_screen(context), place_ledger(ledger), wish, form))


def levels(context: typer.Context, criteria: Criteria = False, agree: Agree = None, json: Json = False) -> None:
    """Show the scale of escalation, its criteria, or whether two coders agree on levels well enough to show them."""
    from marsad.app.scale import run_levels

    raise typer.Exit(run_levels(open_screen(context), agree, criteria=criteria, as_json=json))
