"""The watch itself: one thread decides and writes, others ask and read, and no more is in hand than is allowed."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue

import msgspec

from marsad.app.intake import Arrival
from marsad.app.watch_book import Book
from marsad.app.watch_round import Round
from marsad.engines import Outcome
from marsad.fetch import Refusal
from marsad.model import Capture
from marsad.sources import SetAside
from marsad.watch import HEAVY, HOSTLY, PLACES, Brought, Crew, Job, Lanes, Look, Page, Place, State, find_tomorrow

Answer = Look | Brought
GRACE = 10.0  # seconds for what is in hand when the watch is told to stop
ROUND = 60.0  # seconds after which a round that goes on is told of
_BEAT = 10.0
_RENEW = 1.0  # seconds between two looks at the watch list
_PATIENCE = 2.0  # seconds without a look at anything
_SOON = 5.0  # seconds within which waiting for what is due next belongs to the round
_AGAIN = 1.0  # seconds until what waits for its host is looked for again
_SHORTLY = 30.0  # seconds that what was due waits for its host, where the watch is to end
_SLICE = 20  # pages of an outlet looked up at once


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch works with.

    `ask` does a job in one of `threads` threads; `load` gives the capture of a page fetched before, `arrive` tells how
    it came; `submit` sends it to be read; `most` pages at most are between fetching and the ledger. `once` ends the
    watch when nothing is left that was due as it began, `until` at that time. `renew` is called again and again. `kept`
    tells how many bytes were kept of an outlet since it was called last.
    """

    ask: Callable[[Job], Answer]
    load: Callable[[Page], Capture | None]
    arrive: Callable[[Capture], Arrival]
    submit: Callable[[Capture], Future[Outcome]]
    now: Callable[[], float]
    threads: int
    most: int
    once: bool = False
    until: float | None = None
    renew: Callable[[], None] = lambda: None
    tell: Callable[[Round, float | None], None] = lambda done, due: None
    advance: Callable[[int, int], None] = lambda done, left: None
    check: Callable[[], None] = lambda: None
    kept: Callable[[str], int] = lambda outlet: 0


class Watch:
    """Runs until nothing is left (`once`), the time is up, or somebody says stop."""

    def __init__(self, state: State, book: Book, means: Means) -> None:
        """Make ready; nothing is asked before `run`."""
        self._state = state
        self._book = book
        self._means = means
        self._begun = means.now()
        self._events: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._crew: Crew[Job, Answer] = Crew(means.threads, means.ask, self._report)
        self._lanes = Lanes(self._load, self._find_wake)
        self._outlets: tuple[str, ...] = ()
        self._budgets: Mapping[str, int] = {}
        self._fetched = state.fetched_pages()  # by a watch that was stopped
        self._reading = 0
        self._done = 0
        self._since: float | None = None  # when the round began
        self._beaten = 0.0
        self._renewed = self._begun
        self._stopped: float | None = None
        self.total = Round()

    def follow(self, places: Sequence[Place], budgets: Mapping[str, int]) -> None:
        """Watch these places from now on, and keep no more of an outlet a day than these bytes."""
        self._state.follow(places)
        self._budgets = budgets
        self._state.forgive(budgets, self._means.now())
        self._outlets = tuple(dict.fromkeys(place.outlet for place in places))
        self._lanes.follow(self._outlets)

    def stop(self) -> None:
        """Begin nothing more and end soon; may be called by a signal's handler."""
        if self._stopped is None:
            self._stopped = self._means.now()
        self._events.put(None)

    def run(self) -> None:
        """Watch."""
        self._state.begin(self._begun)
        try:
            while True:
                now = self._means.now()
                self._beat(now)
                self._dispatch(now)
                if self._is_over(now):
                    break
                self._settle_round(now)
                self._hear(self._find_patience(now))
        finally:
            self._crew.close()
            self._end_round(None)
        self._state.end(self._means.now())

    @property
    def _in_hand(self) -> int:
        return self._crew.busy + self._reading

    def _is_over(self, now: float) -> bool:
        if self._means.until is not None and now >= self._means.until:
            self.stop()
        if self._stopped is not None:
            return not self._in_hand or now >= self._stopped + GRACE
        return self._means.once and not self._in_hand and not self._waits_shortly(now)

    def _waits_shortly(self, now: float) -> bool:
        """Tell whether something that was due waits for a host that will soon be asked again."""
        return self._state.is_held(self._outlets, self._begun, now, now + _SHORTLY)

    def _beat(self, now: float) -> None:
        if now >= self._beaten + _BEAT:
            self._state.beat(now)
            self._beaten = now

    def _dispatch(self, now: float) -> None:
        """Hand out work while there is a thread free and room for what it brings."""
        while self._stopped is None and self._crew.busy < self._crew.size and self._in_hand < self._means.most:
            page = next(self._fetched, None)
            job = None if page else self._lanes.take(now)
            if not page and not job:
                return
            self._since = now if self._since is None else self._since
            if page:
                self._resume(page)
            elif job:
                if isinstance(job, Page):
                    self._lanes.begin_reading(job.outlet)
                self._crew.give(job)

    def _resume(self, page: Page) -> None:
        """Read a page that was fetched and not read; one that the archive lacks is asked for again."""
        capture = self._means.load(page)
        if capture is None:
            self._state.note_lost(page)
        else:
            self._lanes.begin_reading(page.outlet)
            self._submit(page, capture)

    def _submit(self, page: Page, capture: Capture) -> None:
        self._reading += 1
        arrival = self._means.arrive(capture)
        self._means.submit(capture).add_done_callback(
            lambda future: self._events.put(lambda: self._end_reading(page, arrival, future))
        )

    def _load(self, outlet: str) -> list[Job]:
        now = self._means.now()
        due = self._begun if self._means.once else now
        share = self._find_share(outlet, now)
        places = self._state.due_places(outlet, due, now) if share < PLACES else []
        return [*places, *(self._state.waiting_pages(outlet, due, now, _SLICE) if share < 1 else [])]

    def _find_share(self, outlet: str, now: float) -> float:
        """Return how much of its budget was kept of an outlet today."""
        return self._state.find_share(outlet, now, self._budgets[outlet]) if outlet in self._budgets else 0.0

    def _find_wake(self, outlet: str) -> float:
        """Return when an outlet that has nothing now may have something; what is due waits for its host."""
        now = self._means.now()
        if (share := self._find_share(outlet, now)) >= 1:
            due = self._state.next_look(outlet) if share < PLACES else None
            return min(due if due and due > now else now + _AGAIN, find_tomorrow(now)) if due else find_tomorrow(now)
        due = self._state.next_due((outlet,))
        if due is None:
            return float("inf")
        return due if due > now else now + _AGAIN

    def _find_patience(self, now: float) -> float:
        wake = self._lanes.next_wake
        if self._in_hand or wake is None:
            return 1.0
        return min(max(wake - now, 0.05), _PATIENCE, max((self._means.until or wake) - now, 0.05))

    def _hear(self, patience: float) -> None:
        """Wait for something to happen, and write down what has."""
        with suppress(Empty):
            event = self._events.get(timeout=patience)
            while True:
                self._means.check()
                if event:
                    event()
                event = self._events.get_nowait()

    def _report(self, job: Job, answer: Answer | Refusal) -> None:
        """Have the watch hear an answer; called by the thread that asked."""
        self._events.put(lambda: self._end_asking(job, answer))

    def _end_asking(self, job: Job, answer: Answer | Refusal) -> None:
        self._crew.done()
        self._hear_answer(job, answer)
        now = self._means.now()
        if job.outlet in self._budgets:
            self._book.hear_kept(job.outlet, self._means.kept(job.outlet), self._budgets[job.outlet], now)
        rests = isinstance(answer, Refusal) and answer.reason in HOSTLY
        self._lanes.answered(job.outlet, anew=rests or self._find_share(job.outlet, now) >= 1)

    def _hear_answer(self, job: Job, answer: Answer | Refusal) -> None:
        now = self._means.now()
        stopped = isinstance(answer, Refusal) and answer.reason == "stopped"
        if isinstance(job, Place):
            if not stopped and not isinstance(answer, Brought):
                self._book.hear_place(job, answer, now)
            return
        brought = None if stopped or isinstance(answer, Look) else self._book.hear_page(job, answer, now)
        if brought:
            page = msgspec.structs.replace(job, size=len(brought.capture.body), first=job.first or now)
            self._submit(page, brought.capture)
        else:
            self._lanes.end_reading(job.outlet)

    def _end_reading(self, page: Page, arrival: Arrival, future: Future[Outcome]) -> None:
        self._reading -= 1
        outcome = None if future.cancelled() else future.result()
        reason = outcome.reason if isinstance(outcome, SetAside) else None
        if outcome and not (self._stopped is not None and reason == "crash"):  # who stops us may stop workers too
            self._book.hear_outcome(page, outcome, arrival, self._means.now())
            self._done += 1
        self._lanes.end_reading(page.outlet, anew=reason in HEAVY)

    def _settle_round(self, now: float) -> None:
        """Tell of a round when nothing is left to do soon, or when it has lasted long."""
        self._means.advance(self._done, self._in_hand)
        if now >= self._renewed + _RENEW:
            self._renewed = now
            self._means.renew()
        if self._since is None:
            return
        wake = self._lanes.next_wake
        idle = not self._in_hand and wake is not None and wake > now + _SOON
        if idle or now >= self._since + ROUND:
            self._end_round(None if wake == float("inf") else wake)

    def _end_round(self, due: float | None) -> None:
        done, self._book.round, self._since = self._book.round, Round(), None
        if not done.is_empty:
            self.total.add(done)
            self._means.tell(done, due)
