"""Which of a text's proposals are right: the pool of a text against its annotated signals."""

import re
from dataclasses import dataclass, field

from marsad.coders.base import Findings
from marsad.coders.signals.candidate import Candidate
from marsad.coders.signals.complete import complete
from marsad.coders.signals.judge.aim import describe_aim, find_aims
from marsad.coders.signals.judge.cue import describe_cue
from marsad.coders.signals.judge.decide import NONE, make_piece
from marsad.coders.signals.judge.facets import spell
from marsad.coders.signals.judge.lens import Lens, find_lens
from marsad.coders.signals.judge.party import describe_option, find_options
from marsad.coders.signals.judge.piece import describe_piece
from marsad.coders.signals.judge.voice import describe_voice, find_voices
from marsad.coders.signals.pool import Pool, make_pool
from marsad.coders.signals.roles import UNKNOWN
from marsad.coders.signals.rows import load_kinds
from marsad.coders.signals.speech import Piece
from marsad.coders.signals.topic import describe_topic
from marsad.model import SignalType
from train.load import Gold, Text

_BEFORE, _AFTER = 4, 12  # words around an evidence's words within which its cue stands
PIECE_TYPES = frozenset(f for f in SignalType if load_kinds()[f].spoken and f is not SignalType.DOCTRINE)


@dataclass(slots=True)
class Samples:
    """Features with their labels, each with the number of the text that they come from."""

    cue: list[tuple[int, list[str], int]] = field(default_factory=list)
    piece: list[tuple[int, list[str], str]] = field(default_factory=list)
    actor: list[tuple[int, list[str], int]] = field(default_factory=list)
    target: list[tuple[int, list[str], int]] = field(default_factory=list)
    voice: list[tuple[int, list[str], int]] = field(default_factory=list)
    topic: list[tuple[int, list[str], int]] = field(default_factory=list)
    missed: list[tuple[str, Gold]] = field(default_factory=list)
    golds: int = 0
    on_topic: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotated signal with its place in the normal text."""

    gold: Gold
    start: int
    end: int


def label_text(number: int, text: Text, findings: Findings, out: Samples) -> None:
    """Add the samples of a text."""
    pool = make_pool(findings)
    golds = [placed for gold in text.signals if (placed := place(findings, gold)) is not None]
    out.golds += sum(not g.gold.soft for g in golds)
    cue_of, piece_of = assign(pool, golds)
    if text.only is None or text.signals:
        out.topic.append((number, spell(describe_topic(findings, pool)), int(bool(text.signals))))
    lenses: dict[int, Lens] = {}
    for candidate in pool.cues:
        lens = find_lens(lenses, candidate.context)
        if text.only in (None, candidate.type):
            _label_cue(number, lens, candidate, cue_of, golds, out)
    for piece in pool.pieces:
        lens = find_lens(lenses, piece.context)
        if text.only is None or (text.only in PIECE_TYPES and (id(piece) in piece_of or not golds)):
            _label_piece(number, lens, piece, piece_of, golds, out)
    for index, each in enumerate(golds):
        if not each.gold.soft and index not in cue_of.values() and index not in piece_of.values():
            out.missed.append((text.id, each.gold))


def place(findings: Findings, gold: Gold) -> Placed | None:
    """Return where the words of a signal stand; None when they are not in the text."""
    words = r"\s+".join(re.escape(word) for word in gold.at.split())
    match = re.search(words, findings.scan.article.text)
    if match is None:
        return None
    aligned = findings.scan.aligned
    return Placed(gold, aligned.to_normal(match.start()), aligned.to_normal(match.end()))


def assign(pool: Pool, golds: list[Placed]) -> tuple[dict[int, int], dict[int, int]]:
    """Return which cue (by id of the object) and which piece answers to which signal."""
    cue_of: dict[int, int] = {}
    piece_of: dict[int, int] = {}
    for index, gold in enumerate(golds):
        near = [
            (d, bool(c.doubt), c.cue.start)
            for c in pool.cues
            if c.cue is not None and (d := _distance(c, gold)) is not None
        ]
        best = min(near, default=None)
        pieces = [p for p in pool.pieces if _holds(p, gold)] if gold.gold.type in PIECE_TYPES else []
        if best is not None and (best[0] == 0 or not pieces):
            same = (c for c in pool.cues if c.type == gold.gold.type and c.cue is not None and c.cue.start == best[2])
            cue_of.update((id(c), index) for c in same)
        elif pieces:
            chosen = min(pieces, key=lambda p: (id(p) in piece_of, _reach(p, gold)))
            piece_of.setdefault(id(chosen), index)
    return cue_of, piece_of


def _distance(candidate: Candidate, gold: Placed) -> int | None:
    """Return how many words lie between a cue and an evidence's words; None when it can't be its cue."""
    cue, context = candidate.cue, candidate.context
    if cue is None or candidate.type != gold.gold.type:
        return None
    if not context.sentence.start <= gold.start < context.sentence.end:
        return None
    if cue.end <= gold.start:
        gap = context.distance(cue.end, gold.start)
        return gap + 1 if gap <= _BEFORE else None
    if cue.start >= gold.end:
        gap = context.distance(gold.end, cue.start)
        return gap + 1 if gap <= _AFTER else None
    return 0


def _reach(piece: Piece, gold: Placed) -> int:
    """Return how far an evidence's words begin from a piece's frame or content, whichever is nearer."""
    return min(abs(piece.start - gold.start), abs(piece.said.frame_start - gold.start))


def _holds(piece: Piece, gold: Placed) -> bool:
    first = min(piece.said.frame_start, piece.start) if piece.start == piece.said.start else piece.start
    last = max(piece.end, piece.said.frame_end)
    if not piece.context.sentence.start <= gold.start < piece.context.sentence.end:
        return False
    near = first - 30 <= gold.start < last
    return near


def agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether two sets of codes share at least half of their union."""
    one, two = set(left), set(right)
    return 2 * len(one & two) >= len(one | two)


def _label_cue(
    number: int, lens: Lens, candidate: Candidate, cue_of: dict[int, int], golds: list[Placed], out: Samples
) -> None:
    index = cue_of.get(id(candidate))
    if index is None:
        near = any(_distance(candidate, gold) is not None for gold in golds)
        if not near and not _repeats(candidate, golds):
            out.cue.append((number, spell(describe_cue(lens, candidate)), 0))
        return
    gold = golds[index].gold
    if gold.soft:
        return
    out.cue.append((number, spell(describe_cue(lens, candidate)), 1))
    together = load_kinds()[candidate.type].reciprocal
    candidate = complete(candidate)
    for option in find_options(candidate):
        codes = option.party.codes
        right = set(codes) <= set(gold.actors) if together else agree(codes, gold.actors)
        out.actor.append((number, spell(describe_option(candidate, option, candidate.actors)), int(right)))


def _repeats(candidate: Candidate, golds: list[Placed]) -> bool:
    """Tell whether a candidate that the rules don't doubt may tell an annotated act a second time."""
    if candidate.doubt:
        return False
    return any(g.gold.type == candidate.type and agree(candidate.actors, g.gold.actors) for g in golds)


def _label_piece(
    number: int, lens: Lens, piece: Piece, piece_of: dict[int, int], golds: list[Placed], out: Samples
) -> None:
    index = piece_of.get(id(piece))
    if index is None:
        if not _is_told_again(piece, golds):
            out.piece.append((number, spell(describe_piece(lens, piece)), NONE))
        return
    gold = golds[index].gold
    if gold.soft:
        return
    out.piece.append((number, spell(describe_piece(lens, piece)), gold.type))
    for option in find_voices(piece):
        right = agree(option.party.codes, gold.actors)
        out.voice.append((number, spell(describe_voice(piece, option)), int(right)))
    if gold.targets is None or not agree(piece.speaker.codes, gold.actors):
        return
    made = make_piece(piece, SignalType(gold.type))
    for option in find_aims(piece):
        codes = tuple(code for code in option.party.codes if code not in piece.speaker.codes and code != UNKNOWN)
        right = agree(codes, gold.targets) and bool(gold.targets)
        out.target.append((number, spell(describe_aim(piece, option, made.type, made.targets)), int(right)))


def _is_told_again(piece: Piece, golds: list[Placed]) -> bool:
    """Tell whether the same speaker's signal stands near by, so that this piece may repeat it."""
    context = piece.context
    for gold in golds:
        same = gold.gold.type in PIECE_TYPES and agree(piece.speaker.codes, gold.gold.actors)
        soft_here = context.sentence.start <= gold.start < context.sentence.end and gold.gold.soft
        if same and (soft_here or (gold.gold.type == "assessment" and gold.start < piece.start)):
            return True
    return False
