"""What a person does to groups: split, merge, undo. Each gives an entry to append and changes nothing."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from marsad.model.story import Judgement, Maker, Story, Undo, Verdict
from marsad.reconcile.stories.compare import make_judgement_id


class EditError(ValueError):
    """An edit that means nothing: the message says why."""


def split_story(story: Story, articles: Collection[str], *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that `articles` are another story than the rest of theirs."""
    return split_group(f"story {story.id}", story.members, articles, "articles", by=by, why=why, at=at)


def merge_stories(one: Story, other: Story, *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that two stories are one; an earlier split between them is overruled."""
    return merge_groups(f"story {one.id}", one.members, other.members, by=by, why=why, at=at)


def split_group(
    name: str, members: Collection[str], chosen: Collection[str], noun: str, *, by: str, why: str, at: str
) -> Judgement:
    """Return the judgement that the `chosen` members, which `noun` names, are apart from the rest of theirs."""
    strangers = sorted(set(chosen) - set(members))
    if strangers:
        raise EditError(f"not in {name}: {', '.join(strangers)}")
    rest = set(members) - set(chosen)
    if not rest or not chosen:
        raise EditError(f"a split of {name} must leave {noun} on both sides")
    return _make(Verdict.DIFFERENT, chosen, rest, by, why, at)


def merge_groups(name: str, one: Collection[str], other: Collection[str], *, by: str, why: str, at: str) -> Judgement:
    """Return the judgement that the group called `name` and another one are one."""
    if set(one) & set(other):
        raise EditError(f"{name} cannot be merged with itself")
    return _make(Verdict.SAME, one, other, by, why, at)


def undo(entries: Sequence[Judgement | Undo], entry: str, *, by: str, why: str, at: str) -> Undo:
    """Return the undoing of a judgement, or of an undoing, among `entries`."""
    if all(each.id != entry for each in entries):
        raise EditError(f"no judgement {entry}")
    _check(by, why)
    key = "\x1f".join((entry, by, at)).encode()
    return Undo(id="u" + blake2b(key, digest_size=9).hexdigest(), of=entry, by=by, why=(why,), at=at)


def _make(verdict: Verdict, left: Iterable[str], right: Iterable[str], by: str, why: str, at: str) -> Judgement:
    _check(by, why)
    one, other = sorted((tuple(sorted(left)), tuple(sorted(right))))
    return Judgement(
        id=make_judgement_id(verdict, one, other, by, at),
        verdict=verdict,
        left=one,
        right=other,
        maker=Maker.PERSON,
        by=by,
        why=(why,),
        at=at,
    )


def _check(by: str, why: str) -> None:
    if not by.strip() or not why.strip():
        raise EditError("a judgement says by whom and why")
