"""What an alert says: facts of the house in plain words, and the page's sentence marked as its own."""

from collections.abc import Sequence

import msgspec

from marsad.alerts.judge import Happening, Heard

_SHOWN = 3  # tellings
_LONGEST = 600  # characters of a sentence


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a page, with its record, outlet and address."""

    record: str
    sentence: str
    outlet: str | None
    url: str | None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """An alert as it goes out: `id` is the same whenever it is sent again, `about` names the episode or outlet."""

    id: str
    rule: str
    about: str
    title: str
    text: str
    news: tuple[str, ...] = ()
    level: int | None = None
    status: str | None = None
    quotes: tuple[Quoted, ...] = ()


def tell_episode(
    id_: str, rule: str, happening: Happening, met: Sequence[Heard], news: tuple[str, ...], name: str = ""
) -> Message:
    """Return the message that an episode is worth; `name` is what people call the rule."""
    episode = happening.episode
    levels = [one.level.value for one in met if one.level]
    level = max(levels, default=None)
    sides = "+".join(episode.actors) or "unnamed"
    sides += f" to {'+'.join(episode.targets)}" if episode.targets else ""
    grave = "" if level is None else f", level {level}"
    quotes = tuple(
        Quoted(record=one.telling.record, sentence=_shorten(one.sentence), outlet=one.outlet, url=one.url)
        for one in met[:_SHOWN]
    )
    when = f"{episode.since or 'undated'}"
    lines = [f"{'; '.join(news)}. {when}, {episode.status.value}: {'; '.join(episode.because)}"]
    for quote in quotes:
        lines.append(f"> {quote.sentence}\n  {quote.outlet or 'unnamed outlet'} {quote.url or ''} [{quote.record}]")
    lines.append(f"marsad show {met[0].telling.record}; episode {episode.id}; rule {make_line(name) or rule}")
    return Message(
        id=id_,
        rule=rule,
        about=episode.id,
        title=make_line(f"{episode.type.value} {sides}{grave} ({episode.status.value})"),
        text="\n".join(lines),
        news=news,
        level=level,
        status=episode.status.value,
        quotes=quotes,
    )


def tell_outlet(id_: str, rule: str, outlet: str, flag: str, why: str) -> Message:
    """Return the message that an outlet's flag is worth."""
    title = make_line(f"{outlet}: {flag}")
    return Message(id=id_, rule=rule, about=f"outlet:{outlet}", title=title, text=make_line(why), news=(flag,))


def tell_day(id_: str, rule: str, track: str, day: str, why: str) -> Message:
    """Return the message that a day is worth on which more is told than is usual."""
    title = f"{day} stands out: {track}"
    return Message(
        id=id_, rule=rule, about=f"day:{track}:{day}", title=title, text=make_line(why), news=("stands out",)
    )


def join_messages(messages: Sequence[Message]) -> tuple[str, str]:
    """Return title and text of one letter that holds one message or several."""
    if len(messages) == 1:
        return messages[0].title, messages[0].text
    parts = [f"{nth}. {one.title}\n{one.text}" for nth, one in enumerate(messages, 1)]
    return f"Marsad: {len(messages)} alerts", "\n\n".join(parts)


def make_line(text: str) -> str:
    """Return text on one line, without what a receiver might obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:200]


def _shorten(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
