"""A made corpus of articles whose episodes are known: rewordings, delays, denials, rival claims, retellings, and traps.

Traps are deeds of the same party and kind within days that differ in their matter or place, and words said again later.
The texts go through the whole reading, so that what is measured is what a user gets.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from marsad.model import Basis, Capture, When

_FIRST_DAY = date(2024, 1, 1)
_MONTHS: tuple[str, ...] = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو")
_MONTHS += ("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_LAGS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 6, 9)


@dataclass(frozen=True)
class Told:
    """A sentence of an article: which episode it tells, how (news, plan, halt, back, claim, deny), and its range."""

    episode: int
    way: str
    start: int
    end: int


@dataclass(frozen=True)
class Made:
    """An article: text, day, outlet, the source that it credits or else the outlet, what its sentences tell."""

    name: str
    text: str
    day: date
    outlet: str
    source: str
    told: tuple[Told, ...]


@dataclass
class Deed:
    """An episode: what fills the moulds, its day, and the novelty of words beside what their speaker had said."""

    number: int
    kind: dict[str, Any]
    slots: dict[str, str]
    day: date
    codes: tuple[str, str]
    novelty: str | None = None
    soft: str | None = None  # the way of softer words, where they are told so
    ways: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


@cache
def load_moulds() -> dict[str, Any]:
    """Return the moulds."""
    return tomllib.loads((Path(__file__).parent / "episodes.toml").read_text(encoding="utf-8"))


def make_deeds(count: int, dice: random.Random, days: int) -> list[Deed]:
    """Return `count` episodes over `days` days, with traps among them."""
    deeds: list[Deed] = []
    while len(deeds) < count:
        deed = _make_deed(len(deeds), dice, _FIRST_DAY + timedelta(dice.randrange(days)))
        deeds.append(deed)
        if dice.random() < 0.15 and len(deeds) < count:
            deeds.append(_make_sibling(len(deeds), deed, dice))
        if deed.kind.get("spoken") and dice.random() < 0.6 and len(deeds) < count:
            deeds.append(_say_again(len(deeds), deed, dice))
            if deeds[-1].soft and len(deeds) < count:
                deeds.append(_say_harder(len(deeds), deeds[-1], dice))
    _tell_novelty(deeds)
    return deeds


def _tell_novelty(deeds: list[Deed]) -> None:
    """Note what is new beside all that was said, also by chance: the same party on the same matter to the same one."""
    last: dict[tuple[str, ...], list[Deed]] = {}
    for deed in sorted((deed for deed in deeds if deed.kind.get("spoken")), key=lambda deed: (deed.day, deed.number)):
        before = last.setdefault((deed.kind["type"], deed.slots["what"], *deed.codes), [])
        own = [other for other in before if other.slots["who"] == deed.slots["who"]]
        old = (own or before)[-1:]
        deed.novelty = _compare(deed.soft, old[0].soft) if old else "new"
        before.append(deed)


def _compare(now: str | None, before: str | None) -> str:
    return "repeat" if bool(now) == bool(before) else "softens" if now else "escalates"


def _make_deed(number: int, dice: random.Random, day: date) -> Deed:
    words = load_moulds()
    kind = dice.choice(words["kind"])
    a, b = dice.sample(words["states"], 2)
    slots = {slot: dice.choice(kind[slot]) for slot in ("what", "where")} | {"who": dice.choice(words["speakers"])}
    slots |= {"n": str(dice.choice((300, 800, 1500, 2400, 6000, 9500)))}
    for side, state in (("a", a), ("b", b)):
        slots |= {f"{side}_{part}": state[part] for part in ("m", "f")}
        slots |= {side: state["name"], f"{side}_cap": state["capital"]}
    return Deed(
        number,
        kind,
        slots,
        day,
        (a["code"], b["code"]),
    )


def _make_sibling(number: int, deed: Deed, dice: random.Random) -> Deed:
    """Return another deed of the same parties and kind within days, of another matter."""
    slots = dict(deed.slots)
    slots["what"] = dice.choice([what for what in deed.kind["what"] if what != slots["what"]])
    slots["where"] = dice.choice(deed.kind["where"])
    return Deed(number, deed.kind, slots, deed.day + timedelta(dice.randint(0, 5)), deed.codes)


def _say_again(number: int, deed: Deed, dice: random.Random) -> Deed:
    """Return the same matter spoken of by the same speaker weeks later: as before, or in softer words."""
    soft = next((way for way in ("cond", "free") if way in deed.kind), None) if dice.random() < 0.4 else None
    day = deed.day + timedelta(dice.randint(20, 60))
    return Deed(number, deed.kind, dict(deed.slots), day, deed.codes, soft=soft)


def _say_harder(number: int, deed: Deed, dice: random.Random) -> Deed:
    """Return what was said in softer words, said again without what softened it."""
    day = deed.day + timedelta(dice.randint(20, 60))
    return Deed(number, deed.kind, dict(deed.slots), day, deed.codes)


def make_corpus(count: int, seed: int = 5, days: int | None = None) -> tuple[list[Made], list[Deed]]:
    """Return about `count` articles and their episodes, over so many days; the same seed gives the same."""
    dice = random.Random(seed)
    deeds = make_deeds(max(count // 4, 4), dice, days=days or max(count // 12, 60))
    articles: list[Made] = []
    for deed in deeds:
        articles += _tell(deed, deeds, dice, len(articles))
    return articles, deeds


def _tell(deed: Deed, deeds: list[Deed], dice: random.Random, first: int) -> Iterator[Made]:
    """Yield the articles that tell a deed: one or more, some by one agency, some denying it."""
    many = dice.choice((1, 2, 3, 4, 5, 7))
    rival = bool(deed.kind.get("claim")) and dice.random() < 0.4
    agencies = dice.sample(load_moulds()["agencies"], 2)
    for at in range(many):
        way = _choose_way(deed, at, many, rival, dice)
        lag = -dice.randint(1, 4) if way == "plan" else dice.choice(_LAGS)
        if way == "deny":
            lag = dice.randint(0, 3)
        yield _make_article(first + at, deed, way, lag, deeds, agencies[: 1 + (at % 2)], dice)


def _choose_way(deed: Deed, at: int, many: int, rival: bool, dice: random.Random) -> str:
    if deed.soft:
        return deed.soft
    if rival:
        return "deny" if at == many - 1 and many > 1 else "claim"
    if at == 0 and many > 2 and "plan" in deed.kind and dice.random() < 0.3:
        return "plan"
    return "news"


def _make_article(
    number: int, deed: Deed, way: str, lag: int, deeds: list[Deed], agencies: list[str], dice: random.Random
) -> Made:
    words = load_moulds()
    day = deed.day + timedelta(lag)
    outlet = dice.choice(words["outlets"])
    agency = dice.choice(agencies) if dice.random() < 0.6 else None
    sentences: list[tuple[str, int | None, str]] = [(_render(deed, way, day, dice), deed.number, way)]
    sentences += [(text, None, "") for text in dice.sample(words["filler"], 2)]
    old = [other for other in deeds if "back" in other.kind and (day - other.day).days > 40]
    if old and dice.random() < 0.3:
        other = dice.choice(old)
        sentences.insert(dice.randint(1, 2), (_render(other, "back", day, dice), other.number, "back"))
    lead = dice.choice(words["leads"]).format(agency=agency, **deed.slots) if agency else ""
    source = agency or outlet
    deed.ways.add(way)
    deed.sources.add(source)
    return _join(f"m{number:06}", lead, sentences, day, outlet, source)


def _join(
    name: str, lead: str, sentences: list[tuple[str, int | None, str]], day: date, outlet: str, source: str
) -> Made:
    text, told = lead, []
    for sentence, episode, way in sentences:
        start = len(text)
        text += sentence
        if episode is not None:
            told.append(Told(episode, way, start, len(text)))
        text += " "
    return Made(name, text.strip(), day, outlet, source, tuple(told))


def _render(deed: Deed, way: str, told: date, dice: random.Random) -> str:
    mould = dice.choice(deed.kind[way])
    return str(mould.format(day=_write_day(deed.day, told, way, dice), **deed.slots))


def _write_day(day: date, told: date, way: str, dice: random.Random) -> str:
    lag, weekday = (told - day).days, _WEEKDAYS[day.weekday()]
    month = f"{day.day} {_MONTHS[day.month - 1]}"
    if way == "back":
        return f"في {month} {day.year}" if day.year != told.year or dice.random() < 0.5 else f"في {month}"
    if lag == 0:
        return dice.choice(("اليوم", f"اليوم {weekday}", f"يوم {weekday}"))
    if lag == 1:
        return dice.choice(("أمس", f"أمس {weekday}", f"يوم {weekday}"))
    if 1 < lag < 6:
        return dice.choice((f"يوم {weekday} الماضي", f"في {month}"))
    return dice.choice((f"في {month}", f"يوم {month}"))


def make_captures(count: int, seed: int = 5) -> Iterator[Capture]:
    """Yield about `count` made articles as pages that stand each at an address of its own."""
    articles, _ = make_corpus(count, seed)
    for number, made in enumerate(articles):
        yield Capture(
            origin=f"{made.name}.txt",
            body=made.text.encode(),
            url=f"https://{number}.example/{made.name}",
            media="text",
            published=When.day(made.day, Basis.GIVEN),
        )
