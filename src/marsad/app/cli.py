"""The command line `marsad`.

Commands import what they run only when they run, so that help and shell completion answer at once.
"""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from marsad.app import api_commands as programs
from marsad.app import desk_commands as desks
from marsad.app.alert_commands import alerts
from marsad.app.brief_command import BRIEF, brief
from marsad.app.code_command import CODE, code
from marsad.app.command import CODES, begin_workers, use_reference
from marsad.app.command import list_examples as _examples
from marsad.app.command import open_screen as _screen
from marsad.app.command import place_archive as _archive
from marsad.app.command import place_ledger as _ledger
from marsad.app.episode_commands import DISPUTES, POSTURE, SAID, TALKS, disputes, episodes, posture, said, talks
from marsad.app.evidence_commands import EDITS, VERIFY, edits, verify
from marsad.app.export_commands import EXPORT, export
from marsad.app.group import Group
from marsad.app.ledger_commands import ledger as ledgers
from marsad.app.measure_commands import LEVELS, MEASURE, levels, measure
from marsad.app.options import (
    Actors,
    ArchiveFolder,
    Jobs,
    Json,
    LedgerFile,
    Limit,
    Modalities,
    Patience,
    Places,
    Since,
    Targets,
    Types,
    Until,
)
from marsad.app.serve_commands import SERVE, reviews, serve, users
from marsad.app.settings import WATCH_LIST, Bidi, Settings
from marsad.app.sources_commands import sources
from marsad.app.stories_commands import stories

app = typer.Typer(
    cls=Group,
    help="Read Arabic news pages into a sourced ledger of nuclear signalling.",
    epilog=f"Start with `marsad read pages/` and `marsad timeline`.\n\n{CODES}",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):  # a letter that the locale lacks must not stop a run
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        from marsad import __version__

        typer.echo(f"marsad {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Let unexpected errors through as they are.")] = False,
    bidi: Annotated[
        Bidi,
        typer.Option(
            envvar="MARSAD_BIDI",
            help="Put Arabic lines into visual order: on, off, or as the terminal seems to need.",
        ),
    ] = Bidi.AUTO,
    color: Annotated[bool | None, typer.Option("--color/--no-color", hidden=True)] = None,
) -> None:
    """Read Arabic news pages into a sourced ledger of nuclear signalling."""
    context.obj = Settings(color=color, bidi=bidi)
    use_reference()
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), nl=False)


@app.command(
    epilog=_examples(
        "marsad read pages/ --jobs 4", "marsad read 'archive/**/*.html' news.jsonl", "curl -s URL | marsad read -"
    )
)
def read(
    context: typer.Context,
    paths: Places,
    ledger: LedgerFile = None,
    archive: ArchiveFolder = None,
    no_archive: Annotated[bool, typer.Option("--no-archive", help="Keep no fetched page as evidence.")] = False,
    jobs: Jobs = 1,
    timeout: Patience = None,
    json: Json = False,
) -> None:
    """Code pages into the ledger, with a closing summary.

    A page that was read before changes nothing; a newer coder's records
    supersede the older ones, and what was gained and lost is told. Pages that
    cannot be read are set aside with the reason, and the run goes on. What is
    fetched from the network is kept byte for byte in the evidence archive.
    """
    begin_workers(jobs, "marsad.pipeline", "marsad.ledger.prepared")
    from marsad.app.reading import run_read

    screen, path = _screen(context), _ledger(ledger)
    folder = None if no_archive else _archive(archive, path)
    raise typer.Exit(run_read(screen, paths, path, jobs=jobs, limit=timeout, as_json=json, folder=folder))


app.command(epilog=CODE)(code)


@app.command(
    epilog=_examples(
        "marsad timeline --since 2022-09 --until 2022-12 --no-copies",
        "marsad timeline --actor RUS --type threat --type warning",
    )
)
def timeline(
    context: typer.Context,
    ledger: LedgerFile = None,
    since: Since = None,
    until: Until = None,
    types: Types = None,
    actors: Actors = None,
    targets: Targets = None,
    modality: Modalities = None,
    limit: Limit = 200,
    json: Json = False,
    every_copy: Annotated[
        bool, typer.Option("--copies/--no-copies", help="Whether to show what other outlets copied, too.")
    ] = True,
    earlier: Annotated[bool, typer.Option("--earlier", help="Also what pages said before they were edited.")] = False,
    browse: Annotated[bool, typer.Option("--browse", "-b", help="Step through the signals, one key each.")] = False,
) -> None:
    """Show the ledger's signals by month and day, words beside acts, each with its quotation and id."""
    from marsad.app.timeline import make_filter, run_timeline

    wanted = make_filter(since, until, types, actors, targets, modality, copies=every_copy, earlier=earlier)
    if browse:
        from marsad.app.browsing import run_browse

        raise typer.Exit(run_browse(_screen(context), _ledger(ledger), wanted, typer.getchar, limit=limit))
    raise typer.Exit(run_timeline(_screen(context), _ledger(ledger), wanted, limit=limit, as_json=json))


@app.command(epilog=_examples("marsad show si0123456789abcdef01", "marsad show si01234567 --evidence"))
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="A record's id, as timeline and search print it.")],
    ledger: LedgerFile = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-e", help="Show the page as it was kept, and the place of the quote in it.")
    ] = False,
    archive: ArchiveFolder = None,
    json: Json = False,
) -> None:
    """Show one record: its sentence in context, the chain of sources, rule and version, and the article."""
    screen, path = _screen(context), _ledger(ledger)
    if evidence:
        from marsad.app.evidencing import run_evidence

        raise typer.Exit(run_evidence(screen, path, _archive(archive, path), name, as_json=json))
    from marsad.app.showing import run_show

    raise typer.Exit(run_show(screen, path, name, as_json=json))


app.command(epilog=BRIEF)(brief)
app.command(epilog=EDITS)(edits)
app.command(epilog=VERIFY)(verify)
app.command(epilog=MEASURE)(measure)
app.command(epilog=LEVELS)(levels)
app.add_typer(episodes, name="episodes")
app.command(epilog=DISPUTES)(disputes)
app.command(epilog=SAID)(said)
app.command(epilog=TALKS)(talks)
app.command(epilog=POSTURE)(posture)


@app.command(epilog=_examples("marsad search QUERY --limit 50", "marsad search '\"two words in a row\"'"))
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words, in any spelling.")],
    ledger: LedgerFile = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Find sentences in the ledger, with or without diacritics, whatever the hamza and the clitics."""
    from marsad.app.searching import run_search

    raise typer.Exit(run_search(_screen(context), _ledger(ledger), query, limit=limit, as_json=json))


app.command(epilog=EXPORT)(export)


@app.command(
    epilog=_examples(
        "marsad evaluate docs.jsonl gold.jsonl",
        "marsad evaluate docs.jsonl first.jsonl --pred second.jsonl --agreement",
    )
)
def evaluate(
    context: typer.Context,
    docs: Annotated[str, typer.Argument(metavar="DOCS", help="The documents: JSON Lines, a file or a folder.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Their annotations, JSON Lines.")],
    pred: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Annotations to score; without it the documents are coded.")
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Take both files as readers of equal right: F1 and Cohen's kappa.")
    ] = False,
    jobs: Jobs = 1,
    json: Json = False,
) -> None:
    """Score annotations against gold: precision, recall and F1 by layer, type and modality, and the confusions."""
    from marsad.app.evaluating import run_evaluate

    screen = _screen(context)
    raise typer.Exit(run_evaluate(screen, docs, gold, pred, agreement=agreement, jobs=jobs, as_json=json))


@app.command(epilog=_examples("marsad explain 'TEXT'", "marsad explain page.txt", "pbpaste | marsad explain -"))
def explain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text, a file's path, or - for standard input.")],
    json: Json = False,
) -> None:
    """Tell why each record of a text arose: cues, roles, steps, and the readings that were rejected."""
    from marsad.app.explaining import run_explain

    raise typer.Exit(run_explain(_screen(context), text, as_json=json))


lexicon = typer.Typer(help="Look after the word lists.", no_args_is_help=True, rich_markup_mode="rich")
app.add_typer(lexicon, name="lexicon")


@lexicon.command(epilog=_examples("marsad lexicon check", "marsad lexicon check --shared"))
def check(
    context: typer.Context,
    shared: Annotated[bool, typer.Option("--shared", help="List the forms that stand for several things.")] = False,
    json: Json = False,
) -> None:
    """Load every word list and check it: rows, doubles, forms that shadow one another, examples."""
    from marsad.app.words import run_check

    raise typer.Exit(run_check(_screen(context), list_shared=shared, as_json=json))


app.add_typer(sources, name="sources")


@app.command(
    epilog=_examples("marsad watch sources.toml", "marsad watch sources.toml --once", "marsad watch --for 1h --jobs 2")
)
def watch(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The watch list.")] = Path(WATCH_LIST),
    ledger: LedgerFile = None,
    archive: ArchiveFolder = None,
    jobs: Jobs = 1,
    timeout: Patience = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
    duration: Annotated[
        str | None, typer.Option("--for", metavar="TIME", help="End after so long: 90s, 15m, 2h.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Follow outlets: new pages into the archive and the ledger, and again when they change.

    Runs until it is stopped (SIGTERM, Ctrl-C), and then finishes what is in
    hand. Killed at any moment and started again, it fetches nothing twice and
    loses nothing. A changed watch list is followed from the next round on.
    """
    from marsad.app.watching import make_errand, run_watch

    where = _ledger(ledger)
    folder = _archive(archive, where)
    errand = make_errand(file, where, folder, jobs=jobs, limit=timeout, once=once, duration=duration, as_json=json)
    raise typer.Exit(run_watch(_screen(context), errand))


@app.command(epilog=_examples("marsad reconcile", "marsad reconcile --rebuild"))
def reconcile(
    context: typer.Context,
    ledger: LedgerFile = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make all episodes anew, keeping what persons said.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring episodes up to date with the records: which signals tell of one act, and how surely it happened.

    Reading and watching do so by themselves; this is for ledgers of before,
    and after a run that was killed.
    """
    from marsad.app.reconciling import run_reconcile

    raise typer.Exit(run_reconcile(_screen(context), _ledger(ledger), rebuild=rebuild, as_json=json))


app.add_typer(stories, name="stories")
app.command(epilog=SERVE)(serve)
app.add_typer(users, name="users")
app.add_typer(reviews, name="reviews")
app.add_typer(ledgers, name="ledger")


@app.command(epilog=_examples("marsad doctor"))
def doctor(context: typer.Context, ledger: LedgerFile = None, json: Json = False) -> None:
    """Check this installation: versions, search in SQLite, word lists, write access, and a reading of our own."""
    from marsad.app.checkup import run_doctor

    raise typer.Exit(run_doctor(_screen(context), _ledger(ledger), as_json=json))


app.command(epilog=desks.CHECK)(desks.check)
app.command(epilog=desks.TREATY)(desks.treaty)
app.command(epilog=desks.EXERCISES)(desks.exercises)
app.add_typer(desks.reference, name="reference")
app.add_typer(alerts, name="alerts")
app.add_typer(programs.tokens, name="tokens")
app.command(epilog=programs.MCP)(programs.mcp)


if __name__ == "__main__":
    main()
