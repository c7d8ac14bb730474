"""Every case of ours: a sentence or two, and exactly the records that a careful coder would write.

Cases listed in gaps.toml are known not to hold yet; they are run as well and must be taken off the list when they do.
"""

import tomllib
from pathlib import Path

import pytest

import marsad
from marsad.model import Basis, Capture, When

HERE = Path(__file__).parent
RECIPROCAL = {"talks", "agreement", "backchannel"}
UNCERTAIN = {"possible", "conditional"}


def load_cases():
    for path in sorted(HERE.glob("*/*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def load_gaps():
    rows = tomllib.loads((HERE / "gaps.toml").read_text(encoding="utf-8")).get("gap", [])
    return {row["id"]: row["why"] for row in rows}


CASES = list(load_cases())
GAPS = load_gaps()


def as_parameter(case):
    marks = [pytest.mark.xfail(strict=True, reason=GAPS[case["id"]])] if case["id"] in GAPS else []
    return pytest.param(case, id=case["id"], marks=marks)


def read(case):
    from datetime import date

    from marsad.pipeline import read_capture

    day = date.fromisoformat(case["published"]) if "published" in case else None
    published = When.day(day, Basis.GIVEN) if day else None
    body = case["text"].encode("utf-8")
    return read_capture(
        Capture(origin=case["id"], body=body, media="text", published=published, title=case.get("title"))
    )


def parties(record, actors, targets):
    both = {*actors, *targets} if record in RECIPROCAL else set(actors)
    return frozenset(both)


def same_signal(wanted, got, text):
    if wanted["type"] != got.type or parties(got.type, wanted["actors"], wanted.get("targets", ())) != parties(
        got.type, got.actors, got.targets
    ):
        return False
    if "targets" in wanted and wanted["type"] not in RECIPROCAL and set(wanted["targets"]) != set(got.targets):
        return False
    modality = wanted.get("modality", got.modality)
    if modality != got.modality and not {modality, got.modality} <= UNCERTAIN:
        return False
    if "date" in wanted and (got.date.iso() if got.date else None) != wanted["date"]:
        return False
    return near(wanted["at"], got.span, text)


def near(words, span, text):
    """The words lie in the record's span or in a sentence that it touches."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    return any(at < span.end + 60 and at + len(words) > span.start - 60 for at in places)


def check_signals(case, reading):
    left = list(reading.signals)
    missing = []
    for wanted in case["signals"]:
        hit = next((got for got in left if same_signal(wanted, got, case["text"])), None)
        if hit is None:
            missing.append(wanted)
        else:
            left.remove(hit)
    extra = [(s.type.value, s.actors, s.targets, s.modality.value, s.provenance.rule) for s in left]
    assert not missing, f"missing {missing}, got {extra}"
    assert not extra, f"not expected: {extra}"


def check_statements(case, reading):
    got = [(s.span.quote, set(s.actor), s.direct, s.via, s.addressee) for s in reading.statements]
    left = list(got)
    for wanted in case["statements"]:
        hit = next((each for each in left if same_statement(wanted, each)), None)
        assert hit is not None, f"missing {wanted}, got {got}"
        left.remove(hit)
    assert not left, f"not expected: {left}"


def same_statement(wanted, got):
    quote, actor, direct, via, addressee = got
    start = " ".join(wanted["starts"].split()[:3])
    return (
        " ".join(quote.split()).startswith(start)
        and set(wanted["actor"]) == actor
        and wanted.get("direct", direct) == direct
        and tuple(wanted.get("via", via)) == via
        and wanted.get("addressee", addressee) == addressee
    )


def check_figures(case, reading):
    got = [(f.value, f.unit, f.kind, f.high) for f in reading.figures]
    wanted = [(f["value"], f["unit"], f["kind"], f.get("high")) for f in case["figures"]]
    assert sorted(map(str, [(float(v), u, k, float(h) if h is not None else None) for v, u, k, h in got])) == sorted(
        map(str, [(float(v), u, k, float(h) if h is not None else None) for v, u, k, h in wanted])
    )


def check_dates(case, reading):
    got = [(d.when.iso() if d.when else None) for d in reading.dates]
    assert sorted(map(str, got)) == sorted(str(d.get("value")) for d in case["dates"])
    for wanted in case["dates"]:
        start = case["text"].index(wanted["text"])
        end = start + len(wanted["text"])
        assert any(d.span.start < end and d.span.end > start for d in reading.dates), wanted


@pytest.mark.parametrize("case", [as_parameter(case) for case in CASES])
def test_case(case):
    reading = read(case)
    checks = {
        "signals": check_signals,
        "statements": check_statements,
        "figures": check_figures,
        "dates": check_dates,
    }
    asked = [name for name in checks if name in case]
    assert asked, "a case that asks for nothing"
    for name in asked:
        checks[name](case, reading)


def test_cases_are_many_and_told_apart():
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
    assert len(ids) - len(GAPS) >= 400
    assert set(GAPS) <= set(ids)


def test_every_type_has_cases():
    types = {signal["type"] for case in CASES for signal in case.get("signals", ())}
    assert types == {kind.value for kind in marsad.SignalType}
