"""From judgements to groups: who stands together once everybody has been heard."""

from collections.abc import Sequence
from itertools import chain

from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.reconcile.stories.sets import Groups


def find_standing(entries: Sequence[Judgement | Undo]) -> tuple[Judgement, ...]:
    """Return the judgements, as appended, that no standing later undoing takes back."""
    undone: set[str] = set()
    standing: list[Judgement] = []
    for entry in reversed(entries):
        if entry.id in undone:
            continue
        if isinstance(entry, Undo):
            undone.add(entry.of)
        else:
            standing.append(entry)
    return tuple(reversed(standing))


def group_articles(entries: Sequence[Judgement | Undo]) -> tuple[tuple[str, ...], ...]:
    """Return groups of articles, sorted, from judgements in the order of appending; also those left alone.

    Persons are heard first, the latest of them before the others, and what they hold apart stays apart. Then a
    rule's "same" are heard, the surest first; two groups are joined unless more of the rule's judgements between them
    speak against it, so one wrong link does not make two stories one. Groups hang on no judgement outside of
    themselves: those of two sets of judgements that share no article are the groups of both.
    """
    standing = find_standing(entries)
    by_rule = {(each.left, each.right): each for each in standing if each.maker is Maker.RULE}  # the latest of a pair
    groups = Groups()
    for judgement in standing:
        groups.know(chain(judgement.left, judgement.right))
    for judgement in reversed(standing):
        if judgement.maker is Maker.PERSON:
            _hear_person(groups, judgement)
    for judgement in by_rule.values():
        groups.link(judgement.left[0], judgement.right[0], _WEIGHTS[judgement.verdict])
    for judgement in sorted(by_rule.values(), key=_rank):
        if judgement.verdict is Verdict.SAME:
            groups.join_if_backed(judgement.left[0], judgement.right[0])
    return groups.list()


_WEIGHTS = {Verdict.SAME: 1, Verdict.UNSURE: -1, Verdict.DIFFERENT: -2}


def _rank(judgement: Judgement) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    return -judgement.score, judgement.left, judgement.right


def _hear_person(groups: Groups, judgement: Judgement) -> None:
    if judgement.verdict is Verdict.SAME:
        groups.join((*judgement.left, *judgement.right))
    elif judgement.verdict is Verdict.DIFFERENT:
        groups.part(judgement.left, judgement.right)
