"""The commands `marsad stories …`."""

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Limit, Since, Until

if TYPE_CHECKING:
    from marsad.ledger import LedgerPlace

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for whoever reads it later.")]
StoryName = Annotated[
    str, typer.Argument(metavar="ID", help="A story's id or that of one of its articles, or how it begins.")
]
DESCRIPTION = "Show the stories: which articles tell one text, and where it comes from; split and merge them."

stories = typer.Typer(
    help=DESCRIPTION,
    epilog=list_examples("marsad stories --since 2022-10 --min-outlets 3", "marsad stories show t0123456789abcdef01"),
    rich_markup_mode="rich",
)


@stories.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    ledger: LedgerFile = None,
    since: Since = None,
    until: Until = None,
    outlets: Annotated[int, typer.Option("--min-outlets", min=1, help="Only what so many outlets carry.")] = 1,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Show the stories that two articles or more tell, the newest first."""
    if context.invoked_subcommand is None:
        from marsad.app.stories import run_stories
        from marsad.app.timeline import make_story_filter

        wanted = make_story_filter(since, until, outlets, limit)
        raise typer.Exit(run_stories(open_screen(context), place_ledger(ledger), wanted, as_json=json))


def _find_ledger(context: typer.Context, given: str | None) -> "LedgerPlace":
    """Return the ledger named after the command, or else before it."""
    return place_ledger(given or (context.parent.params.get("ledger") if context.parent else None))


@stories.command(epilog=list_examples("marsad stories show t0123456789abcdef01", "marsad stories show a0123"))
def show(
    context: typer.Context,
    name: StoryName,
    ledger: LedgerFile = None,
    links: Annotated[bool, typer.Option("--links", help="Also what the rule says of every two articles.")] = False,
    json: Json = False,
) -> None:
    """Show one story: where it comes from, its articles and what each is beside it, and what persons judged."""
    from marsad.app.stories import run_story

    screen, path = open_screen(context), _find_ledger(context, ledger)
    raise typer.Exit(run_story(screen, path, name, links=links, as_json=json))


@stories.command(epilog=list_examples("marsad stories split t0123 a4567 a89ab --by Salma --why 'another visit'"))
def split(
    context: typer.Context,
    name: StoryName,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Those that tell another story.")],
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Tell articles of a story apart from the rest of it; the judgement is appended and can be undone."""
    from marsad.app.stories_edit import run_split

    path = _find_ledger(context, ledger)
    raise typer.Exit(run_split(open_screen(context), path, name, articles, by=by, why=why))


@stories.command(
    epilog=list_examples("marsad stories merge t0123 t4567 --by Salma --why 'one report, translated twice'")
)
def merge(
    context: typer.Context,
    name: StoryName,
    other: StoryName,
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Make one story of two; the judgement is appended and can be undone."""
    from marsad.app.stories_edit import run_merge

    path = _find_ledger(context, ledger)
    raise typer.Exit(run_merge(open_screen(context), path, name, other, by=by, why=why))


@stories.command(epilog=list_examples("marsad stories undo j0123 --by Salma --why 'read again'"))
def undo(
    context: typer.Context,
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Its id, or how it begins, as `stories show` prints it.")
    ],
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Take a judgement back, or the undoing of one; both stay written."""
    from marsad.app.stories_edit import run_undo

    path = _find_ledger(context, ledger)
    raise typer.Exit(run_undo(open_screen(context), path, judgement, by=by, why=why))


@stories.command(epilog=list_examples("marsad stories rebuild"))
def rebuild(context: typer.Context, ledger: LedgerFile = None) -> None:
    """Make the stories anew from the articles and all judgements, as after an update from before there were any."""
    from marsad.app.stories_edit import run_rebuild

    raise typer.Exit(run_rebuild(open_screen(context), _find_ledger(context, ledger)))
