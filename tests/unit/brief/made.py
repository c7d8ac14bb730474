"""A ledger's holdings made by hand: outlets, pages and speakers that do not exist."""

from datetime import date

from tests.unit.reconcile.episodes.made import make

from marsad.brief import Holdings
from marsad.brief.nouns import Checked, OddDay, Unusual, Witness
from marsad.ledger import ArticleHead
from marsad.measure.levels import Track
from marsad.model import Basis, Modality, Provenance, Signal, Span, Statement, When
from marsad.reconcile.episodes import reconcile_tellings
from marsad.reconcile.material import Material
from marsad.reconcile.sayings import trace_sayings
from marsad.reconcile.talks import reconcile_talks

SINCE, UNTIL = date(2024, 3, 4), date(2024, 3, 10)
QUOTE = "قال المتحدث إن الرد سيكون قاسيا"
OUTLET = "صحيفة المرسى"
_MADE = Provenance(coder="made", version="1", codebook="2", rule="made")


def tell(record, kind="threat", actors=("RUS",), words="grave outcome war", **more):
    """Return a telling with defaults of this room: of Russia, on the first day."""
    return make(record, kind, actors, words, **{"told": SINCE, **more})


def make_head(telling, **more):
    day = telling.told
    fixed = {
        "id": telling.article,
        "digest": "d" * 64,
        "origin": f"pages/{telling.article}.html",
        "on_topic": True,
        "url": f"https://marsa.example/{telling.article}",
        "outlet": OUTLET,
        "title": "عنوان تجريبي",
        "published": When.day(day, Basis.METADATA) if day else None,
    }
    return ArticleHead(**{**fixed, **more})


def make_signal(telling, quote=QUOTE):
    span = Span(start=telling.start, end=telling.start + len(quote), quote=quote)
    return Signal(
        id=telling.record,
        article=telling.article,
        span=span,
        type=telling.type,
        actors=telling.actors,
        targets=telling.targets,
        modality=telling.modality,
        person=telling.person,
        provenance=_MADE,
    )


def make_statement(telling, quote, *, direct=True, start=5):
    return Statement(
        id=f"st-{telling.record}",
        article=telling.article,
        span=Span(start=start, end=start + len(quote), quote=quote),
        speaker=telling.person,
        actor=telling.actors,
        direct=direct,
        provenance=_MADE,
    )


def make_holdings(*tellings, heads=None, quotes=None, statements=(), sources=None, **more):
    """Return the holdings of tellings, reconciled; `heads` and `quotes` by record change what is made up."""
    upstream = {one.article: (sources or {}).get(one.article, f"source of {one.article}") for one in tellings}
    found = reconcile_tellings(tellings, upstream)
    episode_of = {record: episode.id for episode in found.episodes for record in episode.tellings}
    words = {one.record: (quotes or {}).get(one.record, QUOTE) for one in tellings}
    known = {one.record: one for one in tellings}
    talks = reconcile_talks(Material(found=found, tellings=known, quotes=words, words=words))
    more = {"talks": talks, "links": found.links, **more}
    return Holdings(
        heads={one.article: make_head(one, **(heads or {}).get(one.record, {})) for one in tellings},
        signals={one.record: make_signal(one, (quotes or {}).get(one.record, QUOTE)) for one in tellings},
        statements={one.article: tuple(s for s in statements if s.article == one.article) for one in tellings},
        tellings={one.record: one for one in tellings},
        episodes=found.episodes,
        sayings=trace_sayings(tellings, episode_of),
        sources=upstream,
        undated=sum(one.told is None for one in tellings),
        **more,
    )


def make_check(verdict="narrowed", *, desk="treaty", wrong=True, **more):
    witness = Witness(
        record="a1", article="a1", quote=QUOTE, origin="p.html", url="https://marsa.example/a1", published="2024-03-05"
    )
    fixed = {
        "claim": "Pact: 10 launchers",
        "because": ("the pact counts others too",),
        "facts": ("Pact: 10 of all kinds",),
    }
    return Checked(desk=desk, verdict=verdict, is_wrong=wrong, witness=witness, **{**fixed, **more})


def make_unusual(day=SINCE, **more):
    odd = OddDay(day=day, track=Track.WORDS, count=9, expected=2.25, threshold=7, rate=0.004)
    return Unusual(**{"track": Track.WORDS, "judged": 7, "not_judged": 2, "days": (odd,), **more})


def make_full():
    """Return a holdings that fills every section: words and acts, a dispute, talks, a retelling, a repeated threat."""
    return make_holdings(
        tell("s1", told=date(2024, 2, 1), person="Oleg Testov"),
        tell("s2", targets=("NATO",), person="Oleg Testov", modality=Modality.CONDITIONAL),
        tell("s3", "warning", ("NATO",), "answer grave outcome", targets=("RUS",), told=date(2024, 3, 5)),
        tell("s4", "alert", words="alert forces raise", marks=("nuclear",)),
        tell("s5", "agreement", ("RUS", "NATO"), "missions reopen embassy", asserted_by="RUS"),
        tell(
            "s6", "agreement", ("RUS", "NATO"), "missions reopen embassy", modality=Modality.DENIED, asserted_by="NATO"
        ),
        tell("s7", "talks", ("RUS", "USA"), "session cairo treaty", modality=Modality.PLANNED),
        tell("s8", "talks", ("CHN", "USA"), "call leaders trade", modality=Modality.ACTUAL),
        tell("s9", "offer", ("CHN",), "offer pact table", modality=Modality.CONDITIONAL, targets=("USA",)),
        tell(
            "s10",
            "exercise",
            ("GBR",),
            "drill winter north",
            background=True,
            since=date(2023, 1, 2),
            until=date(2023, 1, 2),
        ),
        checks=(make_check(), make_check("agrees", wrong=False)),
        unusual=(make_unusual(),),
    )
