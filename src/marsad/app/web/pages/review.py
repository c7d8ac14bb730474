"""Review: the least sure records one by one, each with its sentence; accept, correct or reject."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from marsad.app.context import find_context
from marsad.app.review_truth import judge_all, load_told
from marsad.app.rule_file import RuleFile
from marsad.app.settings import find_own_rules
from marsad.app.web.reviewing import count_all, count_precision, find_agreement
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import AT_ONCE, read_number, read_page
from marsad.ledger import Entry, Review, ReviewVerdict
from marsad.model import Modality, Signal, SignalType

_CODE = re.compile(r"[A-Z0-9_-]{2,24}")
_DAYS = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?")
_MOST_SKIPPED, _LONGEST = 100_000, 200
_AT_ONCE, _LAST = 20, 30
_MANY = 10**15  # no number of a review


def show_next(visit: Visit) -> Shown:
    """Show the record that the address names, or the next one that its visitor has not reviewed."""
    entry, skipped = _find_entry(visit)
    fields: dict[str, Any] = {
        "entry": entry,
        "skipped": skipped,
        "disputed": "disputed" in visit.params,
        "types": SignalType,
        "modalities": Modality,
        "done": _find_done(visit),
    }
    if entry:
        article = visit.ledger.article_of(entry)
        fields |= {
            "context": find_context(article, entry.record.span),
            "episode": visit.ledger.episodes_of([entry.record.id]).get(entry.record.id),
            "others": visit.ledger.reviews_of([entry.record.id]).get(entry.record.id, ()),
        }
    return Shown(template="review.html", title=visit.words.label("nav.review"), fields=fields)


def _find_entry(visit: Visit) -> tuple[Entry | None, int]:
    """Return the record to show, and how many of the queue stand before it."""
    skipped = read_number(visit.params, "skip", 0, _MOST_SKIPPED) or 0
    if name := visit.params.get("record"):
        entry = visit.ledger.get(name)
        if not isinstance(entry.record, Signal):
            raise AskError("error.missing", 404)
        return entry, skipped
    while True:
        some = visit.ledger.review_queue(
            visit.session.person or "", limit=_AT_ONCE, offset=skipped, disputed="disputed" in visit.params
        )
        known = _list_carried(visit, some)
        for place, entry in enumerate(some):
            if entry.record.id not in known:
                return entry, skipped + place
        if len(some) < _AT_ONCE:
            return None, skipped + len(some)
        skipped += _AT_ONCE


def _list_carried(visit: Visit, entries: Sequence[Entry]) -> set[str]:
    """Return the ids of records of which the visitor's reviews of earlier readings of the same words tell enough."""
    articles = [entry.article.id for entry in entries]
    mine = [one for one in visit.ledger.reviews_in(articles) if one.by == visit.session.person]
    return set(judge_all(visit.ledger, load_told(visit.ledger, mine))) if mine else set()


def _find_done(visit: Visit) -> tuple[Review, Entry] | None:
    """Return the visitor's last review with its record, where the address says that it was just now."""
    number = read_number(visit.params, "done", 1, _MANY)
    last = next(iter(visit.ledger.review_log(visit.session.person or "", limit=1)), None)
    if number is None or last is None or last.undone_at or last.review.number != number:
        return None
    found = visit.ledger.revisions([last.review.revision])
    return (last.review, found[last.review.revision]) if found else None


def take_review(visit: Visit) -> Shown:
    """Append what was said of a record, and go on to the next; or take a review back, and go to its record."""
    form = visit.form
    disputed = "disputed=1&" if form.get("disputed") else ""
    at = visit.site.clock().isoformat(timespec="seconds")
    if "undo" in form:
        return Shown(goto=visit.link(f"/review?{disputed}record={_undo(visit, form['undo'], at).record}"))
    entry = visit.ledger.get(form.get("record", ""))
    if form.get("verdict") not in set(ReviewVerdict) or str(entry.revision) != form.get("revision"):
        raise AskError("error.stale", 409)
    verdict = ReviewVerdict(form["verdict"])
    changes = read_changes(entry.record, form) if verdict is ReviewVerdict.CORRECT else {}
    if verdict is ReviewVerdict.CORRECT and not changes:
        raise AskError("error.unchanged")
    review = Review(
        record=entry.record.id,
        revision=entry.revision,
        verdict=verdict,
        by=visit.session.person or "",
        at=at,
        changes=changes,
    )
    return Shown(goto=visit.link(f"/review?{disputed}done={visit.ledger.append_review(review)}"))


def _undo(visit: Visit, number: str, at: str) -> Review:
    """Take back a review of the visitor's own; raise AskError where there is none such that stands."""
    is_number = number.isascii() and number.isdigit() and len(number) < len(str(_MANY))
    undone = visit.ledger.undo_review(int(number), visit.session.person or "", at) if is_number else None
    if undone is None:
        raise AskError("error.stale", 409)
    return undone


def read_changes(record: object, form: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of a form that differ from the record; raise AskError where one makes no sense."""
    if not isinstance(record, Signal):
        raise AskError("error.missing", 404)
    readers: dict[str, tuple[object, Callable[[str], object]]] = {
        "type": (record.type.value, lambda text: SignalType(text).value),
        "modality": (record.modality.value, lambda text: Modality(text).value),
        "actors": (list(record.actors), _read_codes),
        "targets": (list(record.targets), _read_codes),
        "date": (record.date.iso() if record.date else None, _read_days),
        "place": (record.place, lambda text: text[:_LONGEST] or None),
    }
    try:
        read = {name: (was, reader(form.get(name, "").strip())) for name, (was, reader) in readers.items()}
    except ValueError as error:
        raise AskError("error.choice") from error
    return {name: now for name, (was, now) in read.items() if now != was}


def _read_codes(text: str) -> list[str]:
    codes = [code.upper() for code in re.split(r"[\s,+]+", text) if code]
    if not all(_CODE.fullmatch(code) for code in codes):
        raise ValueError(text)
    return codes


def _read_days(text: str) -> str | None:
    if text and not _DAYS.fullmatch(text):
        raise ValueError(text)
    return text or None


def show_reviewed(visit: Visit) -> Shown:
    """Show how often records of each type are right, by what was said of them, and how far two reviewers agree."""
    reviews = visit.ledger.reviews()
    told = load_told(visit.ledger, reviews)
    precision = count_precision(judge_all(visit.ledger, told))
    fields = {
        "precision": precision,
        "together": count_all(precision),
        "agreements": find_agreement(told),
        "last": told[-_LAST:][::-1],
        "total": len(reviews),
    }
    return Shown(template="reviewed.html", title=visit.words.label("reviewed.title"), fields=fields)


def show_audit(visit: Visit) -> Shown:
    """Show the log of reviews, those taken back too, and what was done to the rules of alerts."""
    page, by = read_page(visit.params), visit.params.get("by", "")[:_LONGEST] or None
    logged = visit.ledger.review_log(by, limit=AT_ONCE + 1, offset=(page - 1) * AT_ONCE)
    revisions = visit.ledger.revisions([one.review.revision for one in logged])
    rows = [(one, revisions.get(one.review.revision)) for one in logged[:AT_ONCE]]
    fields = {
        "rows": rows,
        "more": len(logged) > AT_ONCE,
        "page": page,
        "by": by,
        "changes": RuleFile(find_own_rules(visit.site.beside)).changes(AT_ONCE) if page == 1 and not by else (),
    }
    return Shown(template="audit.html", title=visit.words.label("audit.title"), fields=fields)
