"""What a brief rests on, and what it leaves out: pages and copies, edits, inputs set aside."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from marsad.brief.holdings import Holdings
from marsad.brief.nouns import Aside, Coverage, Edited
from marsad.ledger import ArticleHead, Edit, SetAside

_MOST_ORIGINS = 3


def count_coverage(holdings: Holdings, since: date, until: date) -> Coverage:
    """Return the pages published in the period, each text counted once, and the pages without any day."""
    standing = [head for head in holdings.heads.values() if not head.earlier]
    ours = [head for head in standing if head.published and _is_in(head, since, until)]
    ids = {head.id for head in ours}
    told = [one.record for one in holdings.tellings.values() if one.article in ids]
    outlets = Counter(head.outlet or head.origin for head in ours)
    return Coverage(
        pages=len(ours),
        on_topic=sum(head.on_topic for head in ours),
        copies=sum(not head.counted for head in ours),
        signals=len(told),
        episodes=len({holdings.episode_of[record].id for record in told}),
        outlets=tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        undated=holdings.undated,
    )


def _is_in(head: ArticleHead, since: date, until: date) -> bool:
    return head.published is not None and since <= head.published.end <= until


def list_edits(edits: Iterable[Edit], since: date, until: date) -> tuple[Edited, ...]:
    """Return the edits found in the period, the newest first."""
    ours = [edit for edit in edits if since <= edit.at.date() <= until]
    return tuple(
        Edited(
            before=edit.before.id,
            after=edit.after.id,
            origin=edit.after.origin,
            seen=edit.seen,
            at=edit.at,
            alike=edit.alike,
            url=edit.after.url,
            outlet=edit.after.outlet,
            title_before=edit.before.title,
            title_after=edit.after.title,
        )
        for edit in sorted(ours, key=lambda edit: (edit.at, edit.after.id), reverse=True)
    )


def list_aside(aside: Iterable[SetAside], since: date, until: date) -> tuple[Aside, ...]:
    """Return what was set aside in the period by reason, the most frequent first."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in aside:
        if since.isoformat() <= one.at[:10] <= until.isoformat():
            by_reason[one.reason].append(one.origin)
    found = [
        Aside(reason=reason, count=len(origins), origins=tuple(sorted(origins)[:_MOST_ORIGINS]))
        for reason, origins in by_reason.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.reason)))
