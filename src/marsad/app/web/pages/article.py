"""One article: its text with every record in place, and beside it what each is and why."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from marsad.app.web.visits import AskError, Shown, Visit
from marsad.ledger import Entry
from marsad.model import Article, BlockKind

_FOUND = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_CUE = "cue"
_MOST = 2_000  # captures listed
_ASIDE = (BlockKind.FURNITURE, BlockKind.UNREAD)

Marked = tuple[int, int, str, str]  # from, to, layer, record


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text under the same records.

    `record` is the one told of here, `begins` those that begin here; a `cue` set a record's rule off. What an address
    points to is `found`, and `opens` where it begins.
    """

    text: str
    layers: tuple[str, ...] = ()
    record: str | None = None
    begins: tuple[str, ...] = ()
    found: bool = False
    cue: bool = False
    opens: bool = False


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the page in pieces."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


def show_article(visit: Visit) -> Shown:
    """Show the article that the path names by its id."""
    article = visit.ledger.article(visit.named["id"])
    entries = tuple(visit.ledger.entries(article=article.id))
    signals = [entry.record.id for entry in entries if entry.layer == "signal"]
    parts = cut_parts(article, entries, _read_found(visit))
    heading = [part for part in parts if _is_heading(part, article)]
    fields = {
        "article": article,
        "head": visit.ledger.head(article.id),
        "read": [part for part in parts if part.kind not in _ASIDE and part not in heading],
        "title_found": any(piece.found for part in heading for piece in part.pieces),
        "unread": [part for part in parts if part.kind in _ASIDE],
        "entries": entries,
        "episodes": visit.ledger.episodes_of(signals),
        "reviews": visit.ledger.reviews_of(signals),
        "captures": tuple(visit.ledger.captures(article.id))[:_MOST],
        "versions": visit.ledger.versions(article.id),
        "layers": ("signal", "statement", "figure", "date", "source"),
    }
    return Shown(template="article.html", title=article.title or article.id, fields=fields)


def _is_heading(part: Part, article: Article) -> bool:
    """Tell whether a part only says again what stands above the text."""
    return part.kind is BlockKind.TITLE and "".join(piece.text for piece in part.pieces).strip() == article.title


def show_record(visit: Visit) -> Shown:
    """Go to a record in its article."""
    entry = visit.ledger.get(visit.named["id"])
    return Shown(goto=visit.link(f"/article/{entry.article.id}#c-{entry.record.id}"))


def _read_found(visit: Visit) -> tuple[int, int] | None:
    """Return the range of text that a search led to."""
    text = visit.params.get("found")
    if not text:
        return None
    match = _FOUND.fullmatch(text)
    if not match:
        raise AskError("error.number")
    return int(match[1]), int(match[2])


def cut_parts(article: Article, entries: Sequence[Entry], found: tuple[int, int] | None) -> tuple[Part, ...]:
    """Return the blocks of an article cut into pieces at the ends of records and of what a search found."""
    spans = [(e.record.span.start, e.record.span.end, e.layer, e.record.id) for e in entries]
    signals = [entry.record for entry in entries if entry.layer == "signal"]
    spans += [(cue.start, cue.end, _CUE, one.id) for one in signals if (cue := one.provenance.cue)]
    parts = []
    for block in article.blocks:
        inside = [span for span in spans if span[0] < block.end and block.start < span[1]]
        ends = {at for span in inside for at in span[:2]} | {*(found or ())}
        cuts = sorted({block.start, block.end, *(at for at in ends if block.start < at < block.end)})
        pieces = (_make_piece(article.text, *pair, inside, found) for pair in pairwise(cuts))
        parts.append(Part(kind=block.kind, pieces=tuple(pieces)))
    return tuple(part for part in parts if any(piece.text.strip() for piece in part.pieces))


def _make_piece(text: str, start: int, end: int, spans: Iterable[Marked], found: tuple[int, int] | None) -> Piece:
    marked = [span for span in spans if span[0] <= start and end <= span[1]]
    over = [span for span in marked if span[2] != _CUE]
    told = over if any(letter.isalnum() for letter in text[start:end]) else []  # a lone full stop is no target
    innermost = min(told, key=lambda span: (span[1] - span[0], span[2] != "signal", span[3]), default=None)
    return Piece(
        text=text[start:end],
        layers=tuple(sorted({layer for _, _, layer, _ in over})),
        record=innermost[3] if innermost else None,
        begins=tuple(name for first, _, _, name in over if first == start),
        cue=bool(over) and len(over) < len(marked),
        found=bool(found and found[0] <= start and end <= found[1]),
        opens=bool(found and found[0] == start),
    )
