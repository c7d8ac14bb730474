"""What a brief is made of: sections of lines, each with its witnesses. Codes and pages' words, in no language."""

from datetime import date, datetime

import msgspec

from marsad.measure.levels import Level, Track
from marsad.model import Modality, SignalType
from marsad.model.episode import LinkKind, Novelty
from marsad.model.kinds import Status


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """One record with its sentence and its page.

    `upstream` is where the page's text comes from, empty for agencies without a name; `outlets` is how many carry it.
    `published` is an ISO date, empty where the page gives none. `origin` says where a page lies that has no address.
    """

    record: str
    article: str
    quote: str
    origin: str
    url: str | None = None
    outlet: str | None = None
    upstream: str | None = None
    outlets: int = 1
    title: str | None = None
    published: str = ""


class Gist(msgspec.Struct, frozen=True, kw_only=True):
    """Who does or says what to whom, in codes."""

    type: SignalType
    modality: Modality
    actors: tuple[str, ...]
    targets: tuple[str, ...] = ()
    person: str | None = None
    role: str | None = None
    place: str | None = None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Words beside their speaker's record: what they are, in what they differ, and the sentence measured against."""

    novelty: Novelty
    why: tuple[str, ...] = ()
    first: date | None = None
    times: int = 1
    earlier: Witness | None = None


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Another record that this line is tied to: it `kind` that one, or where not `outgoing` that one `kind` it."""

    kind: LinkKind
    outgoing: bool
    gist: Gist
    witness: Witness


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One episode as a brief tells it.

    `day` is its own day or days in ISO form where `dated`, else that of its first telling. `sources` are the upstream
    sources, each once; `witnesses` holds the tellings of the period, the others are counted in `more`. `words` are the
    exact words of who speaks and `direct` whether the page quotes them. `fresh` and `told_before` tell whether it was
    first told as news in the period, or before.
    """

    id: str
    day: str
    dated: bool
    gist: Gist
    track: Track
    status: Status
    because: tuple[str, ...]
    sources: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    more: int = 0
    level: Level | None = None
    words: str = ""
    direct: bool = False
    fresh: bool = False
    told_before: bool = False
    beside: Beside | None = None
    ties: tuple[Tie, ...] = ()


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Lines in the order of their rank, and how many more there were."""

    lines: tuple[Line, ...] = ()
    left_out: int = 0


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """What was said for one party."""

    code: str
    said: Listing


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """An episode that is denied or told otherwise: the sentences that hold it beside those against it."""

    line: Line
    holds: tuple[Witness, ...]
    against: tuple[Witness, ...]


class Want(msgspec.Struct, frozen=True, kw_only=True):
    """What a side wants, refuses or offers in talks; `condition` is the part of the sentence that states one.

    `stance` is condition, demand, refusal or offer; `standing` what became of a condition.
    """

    stance: str
    parties: tuple[str, ...]
    towards: tuple[str, ...]
    witness: Witness
    standing: str | None = None
    person: str | None = None
    day: date | None = None
    condition: str | None = None
    strict: bool = False


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody of a side says of a meeting."""

    party: str
    witness: Witness
    person: str | None = None


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """One session of talks, held or not: `state` is held, planned, postponed, cancelled, denied or mooted."""

    id: str
    state: str
    parties: tuple[str, ...]
    day: str
    dated: bool
    status: Status
    because: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    format: str | None = None
    place: str | None = None
    wants: tuple[Want, ...] = ()
    accounts: tuple[Account, ...] = ()


class Talks(msgspec.Struct, frozen=True, kw_only=True):
    """Meetings by what came of them, and the conditions that are open."""

    meetings: tuple[Meeting, ...] = ()
    left_out: int = 0
    conditions: tuple[Want, ...] = ()
    conditions_left_out: int = 0


class NoChange(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment that `about` has changed nothing (`kind` posture), or prepares no use (use), by whom."""

    by: tuple[str, ...]
    about: tuple[str, ...]
    kind: str
    witness: Witness
    person: str | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of a page held against the reference data, by one desk (treaty, arsenal, exercise).

    `claim`, `because` and `facts` are in the desk's English; the witness's record is the article itself.
    """

    desk: str
    verdict: str
    is_wrong: bool
    claim: str
    because: tuple[str, ...]
    facts: tuple[str, ...]
    witness: Witness


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong or out of the ordinary in the pages of a period; what is right is counted by desk."""

    found: tuple[Checked, ...] = ()
    left_out: int = 0
    agreeing: tuple[tuple[str, int], ...] = ()


class OddDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which a track was told of more often than is usual.

    `count` against `expected`; it stands out from `threshold` on, which happens by chance with the likelihood `rate`.
    `lines` are the first by rank of what was told on it.
    """

    day: date
    track: Track
    count: int
    expected: float
    threshold: int
    rate: float
    lines: tuple[Line, ...] = ()


class Unusual(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a track that stand out, of so many that could be judged; the others have too little before them."""

    track: Track
    judged: int
    not_judged: int
    days: tuple[OddDay, ...] = ()


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """A page changed after its first capture: seen so last, and otherwise from then on."""

    before: str
    after: str
    origin: str
    seen: datetime
    at: datetime
    alike: bool
    url: str | None = None
    outlet: str | None = None
    title_before: str | None = None
    title_after: str | None = None


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read for one reason: how many, and some of them."""

    reason: str
    count: int
    origins: tuple[str, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What the brief rests on: pages of the period, copies counted once, and what no day is known of.

    `copies` are pages whose text another one of them has already; `outlets` names each with its pages.
    """

    pages: int
    on_topic: int
    copies: int
    signals: int
    episodes: int
    outlets: tuple[tuple[str, int], ...]
    undated: int


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A day or week of the plotted time: on each track how many episodes of each level, None for no level."""

    label: str
    first: date
    words: tuple[tuple[int | None, int], ...] = ()
    acts: tuple[tuple[int | None, int], ...] = ()


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """So many statements of one party that address another."""

    actor: str
    target: str
    count: int


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """So many episodes of one type in the week that begins on a Monday."""

    monday: date
    type: SignalType
    track: Track
    count: int


class Plots(msgspec.Struct, frozen=True, kw_only=True):
    """What is plotted; `since` is where the plots begin, which is before a short period, to show what is usual."""

    since: date
    slots: tuple[Slot, ...]
    pairs: tuple[Pair, ...]
    pairs_left_out: int
    weeks: tuple[Week, ...]
    weeks_since: date


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger tells of the days from `since` to `until`, both included, by the publication of pages.

    `words` and `acts` are what was first told then, each by its own track; statuses are as the ledger knows them now.
    """

    since: date
    until: date
    words: Listing
    acts: Listing
    said: tuple[Party, ...]
    parties_left_out: int
    done: Listing
    calm: tuple[NoChange, ...]
    calm_left_out: int
    disputes: tuple[Dispute, ...]
    disputes_left_out: int
    talks: Talks
    checks: Checks
    unusual: tuple[Unusual, ...]
    retold: Listing
    edits: tuple[Edited, ...]
    aside: tuple[Aside, ...]
    coverage: Coverage
    plots: Plots
