"""Alerts from a ledger: what has changed is judged by the rules, what is news is queued, what is due is delivered."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.alerts import (
    Fired,
    Happening,
    Heard,
    Message,
    Rule,
    Rules,
    find_due,
    find_news,
    find_zone,
    is_fresh,
    join_known,
    list_met,
    make_known,
    may_meet,
    replay,
    tell_day,
    tell_episode,
    tell_outlet,
)
from marsad.app.alert_state import FILE, Memory, find_state, make_digest
from marsad.app.context import find_context
from marsad.app.errors import AppError
from marsad.app.notifying import Notify, make_notifiers
from marsad.app.sidefile import open_side
from marsad.ledger import Ledger, has_words
from marsad.measure.levels import find_level
from marsad.model.episode import Episode, Telling
from marsad.model.measure import Step, Track
from marsad.reference.outlets import load_outlets
from marsad.reference.voices import find_voice
from marsad.watch import (
    Health,
    Silence,
    State,
    WatchError,
    find_facts,
    iterate_silences,
    judge,
    list_outlets,
)

if TYPE_CHECKING:
    from marsad.measure.baseline import Judged

SILENT = "silent"  # the flag of outlets that the ledger can tell of the past
_RATE = 0.01  # false alarms a day


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of alerts did: `found` alerts, `sent` messages, `failed` deliveries, `waiting` ones left."""

    found: int
    sent: int
    failed: int
    waiting: int


def run_rules(ledger: Ledger, rules: Rules, environment: Mapping[str, str], clock: Callable[[], float]) -> Outcome:
    """Judge what has changed, queue what is news, and deliver what is due."""
    notifiers = make_notifiers(rules, environment, ledger.place.file.parent, strict=False)
    state = find_state(ledger.place.file)
    with open_side(state, FILE) as db:
        found = sum(1 for _ in find_alerts(ledger, rules, Memory(db), clock()))
    sent, failed = deliver(state, notifiers, clock)
    with open_side(state, FILE, reading=True) as db:
        waiting, _ = Memory(db).count()
    return Outcome(found=found, sent=sent, failed=failed, waiting=waiting)


def find_alerts(ledger: Ledger, rules: Rules, memory: Memory, now: float) -> Iterator[Message]:
    """Judge what has changed since the last time, and queue and yield what is news."""
    moments = {rule.id: datetime.fromtimestamp(now, find_zone(rule.zone or rules.zone)) for rule in rules.rule}
    memory.take_rules(make_digest(repr(rules)).hex())
    changed = memory.list_changed(ledger.pages.all_episodes())
    for id_ in changed:
        episode = ledger.episode(id_)
        if _is_old(ledger, rules, episode, {one: moment.date() for one, moment in moments.items()}):
            continue
        happening: Happening | None = None
        for rule in rules.rule:
            happening = happening or load_happening(ledger, episode)
            moment = moments[rule.id]
            if is_fresh(rule, happening, moment.date()) and (told := _judge(rule, happening, memory)):
                yield _queue(memory, rules, rule, told, moment)
    for rule in rules.rule:
        moment = moments[rule.id]
        if rule.flags:
            for told in _judge_outlets(rule, ledger.place.file, memory, now):
                yield _queue(memory, rules, rule, told, moment)
        if rule.stands_out and changed:
            for told in _judge_days(rule, ledger, memory, moment.date()):
                yield _queue(memory, rules, rule, told, moment)
    memory.tidy()


def _is_old(ledger: Ledger, rules: Rules, episode: Episode, today: Mapping[str, date]) -> bool:
    """Tell whether an episode was told too long ago for any rule: so said before all its pages are loaded."""
    told = [one.told for one, _ in ledger.pages.tellings(episode.tellings).values() if one.told]
    return not told or all(max(told) < today[rule.id] - timedelta(rule.days) for rule in rules.rule)


def _judge(rule: Rule, happening: Happening, memory: Memory) -> Message | None:
    met = list_met(rule, happening, has_words)
    if not met:
        return None
    now = make_known(happening, met)
    before = join_known(memory.find_known(rule.id, now.records))
    news = find_news(rule, before, now)
    memory.note(rule.id, before, now, told=bool(news))
    return tell_episode(_make_id(), rule.id, happening, met, news, rule.title) if news else None


def _judge_outlets(rule: Rule, ledger: Path, memory: Memory, now: float) -> Iterator[Message]:
    why = {
        (one.outlet, flag.name): flag.why
        for one in load_health(ledger, now)
        for flag in one.flags
        if flag.name in rule.flags and (not rule.outlets or one.outlet in rule.outlets)
    }
    for outlet, flag in sorted(memory.flag(rule.id, set(why))):
        yield tell_outlet(_make_id(), rule.id, outlet, flag, why[outlet, flag])


def _judge_days(rule: Rule, ledger: Ledger, memory: Memory, today: date) -> Iterator[Message]:
    why = {
        (track.value, day.day.isoformat()): day.why
        for track in rule.stands_out
        for day in find_days_out(ledger, track, rule.parties[0] if rule.parties else None, today, rule.days)
    }
    for track, day in sorted(memory.flag(rule.id, set(why), forget=False)):
        yield tell_day(_make_id(), rule.id, track, day, why[track, day])


def find_days_out(ledger: Ledger, track: Track, party: str | None, today: date, days: int) -> "list[Judged]":
    """Return the last days on which more is told on a track than is usual."""
    from marsad.app.measure_ground import find_ground  # loads numpy, for rules on days only
    from marsad.app.measuring import Wish, measure_track

    wish = Wish(step=Step.DAY, tracks=(track,), rate=_RATE, party=party)
    judged = measure_track(find_ground(ledger), wish, track, today - timedelta(days), today, spread=False).days
    return [day for day in judged if day.verdict.value == "stands_out"]


def _queue(memory: Memory, rules: Rules, rule: Rule, message: Message, moment: datetime) -> Message:
    due = find_due(rule, rules.quiet, moment)
    memory.queue(message, rule.to, moment.timestamp(), due.timestamp(), gathered=due > moment)
    return message


def _make_id() -> str:
    return f"n{secrets.token_hex(9)}"


def load_health(ledger: Path, now: float) -> list[Health]:
    """Return how the outlets of a ledger's watch do; nothing where none was watched."""
    path = ledger.with_suffix(".watch")
    if not path.exists():
        return []
    try:
        with State.open(path, readonly=True) as state:
            return [judge(find_facts(state.db, outlet, now)) for outlet in list_outlets(state.db)]
    except WatchError as error:
        raise AppError(str(error)) from error


def load_happening(ledger: Ledger, episode: Episode) -> Happening:
    """Return an episode with its tellings as alerts ask for them."""
    return Happening(episode=episode, heard=load_heard(ledger, episode.tellings))


def load_heard(ledger: Ledger, records: Sequence[str]) -> tuple[Heard, ...]:
    """Return the tellings of records in their order."""
    known = ledger.pages.tellings(records)
    return tuple(_make_heard(ledger, *known[record]) for record in records if record in known)


def _make_heard(ledger: Ledger, telling: Telling, source: str) -> Heard:
    entry = ledger.get(telling.record)
    return Heard(
        telling=telling,
        level=find_level(telling),
        voice=find_voice(telling.person, telling.actors, telling.told, telling.role),
        sentence=find_context(ledger.article_of(entry), entry.record.span).sentence,
        source=source,
        outlet=entry.article.outlet,
        url=entry.article.url,
        title=entry.article.title,
    )


def deliver(state: Path, notifiers: Mapping[str, Notify], clock: Callable[[], float]) -> tuple[int, int]:
    """Deliver what is due; return how many messages went out and how many deliveries failed.

    What is sent is marked only afterwards: who is killed in between sends it again, under the same ids. What goes to
    channels that are not among these waits for a run that knows them.
    """
    sent = failed = 0
    while True:
        with open_side(state, FILE) as db:
            waiting = Memory(db).take(clock(), notifiers)
        if waiting is None:
            return sent, failed
        error = notifiers[waiting.channel](waiting.messages)
        with open_side(state, FILE) as db:
            Memory(db).settle(waiting, clock(), error)
        sent, failed = (sent + len(waiting.keys), failed) if error is None else (sent, failed + 1)


def replay_rules(ledger: Ledger, rules: Rules, since: date | None, until: date | None) -> Iterator[Fired]:
    """Yield what the rules would have told of the past, by day."""
    known = {telling.record: telling for telling, _ in ledger.tellings()}
    days = {record: telling.told for record, telling in known.items()}
    fired: list[Fired] = []
    for episode in ledger.episodes():
        tellings = [known[record] for record in episode.tellings if record in known]
        told = [telling.told for telling in tellings if telling.told]
        if episode.background or not told or (since and max(told) < since) or (until and min(told) > until):
            continue
        met = [rule for rule in rules.rule if may_meet(rule, tellings)]
        if not met:
            continue
        heard = load_heard(ledger, episode.tellings)
        links = [link for link in ledger.links(episode.tellings) if link.target in episode.tellings]
        for rule in met:
            fired += replay(rule, heard, links, days.get, has_words)
    yield from sorted(
        (one for one in fired if (since is None or one.day >= since) and (until is None or one.day <= until)),
        key=lambda one: (one.day, one.rule, one.happening.episode.id),
    )


def find_silences(ledger: Ledger, rule: Rule, since: date | None, until: date | None) -> list[Silence]:
    """Return when outlets would have been told of as silent by a rule on flags, by day; failures are not in a ledger.

    A rule that names outlets, by their ids in the watch list, means those that the ledger has by that name or by the
    one of the reference data.
    """
    if SILENT not in rule.flags:
        return []
    known = load_outlets()
    names = {*rule.outlets, *(known[one].name for one in rule.outlets if one in known)}
    published = ledger.outlet_days()
    looked = sorted({day for days in published.values() for day in days if until is None or day <= until})
    found = [
        silence
        for outlet, days in published.items()
        if not rule.outlets or outlet in names
        for silence in iterate_silences(outlet, [day for day in days if until is None or day <= until], looked)
        if since is None or silence.day >= since
    ]
    return sorted(found)


def describe_outcome(outcome: Outcome) -> str:
    """Return in words what a run did."""
    failed = f", {outcome.failed} failed and will be tried again" if outcome.failed else ""
    waiting = f", {outcome.waiting} waiting" if outcome.waiting else ""
    return f"alerts: {outcome.found} found, {outcome.sent} sent{failed}{waiting}"
