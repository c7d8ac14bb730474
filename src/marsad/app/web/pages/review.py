"""Review: the least sure records one by one, each with its sentence; accept, correct or reject."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from marsad.app.context import find_context
from marsad.app.web.reviewing import count_precision, find_agreement
from marsad.app.web.visits import AskError, Shown, Visit
from marsad.app.web.wishes import read_number
from marsad.ledger import Entry, Review, ReviewVerdict
from marsad.model import Modality, Signal, SignalType

_CODE = re.compile(r"[A-Z0-9_-]{2,24}")
_DAYS = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?")
_MOST_SKIPPED, _LONGEST = 100_000, 200


def show_next(visit: Visit) -> Shown:
    """Show the record that the address names, or the next one that its visitor has not reviewed."""
    entry, skipped = _find_entry(visit), read_number(visit.params, "skip", 0, _MOST_SKIPPED) or 0
    fields: dict[str, Any] = {
        "entry": entry,
        "skipped": skipped,
        "disputed": "disputed" in visit.params,
        "types": SignalType,
        "modalities": Modality,
    }
    if entry:
        article = visit.ledger.article_of(entry)
        fields |= {
            "context": find_context(article, entry.record.span),
            "episode": visit.ledger.episodes_of([entry.record.id]).get(entry.record.id),
            "others": visit.ledger.reviews_of([entry.record.id]).get(entry.record.id, ()),
        }
    return Shown(template="review.html", title=visit.words.label("nav.review"), fields=fields)


def _find_entry(visit: Visit) -> Entry | None:
    if name := visit.params.get("record"):
        entry = visit.ledger.get(name)
        if not isinstance(entry.record, Signal):
            raise AskError("error.missing", 404)
        return entry
    skipped = read_number(visit.params, "skip", 0, _MOST_SKIPPED) or 0
    asked = visit.ledger.review_queue(
        visit.session.person or "", limit=1, offset=skipped, disputed="disputed" in visit.params
    )
    return next(iter(asked), None)


def take_review(visit: Visit) -> Shown:
    """Append what was said of a record, and go on to the next."""
    form = visit.form
    entry = visit.ledger.get(form.get("record", ""))
    if form.get("verdict") not in set(ReviewVerdict) or str(entry.revision) != form.get("revision"):
        raise AskError("error.stale", 409)
    verdict = ReviewVerdict(form["verdict"])
    changes = read_changes(entry.record, form) if verdict is ReviewVerdict.CORRECT else {}
    if verdict is ReviewVerdict.CORRECT and not changes:
        raise AskError("error.unchanged")
    visit.ledger.append_review(
        Review(
            record=entry.record.id,
            revision=entry.revision,
            verdict=verdict,
            by=visit.session.person or "",
            at=visit.site.clock().isoformat(timespec="seconds"),
            changes=changes,
        )
    )
    disputed = "?disputed=1" if form.get("disputed") else ""
    return Shown(goto=visit.link(f"/review{disputed}"))


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
    entries = visit.ledger.entries_of([review.record for review in reviews])
    fields = {
        "precision": count_precision(reviews, {name: entry.record for name, entry in entries.items()}),
        "agreements": find_agreement(reviews),
        "last": [(review, entries.get(review.record)) for review in reviews[-30:][::-1]],
        "total": len(reviews),
    }
    return Shown(template="reviewed.html", title=visit.words.label("reviewed.title"), fields=fields)
