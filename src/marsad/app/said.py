"""`marsad said`: the statement ledger of a speaker or a party."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec
from rich.text import Text

from marsad.app.episode_list import Choice
from marsad.app.errors import FINE, AppError
from marsad.app.gathering import warn_waiting
from marsad.app.labels import describe_parties
from marsad.app.opening import open_ledger
from marsad.app.sayings import iterate_voice
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace, SaidFilter, TimelineRow
from marsad.model.episode import Novelty, Saying

STYLES = {Novelty.ESCALATES: "bold red", Novelty.NEW: "yellow", Novelty.REPEAT: "dim", Novelty.SOFTENS: "green"}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in a record: the exact words, and the earlier ones that it is measured against."""

    saying: Saying
    row: TimelineRow
    before: TimelineRow | None


def run_said(screen: Screen, path: LedgerPlace, name: str, wanted: Choice, *, limit: int, as_json: bool) -> int:
    """Print what the speaker or party `name` said over time; return the exit code."""
    with open_ledger(path) as ledger:
        warn_waiting(screen, ledger)
        mine = find_sayings(ledger, name, wanted.since, wanted.until)
        shown = mine[:limit]
        rows = ledger.rows_of([each for one in shown for each in (one.record, one.earlier) if each])
    found = [read_saying(rows, one) for one in shown]
    for said in found:
        if as_json:
            screen.raw(msgspec.json.encode(said).decode())
        else:
            print_saying(screen, said)
    if not as_json:
        _print_end(screen, len(mine), limit)
    return FINE


def find_sayings(ledger: Ledger, name: str, since: date | None = None, until: date | None = None) -> list[Saying]:
    """Return what a party, by its code, or a speaker, by a part of the name, said; raise AppError for nobody."""
    code = name.upper()
    if ledger.said(SaidFilter(party=code, limit=1)):
        told = iterate_voice(ledger, party=code, since=since, until=until)
    else:
        told = iterate_voice(ledger, person=_find_person(ledger, name), since=since, until=until)
    once: dict[str, Saying] = {}
    for _, saying in told:
        once.setdefault(saying.record, saying)
    return list(once.values())


def _find_person(ledger: Ledger, name: str) -> str:
    """Return the one speaker with these words in the name; raise AppError."""
    wanted = name.casefold().split()
    people = ledger.person_names(max(wanted, key=len, default=""))
    named = [person for person in people if all(word in person.casefold().split() for word in wanted)]
    heard = [person for person in named if ledger.said(SaidFilter(person=person, limit=1))]
    if len(heard) > 1:
        raise AppError(f"{name}: several speakers have that name: {', '.join(sorted(heard))}")
    if not heard:
        codes = ", ".join(sorted(one.name for one in ledger.parties(12))) or "none yet"
        raise AppError(f"{name}: no speaker or party of that name said anything here; parties are {codes}")
    return heard[0]


def read_saying(rows: Mapping[str, TimelineRow], saying: Saying) -> Said:
    """Return a saying with its words and the earlier ones."""
    return Said(saying=saying, row=rows[saying.record], before=rows[saying.earlier] if saying.earlier else None)


def print_saying(screen: Screen, said: Said) -> None:
    """Print one statement: day, type, speaker, novelty, exact words, and in what it differs from the earlier ones."""
    saying, signal = said.saying, said.row.signal
    who = f"{saying.person or 'unnamed'} ({saying.party})"
    facing = f" → {'+'.join(signal.targets)}" if signal.targets else ""
    screen.say(
        Text.assemble(
            (f"{saying.day}  ", "bold"),
            (signal.type.value, "bold"),
            f" {who}{facing} · ",
            (saying.novelty.value, STYLES[saying.novelty]),
            *_list_counts(saying),
            (f" · {signal.id}", "dim"),
        )
    )
    screen.quote(signal.span.quote)
    if said.before is not None:
        told = said.before.signal
        parties = describe_parties(told.actors, told.targets)
        why = f": {'; '.join(saying.why)}" if saying.why else ""
        screen.say(f"  than {told.type.value} {parties} · {told.id}{why}", style="dim")
        screen.quote(told.span.quote, style="dim")
    screen.say("")


def _list_counts(saying: Saying) -> Iterator[str]:
    if saying.times > 1:
        yield f" · said {saying.times} times since {saying.first}"


def _print_end(screen: Screen, found: int, limit: int) -> None:
    if not found:
        screen.say("nothing in these days; ask for more")
    elif found > limit:
        screen.say(f"… and {found - limit} more; narrow the choice, or raise --limit", style="dim")
