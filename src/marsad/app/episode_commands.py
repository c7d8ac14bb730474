"""The commands on episodes: `episodes`, `disputes`, `said`, `talks`, `posture`."""

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.app.command import list_examples, open_screen, place_ledger
from marsad.app.options import Json, LedgerFile, Limit, Since, Types, Until
from marsad.app.stories_commands import By, Why
from marsad.model.kinds import Status

if TYPE_CHECKING:
    from marsad.ledger import LedgerPlace

DISPUTES = list_examples("marsad disputes", "marsad disputes --since 2022 --party RUS --json")
SAID = list_examples("marsad said Peskov", "marsad said RUS --since 2022-09")
TALKS = list_examples("marsad talks --since 2022", "marsad talks --open --party RUS")
POSTURE = list_examples("marsad posture --party RUS", "marsad posture --system iskander --place Belarus")

Parties = Annotated[
    list[str] | None,
    typer.Option("--party", "-p", metavar="CODE", help="Only with this party (RUS, NATO, …); may be repeated."),
]
EpisodeName = Annotated[
    str, typer.Argument(metavar="ID", help="An episode's id or that of one of its signals, or how it begins.")
]
Statuses = Annotated[
    list[Status] | None, typer.Option("--status", help="Only this status; may be repeated.", show_default=False)
]

episodes = typer.Typer(
    help="Show what happened by all records: one line an episode, or one of them with every telling.",
    epilog=list_examples(
        "marsad episodes --since 2022-09 --party RUS --status confirmed", "marsad episodes show e0123"
    ),
    rich_markup_mode="rich",
)


@episodes.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    ledger: LedgerFile = None,
    since: Since = None,
    until: Until = None,
    types: Types = None,
    party: Parties = None,
    status: Statuses = None,
    limit: Limit = 200,
    json: Json = False,
) -> None:
    """Show episodes by day: type, parties, level, status, and how many independent sources and outlets tell them."""
    if context.invoked_subcommand is None:
        from marsad.app.episode_list import make_choice, run_episodes

        wanted = make_choice(since, until, party, types, status)
        raise typer.Exit(run_episodes(open_screen(context), place_ledger(ledger), wanted, limit=limit, as_json=json))


def _find_ledger(context: typer.Context, given: str | None) -> "LedgerPlace":
    """Return the ledger named after the command, or else before it."""
    return place_ledger(given or (context.parent.params.get("ledger") if context.parent else None))


@episodes.command(epilog=list_examples("marsad episodes show e0123456789abcdef01", "marsad episodes show si0123"))
def show(
    context: typer.Context,
    name: EpisodeName,
    ledger: LedgerFile = None,
    json: Json = False,
) -> None:
    """Show one episode: status with reasons, every telling with its sentence and source chain, links both ways."""
    from marsad.app.episode_show import run_episode

    raise typer.Exit(run_episode(open_screen(context), _find_ledger(context, ledger), name, as_json=json))


@episodes.command(epilog=list_examples("marsad episodes split e0123 si4567 --by Salma --why 'another meeting'"))
def split(
    context: typer.Context,
    name: EpisodeName,
    records: Annotated[list[str], typer.Argument(metavar="RECORD...", help="Those that tell of another act.")],
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Tell records of an episode apart from the rest of it; the judgement is appended and can be undone."""
    from marsad.app.episode_edit import run_split

    raise typer.Exit(run_split(open_screen(context), _find_ledger(context, ledger), name, records, by=by, why=why))


@episodes.command(epilog=list_examples("marsad episodes merge e0123 e4567 --by Salma --why 'one visit'"))
def merge(
    context: typer.Context,
    name: EpisodeName,
    other: EpisodeName,
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Make one episode of two; the judgement is appended and can be undone."""
    from marsad.app.episode_edit import run_merge

    raise typer.Exit(run_merge(open_screen(context), _find_ledger(context, ledger), name, other, by=by, why=why))


@episodes.command(epilog=list_examples("marsad episodes undo e0123 j4567 --by Salma --why 'read again'"))
def undo(
    context: typer.Context,
    name: EpisodeName,
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Its id, or how it begins, as `episodes show` prints it.")
    ],
    by: By,
    why: Why,
    ledger: LedgerFile = None,
) -> None:
    """Take a judgement of an episode back, or the undoing of one; both stay written."""
    from marsad.app.episode_edit import run_undo

    raise typer.Exit(run_undo(open_screen(context), _find_ledger(context, ledger), name, judgement, by=by, why=why))


def disputes(
    context: typer.Context,
    ledger: LedgerFile = None,
    since: Since = None,
    until: Until = None,
    party: Parties = None,
    json: Json = False,
) -> None:
    """Show what one side tells and another denies or tells otherwise, both sentences side by side."""
    from marsad.app.disputes import run_disputes
    from marsad.app.episode_list import make_choice

    wanted = make_choice(since, until, party)
    raise typer.Exit(run_disputes(open_screen(context), place_ledger(ledger), wanted, as_json=json))


def said(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SPEAKER|CODE", help="A speaker's name, or a part of it; a party.")],
    ledger: LedgerFile = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 200,
    json: Json = False,
) -> None:
    """Show what a speaker or party said over time: exact words, first time, repeats, harder or softer than before."""
    from marsad.app.episode_list import make_choice
    from marsad.app.said import run_said

    wanted = make_choice(since, until)
    raise typer.Exit(run_said(open_screen(context), place_ledger(ledger), name, wanted, limit=limit, as_json=json))


def talks(
    context: typer.Context,
    ledger: LedgerFile = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only conditions that are not met.")] = False,
    party: Parties = None,
    since: Since = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Show talks: sessions planned, held or put off, what each side wants and tells of them, open conditions.

    Without days those that the newest 1,000 episodes tell of; what is left out is said.
    """
    from marsad.app.episode_list import make_choice
    from marsad.app.talks import run_talks

    wanted = make_choice(since, until, party)
    path = place_ledger(ledger)
    raise typer.Exit(run_talks(open_screen(context), path, wanted, only_open=only_open, as_json=json))


def posture(
    context: typer.Context,
    ledger: LedgerFile = None,
    party: Parties = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Only there.", show_default=False)] = None,
    system: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this weapon system (iskander, b61, …).", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Show what stands where: forces, alerts, tests, transfers, with weapon systems, and who sees no change.

    Without days as the newest 1,000 episodes tell of it; what is left out is said.
    """
    from marsad.app.episode_list import make_choice
    from marsad.app.posture import Watched, run_posture

    wanted, watched = make_choice(since, until, party), Watched(place=place, system=system)
    raise typer.Exit(run_posture(open_screen(context), place_ledger(ledger), wanted, watched, as_json=json))
