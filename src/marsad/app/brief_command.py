"""The command `marsad brief`."""

from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import LedgerFile, Output
from marsad.app.settings import BriefFormat, BriefLanguage

BRIEF = list_examples(
    "marsad brief --lang ar --format html --out brief.html",
    "marsad brief --since 2022-02 --until 2022-02 --format pdf -o b.pdf",
)


def brief(
    context: typer.Context,
    ledger: LedgerFile = None,
    since: Annotated[
        str, typer.Option(metavar="TIME", help="From when on: 24h, 7d, or a day, month or year (ISO).")
    ] = "24h",
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to and with this day, month or year.", show_default="today"),
    ] = None,
    lang: Annotated[
        BriefLanguage, typer.Option("--lang", help="The language of the brief's own words.")
    ] = BriefLanguage.ENGLISH,
    form: Annotated[BriefFormat, typer.Option("--format", "-f", help="The form of the brief.")] = BriefFormat.MARKDOWN,
    out: Output = None,
) -> None:
    """Write the brief of a period: what is new, who said what, acts, disputes, talks, coverage.

    Every line stands with its sentence and sources. Quotes stand as the pages have them; words and acts are told apart.
    """
    from marsad.app.brief import run_brief
    from marsad.brief.language import Language

    raise typer.Exit(
        run_brief(open_screen(context), place_ledger(ledger), since, until, Language(lang.value), form, out)
    )
