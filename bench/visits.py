"""Addresses that readers and programs ask for: all pages and lists, with random filters and things of the ledger."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from marsad.ledger import EpisodeFilter, Ledger, StoryFilter
from marsad.model import Modality, SignalType
from marsad.model.kinds import Status

_MANY = 400  # things of a kind to choose from
_WORD = re.compile(r"\w{4,}")


class Pool(NamedTuple):
    """Things that a ledger holds; `words` are of its texts, as often as they stand there."""

    episodes: Sequence[str]
    articles: Sequence[str]
    records: Sequence[str]
    stories: Sequence[str]
    persons: Sequence[str]
    parties: Sequence[str]
    outlets: Sequence[str]
    days: Sequence[str]
    words: Sequence[str]
    phrases: Sequence[str]


def load_pool(path: Path, seed: int) -> Pool:
    """Return things from all over a ledger, the same for the same seed."""
    dice = random.Random(seed)
    with Ledger.open(path, readonly=True) as ledger:
        number = ledger.sizes().episodes
        places = sorted(dice.sample(range(number), min(_MANY, number)))
        episodes = [*ledger.episodes(EpisodeFilter(newest=True, limit=200))]
        for place in places[:: max(1, len(places) // 40)]:
            episodes += ledger.episodes(EpisodeFilter(limit=5, offset=place))
        records = [record for episode in episodes for record in episode.tellings]
        entries = [*ledger.entries_of(records).values()]
        texts = [ledger.article(entry.article.id).text for entry in dice.sample(entries, min(60, len(entries)))]
        words = [word for text in texts for word in _WORD.findall(text)]
        return Pool(
            episodes=sorted(one.id for one in episodes),
            articles=sorted({entry.article.id for entry in entries}),
            records=sorted(records),
            stories=[one.id for one in ledger.stories(StoryFilter(limit=_MANY))],
            persons=[one.name for one in ledger.persons(50)],
            parties=[one.name for one in ledger.parties(50)],
            outlets=list(ledger.outlet_names()),
            days=sorted({str(one.since) for one in episodes if one.since}),
            words=words,
            phrases=[" ".join(text.split()[1:3]) for text in texts],
        )


def list_pages(pool: Pool, dice: random.Random) -> dict[str, Callable[[], str]]:
    """Return for each page how to make its next address."""

    def choose(things: Sequence[str]) -> str:
        return dice.choice(things) if things else ""

    def narrow() -> dict[str, str]:
        """Return some filters of the timeline and the matrix."""
        made = {
            "in": choose(pool.days)[: dice.choice((4, 7, 7, 10))],
            "type": dice.choice(tuple(SignalType)).value,
            "status": dice.choice(tuple(Status)).value,
            "modality": dice.choice(tuple(Modality)).value,
            "party": choose(pool.parties),
            "actor": choose(pool.parties),
            "outlet": choose(pool.outlets),
            "page": str(dice.randint(1, 5)),
        }
        return {name: made[name] for name in dice.sample(sorted(made), dice.choice((0, 1, 1, 2, 3))) if made[name]}

    def search() -> str:
        words = [choose(pool.words) for _ in range(dice.choice((1, 1, 2, 3)))]
        wanted = f'"{choose(pool.phrases)}"' if dice.random() < 0.2 else " ".join(words)
        return f"/search?{urlencode({'q': wanted})}"

    pages: dict[str, Callable[[], str]] = {
        "today": lambda: dice.choice(("/", "/", f"/?{urlencode({'day': choose(pool.days)})}")),
        "timeline": lambda: f"/timeline?{urlencode(narrow())}",
        "matrix": lambda: f"/matrix?{urlencode(narrow())}",
        "episode": lambda: f"/episode/{choose(pool.episodes)}",
        "article": lambda: f"/article/{choose(pool.articles)}",
        "speakers": lambda: "/speakers",
        "speaker": lambda: "/speaker?" + urlencode(dice.choice(_name_voices(pool, choose))),
        "stories": lambda: f"/stories?{urlencode({'page': dice.randint(1, 9)})}",
        "story": lambda: f"/story/{choose(pool.stories)}",
        "outlets": lambda: "/outlets",
        "outlet": lambda: f"/outlet?{urlencode({'name': choose(pool.outlets)})}",
        "search": search,
        "review": lambda: f"/review?{urlencode({'skip': dice.randint(0, 30)})}",
        "reviews": lambda: "/reviews",
    }
    return {name: partial(_in_english, make) for name, make in pages.items()}


def _in_english(make: Callable[[], str]) -> str:
    return f"/en{make()}"


def _name_voices(pool: Pool, choose: Callable[[Sequence[str]], str]) -> Sequence[dict[str, str]]:
    return [{"party": choose(pool.parties)}] + ([{"person": choose(pool.persons)}] if pool.persons else [])


def list_questions(pool: Pool, dice: random.Random) -> dict[str, Callable[[], str]]:
    """Return for each list of the interface for programs how to make its next address."""

    def ask(name: str, **fields: object) -> str:
        kept = {key: value for key, value in fields.items() if value and dice.random() < 0.5}
        return f"/api/{name}?{urlencode(kept)}"

    def choose(things: Sequence[str]) -> str:
        return dice.choice(things) if things else ""

    def month() -> str:
        return choose(pool.days)[:7]

    return {
        "api records": lambda: ask(
            "records",
            order="day",
            since=month(),
            party=choose(pool.parties),
            type=dice.choice(tuple(SignalType)).value,
            outlet=choose(pool.outlets),
        ),
        "api record": lambda: f"/api/records/{choose(pool.records)}",
        "api articles": lambda: ask("articles", since=month(), outlet=choose(pool.outlets)),
        "api article": lambda: f"/api/articles/{choose(pool.articles)}",
        "api stories": lambda: ask("stories", since=month(), outlets=dice.randint(1, 4)),
        "api episodes": lambda: ask(
            "episodes", since=month(), party=choose(pool.parties), type=dice.choice(tuple(SignalType)).value
        ),
        "api episode": lambda: f"/api/episodes/{choose(pool.episodes)}",
        "api links": lambda: ask("links", record=choose(pool.records)),
        "api sayings": lambda: f"/api/sayings?{urlencode({'party': choose(pool.parties)})}",
        "api series": lambda: f"/api/series?{urlencode({'track': dice.choice(('words', 'acts')), 'since': month()})}",
        "api search": lambda: f"/api/search?{urlencode({'q': choose(pool.words)})}",
    }
