"""Treaties: what each is on a day, what binds and may be used, what befell it, and what pages say of it."""

from datetime import date

from marsad.app.web.claiming import count_subjects, list_claims
from marsad.app.web.lines import Line, make_lines
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import read_period
from marsad.ledger import Claim
from marsad.model import Signal, SignalType
from marsad.reference.treaties import load_treaties
from marsad.reference.treaty_state import find_treaty_state

_ACTS = frozenset({SignalType.INSPECTION, SignalType.TREATY_COMMITMENT, SignalType.TREATY_SUSPENSION})


def show_treaties(visit: Visit) -> Shown:
    """List all treaties as on a day, with how many claims pages make about each."""
    day = _read_on(visit)
    fields = {
        "day": day,
        "states": [
            find_treaty_state(load_treaties()[id_], day) for id_ in sorted(load_treaties(), key=visit.words.treaty)
        ],
        "tallies": count_subjects(visit, "treaty"),
        **list_claims(visit, "treaty"),
    }
    return Shown(template="treaties.html", title=visit.words.label("nav.treaties"), fields=fields)


def show_treaty(visit: Visit) -> Shown:
    """Show the treaty that the path names as on a day: status by party, limits, rights, acts, claims of pages."""
    treaty = load_treaties().get(visit.named["id"])
    if treaty is None:
        raise AskError("error.missing", 404)
    day = _read_on(visit)
    claims = list_claims(visit, "treaty", (treaty.id,))
    fields = {
        "day": day,
        "state": find_treaty_state(treaty, day),
        "episodes": _find_episodes(visit, [told.claim for told in claims["told"]]),
        **claims,
    }
    return Shown(template="treaty.html", title=visit.words.treaty(treaty.id), fields=fields)


def _read_on(visit: Visit) -> date:
    on = visit.params.get("on", "").strip()
    return read_period(on)[1] if on else visit.site.clock().date()


def _find_episodes(visit: Visit, claims: list[Claim]) -> tuple[Line, ...]:
    """Return the acts on treaties that the articles of claims tell of in the same sentences."""
    spans = [(claim.article.id, claim.check.span) for claim in claims]
    records = [
        entry.record.id
        for article in dict.fromkeys(name for name, _ in spans)
        for entry in visit.ledger.entries("signal", article=article)
        if isinstance(entry.record, Signal)
        and entry.record.type in _ACTS
        and any(
            name == article and span.start < entry.record.span.end and entry.record.span.start < span.end
            for name, span in spans
        )
    ]
    episodes = {one.id: one for one in visit.ledger.episodes_of(records).values()}
    return make_lines(visit.ledger, sorted(episodes.values(), key=lambda one: (str(one.since), one.id), reverse=True))
