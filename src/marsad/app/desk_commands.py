"""The commands of the fact desks: `marsad check`, `treaty`, `exercises`, `reference`."""

from typing import Annotated

import typer

from marsad.app.command import list_examples, open_screen
from marsad.app.options import Jobs, Json, Patience

CHECK = list_examples("marsad check page.html", "marsad check pages/ --json | head")
TREATY = list_examples("marsad treaty", "marsad treaty new-start --on 2023-03-01")
EXERCISES = list_examples("marsad exercises", "marsad exercises steadfast-noon")

reference = typer.Typer(help="Look after the reference data.", no_args_is_help=True, rich_markup_mode="rich")


def check(
    context: typer.Context,
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE...", help="Files, folders, globs, addresses, or - as in `read`."),
    ],
    jobs: Jobs = 1,
    timeout: Patience = None,
    json: Json = False,
) -> None:
    """Hold what pages say of treaties, arsenals and exercises against the facts, with sources.

    Exit code 1 where something is wrong, 0 where all agrees or nothing can be
    checked.
    """
    from marsad.app.factcheck import run_check

    raise typer.Exit(run_check(open_screen(context), pages, jobs=jobs, limit=timeout, as_json=json))


def treaty(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="TREATY", help="Its id or name, as the list gives it.", show_default=False)
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="As on this day (ISO).", show_default="today"),
    ] = None,
    json: Json = False,
) -> None:
    """List treaties, or show one as it stood on a day: status by party, limits, rights, and what had happened."""
    from marsad.app.treaty import run_treaty

    raise typer.Exit(run_treaty(open_screen(context), name, on, as_json=json))


def exercises(
    context: typer.Context,
    series: Annotated[
        str | None, typer.Argument(metavar="SERIES", help="Its id, as the list gives it.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Show exercise series: their usual weeks, who takes part, where, how large, and all known editions."""
    from marsad.app.exercises import run_exercises

    raise typer.Exit(run_exercises(open_screen(context), series, as_json=json))


@reference.command("check", epilog=list_examples("marsad reference check"))
def check_facts(context: typer.Context, json: Json = False) -> None:
    """Check the facts, your own among them: dates, codes, sources, offices held twice, figures that must add up."""
    from marsad.app.reference import run_reference_check

    raise typer.Exit(run_reference_check(open_screen(context), as_json=json))


@reference.command("list", epilog=list_examples("marsad reference list", "marsad reference list arsenals"))
def list_facts(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="Which table; all are named without.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """List the facts of one kind with source and certainty, or the kinds."""
    from marsad.app.reference import run_reference_list

    raise typer.Exit(run_reference_list(open_screen(context), kind, as_json=json))
