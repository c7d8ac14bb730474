"""How the outlets do: what is known of each, judged by tests whose rates of false alarms are stated.

- `silent`: nothing new for more than twice the longest silence of its last gaps between new pages, where there are so
  many gaps that this would happen by chance in fewer than `ALPHA` of them. Silence counts up to the last look that had
  an answer, so that our own stops and its failures are none.
- `failing`: a place could not be looked at `FAILURES` times in a row, or so many of the latest pages could not be had
  that chance would bring it in fewer than `ALPHA` of such sets, or none of them.
- `yield collapsed`: the latest pages gave no article, or bodies below a quarter of its usual length, so often that
  chance would bring it in fewer than `ALPHA` of such sets (Fisher's exact test against the pages before), or none of
  them gave any: the design of its pages has changed, or was never read.
- `over budget`: more came of it today than may be kept a day.
"""

from collections.abc import Sequence
from statistics import median

import msgspec

from marsad.watch.odds import find_excess, find_longer

ALPHA = 0.001
FAILURES = 3
RECENT = 30  # the latest pages, which are compared with those before
BASELINE = 300  # of those before, at most; and no judgement with fewer than RECENT
_LEAST = 10  # pages; that none of fewer is good says nothing
_SHORT = 0.25  # of the usual length
TIMES = 2  # so many times its longest silence an outlet may be silent
_DAY = 86_400.0


class Concluded(msgspec.Struct, frozen=True):
    """A page done with: whether its host gave it, and the characters and topic of its article, where it gave one."""

    got: bool
    article: bool
    characters: int = 0
    on_topic: bool = False


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """The last trouble with an outlet."""

    stage: str
    reason: str
    message: str
    at: float


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the state knows of an outlet.

    `finds` are the times at which new pages were found, the earliest first; `concluded` its last pages, the latest
    last; `failures` the greatest number of looks in a row that failed at one of its places; `over` tells of a budget
    that is exceeded today.
    """

    outlet: str
    places: int = 0
    looked: float | None = None
    due: float | None = None
    waiting: int = 0
    week: int = 0
    errors: int = 0
    failures: int = 0
    trouble: Trouble | None = None
    over: str | None = None
    finds: tuple[float, ...] = ()
    concluded: tuple[Concluded, ...] = ()


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something to look into: `name`, and why in a line."""

    name: str
    why: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How an outlet does: what is known of it, the yield of its latest pages, and what to look into."""

    outlet: str
    looked: float | None
    news: float | None
    due: float | None
    waiting: int
    week: int
    errors: int
    trouble: Trouble | None
    articles: float | None  # share of the latest pages had that gave an article
    characters: float | None  # median of the bodies
    on_topic: float | None  # share of the articles
    flags: tuple[Flag, ...]


def judge(facts: Facts) -> Health:
    """Return how an outlet does."""
    recent = [page for page in facts.concluded if page.got][-RECENT - BASELINE :][-RECENT:]
    articles = [page for page in recent if page.article]
    over = Flag(name="over budget", why=facts.over) if facts.over else None
    flags = (find_silence(facts), find_failing(facts), find_collapse(facts.concluded), over)
    return Health(
        outlet=facts.outlet,
        looked=facts.looked,
        news=facts.finds[-1] if facts.finds else None,
        due=facts.due,
        waiting=facts.waiting,
        week=facts.week,
        errors=facts.errors,
        trouble=facts.trouble,
        articles=len(articles) / len(recent) if recent else None,
        characters=median(page.characters for page in articles) if articles else None,
        on_topic=sum(page.on_topic for page in articles) / len(articles) if articles else None,
        flags=tuple(flag for flag in flags if flag),
    )


def find_silence(facts: Facts) -> Flag | None:
    """Return the flag of an outlet that is silent beyond its habit."""
    gaps = [later - earlier for earlier, later in zip(facts.finds, facts.finds[1:], strict=False)]
    if not gaps or facts.looked is None or find_longer(gaps, TIMES) >= ALPHA:
        return None
    silence, longest = facts.looked - facts.finds[-1], max(gaps)
    if silence <= TIMES * longest:
        return None
    why = f"nothing new for {_tell(silence)}; the longest of its last {len(gaps)} silences was {_tell(longest)}"
    return Flag(name="silent", why=why)


def find_failing(facts: Facts) -> Flag | None:
    """Return the flag of an outlet that cannot be had."""
    why = f"{facts.failures} looks in a row failed" if facts.failures >= FAILURES else None
    why = why or _compare([not page.got for page in facts.concluded], "could not be had")
    last = f": {facts.trouble.message}" if facts.trouble and facts.trouble.stage != "read" else ""
    return Flag(name="failing", why=why + last) if why else None


def find_collapse(concluded: Sequence[Concluded]) -> Flag | None:
    """Return the flag of an outlet whose pages give articles no more."""
    had = [page for page in concluded if page.got]
    before = [page.characters for page in had[-RECENT - BASELINE : -RECENT] if page.article]
    least = _SHORT * median(before) if before else 0.0
    why = _compare(
        [not page.article or page.characters < least for page in had], "gave no article, or less than a quarter of it"
    )
    return Flag(name="yield collapsed", why=f"{why}; has the design of its pages changed?") if why else None


def _compare(bad: Sequence[bool], what: str) -> str | None:
    """Return in words that the latest are worse than those before; None where chance may have done it."""
    recent, before = bad[-RECENT:], bad[-RECENT - BASELINE : -RECENT]
    if len(recent) >= _LEAST and all(recent):
        return f"all of the last {len(recent)} pages {what}"
    if len(before) < RECENT:
        return None
    chance = find_excess(sum(recent), len(recent), sum(before), len(before))
    if chance >= ALPHA:
        return None
    earlier = f"{sum(before)} of {len(before)} before (p = {chance:.1g})"
    return f"{sum(recent)} of the last {len(recent)} pages {what}, {earlier}"


def _tell(seconds: float) -> str:
    """Return a time in words."""
    if seconds >= 2 * _DAY:
        return f"{seconds / _DAY:.0f} days"
    return f"{seconds / 3600:.0f} hours" if seconds >= 7200 else f"{seconds / 60:.0f} minutes"
