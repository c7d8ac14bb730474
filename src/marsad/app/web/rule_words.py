"""Rules of alerts, and what they find, in the words of a language."""

import re
from collections.abc import Iterable, Iterator

from marsad.alerts import Condition, Rule
from marsad.app.web.rule_form import CHOICES
from marsad.app.web.words import Words
from marsad.brief.page.grades import tell_grade

_LABELS = {"types": "type", "modality": "modality", "status": "status", "voice": "mark"}
_NOW = re.compile(r"now (\w+), was (\w+)")
_LEVEL = re.compile(r"level (-?\d+)(?:, was (-?\d+))?")
_SOURCE = re.compile(r"told by (.+) too")


def describe_rule(words: Words, rule: Rule) -> tuple[str, ...]:
    """Return what a rule asks for, a line each."""
    lines = []
    if rule.flags:
        lines.append(_tell(words, "flags", [words.label(f"flag.{flag.replace(' ', '_')}") for flag in rule.flags]))
    if rule.stands_out:
        lines.append(_tell(words, "stands_out", [words.label(f"track.{track.value}") for track in rule.stands_out]))
    lines += _describe(words, rule)
    some = [words.row(_describe(words, condition)) for condition in rule.any]
    if some:
        either = f" {words.label('rule.or')} ".join(some)
        lines.append(f"{words.label('rule.any')}{words.label('colon')} {either}")
    return tuple(lines) or (words.label("rule.everything"),)


def _describe(words: Words, wanted: Condition) -> Iterator[str]:
    for name in CHOICES:
        if values := getattr(wanted, name):
            yield _tell(words, name, [words.label(f"{_LABELS[name]}.{value.value}") for value in values])
    if wanted.level is not None:
        yield _tell(words, "level", [tell_grade(words, wanted.level) + f" ({wanted.level})"])
    if wanted.track:
        yield _tell(words, "track", [words.label(f"track.{wanted.track.value}")])
    if wanted.parties:
        yield _tell(words, "parties", map(words.name, wanted.parties))
    if wanted.pairs:
        pairs = [f" {words.label('arrow')} ".join(map(words.name, pair.split(":"))) for pair in wanted.pairs]
        yield _tell(words, "pairs", pairs)
    if wanted.places:
        yield _tell(words, "places", map(words.place, wanted.places))
    for name in ("words", "outlets"):
        if values := getattr(wanted, name):
            yield _tell(words, name, values)


def _tell(words: Words, name: str, values: Iterable[str]) -> str:
    return f"{words.label(f'rule.{name}')}{words.label('colon')} {words.list(values)}"


def describe_timing(words: Words, rule: Rule) -> str:
    """Return when a rule's alerts go out."""
    parts = [words.label("rule.urgent")] if rule.urgent else []
    parts += [f"{words.label('rule.digest')} {words.enclose(rule.digest)}"] if rule.digest else []
    quiet = f"{rule.quiet} {rule.zone or ''}".strip()
    parts += [f"{words.label('rule.quiet')} {words.enclose(quiet)}"] if rule.quiet else []
    return words.row(parts) or words.label("rule.at_once")


def tell_news(words: Words, news: Iterable[str]) -> str:
    """Return what is news of an episode."""
    return words.row(_tell_one(words, each) for each in news)


def _tell_one(words: Words, news: str) -> str:
    if found := _NOW.fullmatch(news):
        now, was = (words.label(f"status.{status}") for status in found.groups())
        return words.label("told.status", now=now, was=was)
    if found := _LEVEL.fullmatch(news):
        now, was = found.groups()
        return words.label("told.level", now=now, was=was) if was else words.label("told.level_first", now=now)
    if found := _SOURCE.fullmatch(news):
        return words.label("told.source", names=found[1])
    return words.label("told.new") if news == "new" else words.phrase(news)
