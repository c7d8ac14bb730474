"""`marsad stories`: which articles tell one text, and where it comes from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec
from rich.text import Text

from marsad.app.errors import FINE
from marsad.app.opening import open_ledger
from marsad.app.rows import Row
from marsad.app.terminal import Screen
from marsad.ledger import ArticleHead, LedgerPlace, StoryFilter, StoryHead
from marsad.model import Copy, Judgement, Maker, Story, Undo, Upstream
from marsad.reconcile.stories import find_standing

MOST_ARTICLES = 5  # in one line


def run_stories(screen: Screen, path: LedgerPlace, wanted: StoryFilter, *, as_json: bool) -> int:
    """Print the stories that `wanted` lets through; return the exit code."""
    found = 0
    with open_ledger(path) as ledger:
        for head in ledger.stories(wanted):
            found += 1
            if as_json:
                screen.raw(msgspec.json.encode(head).decode())
            else:
                print_head(screen, head)
    if not found and not as_json:
        screen.say("no stories told by several articles; read more pages, or ask for less")
    if found == wanted.limit and not as_json:
        screen.say("… there may be more; raise --limit", style="dim")
    return FINE


def print_head(screen: Screen, head: StoryHead) -> None:
    """Print a story's id, days and outlets on one line, where it comes from, and its title below."""
    counts = f"{count_articles(head.size)} in {head.outlets} outlet{'s' if head.outlets > 1 else ''}"
    line = f"{head.id}  {describe_days(head.since, head.until)} · {counts}"
    screen.say(Text(line, style="bold"))
    parts = [f"from {describe_upstream(head.upstream)}"]
    parts += [f"first in {head.outlet}"] if head.outlet and head.outlet != head.upstream.name else []
    screen.say(screen.cell(" · ".join(parts), screen.out.width, "dim"))
    screen.quote(head.title or head.counted)
    screen.say("")


def count_articles(count: int) -> str:
    """Return so many articles in words."""
    return f"{count} article{'s' if count > 1 else ''}"


def describe_days(since: date | None, until: date | None) -> str:
    """Return a day or the first and the last one."""
    if since is None or until is None:
        return "undated"
    return since.isoformat() if since == until else f"{since.isoformat()}/{until.isoformat()}"


def describe_upstream(upstream: Upstream) -> str:
    """Return where a story comes from, and how that is known."""
    if upstream.basis == "earliest":
        return f"{upstream.name or 'an unnamed outlet'} (the earliest)"
    return f"{upstream.name} ({upstream.basis})" if upstream.name else "agencies without a name"


def describe_copy(copy: Copy) -> str:
    """Return what an article is beside the one that counts."""
    return f"{copy.kind}, holds {copy.held:.0%} of it, {copy.own:.0%} its own"


def list_story(story: Story, heads: Mapping[str, ArticleHead]) -> Iterator[Row]:
    """Yield a story of several articles in a few lines, for the facts of one of them."""
    outlets = len({head.outlet for head in heads.values() if head.outlet})
    yield "story", f"{story.id}: {count_articles(len(story.members))} in {max(outlets, 1)} outlets"
    yield "", f"from {describe_upstream(story.upstream)}"
    kinds = {copy.article: copy.kind for copy in story.copies}
    for article in story.members[:MOST_ARTICLES]:
        head = heads[article]
        when = head.published.iso() if head.published else "undated"
        yield "", " · ".join((article, when, head.outlet or head.origin, kinds.get(article, "counts for all")))
    if len(story.members) > MOST_ARTICLES:
        yield "", f"… and {len(story.members) - MOST_ARTICLES} more; see marsad stories show {story.id}"


def run_story(screen: Screen, path: LedgerPlace, name: str, *, links: bool, as_json: bool) -> int:
    """Print the story whose id, or the id of whose article, is or begins with `name`; return the exit code."""
    with open_ledger(path) as ledger:
        story = ledger.story(name)
        heads = {head.id: head for head in map(ledger.head, story.members)}
        judged = [entry for entry in ledger.judgements(story.id) if links or is_persons(entry)]
    if as_json:
        whole = {"story": story, "articles": [heads[each] for each in story.members], "judgements": judged}
        screen.raw(msgspec.json.encode(whole).decode())
        return FINE
    print_story(screen, story, heads)
    print_judgements(screen, judged)
    return FINE


def is_persons(entry: Judgement | Undo) -> bool:
    """Tell whether a person said something, and not the rule."""
    return isinstance(entry, Undo) or entry.maker is Maker.PERSON


def print_story(screen: Screen, story: Story, heads: Mapping[str, ArticleHead]) -> None:
    """Print where a story comes from and its articles in the order of telling."""
    screen.out.rule(Text(f"{story.id}  {count_articles(len(story.members))}", style="bold"), align="left", style="dim")
    why = "; ".join(story.upstream.because)
    screen.say(screen.cell(f"from {describe_upstream(story.upstream)}: {why}", screen.out.width))
    screen.say("")
    copies = {copy.article: copy for copy in story.copies}
    for article in story.members:
        head, copy = heads[article], copies.get(article)
        what = describe_copy(copy) if copy else "counts for all" if copies else "alone"
        when = head.published.iso() if head.published else "undated"
        line = " · ".join((article, when, head.outlet or head.origin, what))
        screen.say(screen.cell(line, screen.out.width, "" if copy else "bold"))
        screen.quote(head.title or "", indent=2)


def print_judgements(screen: Screen, entries: Iterable[Judgement | Undo]) -> None:
    """Print what was judged, and what of it does not stand any more."""
    judged = list(entries)
    standing = {entry.id for entry in find_standing(judged)}
    for entry in judged:
        taken_back = isinstance(entry, Judgement) and entry.id not in standing
        screen.say("")
        screen.say(Text(f"{describe_entry(entry)}{' (taken back)' if taken_back else ''}"))
        screen.quote(f"{'; '.join(entry.why)}", style="dim")


def describe_entry(entry: Judgement | Undo) -> str:
    """Return a judgement's id, what it says of which articles, by whom and when."""
    said = f"undoes {entry.of}" if isinstance(entry, Undo) else " ".join(_list_said(entry))
    return f"{entry.id}  {said} · {entry.by}{f' · {entry.at}' if entry.at else ''}"


def _list_said(judgement: Judgement) -> Iterator[str]:
    yield judgement.verdict.value
    for side, joint in ((judgement.left, " |"), (judgement.right, "")):
        more = len(side) - MOST_ARTICLES
        yield f"{' '.join(side[:MOST_ARTICLES])}{f' and {more} more' if more > 0 else ''}{joint}"
