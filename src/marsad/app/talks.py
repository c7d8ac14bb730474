"""`marsad talks`: sessions, what each side wants and tells of them, and the conditions that are open."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from rich.table import Table
from rich.text import Text

from marsad.app.disputes import WIDE
from marsad.app.episode_list import Choice, describe_days
from marsad.app.errors import FINE
from marsad.app.gathering import gather_between, make_material
from marsad.app.labels import describe_parties
from marsad.app.newest import TALKS, add_statements, load_last
from marsad.app.opening import open_ledger
from marsad.app.reporting import add_reports
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace
from marsad.reconcile.material import Material
from marsad.reconcile.talks import Account, Position, Session, SessionState, Standing, Talks, reconcile_talks
from marsad.reference.formats import load_formats

_BEFORE = timedelta(90)  # a session may be told of from so long before a period on
_AFTER = timedelta(731)  # for so long it is looked at what became of conditions
STYLES = {
    SessionState.CANCELLED: "magenta",
    SessionState.DENIED: "bold red",
    SessionState.HELD: "green",
    SessionState.MOOTED: "dim",
    SessionState.PLANNED: "yellow",
    SessionState.POSTPONED: "magenta",
}
_NO_CONDITION = "no conditions; read more pages, or ask for less"
_NO_TALKS = "no talks; read more pages, or ask for less"


def run_talks(screen: Screen, path: LedgerPlace, wanted: Choice, *, only_open: bool, as_json: bool) -> int:
    """Print the sessions, or only the open conditions, that `wanted` lets through; return the exit code."""
    with open_ledger(path) as ledger:
        talks = choose(reconcile_talks(_load_material(screen, ledger, wanted)), wanted)
    sessions = () if only_open else talks.sessions
    conditions = [one for one in talks.conditions if not only_open or one.standing is Standing.OPEN]
    if as_json:
        for one in (*sessions, *conditions):
            kind = "session" if isinstance(one, Session) else "condition"
            screen.raw(msgspec.json.encode({kind: one}).decode())
        return FINE
    for session in sessions:
        print_session(screen, session)
    print_conditions(screen, conditions, titled=not only_open)
    if not sessions and not conditions:
        screen.say(_NO_CONDITION if only_open else _NO_TALKS)
    return FINE


def _load_material(screen: Screen, ledger: Ledger, wanted: Choice) -> Material:
    if wanted.since is None and wanted.until is None:
        found = load_last(screen, ledger, TALKS)
        return add_statements(ledger, found.material, [*found.sources])
    since, until = wanted.since and wanted.since - _BEFORE, wanted.until and wanted.until + _AFTER
    return add_reports(ledger, make_material(ledger, gather_between(screen, ledger, since, until), TALKS.read))


def choose(talks: Talks, wanted: Choice) -> Talks:
    """Return the sessions and conditions of the days and parties that are wanted."""
    sessions = (one for one in talks.sessions if wanted.lets(one.since, one.until, one.parties))
    conditions = (one for one in talks.conditions if wanted.lets(one.day, one.day, (*one.parties, *one.towards)))
    return Talks(sessions=tuple(sessions), conditions=tuple(conditions))


def print_session(screen: Screen, session: Session) -> None:
    """Print a session: what became of it, what came of it, what each side wants, and what each side tells."""
    form = load_formats()[session.format].name if session.format else "talks"
    where = f" in {session.place}" if session.place else ""
    title = f"{describe_days(session.since, session.until)}  {form}: {' + '.join(session.parties)}{where}"
    screen.out.rule(Text(title, style="bold"), align="left", style="dim")
    screen.say(
        Text.assemble(
            (session.state.value, STYLES[session.state]),
            f" · {session.status.value}: {'; '.join(session.because)}",
            " · background" if session.background else "",
            (f" · {' '.join(session.episodes)}", "dim"),
        )
    )
    for outcome in session.outcomes:
        screen.say(f"came of it: {outcome.type.value}, {outcome.status.value} · {outcome.record}", style="cyan")
        screen.quote(outcome.words)
    for position in session.positions:
        _print_position(screen, position)
    _print_accounts(screen, session.accounts)
    screen.say("")


def _print_position(screen: Screen, position: Position) -> None:
    who = position.person or "unnamed"
    parts = f"{position.stance.value} {describe_parties(position.parties, position.towards)} · {who}"
    standing = f" · {position.standing.value}" if position.standing else ""
    screen.say(f"{parts}{standing} · {position.record}", style="yellow")
    screen.quote(position.words)


def _print_accounts(screen: Screen, accounts: Sequence[Account]) -> None:
    """Print what each side tells: side by side where the screen is wide and two or three sides tell something."""
    sides: defaultdict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        sides[account.party].append(account)
    if not 2 <= len(sides) <= 3 or screen.out.width < WIDE:
        for party, told in sides.items():
            screen.say(f"{party} tells", style="bold")
            for cell in _lay(screen, told, screen.out.width):
                screen.out.print(cell)
        return
    table = Table(box=None, expand=True, padding=(0, 1), header_style="bold")
    width = screen.out.width // len(sides) - 2
    for party in reversed(sides):  # the first side stands on the right, where one begins to read
        table.add_column(f"{party} tells", ratio=1, justify="right")
    table.add_row(*(Text("\n").join(_lay(screen, told, width)) for told in reversed(sides.values())))
    screen.out.print(table)


def _lay(screen: Screen, told: Sequence[Account], width: int) -> Iterator[Text]:
    for account in told:
        what = f" · {account.type.value}" if account.type else ""
        yield screen.cell(account.words, width)
        yield screen.cell(f"{account.person or account.party}{what} · {account.record}", width, "dim")


def print_conditions(screen: Screen, conditions: Sequence[Position], *, titled: bool) -> None:
    """Print conditions with the sentence that states them and what became of them."""
    if conditions and titled:
        screen.out.rule(Text("conditions", style="bold"), align="left", style="dim")
    for one in conditions:
        settled = f" by {one.settled_by}" if one.settled_by else ""
        standing = one.standing.value if one.standing else ""
        day = one.day.isoformat() if one.day else "undated"
        who = f"{one.person or 'unnamed'} ({describe_parties(one.parties, one.towards)})"
        screen.say(f"{day}  {standing}{settled} · {who} · {one.record}", style="yellow")
        screen.quote(one.condition or "", style="bold")
        screen.quote(one.words, indent=2)
        screen.say("")
