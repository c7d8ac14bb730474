"""`marsad stories split`, `merge`, `undo` and `rebuild`: what persons say of stories."""

from collections.abc import Sequence
from datetime import UTC, datetime

from marsad.app.errors import FINE, AppError
from marsad.app.opening import open_written
from marsad.app.progress import showing_progress
from marsad.app.stories import count_articles, describe_entry
from marsad.app.terminal import Screen
from marsad.ledger import Ledger, LedgerPlace
from marsad.model import Judgement, Story, Undo
from marsad.reconcile.stories import merge_stories, split_story, undo


def run_split(screen: Screen, path: LedgerPlace, name: str, articles: Sequence[str], *, by: str, why: str) -> int:
    """Append that `articles` are another story than the rest of theirs; return the exit code."""
    with open_written(path) as ledger:
        story = ledger.story(name)
        chosen = [find_member(story, article) for article in articles]
        _append(screen, ledger, split_story(story, chosen, by=by, why=why, at=stamp()), (*chosen[:1], *story.members))
    return FINE


def find_member(story: Story, prefix: str) -> str:
    """Return the article of a story whose id begins so; raise AppError where there is none, or several."""
    found = [article for article in story.members if article.startswith(prefix)]
    if len(found) != 1:
        raise AppError(f"story {story.id} has {len(found) or 'no'} articles whose id begins with {prefix!r}")
    return found[0]


def run_merge(screen: Screen, path: LedgerPlace, name: str, other: str, *, by: str, why: str) -> int:
    """Append that two stories are one; return the exit code."""
    with open_written(path) as ledger:
        one, two = ledger.story(name), ledger.story(other)
        _append(screen, ledger, merge_stories(one, two, by=by, why=why, at=stamp()), one.members[:1])
    return FINE


def run_undo(screen: Screen, path: LedgerPlace, name: str, *, by: str, why: str) -> int:
    """Append that the judgement whose id begins with `name` is taken back; return the exit code."""
    with open_written(path) as ledger:
        entry = ledger.judgement(name)
        _append(screen, ledger, undo((entry,), entry.id, by=by, why=why, at=stamp()), ledger.judged(entry))
    return FINE


def _append(screen: Screen, ledger: Ledger, entry: Judgement | Undo, articles: Sequence[str]) -> None:
    """Append an entry, and tell of it and of the stories that its articles are in now."""
    ledger.append_judgement(entry)
    screen.say(describe_entry(entry))
    found = (ledger.story_of(article) for article in articles)
    for story in {story.id: story for story in found if story}.values():
        screen.say(f"story {story.id}: {count_articles(len(story.members))}")


def stamp() -> str:
    """Return the time of now, as judgements carry it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def run_rebuild(screen: Screen, path: LedgerPlace) -> int:
    """Make the stories anew; return the exit code."""
    with open_written(path) as ledger:
        with showing_progress(screen, "rebuilding"):
            stories = ledger.rebuild_stories()
        screen.say(f"stories told by several articles: {stories}")
    return FINE
