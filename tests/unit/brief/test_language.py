"""The words of a brief: complete in both languages, whatever may be told."""

import ast
import re
import unicodedata
from itertools import product
from pathlib import Path

import msgspec
import pytest

from marsad.alerts import FLAGS
from marsad.brief.language import (
    Language,
    Words,
    enclose,
    find_plural,
    load_labels,
    load_numbers,
    load_phrases,
    load_rendered,
    load_rungs,
)
from marsad.brief.nouns import LinkKind
from marsad.brief.terms import load_terms
from marsad.fetch import fetcher, networks
from marsad.measure.levels import Track, load_rules, load_scale
from marsad.model import CheckVerdict, Modality, SignalType
from marsad.model.episode import Novelty
from marsad.model.kinds import Status
from marsad.reconcile.posture import CalmKind
from marsad.reconcile.sayings.hardness import Hardness, compare_hardness
from marsad.reconcile.talks import SessionState, Stance, Standing
from marsad.reference.formats import load_formats
from marsad.reference.states import load_organisations, load_states
from marsad.reference.voices import Voice
from marsad.watch.health import Concluded, Facts, Trouble, judge

ROOM = Path(__file__).parents[3] / "src" / "marsad" / "brief"
ARABIC, ENGLISH = Words(Language.ARABIC), Words(Language.ENGLISH)
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
SLOTS = re.compile(r"\{(\w+)\}")
ENUMS = {"type": SignalType, "modality": Modality, "status": Status, "novelty": Novelty, "track": Track}


def is_arabic(text):
    return any(unicodedata.bidirectional(char) == "AL" for char in text)


def is_latin(text):
    return any(char.isascii() and char.isalpha() for char in text)


@pytest.mark.parametrize("row", [*load_labels().values(), *(row for _, row in load_phrases())], ids=lambda row: row.id)
def test_every_row_says_the_same_in_both_languages(row):
    assert set(SLOTS.findall(row.en)) == set(SLOTS.findall(row.ar))
    assert bool(row.en) == bool(row.ar)
    assert not is_arabic(row.en)
    assert not is_latin(SLOTS.sub("", row.ar))
    assert is_arabic(row.ar) or not SLOTS.sub("", row.ar).strip(" :←()،")


@pytest.mark.parametrize("row", load_numbers().values(), ids=lambda row: row.id)
def test_every_number_has_all_forms(row):
    forms = [getattr(row, name) for name in row.__struct_fields__]
    assert all(forms)
    assert all(is_arabic(form) for name, form in zip(row.__struct_fields__, forms, strict=True) if name[:3] == "ar_")


def test_labels_that_the_code_asks_for_are_there_and_none_is_idle():
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    asked = set(re.findall(r'label\(\s*"([a-z_]+\.[a-z_.]+)"', source))
    groups = {"mark", *re.findall(r"""f["']([a-z_]+)\.\{""", source)}
    known = load_labels()
    assert asked <= set(known)
    named = {id_ for id_ in known if id_ in source or id_.split(".")[0] in groups}
    assert set(known) == named


@pytest.mark.parametrize(("group", "kinds"), ENUMS.items())
def test_every_kind_has_a_label(group, kinds):
    assert [kind.value for kind in kinds if f"{group}.{kind.value}" not in load_labels()] == []


def test_what_the_desks_tell_has_a_label():
    groups = {
        "session": SessionState,
        "stance": Stance,
        "standing": Standing,
        "calm": CalmKind,
        "verdict": CheckVerdict,
    }
    wanted = [f"{group}.{kind.value}" for group, kinds in groups.items() for kind in kinds]
    assert [label for label in wanted if label not in load_labels()] == []


def test_what_ties_lines_has_a_label():
    kinds = (LinkKind.ANSWERS, LinkKind.DENIES, LinkKind.CONTRADICTS)
    assert all(f"link.{kind.value}.{way}" in load_labels() for kind, way in product(kinds, ("in", "out")))


def test_every_mark_of_a_level_has_a_label():
    marks = {mark for rule in load_rules() for mark in (*rule.needs, *rule.lacks)}
    marks |= {voice.value for voice in Voice}
    assert [mark for mark in sorted(marks) if f"mark.{mark}" not in load_labels()] == []


def test_every_note_of_a_criterion_is_said_in_arabic():
    notes = {rule.note for rule in load_rules() if rule.note}
    assert notes
    assert [note for note in sorted(notes) if is_latin(ARABIC.mark(note)) or ENGLISH.mark(note) != note] == []


def test_every_level_means_the_same_tracks_in_both_languages():
    assert load_rungs(Language.ARABIC).keys() == load_rungs(Language.ENGLISH).keys()
    assert {value for _, value in load_rungs(Language.ARABIC)} == set(load_scale())


def test_the_arabic_scale_renders_the_scale_as_it_is():
    rendered = {row.id: (row.words_of, row.acts_of) for row in load_rendered()}
    assert rendered == {value: (rung.words, rung.acts) for value, rung in load_scale().items()}


def test_every_party_has_an_arabic_name():
    codes = (*load_states(), *load_organisations(), "XXX")
    assert [code for code in codes if not is_arabic(ARABIC.name(code))] == []
    assert [code for code in codes if ENGLISH.name(code) == code and len(code) > 6 and code.isalpha()] == []


def test_all_reasons_of_hardness_are_said_in_arabic():
    low = Hardness(rank=1, unconditional=False, target=False, arms=0, dated=False, command=False)
    high = Hardness(rank=2, unconditional=True, target=True, arms=2, dated=True, command=True)
    for one, other in ((high, low), (low, high)):
        _, why = compare_hardness(one, other)
        assert len(why) == 6
        assert not [reason for reason in why if is_latin(ARABIC.phrase(reason))]


@pytest.mark.parametrize(
    "text",
    [
        "one upstream source",
        "only RUS, UKR says so",
        "told by both sides: RUS, USA",
        "told as put off or called off by 1 of 3",
        "taken back by the source that had told it",
        "told only as denied",
        "told only in retrospect",
        "denied by NATO, RUS+USA",
    ],
)
def test_reasons_of_a_status_are_said_in_arabic_and_stay_in_english(text):
    assert not is_latin(ARABIC.phrase(text))
    said = {"told as put off or called off by 1 of 3": "told as put off or called off in 1 of 3 accounts"}
    assert ENGLISH.phrase(text) == said.get(text, text) or "RUS" in text


def test_who_speaks_is_told_where_that_capped_the_level():
    assert ENGLISH.mark("said by: unnamed") == ENGLISH.label("mark.unnamed")


def test_what_is_told_for_programs_is_said_for_readers():
    assert ENGLISH.phrase("1 words of it") == "words in common: 1"


def test_names_within_a_reason_are_kept():
    told = ARABIC.phrase("2 independent sources: news.example, صحيفة المرسى")
    assert "news.example" in told
    assert "صحيفة المرسى" in told
    assert ARABIC.phrase("never heard of") == "never heard of"


def test_reasons_of_every_status_that_the_code_gives_have_a_phrase():
    from marsad.reconcile.episodes import status

    source = Path(status.__file__).read_text(encoding="utf-8")
    told = [text for text in re.findall(r'f?"([^"\n]+)"', source) if " " in text.strip() and "." not in text]
    patterns = [row.en for _, row in load_phrases()]
    bare = {re.sub(r"\{[^}]*\}", "#", pattern) for pattern in patterns}
    reasons = {re.sub(r"\{[^}]*\}", "#", text).strip() for text in told} - {"the page"}
    assert sorted(text for text in reasons if text not in bare and text not in ("source", "party", "# by #")) == []


@pytest.mark.parametrize(
    "reason",
    ["to RUS+USA", "who had turned to them", "named in it", "after it in the article", "3 words of it",
     "who denies it has a part in it", "named in the sentence that denies it", "told as denied", "planned before",
     "possible before", "conditional before", "the other side says so too", "other numbers in like words"],
)  # fmt: skip
def test_reasons_of_links_have_a_phrase(reason):
    assert not re.search(r"[A-Za-z]", ARABIC.phrase(reason))


def judge_outlets():
    """Return outlets with all flags that there are, with and without a reason."""
    good, gone = Concluded(True, True, 2000, True), Concluded(False, False)
    short, trouble = Concluded(True, True, 100, False), Trouble(stage="look", reason="timeout", message="", at=0.0)
    messages = ("no byte for 15 seconds", "the host answers with status 503", "no connection in time")
    troubles = [None, *(msgspec.structs.replace(trouble, message=message) for message in messages)]
    finds = tuple(float(at) for at in range(0, 100 * 3600, 3600))
    for trouble in troubles:
        for facts in (
            {"failures": 3}, {"concluded": (gone,) * 12}, {"concluded": (good,) * 100 + (gone,) * 9},
            {"concluded": (short,) * 30}, {"concluded": (good,) * 300 + (short,) * 25},
            {"concluded": (Concluded(True, False),) * 12},
            {"finds": finds, "looked": finds[-1] + 9 * 3600}, {"finds": finds, "looked": finds[-1] + 9 * 86400},
            {"over": "more than the 1,000 bytes that may be kept of it a day; what is left waits for tomorrow (UTC)"},
        ):  # fmt: skip
            yield judge(Facts(outlet="a", trouble=trouble, **facts))


def test_flags_of_outlets_are_told_in_arabic():
    flags = [flag for health in judge_outlets() for flag in health.flags]
    assert {flag.name for flag in flags} == set(FLAGS)  # of all there may be rules
    chance = re.compile(r"\d+e-\d+")
    assert [flag.why for flag in flags if is_latin(chance.sub("", ARABIC.phrase(flag.why)))] == []
    assert [flag.why for flag in flags if ENGLISH.phrase(flag.why).translate(ISOLATES) != flag.why] == []
    silences = {ARABIC.phrase(flag.why).translate(ISOLATES) for flag in flags if flag.name == "silent"}
    assert any("9 أيام" in told for told in silences)
    assert any("9 ساعات" in told for told in silences)
    assert "fatal: x" in ARABIC.phrase("3 looks in a row failed: fatal: x")


def iterate_refusals():
    """Yield what every refusal says, with a number for what it says it of."""
    for room in ("fetch", "sources", "outlets"):
        for path in sorted((ROOM.parent / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and len(node.args) > 1:
                    says = node.args[1]
                    parts = says.values if isinstance(says, ast.JoinedStr) else [says]
                    if all(isinstance(part, ast.Constant | ast.FormattedValue) for part in parts):
                        yield "".join(part.value if isinstance(part, ast.Constant) else "7" for part in parts)


def test_what_every_refusal_says_is_told_in_arabic():
    told = [says.replace("(7)", "(private)") for says in iterate_refusals()]
    assert len(told) > 40
    assert [says for says in told if is_latin(ARABIC.phrase(says))] == []
    assert [says for says in told if ENGLISH.phrase(says).translate(ISOLATES) != says] == []


@pytest.mark.parametrize(
    "says",
    [
        "robots.txt: no connection in time",
        "not a feed but something else",
        "3 looks in a row failed: news.example is at 127.0.0.1, which is not a public address (loopback)",
    ],
)
def test_a_refusal_within_what_is_told_is_told_in_arabic(says):
    assert not is_latin(ARABIC.phrase(says).replace("news.example", ""))


def test_every_kind_of_inner_address_has_a_term():
    kinds = {kind for _, kind in (*networks._V4, *networks._V6)} | {networks.check_ip("400::"), networks.check_ip("?")}
    assert kinds == set(load_terms()["network"])


def test_why_something_was_set_aside_is_told_in_both_languages():
    given = re.compile(r"""(?:Refusal|\w+Error|set_aside)\((?:\w+, )?"([a-z_]+)", |reason="([a-z_]+)",""")
    rooms = ("engines", "extract", "fetch", "shards", "sources", "warc")
    sources = [path.read_text(encoding="utf-8") for room in rooms for path in (ROOM.parent / room).rglob("*.py")]
    reasons = {a or b for source in sources for a, b in given.findall(source)} | {*fetcher._REASONS.values()}
    assert len(reasons) > 35
    assert [reason for reason in sorted(reasons) if f"aside.{reason}" not in load_labels()] == []
    assert ARABIC.reason("never heard of") == "never heard of"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "other"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (103, "few"),
    ],
)
def test_arabic_numbers_take_their_forms(number, form):
    assert find_plural(Language.ARABIC, number) == form


def test_counts_are_said_as_they_are_in_each_language():
    assert (ENGLISH.count("pages", 1), ENGLISH.count("pages", 2000)) == ("1 page", "2,000 pages")
    assert ARABIC.count("pages", 2) == "صفحتان"
    assert ARABIC.count("pages", 11).startswith("11 ")


def test_only_what_may_run_the_other_way_is_enclosed():
    assert enclose("RUS", Language.ENGLISH) == "RUS"
    assert enclose("صحيفة", Language.ARABIC) == "صحيفة"
    assert enclose("صحيفة", Language.ENGLISH) == "\u2068صحيفة\u2069"
    assert enclose("2024-03-04", Language.ARABIC) == "\u20682024-03-04\u2069"
    ours = ARABIC.enclose(f"{enclose('news.example', Language.ARABIC)}، صحيفة")
    assert (ours[0], ours[-1]) == ("\u2067", "\u2069")


def test_a_person_has_the_arabic_name_that_the_press_uses():
    assert is_arabic(ARABIC.person("Vladimir Putin"))
    assert ENGLISH.person("Vladimir Putin") == "Vladimir Putin"
    assert ARABIC.person("Oleg Testov") == "Oleg Testov"


def test_every_format_of_talks_has_an_arabic_name():
    assert [id_ for id_ in load_formats() if is_latin(ARABIC.format(id_))] == []
    assert ENGLISH.format("summit") == load_formats()["summit"].name
