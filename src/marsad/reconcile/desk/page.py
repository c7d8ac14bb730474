"""A reading as the desks see it: sentence by sentence, its desk words, parties, figures, dates and signals."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.find.scan import Scan, Sentence, make_scan
from marsad.languages.ar.actors.items import Demonym, Institute, Named, OrgName, Seat, StateName
from marsad.model import Block, BlockKind, DateMention, Figure, Reading, Signal, Span
from marsad.reconcile.desk.words import Word, find_words, load_desk_index
from marsad.reference.states import load_states
from marsad.text.match import Hit
from marsad.text.tokens import Token

_UNKNOWN = "XXX"


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A record at `start:end` of the normal text."""

    start: int
    end: int
    record: Figure | DateMention | Signal


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A state or organisation named at `start:end`; `prefix` are its clitics."""

    start: int
    end: int
    code: str
    prefix: str
    is_adjective: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the title or body; `is_headline` tells that it stands in the title."""

    scan: Scan
    sentence: Sentence
    words: tuple[tuple[Hit, Word], ...]
    parties: tuple[Party, ...]
    figures: tuple[tuple[Placed, Figure], ...]
    dates: tuple[tuple[Placed, DateMention], ...]
    signals: tuple[tuple[Placed, Signal], ...]
    is_headline: bool = False

    def of(self, *roles: str) -> list[tuple[Hit, Word]]:
        """Return the words of some roles, in order."""
        return [(hit, word) for hit, word in self.words if word.role in roles]

    def between(self, role: str, start: int, end: int) -> list[tuple[Hit, Word]]:
        """Return the words of a role that lie within `start:end`."""
        return [(hit, word) for hit, word in self.of(role) if start <= hit.start and hit.core_end <= end]

    def before(self, position: int, count: int) -> tuple[Token, ...]:
        """Return the last `count` tokens before `position`."""
        return tuple([token for token in self.sentence.tokens if token.end <= position][-count:])

    def after(self, position: int, count: int) -> tuple[Token, ...]:
        """Return the first `count` tokens from `position` on."""
        return tuple([token for token in self.sentence.tokens if token.start >= position][:count])

    def distance(self, first: int, last: int) -> int:
        """Return how many tokens lie between two positions."""
        return sum(first <= token.start and token.end <= last for token in self.sentence.tokens)

    def span(self, start: int, end: int) -> Span:
        """Return the original span of the normal range `start:end`."""
        return self.scan.span(start, end)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A reading in lines, its title before its body; `published` is the last day that its date may mean."""

    reading: Reading
    lines: tuple[Line, ...]
    published: date | None


def make_page(reading: Reading) -> Page:
    """Return a reading's title and body as lines."""
    article = reading.article
    titled = tuple(_as_body(block) for block in article.blocks)
    scan = make_scan(msgspec.structs.replace(article, blocks=titled), load_desk_index())
    titles = [block for block in article.blocks if block.kind is BlockKind.TITLE]
    figures, dates, signals = (_place(scan, rows) for rows in (reading.figures, reading.dates, reading.signals))
    when = article.published
    lines = tuple(
        msgspec.structs.replace(
            _make_line(scan, sentence, figures, dates, signals), is_headline=_is_in(scan, sentence, titles)
        )
        for sentence in scan.sentences
    )
    return Page(reading=reading, lines=lines, published=when.end if when else None)


def _as_body(block: Block) -> Block:
    return msgspec.structs.replace(block, kind=BlockKind.BODY) if block.kind is BlockKind.TITLE else block


def _is_in(scan: Scan, sentence: Sentence, blocks: Sequence[Block]) -> bool:
    start, _ = scan.aligned.to_original(sentence.start, sentence.end)
    return any(block.start <= start < block.end for block in blocks)


_Rows = dict[int, list[Placed]]


def _place(scan: Scan, records: Sequence[Figure | DateMention | Signal]) -> _Rows:
    found: _Rows = defaultdict(list)
    for record in records if scan.sentences else ():
        start, end = (scan.aligned.to_normal(at) for at in (record.span.start, record.span.end))
        found[scan.sentence_at(start).index].append(Placed(start=start, end=end, record=record))
    return found


def _make_line(scan: Scan, sentence: Sentence, figures: _Rows, dates: _Rows, signals: _Rows) -> Line:
    at = sentence.index
    return Line(
        scan=scan,
        sentence=sentence,
        words=find_words(sentence.of(Word)),
        parties=tuple(_find_parties(sentence)),
        figures=tuple((one, one.record) for one in figures.get(at, ()) if isinstance(one.record, Figure)),
        dates=tuple((one, one.record) for one in dates.get(at, ()) if isinstance(one.record, DateMention)),
        signals=tuple((one, one.record) for one in signals.get(at, ()) if isinstance(one.record, Signal)),
    )


def _find_parties(sentence: Sentence) -> Iterator[Party]:
    """Yield the states and organisations named, none inside a longer name such as an institute's."""
    end = 0
    for hit in sentence.of(Named):
        item = hit.item
        if not isinstance(item, StateName | OrgName | Seat | Demonym | Institute) or hit.start < end:
            continue
        end = hit.end
        code = "" if isinstance(item, Institute) else item.code
        sort = item.sort if isinstance(item, StateName) else ""
        if code and code != _UNKNOWN and sort not in ("short", "beside", "unsure"):
            adjective = isinstance(item, Demonym)
            yield Party(start=hit.start, end=hit.end, code=code, prefix=hit.prefix, is_adjective=adjective)


def is_armed(code: str | None) -> bool:
    """Tell whether a code is that of a state with nuclear weapons."""
    state = load_states().get(code or "")
    return state is not None and state.nuclear_armed
