"""A made corpus of stories whose truth is known: copies, cuts, added leads, spellings, translations, and traps.

Traps are what looks alike and is another story: follow-ups that repeat their background, daily reports of one mould
with other numbers, digests of several stories, and the lines that an outlet puts below all of its articles.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from marsad.model import Article, Basis, Block, BlockKind, When

_SLOT = re.compile(r"\{(\w+)\}")
_PAIRED = {"verb": "verbs", "role": "roles", "noun": "nouns", "adj": "adjectives", "deed": "deeds", "linker": "linkers"}
_NAMED = {"person": "persons", "place": "places", "body": "bodies", "unit": "units"}
_MONTHS = (("يناير", "كانون الثاني"), ("فبراير", "شباط"), ("مارس", "آذار"), ("أبريل", "نيسان"), ("مايو", "أيار"))
_FIRST_DAY = date(2024, 1, 1)
_SPELLINGS = (  # what is replaced by what, as outlets differ in it
    ("غ", "ج"),
    ("[أإآ]", "ا"),
    (r"ة\b", "ه"),
    (r"ي\b", "ى"),
    (r"(?<=\w)ات\b", "ـات"),
    ("مسؤول", "مسئول"),
)
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
COPIES = ("verbatim", "cut", "lead", "spelling", "edited", "translated", "outlet", "mixed")


@dataclass(frozen=True)
class Made:
    """An article with the number of its story and how it was made."""

    article: Article
    story: int
    kind: str


@dataclass
class Sentence:
    """What a sentence says: a mould and what fills its slots, as pairs of renderings or plain words."""

    mould: list[str]
    fill: dict[str, list[list[str]]] = field(default_factory=dict)

    def render(self, voice: int, dice: random.Random | None = None) -> str:
        """Return the sentence by a translator; with dice, each word is his own or the other's."""
        mould = self.mould[voice % len(self.mould)]
        used: dict[str, int] = {}

        def put(match: re.Match[str]) -> str:
            slot = match[1]
            at = used.get(slot, 0)
            used[slot] = at + 1
            options = self.fill[slot][at % len(self.fill[slot])]
            other = dice is not None and dice.random() < 0.7
            return options[(voice + other) % len(options)]

        return _SLOT.sub(put, mould)


@cache
def load_words() -> dict[str, list]:  # type: ignore[type-arg]
    """Return the word lists and moulds."""
    return tomllib.loads((Path(__file__).parent / "stories.toml").read_text(encoding="utf-8"))


def make_corpus(count: int, seed: int = 11) -> Iterator[Made]:
    """Yield about `count` articles over a time in proportion; the same seed gives the same articles."""
    dice = random.Random(seed)
    days = max(count // 150, 30)
    made = story = 0
    old: list[tuple[list[Sentence], int]] = []
    while made < count:
        story += 1
        day = _FIRST_DAY + timedelta(days=dice.randrange(days))
        trap = dice.random()
        if trap < 0.06 and len(old) > 20:
            sentences, day = _follow(old, dice)
        elif trap < 0.10:
            sentences = _report(dice)
        elif trap < 0.13 and len(old) > 20:
            sentences, day = _digest(old, dice)
        else:
            sentences = _event(dice, day)
            old.append((sentences, (day - _FIRST_DAY).days))
            old = old[-400:]
        for number, kind in enumerate(_kinds(dice)):
            yield Made(_print(sentences, kind, day, f"{story}-{number}", dice), story, kind)
            made += 1


def _kinds(dice: random.Random) -> list[str]:
    copies = 0 if dice.random() < 0.6 else min(int(dice.paretovariate(0.9)), 40)
    return ["original"] + [dice.choice(COPIES) for _ in range(copies)]


def _event(dice: random.Random, day: date) -> list[Sentence]:
    words = load_words()
    people, places = dice.sample(words["persons"], 2), dice.sample(words["places"], 3)
    moulds = [words["moulds"][0]] + [dice.choice(words["moulds"][1:]) for _ in range(dice.randrange(5, 16))]
    return [_fill(mould, dice, people, places, day) for mould in moulds]


def make_sentences(dice: random.Random, day: date, count: int) -> list[str]:
    """Return so many sentences of an event."""
    return [sentence.render(0) for sentence in _event(dice, day)][:count]


def _fill(mould: list[str], dice: random.Random, people: list[str], places: list[str], day: date) -> Sentence:
    words = load_words()
    sentence = Sentence(mould)
    for slot in dict.fromkeys(_SLOT.findall(" ".join(mould))):
        if slot in _PAIRED:
            sentence.fill[slot] = [list(pair) for pair in dice.sample(words[_PAIRED[slot]], 5)]
        elif slot == "number":
            sentence.fill[slot] = [
                [str(dice.choice((dice.randrange(12, 99), dice.randrange(100, 9_999))))] for _ in "12"
            ]
        elif slot == "day":
            then = day - timedelta(days=dice.randrange(1, 90))
            sentence.fill[slot] = [[f"{then.day} {month}" for month in _MONTHS[(then.month - 1) % 5]]]
        else:
            known = {"person": people, "place": places}.get(slot) or words[_NAMED[slot]]
            sentence.fill[slot] = [[each] for each in dice.sample(known, min(2, len(known)))]
    return sentence


def _follow(old: list[tuple[list[Sentence], int]], dice: random.Random) -> tuple[list[Sentence], date]:
    """Return a later event whose background is an earlier one's sentences."""
    earlier, at = dice.choice(old)
    day = _FIRST_DAY + timedelta(days=at + dice.randrange(1, 4))
    fresh = _event(dice, day)
    background = dice.sample(earlier[1:], min(len(earlier) - 1, max(2, len(fresh) // 3)))
    return fresh + background, day


def _report(dice: random.Random) -> list[Sentence]:
    places = dice.sample(load_words()["places"][:4], 2)
    return [_fill([mould], dice, ["-"], places, _FIRST_DAY) for mould in load_words()["reports"]]


def _digest(old: list[tuple[list[Sentence], int]], dice: random.Random) -> tuple[list[Sentence], date]:
    """Return the beginnings of several stories of one time under one another."""
    chosen = dice.sample(old, 4)
    day = _FIRST_DAY + timedelta(days=max(at for _, at in chosen))
    return [sentence for sentences, _ in chosen for sentence in sentences[:3]], day


def _print(sentences: list[Sentence], kind: str, day: date, name: str, dice: random.Random) -> Article:
    words, outlet = load_words(), dice.choice(load_words()["outlets"])
    steps = dice.sample(("cut", "lead", "spelling", "edited", "outlet"), 2) if kind == "mixed" else (kind,)
    voice = 1 if "translated" in steps else 0
    kept = sentences
    if "cut" in steps:
        kept = kept[: max(3, round(len(kept) * dice.uniform(0.35, 0.8)))]
    if "edited" in steps and len(kept) > 5:
        gone = set(dice.sample(range(1, len(kept)), max(1, len(kept) // 8)))
        kept = [sentence for at, sentence in enumerate(kept) if at not in gone]
    printed = [sentence.render(voice, dice if voice else None) for sentence in kept]
    if "edited" in steps:
        printed = [_touch(sentence, dice) for sentence in printed]
    if "lead" in steps:
        printed = [sentence.render(0) for sentence in _event(dice, day)[: dice.randrange(1, 3)]] + printed
    if "outlet" in steps:
        printed[len(printed) // 2] += f" كما جاء في تصريح خاص لـ«{outlet}»"
    text = ". ".join(printed) + "."
    if "spelling" in steps:
        for old, new in dice.sample(_SPELLINGS, 3):
            text = re.sub(old, new, text)
        text = _swap_months(text).translate(_DIGITS)
    credit = dice.choice(("", "", f"({dice.choice(words['agencies'])}) - ", "وكالات - "))
    tail = "\n" + dice.choice(words["tails"]).format(outlet=outlet) if dice.random() < 0.3 else ""
    late = 0 if kind == "original" else dice.choice((0, 0, 0, 1))
    return make_article(name, credit + text + tail, outlet, day + timedelta(days=late))


def _touch(sentence: str, dice: random.Random) -> str:
    """Change one word of a sentence in three."""
    if dice.random() < 0.67:
        return sentence
    parts = sentence.split()
    parts[dice.randrange(len(parts))] = dice.choice(load_words()["nouns"])[0]
    return " ".join(parts)


def _swap_months(text: str) -> str:
    for one, other in _MONTHS:
        text = re.sub(rf"\b{one}\b", other, text)
    return text


def make_article(name: str, text: str, outlet: str, day: date) -> Article:
    """Return an article whose body is a text."""
    return Article(
        id=f"a{name}",
        digest=name,
        origin=name,
        text=text,
        blocks=(Block(start=0, end=len(text), kind=BlockKind.BODY),),
        outlet=outlet,
        published=When.day(day, Basis.METADATA),
    )
