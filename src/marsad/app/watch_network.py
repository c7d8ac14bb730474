"""How a watch asks the network: by the list's manners, under conditions, and with the evidence kept first."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock, local
from typing import TypeVar

from marsad.app.keeping import make_keeper
from marsad.app.watch_kept import find_brought
from marsad.app.watch_list import ListFile, make_guard, make_manners
from marsad.archive import Archive
from marsad.fetch import Exchange, Fetcher, Validator
from marsad.watch import Brought, Job, Kind, Look, Page, bring_page, look_at

Answer = TypeVar("Answer", Look, Brought)


class Network:
    """Asks by the fetcher of the watch list as it stands; what is fetched is in the archive first."""

    def __init__(self, archive: Archive, lists: ListFile, now: Callable[[], float]) -> None:
        """Ask as the list says; `now` gives the times of evidence, by the clock that the state goes by."""
        self._archive = archive
        self._lists = lists
        self._keep = make_keeper(archive, lambda: datetime.fromtimestamp(now(), UTC))
        self._known: dict[str, Validator] = {}
        self._stopped = False
        self._asking = local()
        self._kept: Counter[str] = Counter()
        self._counting = Lock()
        self._fetchers = [self._make_fetcher()]
        self.broken: Exception | None = None

    def _make_fetcher(self) -> Fetcher:
        self._guard = make_guard(self._lists.watch, os.environ)
        self._manners = make_manners(self._lists.watch, os.environ)
        return Fetcher(guard=self._guard, manners=self._manners, known=self._known.get, keep=self._keep_whole)

    def renew(self) -> None:
        """Ask as the list says now. What is known of hosts stays as long as it says nothing new of them."""
        watch = self._lists.watch
        if (self._guard, self._manners) != (make_guard(watch, os.environ), make_manners(watch, os.environ)):
            self._fetchers.append(self._make_fetcher())

    def stop(self) -> None:
        """Ask no more."""
        self._stopped = True
        for fetcher in self._fetchers:
            fetcher.stop()

    def ask(self, job: Job) -> Look | Brought:
        """Do a job; raise Refusal."""
        self._asking.outlet = job.outlet
        if isinstance(job, Page):
            return find_brought(self._archive, job) or self._ask_known(job, lambda: bring_page(self._fetchers[-1], job))
        if job.kind is Kind.PAGE:
            return Look(final=job.url)
        return self._ask_known(job, lambda: look_at(self._fetchers[-1], job))

    def _ask_known(self, job: Job, ask: Callable[[], Answer]) -> Answer:
        """Ask under the condition that what is asked for has changed."""
        url = job.final or job.url
        if job.validator:
            self._known[url] = job.validator
        try:
            return ask()
        finally:
            self._known.pop(url, None)

    def _keep_whole(self, exchange: Exchange) -> None:
        """Keep evidence; where that fails the watch must end, since nothing may be read without it."""
        try:
            self._keep(exchange)
            with self._counting:
                self._kept[getattr(self._asking, "outlet", "")] += len(exchange.received)
        except Exception as error:
            self.broken = self.broken or error
            raise

    def take_kept(self, outlet: str) -> int:
        """Return how many bytes were kept of an outlet since this was asked last."""
        with self._counting:
            return self._kept.pop(outlet, 0)

    def check(self) -> None:
        """Raise what kept evidence from being kept."""
        if self.broken is not None and not self._stopped:
            raise self.broken
