"""The commands of the fact desks, added to the command line by `add_commands`."""

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.app.options import Jobs, Json, Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.app.terminal import Screen

Day = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="As it stood on this day (ISO). [default: today]", show_default=False),
]
Pages = Annotated[
    list[str],
    typer.Argument(metavar="PAGE...", help="Files, folders, globs, addresses, or - as in `read`.", show_default=False),
]


def add_commands(app: typer.Typer, screen: "Callable[[typer.Context], Screen]", codes: str) -> None:
    """Add treaty, exercises, check and reference to a command line; `codes` explains the exit codes."""

    def examples(*lines: str) -> str:
        return "\n\n".join(("[bold]Examples[/]", *(f"  {line}" for line in lines), codes))

    @app.command(epilog=examples("marsad check page.html", "marsad check pages/ --json | head"))
    def check(
        context: typer.Context, pages: Pages, jobs: Jobs = 1, timeout: Patience = None, json: Json = False
    ) -> None:
        """Hold what pages say of treaties, arsenals and exercises against the facts, with sources.

        Exit code 1 where something is wrong, 0 where all agrees or nothing can be checked.
        """
        from marsad.app.factcheck import run_check

        raise typer.Exit(run_check(screen(context), pages, jobs=jobs, limit=timeout, as_json=json))

    @app.command(epilog=examples("marsad treaty", "marsad treaty new-start --on 2023-03-01"))
    def treaty(
        context: typer.Context,
        name: Annotated[str | None, typer.Argument(metavar="TREATY", help="Its id, as the list gives it.")] = None,
        on: Day = None,
        json: Json = False,
    ) -> None:
        """List treaties, or show one as it stood on a day: status by party, limits, rights, and what had happened."""
        from marsad.app.treaty import run_treaty

        raise typer.Exit(run_treaty(screen(context), name, on, as_json=json))

    @app.command(epilog=examples("marsad exercises", "marsad exercises steadfast-noon"))
    def exercises(
        context: typer.Context,
        series: Annotated[str | None, typer.Argument(metavar="SERIES", help="Its id, as the list gives it.")] = None,
        json: Json = False,
    ) -> None:
        """Show exercise series: their usual weeks, who takes part, where, how large, and all known editions."""
        from marsad.app.exercises import run_exercises

        raise typer.Exit(run_exercises(screen(context), series, as_json=json))

    app.add_typer(_make_reference(screen, examples), name="reference")


def _make_reference(screen: "Callable[[typer.Context], Screen]", examples: "Callable[..., str]") -> typer.Typer:
    reference = typer.Typer(help="Look after the reference data.", no_args_is_help=True, rich_markup_mode="rich")

    @reference.command(epilog=examples("marsad reference check"))
    def check(context: typer.Context, json: Json = False) -> None:
        """Check the facts, your own among them: dates, codes, sources, offices held twice, figures that must add up."""
        from marsad.app.reference import run_reference_check

        raise typer.Exit(run_reference_check(screen(context), as_json=json))

    @reference.command("list", epilog=examples("marsad reference list", "marsad reference list arsenals"))
    def list_rows(
        context: typer.Context,
        kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Which table; all are named without.")] = None,
        json: Json = False,
    ) -> None:
        """List the facts of one kind with source and certainty, or the kinds."""
        from marsad.app.reference import run_reference_list

        raise typer.Exit(run_reference_list(screen(context), kind, as_json=json))

    return reference
