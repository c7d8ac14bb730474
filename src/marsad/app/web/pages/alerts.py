"""Alerts: the rules, where they tell, what went out; and what a rule would have told of the past."""

from datetime import date, timedelta
from threading import Lock

import msgspec

from marsad.alerts import AlertError, Channel, Fired, Rule, Rules
from marsad.app.alert_rules import gather_rules, read_rules
from marsad.app.alert_state import FILE, Memory, Told, find_state
from marsad.app.alerting import SILENT, find_days_out, find_silences, replay_rules, run_rules
from marsad.app.errors import AppError
from marsad.app.rule_file import KeptRule, RuleFile
from marsad.app.settings import find_own_rules
from marsad.app.sidefile import open_side
from marsad.app.web.rule_words import describe_rule, describe_timing, tell_news
from marsad.app.web.visits import AskError, Caller, Shown, Visit
from marsad.app.web.wishes import read_number, read_period
from marsad.measure.levels import Track
from marsad.watch import Silence

_MANY = 999_999
_LAST = 30  # alerts listed
_SHOWN = 200  # alerts of a trial listed
YEAR = timedelta(365)
_TRYING = Lock()  # a trial looks through the whole ledger: one at a time


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it is listed; `kept` is None for one of the file."""

    rule: Rule
    kept: KeptRule | None
    asks: tuple[str, ...]
    timing: str
    to: tuple[str, ...]


class Fire(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that would have been: its day, the episode as it stood, the sentence, and what was news."""

    fired: Fired
    news: str

    @property
    def level(self) -> int | None:
        """The highest level of what met the rule."""
        return max((one.level.value for one in self.fired.met if one.level), default=None)


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day that would have been told of, with why."""

    day: date
    track: Track
    why: str


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule would have told from a day to another; only the last of `count` alerts are in `fires`.

    Of outlets the `silences` alone are known, which the ledger tells; of other flags nothing is.
    """

    since: date
    until: date
    count: int | None
    fires: tuple[Fire, ...] = ()
    days: tuple[Day, ...] = ()
    silences: tuple[Silence, ...] = ()
    is_partly: bool = False


def show_alerts(visit: Visit) -> Shown:
    """List rules, channels and the last alerts."""
    file, problem = _load_file(visit)
    own = open_rules(visit)
    channels = {one.id: one for one in (*file.channel, *(kept.channel for kept in own.channels()))}
    rows = [make_row(visit, kept.rule, kept, channels) for kept in own.rules()]
    rows += [make_row(visit, rule, None, channels) for rule in file.rule]
    fields = {
        "rows": rows,
        "channels": own.channels(),
        "others": file.channel,
        "file": visit.site.rules,
        "problem": problem,
        "last": _list_last(visit),
        "names": {name: channel.title or name for name, channel in channels.items()},
        "titles": {row.rule.id: row.rule.title or row.rule.id for row in rows},
        "ran": {name: read_number(visit.params, name, 0, _MANY) for name in ("found", "sent", "failed")},
    }
    return Shown(template="alerts.html", title=visit.words.label("nav.alerts"), fields=fields)


def make_row(visit: Caller, rule: Rule, kept: KeptRule | None, channels: dict[str, Channel]) -> Row:
    """Return a rule as it is listed."""
    to = tuple((channels[name].title or name) if name in channels else f"{name} ✗" for name in rule.to)
    words = visit.words
    return Row(rule=rule, kept=kept, asks=describe_rule(words, rule), timing=describe_timing(words, rule), to=to)


def open_rules(visit: Caller) -> RuleFile:
    """Return the file of rules made here."""
    return RuleFile(find_own_rules(visit.site.beside))


def _load_file(visit: Visit) -> tuple[Rules, str]:
    """Return the rules of the file, and what is wrong with it where something is."""
    nothing, path = Rules(channel=(), rule=()), visit.site.rules
    if path is None or not path.exists():
        return nothing, ""
    try:
        return read_rules(path), ""
    except (AlertError, AppError, OSError) as error:
        return nothing, str(error)


def list_channels(visit: Visit) -> tuple[Channel, ...]:
    """Return all channels that a rule may go to, those of the file included."""
    own = tuple(kept.channel for kept in open_rules(visit).channels())
    return (*own, *(one for one in _load_file(visit)[0].channel if one.id not in {each.id for each in own}))


def _list_last(visit: Visit) -> list[Told]:
    path = find_state(visit.site.beside)
    if not path.exists():
        return []
    with open_side(path, FILE, reading=True) as db:
        return Memory(db).list_last(_LAST)


def run_now(visit: Visit) -> Shown:
    """Judge what has changed and deliver what is due, as reading and watching do."""
    try:
        rules = _gather(visit)
    except (AlertError, AppError) as error:
        raise AskError("error.rules", 409) from error
    outcome = run_rules(visit.ledger, rules, visit.site.environment, lambda: visit.site.clock().timestamp())
    counts = f"found={outcome.found}&sent={outcome.sent}&failed={outcome.failed}"
    return Shown(goto=visit.link(f"/alerts?{counts}"))


def _gather(visit: Visit) -> Rules:
    """Return all rules, none where none were ever made."""
    file, own = visit.site.rules, find_own_rules(visit.site.beside)
    if own.exists() or (file and file.exists()):
        return gather_rules(visit.site.beside, file or own.with_name("none"))
    return Rules(channel=(), rule=())


def show_trial(visit: Visit) -> Shown:
    """Show what a rule, be it made here or of the file, would have told of the last year."""
    kept = {one.rule.id: one for one in open_rules(visit).rules()}
    rules = {one.id: one for one in (*_load_file(visit)[0].rule, *(each.rule for each in kept.values()))}
    rule = rules.get(visit.params.get("id", ""))
    if rule is None:
        raise AskError("error.missing", 404)
    row = make_row(visit, rule, kept.get(rule.id), {one.id: one for one in list_channels(visit)})
    since = read_since(visit.params.get("since", ""))
    fields = {"row": row, "trial": try_rule(visit, rule, since)}
    return Shown(template="alert_trial.html", title=rule.title or rule.id, fields=fields)


def read_since(text: str) -> date | None:
    """Return the first day of the year, month or day that was asked for; raise AskError where it is none."""
    return read_period(text.strip())[0] if text.strip() else None


def try_rule(visit: Visit, rule: Rule, since: date | None = None) -> Trial:
    """Return what a rule would have told since a day, or in a year, up to the ledger's newest day."""
    today = visit.site.clock().date()
    until = visit.ledger.newest_day(today) or today
    since = since or until - YEAR
    if not _TRYING.acquire(blocking=False):
        raise AskError("error.busy", 503)
    try:
        if rule.flags:
            return _try_flags(visit, rule, since, until)
        if rule.stands_out:
            days = _find_days(visit, rule, since, until)
            return Trial(since=since, until=until, count=len(days), days=tuple(days[:_SHOWN]))
        rules = Rules(channel=(), rule=(rule,))
        fired = tuple(replay_rules(visit.ledger, rules, since, until))
    finally:
        _TRYING.release()
    fires = tuple(Fire(fired=one, news=tell_news(visit.words, one.news)) for one in fired[-_SHOWN:][::-1])
    return Trial(since=since, until=until, count=len(fired), fires=fires)


def _try_flags(visit: Visit, rule: Rule, since: date, until: date) -> Trial:
    if SILENT not in rule.flags:
        return Trial(since=since, until=until, count=None)
    found = find_silences(visit.ledger, rule, since, until)[::-1]
    shown = tuple(found[:_SHOWN])
    return Trial(since=since, until=until, count=len(found), silences=shown, is_partly=len(rule.flags) > 1)


def _find_days(visit: Visit, rule: Rule, since: date, until: date) -> list[Day]:
    party = next(iter(rule.parties), None)
    found = [
        Day(day=one.day, track=track, why=one.why)
        for track in rule.stands_out
        for one in find_days_out(visit.ledger, track, party, until, (until - since).days)
    ]
    return sorted(found, key=lambda one: (one.day, one.track), reverse=True)
