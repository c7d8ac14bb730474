"""Stories: texts that several articles tell, and what each of these is beside the first."""

import msgspec

from marsad.app.web.visits import Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_page, read_wish
from marsad.ledger import ArticleHead, StoryFilter
from marsad.model.story import Copy


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a story; `copy` tells what it is beside the upstream or earliest one."""

    head: ArticleHead
    copy: Copy | None


def show_stories(visit: Visit) -> Shown:
    """List the stories, the newest first."""
    page, wish = read_page(visit.params), read_wish(visit.params).filter
    wanted = StoryFilter(since=wish.since, until=wish.until, limit=AT_ONCE + 1, offset=(page - 1) * AT_ONCE)
    found = tuple(visit.ledger.stories(wanted))
    fields = {"stories": found[:AT_ONCE], "more": len(found) > AT_ONCE, "page": page}
    return Shown(template="stories.html", title=visit.words.label("nav.stories"), fields=fields)


def show_story(visit: Visit) -> Shown:
    """Show the story that the path names by its id or by one of its articles'."""
    story = visit.ledger.story(visit.named["id"])
    copies = {copy.article: copy for copy in story.copies}
    members = [Member(head=visit.ledger.head(name), copy=copies.get(name)) for name in story.members]
    members.sort(key=lambda one: (one.head.published.start.isoformat() if one.head.published else "9", one.head.id))
    counted = next((one for one in members if one.head.counted), members[0])
    fields = {"story": story, "members": members, "judged": tuple(visit.ledger.judgements(story.id))}
    return Shown(template="story.html", title=counted.head.title or story.id, fields=fields)
