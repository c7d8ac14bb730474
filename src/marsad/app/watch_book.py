"""What becomes of each answer: written step by step, so that a kill between any two of them loses nothing.

A page is in the archive before the state calls it fetched, and in the ledger before the state calls it read.
"""

from collections.abc import Callable

from marsad.app.intake import Arrival
from marsad.app.reading import Entries
from marsad.app.tally import Tally
from marsad.app.watch_round import Round, describe_time
from marsad.engines import Outcome
from marsad.fetch import Refusal
from marsad.ledger import Ledger
from marsad.model import BlockKind, Reading
from marsad.sources import SetAside
from marsad.sources.pages import set_aside
from marsad.watch import Brought, Kind, Look, Page, Place, Stage, State, Status, Yield
from marsad.watch.schedule import HEAVY, HOSTLY, PASSING, find_next_check, find_next_look, find_next_try, may_change


class Book:
    """Hears answers and outcomes, in one thread, and writes them into state and ledger."""

    def __init__(self, state: State, ledger: Ledger, run: str, tell: Callable[[str], None]) -> None:
        """Write for this run; `tell` prints a line about what went wrong."""
        self._state = state
        self._ledger = ledger
        self.run = run
        self._tell = tell
        self.ages: tuple[float, ...] = ()
        self.tally = Tally()
        self.round = Round()

    def hear_place(self, place: Place, answer: Look | Refusal, at: float) -> None:
        """Write what a look at a place gave."""
        if isinstance(answer, Refusal) and answer.reason == "host_wait":
            self._state.postpone(place, self._state.hold(place.host, at, answer.wait))
            return
        self.round.looked += 1
        due = find_next_look(at, place.every) if place.parent is None or may_change(place.changed, at) else None
        if isinstance(answer, Look):
            self._note_look(place, answer, at, due)
        elif answer.reason == "unchanged":
            self.round.unchanged += 1
            self._state.note_unchanged(place, at, due)
        else:
            self._note_failure(place, answer, at)

    def _note_look(self, place: Place, look: Look, at: float, due: float | None) -> None:
        if place.kind is Kind.PAGE:
            self.round.new += self._state.note_called(place, at, due)
            return
        for url, refusal in look.bad:
            self._enter(set_aside(url, refusal), Arrival(), count=False)
        new, bad = self._state.note_look(place, look, at, due)
        self.round.new += new
        for url, refusal in look.bad:
            if url in bad:
                self._count_aside(set_aside(url, refusal))
        if look.problem:
            self._tell(f"{place.url}: {look.problem.message}")

    def _note_failure(self, place: Place, refusal: Refusal, at: float) -> None:
        self.round.failed += 1
        due = find_next_look(at, place.every, place.failures + 1)
        if refusal.reason in HOSTLY:
            due = max(due, self._state.hold(place.host, at, refusal.wait))
        self._state.note_failure(place, refusal, at, due)
        self._tell(f"cannot look at {place.url}: {refusal.message}; again at {describe_time(due)}")

    def hear_kept(self, outlet: str, size: int, most: int, at: float) -> None:
        """Write how much was kept of an outlet beside what came before, and tell where that is over its budget."""
        if size and (over := self._state.note_kept(outlet, at, size, most)):
            self._tell(f"{outlet}: {over}")

    def hear_page(self, page: Page, answer: Brought | Refusal, at: float) -> Brought | None:
        """Write what came of asking for a page; return it where it must be read."""
        if isinstance(answer, Refusal):
            self._note_refusal(page, answer, at)
            return None
        if page.status is not Status.WANTED and page.digest == answer.digest:
            self._note_same(page, at)
            return None
        self._state.note_fetched(page, answer, at)
        self.round.fetched += 1
        self.round.bytes += len(answer.capture.body)
        return answer

    def _note_same(self, page: Page, at: float, refusal: Refusal | None = None) -> None:
        """Write that a page was asked for again in vain; where that failed, the next age is soon enough."""
        failed = refusal if refusal and refusal.reason != "unchanged" else None
        self.round.missed += failed is not None
        self.round.same += failed is None
        self._state.note_same(page, at, self._find_check(page, at), failed)

    def _find_check(self, page: Page, at: float) -> float | None:
        return None if page.first is None else find_next_check(page.first, self.ages, at)

    def _note_refusal(self, page: Page, refusal: Refusal, at: float) -> None:
        free = self._state.hold(page.host, at, refusal.wait) if refusal.reason in HOSTLY else at
        if refusal.reason == "host_wait":  # the page was not asked for
            self.round.retried += 1
        elif page.status is not Status.WANTED:
            self._note_same(page, at, refusal)
        elif refusal.reason in PASSING and (due := find_next_try(at, page.tries + 1)):
            self.round.retried += 1
            self._state.note_retry(page, refusal, at, max(due, free))
        else:
            self._put_aside(page, Stage.FETCH, set_aside(page.url, refusal), at, None)

    def hear_outcome(self, page: Page, outcome: Outcome, arrival: Arrival, at: float) -> None:
        """Write what reading a page gave; `arrival` is how its capture came."""
        due = find_next_check(page.first or at, self.ages, at)  # it may have been fetched first just now
        if isinstance(outcome, SetAside):
            self._put_aside(page, Stage.READ, outcome, at, due)
            if outcome.reason in HEAVY:
                self._state.hold(page.host, at, forgiven=1)
            return
        self._enter(outcome, arrival)
        self._state.note_read(page, measure(outcome), at, due)
        self.round.read += 1
        self.round.on_topic += outcome.on_topic

    def _put_aside(self, page: Page, stage: Stage, aside: SetAside, at: float, due: float | None) -> None:
        self._enter(aside, Arrival(), count=False)
        self._state.note_aside(page, stage, (aside.reason, aside.message), at, due)
        self._count_aside(aside)

    def _count_aside(self, aside: SetAside) -> None:
        self.tally.note_aside(aside)
        self.round.aside[aside.reason] += 1
        self._tell(f"set aside {aside.origin}: {aside.message}")

    def _enter(self, outcome: Outcome, arrival: Arrival, *, count: bool = True) -> None:
        Entries(self._ledger, self.tally if count else Tally(), self.run).enter(outcome, arrival)


def measure(reading: Reading) -> Yield:
    """Return what a reading gave."""
    blocks = reading.article.blocks
    layers = (reading.statements, reading.signals, reading.figures, reading.dates, reading.sources)
    return Yield(
        characters=sum(block.end - block.start for block in blocks if block.kind is BlockKind.BODY),
        records=sum(map(len, layers)),
        on_topic=reading.on_topic,
    )
