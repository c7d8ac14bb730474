"""From judgements to groups: who stands together once everybody has been heard."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.reconcile.stories.sets import Groups


def find_standing(entries: Sequence[Judgement | Undo]) -> tuple[Judgement, ...]:
    """Return the judgements, as appended, that no standing later undoing takes back."""
    undone = find_undone(entries)
    return tuple(entry for entry in entries if isinstance(entry, Judgement) and entry.id not in undone)


def find_undone(entries: Sequence[Judgement | Undo]) -> set[str]:
    """Return the ids of what undoings take back that are not taken back themselves, be it among the entries or not."""
    undone: set[str] = set()
    for entry in reversed(entries):
        if isinstance(entry, Undo) and entry.id not in undone:
            undone.add(entry.of)
    return undone


class RuleLink(NamedTuple):
    """What a rule says of two articles, the lesser one on the left, as far as groups hang on it."""

    left: str
    right: str
    verdict: Verdict
    score: float


def group_articles(entries: Sequence[Judgement | Undo]) -> tuple[tuple[str, ...], ...]:
    """Return groups of articles, sorted, from judgements in the order of appending; also those left alone.

    See `group_linked`; of what a rule says of a pair the latest counts.
    """
    standing = find_standing(entries)
    by_rule = {(each.left, each.right): each for each in standing if each.maker is Maker.RULE}
    links = [RuleLink(one, other, each.verdict, each.score) for ((one,), (other,)), each in by_rule.items()]
    return group_linked(links, [each for each in standing if each.maker is Maker.PERSON])


def group_linked(links: Sequence[RuleLink], said: Sequence[Judgement]) -> tuple[tuple[str, ...], ...]:
    """Return groups of articles, sorted, from a rule's links of pairs and what persons say, as appended.

    Persons are heard first, the latest of them before the others, and what they hold apart stays apart. Then a
    rule's "same" are heard, the surest first; two groups are joined unless more of the rule's judgements between them
    speak against it, so one wrong link does not make two stories one. Groups hang on no judgement outside of
    themselves: those of two sets of judgements that share no article are the groups of both.
    """
    groups = Groups()
    groups.know({*(link.left for link in links), *(link.right for link in links)})
    for judgement in said:
        groups.know(chain(judgement.left, judgement.right))
    for judgement in reversed(said):
        _hear_person(groups, judgement)
    groups.link((left, right, _weigh(verdict)) for left, right, verdict, _ in links)
    groups.join_backed((score, left, right) for left, right, verdict, score in links if verdict is Verdict.SAME)
    return groups.list()


def _weigh(verdict: Verdict) -> int:
    """Return how much a rule's link speaks for one group, less than 0 against it."""
    if verdict is Verdict.SAME:
        return 1
    return -1 if verdict is Verdict.UNSURE else -2


def _hear_person(groups: Groups, judgement: Judgement) -> None:
    if judgement.verdict is Verdict.SAME:
        groups.join((*judgement.left, *judgement.right))
    elif judgement.verdict is Verdict.DIFFERENT:
        groups.part(judgement.left, judgement.right)
