"""What hangs together by what was judged: articles for stories, records for episodes; near copies have many links."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.stores.base import Database, Row
from marsad.model.story import Judgement, Maker, Undo, Verdict
from marsad.reconcile.stories import RuleLink, find_undone, make_judgement_id

Entry = Judgement | Undo

_FIRST = 128  # names of which it is asked first what hangs together with them
_PART = 2_000  # names, what hangs together with them included, about which are gathered at once: some 5 kB each

VERDICTS = {verdict.value: verdict for verdict in Verdict}  # to call the enumeration takes ten times as long
_SAME = Verdict.SAME.value  # likewise


class Judged(NamedTuple):
    """Where the ledger has what is judged; questions end in IN but for a column's name.

    standing: keys and names of those that stand; `key` and `name` are these columns
    links: the table of what the rule says of two keys
    together: names, with the judgement, of all that persons judged together with names
    persons: the table of what persons say
    """

    standing: str
    key: str
    name: str
    links: str
    together: str
    persons: str


_Said = tuple[int, int, str, str, float]  # two keys, the rule, its verdict and how sure it is


class Gathered(NamedTuple):
    """Names that hang together by "same" or a person's word, and what was judged of them and of nobody else.

    names: all of them
    standing: of those that stand, by key
    links: what the newest rule says of pairs of these, but for what a person takes back
    said: what persons say, as appended
    """

    names: set[str]
    standing: dict[int, str]
    links: list[RuleLink]
    said: list[Entry]


def gather(db: Database, judged: Judged, names: Iterable[str]) -> Gathered:
    """Return all on which the groups of `names` hang, with what was judged."""
    found, ahead = set[str](), set(names)
    standing: dict[int, str] = {}
    links: list[_Said] = []
    keys: set[int] = set()
    while ahead:
        found |= ahead
        fresh = dict(map(tuple, ask(db, f"{judged.standing} AND {judged.name} IN", sorted(ahead))))
        standing |= fresh
        links += (mine := list(map(tuple, ask(db, _LINKS.format(judged.links), sorted(fresh)))))
        near = {other for _, other, _, verdict, _ in mine if verdict == _SAME}
        near.update(one for (one,) in ask(db, _AROUND.format(judged.links), sorted(fresh)))
        together = list(ask(db, judged.together, sorted(ahead)))
        keys.update(key for _, key in together)
        linked = ask(db, f"{judged.standing} AND {judged.key} IN", sorted(near - standing.keys()))
        ahead = {name for _, name in linked}.union(name for name, _ in together) - found
    persons = ask(db, f"SELECT key, json FROM {judged.persons} WHERE key IN", sorted(keys))
    said = [decode_entry(row["json"]) for row in sorted(persons, key=itemgetter("key"))]
    undone = find_undone(said) - {entry.id for entry in said}
    return Gathered(found, standing, list(_read_links(links, standing, undone)), said)


def gather_apart(db: Database, judged: Judged, names: Iterable[str]) -> Iterator[Gathered]:
    """Yield all on which the groups of `names` hang, some at a time; what hangs together comes at once.

    A part holds about as many names as `_PART`, or more where so many hang together: what is in memory does not grow
    with how many are asked for.
    """
    left, some = sorted({*names}), _FIRST
    while left:
        gathered = gather(db, judged, left[:some])
        yield gathered
        left = [name for name in left if name not in gathered.names]
        some = max(1, min(2 * some, some * _PART // len(gathered.names)))


def hang_with_many(db: Database, judged: Judged, keys: Collection[int], many: int) -> bool:
    """Tell whether rules' links hang `many` keys or more together, `keys` among them, not reading the links of all.

    What stands no longer is counted as well: for telling what is dear to gather that is near enough.
    """
    found, ahead = set[int](), set(keys)
    while ahead and len(found) + len(ahead) < many:
        found |= ahead
        near = (ask(db, query.format(judged.links), sorted(ahead)) for query in (_ALIKE, _AROUND))
        ahead = {key for (key,) in chain.from_iterable(near)} - found
    return len(found) + len(ahead) >= many


_LINKS = "SELECT one, other, rule, verdict, score FROM {} WHERE one IN"
_ALIKE = "SELECT DISTINCT other FROM {} WHERE verdict = 'same' AND one IN"
_AROUND = "SELECT DISTINCT one FROM {} WHERE verdict = 'same' AND other IN"


def _read_links(said: Sequence[_Said], standing: Mapping[int, str], undone: Collection[str]) -> Iterator[RuleLink]:
    """Yield what the newest rule says of each pair that stands, but for what is undone."""
    rules = {rule for _, _, rule, _, _ in said}
    newest: dict[tuple[int, int], RuleLink] = {}
    for one, other, rule, verdict, score in sorted(said, key=_rank) if len(rules) > 1 else said:
        if other in standing:
            left, right = standing[one], standing[other]
            if right < left:
                left, right = right, left
            if not undone or make_judgement_id(verdict, (left,), (right,), rule, "") not in undone:
                newest[one, other] = RuleLink(left, right, VERDICTS[verdict], score)
    yield from newest.values()


def _rank(said: _Said) -> tuple[int, str]:
    """Return the order of rules: older ones first, so that of a pair the newest one's word counts."""
    rule = said[2]
    return len(rule), rule


def load_reasons(db: Database, judged: Judged, gathered: Gathered) -> list[Judgement]:
    """Return what rules say of pairs among those that hang together, with reasons, in the order of rules."""
    standing = gathered.standing
    query = f"SELECT one, other, rule, verdict, score, why FROM {judged.links} WHERE one IN"
    rows = [row for row in ask(db, query, sorted(standing)) if row["other"] in standing]
    links = [read_link(row, standing[row["one"]], standing[row["other"]]) for row in rows]
    return sorted(links, key=lambda link: (len(link.by), link.by, link.left, link.right))


def read_link(row: Row, one: str, other: str) -> Judgement:
    """Return what a rule says of two names, with its reasons and without an id."""
    left, right = sorted((one, other))
    return Judgement(
        id="",
        verdict=VERDICTS[row["verdict"]],
        left=(left,),
        right=(right,),
        maker=Maker.RULE,
        by=row["rule"],
        why=tuple(msgspec.json.decode(row["why"])),
        score=row["score"],
    )


def decode_entry(json: str) -> Entry:
    """Return what a person said, or took back, from its JSON."""
    fields = msgspec.json.decode(json)
    return msgspec.convert(fields, Undo) if "of" in fields else msgspec.convert(fields, Judgement)
