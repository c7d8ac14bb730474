"""`marsad episodes show`: one episode with every telling, its source chain, and what is linked to it."""

from collections.abc import Iterator

import msgspec
from rich.text import Text

from marsad.app.context import Context, find_context
from marsad.app.episode_list import STYLES, describe_days, find_highest
from marsad.app.errors import FINE
from marsad.app.gathering import UNNAMED, Gathered, gather
from marsad.app.labels import describe_parties, describe_record
from marsad.app.opening import open_ledger
from marsad.app.rows import Row, print_rows
from marsad.app.scale import describe_level
from marsad.app.showing import find_chain, find_statement
from marsad.app.stories import is_persons, print_judgements
from marsad.app.terminal import Screen
from marsad.ledger import ArticleHead, Ledger, LedgerPlace
from marsad.model import Signal
from marsad.model.episode import Episode, Link


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of an episode as it is shown: where, through whom, and in what sentence; `source` is its upstream."""

    signal: Signal
    article: ArticleHead
    source: str
    chain: tuple[str, ...]
    context: Context


def run_episode(screen: Screen, path: LedgerPlace, name: str, *, as_json: bool) -> int:
    """Print the episode whose id, or a record of which, begins with `name`; return the exit code."""
    with open_ledger(path) as ledger:
        episode = ledger.episode(name)
        gathered = gather(screen, ledger, [episode], placed=True)
        told = [read_telling(ledger, gathered, record) for record in episode.tellings]
        judged = [entry for entry in ledger.episode_judgements(episode.id) if is_persons(entry)]
    links = gathered.links_of(episode)
    if as_json:
        level = find_highest(gathered, episode)
        whole = {"episode": episode, "level": level, "tellings": told, "links": links, "judgements": judged}
        screen.raw(msgspec.json.encode(whole).decode())
        return FINE
    _print_head(screen, gathered, episode)
    for one in told:
        _print_telling(screen, one)
    _print_links(screen, gathered, episode, links)
    print_judgements(screen, judged)
    return FINE


def read_telling(ledger: Ledger, gathered: Gathered, record: str) -> Told:
    """Return a telling with its sentence and the chain through which it came."""
    entry = ledger.get(record)
    signal, article = gathered.rows[record].signal, ledger.article_of(entry)
    return Told(
        signal=signal,
        article=gathered.rows[record].article,
        source=gathered.sources[signal.article],
        chain=find_chain(entry, find_statement(ledger, entry)),
        context=find_context(article, signal.span),
    )


def _print_head(screen: Screen, gathered: Gathered, episode: Episode) -> None:
    title = f"{episode.id}  {episode.type.value} {describe_parties(episode.actors, episode.targets)}"
    screen.out.rule(Text(title, style="bold"), align="left", style="dim")
    screen.say(Text.assemble((episode.status.value, STYLES[episode.status]), f": {'; '.join(episode.because)}"))
    print_rows(screen, list(_list_facts(gathered, episode)))


def _list_facts(gathered: Gathered, episode: Episode) -> Iterator[Row]:
    days = describe_days(episode.since, episode.until)
    yield "day", days if episode.is_dated or episode.since is None else f"{days} (first told)"
    yield "modality", episode.modality.value
    if episode.place:
        yield "place", episode.place
    if level := find_highest(gathered, episode):
        yield "level", describe_level(level)
    if episode.background:
        yield "told", "only as background"
    yield "sources", f"{len(episode.sources)}: {', '.join(source or UNNAMED for source in episode.sources)}"
    outlets = gathered.outlets(episode)
    yield "outlets", f"{len(outlets)}: {', '.join(outlets)}"


def _print_telling(screen: Screen, told: Told) -> None:
    published = told.article.published.iso() if told.article.published else "undated"
    parts = (told.signal.id, f"published {published}", describe_record(told.signal))
    screen.say("")
    screen.say(Text(" · ".join(parts), style="bold"))
    screen.quote(told.context.sentence)
    screen.say(screen.cell(f"{' → '.join(told.chain)} · from {told.source}", screen.out.width, "dim"))


def _print_links(screen: Screen, gathered: Gathered, episode: Episode, links: tuple[Link, ...]) -> None:
    own = {*episode.tellings}
    for link in links:
        outward = link.source in own
        other = gathered.rows[link.target if outward else link.source]
        mine = link.source if outward else link.target
        kind = link.kind.value.replace("_", " ")
        arrow = f"{mine} {kind} →" if outward else f"{mine} ← {kind}"
        screen.say("")
        head = f"{arrow} {other.signal.id} {describe_record(other.signal)} · {link.score:.2f} · {'; '.join(link.why)}"
        screen.say(Text(head, style="cyan"))
        screen.quote(other.signal.span.quote)
