"""How items of one kind fare: carried speakers, several signals in a sentence, quoted matter …

Every phenomenon is a question that is put to an item and the text around it, of gold and of a prediction alike:
recall is over the gold items of which it holds, precision over the predicted ones.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Generic, TypeVar

import msgspec

from marsad.measure.annotation import (
    Annotation,
    Codes,
    Document,
    Note,
    SignalNote,
    StatementNote,
    find_chain,
    find_codes,
)
from marsad.measure.count import Rate
from marsad.measure.iso import make_days
from marsad.measure.locate import Ground
from marsad.measure.matching import Item, Matching, make_items, match_signals, match_statements
from marsad.measure.report import Table, format_share
from marsad.measure.score import pair_documents

SPOKEN = frozenset(
    {
        *("threat", "warning", "demand", "accusation", "denial", "assurance"),
        *("pledge", "offer", "rejection", "assessment", "doctrine"),
    }
)
_CUES = {
    "force": "verb of speech",
    "lead": "verb of speech",
    "content": "reported content",
    "judged": "reported content",
}
_NAMED = ("name", "named")
_LATELY = timedelta(days=7)
N = TypeVar("N", bound=Note)


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What a language knows of a text: where which code is named in so many words, and where the past is reopened."""

    names: tuple[tuple[int, str], ...] = ()
    backs: tuple[int, ...] = ()


Marker = Callable[[str], Marks]


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A document by sentences: its text, the codes named in each, those that go back in time, and the page's day."""

    ground: Ground
    names: Mapping[int, frozenset[str]]
    backs: frozenset[int]
    published: str | None


class View(msgspec.Struct, Generic[N], frozen=True, kw_only=True):
    """An item in its scene; `beside` counts the items of its layer that begin in its sentence, itself among them."""

    note: N
    sentence: int
    scene: Scene
    beside: int


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How a phenomenon fares: the gold items found, and the predicted items that are right."""

    recall: Rate = Rate()
    precision: Rate = Rate()

    def __add__(self, other: "Share") -> "Share":
        return Share(recall=self.recall + other.recall, precision=self.precision + other.precision)


Shares = dict[str, Share]
Question = Callable[[View[N]], bool]


def _is_unnamed(view: View[N], codes: Codes) -> bool:
    wanted = find_codes(codes)
    return bool(wanted) and not wanted & view.scene.names.get(view.sentence, frozenset())


def _is_background(view: View[SignalNote]) -> bool:
    """Tell whether an act is told from before: dated over a week before the page, or in a sentence that goes back."""
    if view.note.type in SPOKEN:
        return False
    day, page = (make_days(value) if value else None for value in (view.note.date, view.scene.published))
    long_ago = day is not None and page is not None and day[1] < page[0] - _LATELY
    return long_ago or view.sentence in view.scene.backs


def _has_quotation(view: View[N]) -> bool:
    return any(char == '"' or unicodedata.category(char) in ("Pi", "Pf") for char in _cut_sentence(view))


def _cut_sentence(view: View[N]) -> str:
    starts, text = view.scene.ground.starts, view.scene.ground.text
    last = starts[view.sentence + 1] if view.sentence + 1 < len(starts) else len(text)
    return text[starts[view.sentence] : last] if starts else text


def name_cue(rule: str | None) -> str | None:
    """Return by what kind of cue a rule reads a signal, from its id; None where there is no rule."""
    if not rule:
        return None
    first, _, rest = rule.partition(".")
    return _CUES.get(first) or ("noun that names the act" if rest.split(".")[0] in _NAMED else "verb or noun of an act")


SIGNALS: Mapping[str, Question[SignalNote]] = {
    "spoken": lambda view: view.note.type in SPOKEN,
    "deed": lambda view: view.note.type not in SPOKEN,
    "actor not named in the sentence": lambda view: _is_unnamed(view, view.note.actors),
    "no actor": lambda view: not find_codes(view.note.actors),
    "several actors": lambda view: len(find_codes(view.note.actors)) > 1,
    "several signals in the sentence": lambda view: view.beside > 1,
    "attributed to another": lambda view: bool(find_codes(view.note.attributed_to)),
    "background": _is_background,
    "planned": lambda view: view.note.modality == "planned",
    "conditional or possible": lambda view: view.note.modality in ("conditional", "possible"),
    "denied or halted": lambda view: view.note.modality in ("denied", "halted"),
    "headline or first sentence": lambda view: view.sentence == 0,
    "a quotation in the sentence": _has_quotation,
    "expert or former official": lambda view: bool(view.note.role),
    **{
        f"cue: {cue}": lambda view, cue=cue: name_cue(view.note.rule) == cue  # type: ignore[misc]
        for cue in ("verb of speech", "reported content", "noun that names the act", "verb or noun of an act")
    },
}
STATEMENTS: Mapping[str, Question[StatementNote]] = {
    "direct": lambda view: bool(view.note.direct),
    "indirect": lambda view: not view.note.direct,
    "speaker not named in the sentence": lambda view: _is_unnamed(view, view.note.actor),
    "no speaker": lambda view: not find_codes(view.note.actor),
    "several speakers": lambda view: len(find_codes(view.note.actor)) > 1,
    "several statements in the sentence": lambda view: view.beside > 1,
    "through one outlet": lambda view: len(find_chain(view.note.via)) == 1,
    "through two outlets or more": lambda view: len(find_chain(view.note.via)) > 1,
    "headline or first sentence": lambda view: view.sentence == 0,
    "a quotation in the sentence": _has_quotation,
}


def make_phenomena(
    documents: Sequence[Document], gold: Sequence[Annotation], pred: Sequence[Annotation], mark: Marker
) -> tuple[Shares, Shares]:
    """Return how signals and statements fare by phenomenon."""
    signals, statements = dict.fromkeys(SIGNALS, Share()), dict.fromkeys(STATEMENTS, Share())
    for ground, wanted, given in pair_documents(documents, gold, pred):
        scene = make_scene(ground, mark(ground.text), wanted.published or wanted.published_inferred)
        acts = match_signals(ground, wanted.signals, given.signals)
        _add(signals, ask(scene, SIGNALS, acts, wanted.signals, given.signals))
        words = match_statements(ground, wanted.statements, given.statements)
        _add(statements, ask(scene, STATEMENTS, words, wanted.statements, given.statements))
    return signals, statements


def make_scene(ground: Ground, marks: Marks, published: str | None = None) -> Scene:
    """Return a document by sentences."""

    def find_sentence(offset: int) -> int:
        return max(0, bisect_right(ground.starts, offset) - 1)

    names: dict[int, frozenset[str]] = {}
    for offset, code in marks.names:
        names[find_sentence(offset)] = names.get(find_sentence(offset), frozenset()) | {code.casefold()}
    backs = frozenset(find_sentence(offset) for offset in marks.backs)
    return Scene(ground=ground, names=names, backs=backs, published=published)


def ask(
    scene: Scene, questions: Mapping[str, Question[N]], matching: Matching[N], gold: Sequence[N], pred: Sequence[N]
) -> Shares:
    """Return one document's share of each phenomenon."""
    wanted = [(pair.gold, True) for pair in matching.pairs] + [(item, False) for item in matching.missed]
    given = [(pair.pred, True) for pair in matching.pairs] + [(item, False) for item in matching.false]
    golds, preds = list(_view(scene, wanted, gold)), list(_view(scene, given, pred))
    return {
        name: Share(recall=_rate(question, golds), precision=_rate(question, preds))
        for name, question in questions.items()
    }


def make_phenomena_table(title: str, shares: Mapping[str, Share]) -> Table:
    """Return the table of phenomena; a dash where nothing was asked."""
    header = ("phenomenon", "recall", "found", "wanted", "precision", "right", "given")
    rows = tuple((name, *_show(share.recall), *_show(share.precision)) for name, share in shares.items())
    return Table(title=title, header=header, rows=rows, numeric=frozenset(range(1, 7)))


def _show(rate: Rate) -> tuple[str, str, str]:
    return (format_share(rate.share), str(rate.right), str(rate.total)) if rate.total else ("–", "–", "–")


def _view(scene: Scene, items: Sequence[tuple[Item[N], bool]], notes: Sequence[N]) -> Iterator[tuple[View[N], bool]]:
    """Yield the items that stand in the text with whether they were matched."""
    beside = Counter(item.place.sentence for item in make_items(scene.ground, notes) if item.place)
    for item, right in items:
        if item.place is not None:
            sentence = item.place.sentence
            yield View(note=item.note, sentence=sentence, scene=scene, beside=beside[sentence]), right


def _rate(question: Question[N], views: Sequence[tuple[View[N], bool]]) -> Rate:
    asked = [right for view, right in views if question(view)]
    return Rate(right=sum(asked), total=len(asked))


def _add(total: Shares, part: Mapping[str, Share]) -> None:
    for name, share in part.items():
        total[name] += share
