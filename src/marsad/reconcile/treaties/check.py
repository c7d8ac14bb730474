"""All that a page says of treaties, checked."""

from collections.abc import Iterator
from datetime import date

from marsad.languages.ar.cues import Cue, CueRole
from marsad.model import Check, CheckVerdict, Reading
from marsad.reconcile.desk import Page, make_page
from marsad.reconcile.desk.facts import cite
from marsad.reconcile.treaties.acts import find_claims
from marsad.reconcile.treaties.judge import judge_claim
from marsad.reconcile.treaties.limits import check_limits
from marsad.reconcile.treaties.mentions import Talk, find_talks
from marsad.reference.treaties import find_events, load_treaties
from marsad.reference.treaty_state import find_treaty_state

_LED = 3  # tokens before both
_NEAR = 6  # tokens between a treaty and the word for its being in force
_OVER = ("expired", "ended")


def check_treaties(reading: Reading, page: Page | None = None) -> tuple[Check, ...]:
    """Return the checks of what a page says of treaties, in order; pure. `page` spares a second look at the text."""
    page = page or make_page(reading)
    found: list[Check] = []
    for talk in find_talks(page):
        found += check_limits(talk)
        found += _check_acts(talk, page.published)
        found += _check_standing(talk, page.published)
    unique = {(one.span.start, one.span.end, one.claim): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.span.start, one.span.end)))


def _check_acts(talk: Talk, published: date | None) -> Iterator[Check]:
    for claim in find_claims(talk):
        check = judge_claim(claim, talk.line.span(claim.start, claim.end), published)
        if check is not None:
            yield check


def _is_past(talk: Talk, start: int, end: int) -> bool:
    """Tell whether the words say that it was so, or that it is not."""
    back = talk.line.before(start, _LED)
    first = back[0].start if back else start
    cues = (hit.item for hit in talk.line.sentence.of(Cue) if first <= hit.start < end)
    past = any(isinstance(cue, Cue) and CueRole.PAST in cue.roles for cue in cues)
    return past or (bool(talk.line.between("guard", first, end)) and not _is_still(talk, end))


def _is_still(talk: Talk, end: int) -> bool:
    """Tell whether the only negation is that of "no longer ceases", which is part of the words themselves."""
    words = [hit for hit, _ in talk.line.of("standing") if hit.end == end]
    return all(
        any(word.start <= hit.start < word.end for word in words) for hit, _ in talk.line.of("guard") if hit.end <= end
    )


def _check_standing(talk: Talk, published: date | None) -> Iterator[Check]:
    """Yield a check of each "still in force"."""
    for hit, _ in talk.line.of("standing"):
        near = [one for one in talk.mentions if abs(talk.line.distance(*sorted((one.end, hit.start)))) <= _NEAR]
        if not near or published is None or _is_past(talk, min(near[-1].start, hit.start), hit.end):
            continue
        mention = near[-1]
        state = find_treaty_state(load_treaties()[mention.treaty], published)
        over = [event for event in find_events(mention.treaty) if event.kind in _OVER and event.happened(published)]
        halted = [one.event for one in state.parties if one.status == "suspended"]
        because = f"on {published} it was {state.status}"
        yield Check(
            desk="treaty",
            verdict=CheckVerdict.OUTDATED if over else CheckVerdict.AGREES,
            span=talk.line.span(min(mention.start, hit.start), max(mention.end, hit.end)),
            claim=f"{state.treaty.name}: in force",
            because=(because,),
            subject=mention.treaty,
            facts=tuple(
                cite(event, f"{state.treaty.name}, {event.date}: {event.event}")
                for event in (over or halted or [one for one in state.events if one.kind == "in_force"])
            ),
        )
