"""`marsad alerts`: check, run, dry run."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from marsad.alerts import Fired, Rule, Rules, make_line, tell_episode
from marsad.app.alert_rules import gather_rules
from marsad.app.alerting import SILENT, describe_outcome, find_silences, replay_rules, run_rules
from marsad.app.errors import ASIDE, FINE
from marsad.app.notifying import make_notifiers
from marsad.app.opening import open_ledger
from marsad.app.settings import find_rules
from marsad.app.terminal import Screen, clean_words
from marsad.app.timeline import parse_day
from marsad.ledger import LedgerPlace
from marsad.watch import Silence

Environment = Mapping[str, str]


def run_check(screen: Screen, ledger: LedgerPlace, file: Path | None, environment: Environment) -> int:
    """Tell what the rules are; return the exit code."""
    path = file or find_rules(environment)
    rules = gather_rules(ledger.file, path, given=file is not None)
    make_notifiers(rules, environment, Path())
    for rule in rules.rule:
        screen.say(f"{_name(rule)}: to {', '.join(rule.to)}")
    screen.say(f"{path}: {len(rules.rule)} rules, {len(rules.channel)} channels, all in order")
    return FINE


def run_now(
    screen: Screen,
    ledger: LedgerPlace,
    file: Path | None,
    environment: Environment,
    clock: Callable[[], float],
    *,
    as_json: bool,
) -> int:
    """Run the alerts of a ledger; return the exit code."""
    rules = gather_rules(ledger.file, file or find_rules(environment), given=file is not None)
    with open_ledger(ledger) as opened:
        outcome = run_rules(opened, rules, environment, clock)
    if as_json:
        screen.raw(msgspec.json.encode(outcome).decode())
    else:
        screen.say(describe_outcome(outcome))
    return ASIDE if outcome.failed else FINE


def run_dry(
    screen: Screen,
    ledger: LedgerPlace,
    file: Path | None,
    environment: Environment,
    since: str | None,
    until: str | None,
    *,
    as_json: bool,
) -> int:
    """Print what the rules would have told; return the exit code."""
    rules = gather_rules(ledger.file, file or find_rules(environment), given=file is not None)
    first = parse_day(since, "--since").start if since else None
    last = parse_day(until, "--until").end if until else None
    counts = Counter({rule.id: 0 for rule in rules.rule if SILENT in rule.flags or not (rule.flags or rule.stands_out)})
    with open_ledger(ledger) as opened:
        for fired in replay_rules(opened, rules, first, last):
            counts[fired.rule] += 1
            _print_fired(screen, fired, as_json=as_json)
        for each in rules.rule:
            for silence in find_silences(opened, each, first, last):
                counts[each.id] += 1
                _print_silence(screen, each, silence, as_json=as_json)
    if not as_json:
        _note_untried(screen, rules)
        names = {rule.id: _name(rule) for rule in rules.rule}
        for rule, count in counts.items():
            screen.say(f"{names[rule]} would have fired {count} {'time' if count == 1 else 'times'}", style="bold")
    return FINE


def _note_untried(screen: Screen, rules: Rules) -> None:
    """Say what the ledger cannot tell of the past."""
    for rule in rules.rule:
        if others := [flag for flag in rule.flags if flag != SILENT]:
            screen.note(f"{_name(rule)}: when outlets were {' or '.join(others)} is not kept, and not tried")
        if rule.stands_out:
            screen.note(f"{_name(rule)}: rules on days are tried in the browser")


def _name(rule: Rule) -> str:
    return f"{rule.id} ({make_line(rule.title)})" if rule.title else rule.id


def _print_silence(screen: Screen, rule: Rule, silence: Silence, *, as_json: bool) -> None:
    if as_json:
        screen.raw(msgspec.json.encode({"rule": rule.id, "flag": SILENT, **silence._asdict()}).decode())
        return
    why = f"nothing for {silence.lasted} days; of its last {silence.known} silences the longest took {silence.longest}"
    screen.say(f"{silence.day} {rule.id}: {clean_words(silence.outlet)}: {SILENT}: {why}")


def _print_fired(screen: Screen, fired: Fired, *, as_json: bool) -> None:
    if as_json:
        rest = {"day": fired.day, "rule": fired.rule, "news": fired.news}
        episode = fired.happening.episode
        screen.raw(msgspec.json.encode({**rest, "episode": episode.id, "records": episode.tellings}).decode())
        return
    message = tell_episode("", fired.rule, fired.happening, fired.met, fired.news)
    screen.say(f"{fired.day} {fired.rule}: {message.title} – {'; '.join(fired.news)}")
    screen.quote(fired.met[0].sentence)
