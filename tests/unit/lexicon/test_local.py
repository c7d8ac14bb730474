"""Rows of the user's own beside those of the package."""

import msgspec
import pytest

from marsad.lexicon import LexiconError, list_strays, load_table, load_tsv, make_fingerprint, use_folder
from marsad.lexicon.local import merge_rows

PACKAGE = "marsad.reference"


class Outlet(msgspec.Struct, frozen=True):
    id: str
    name: str
    country: str
    kind: str


@pytest.fixture
def folder(tmp_path):
    use_folder(tmp_path)
    yield tmp_path
    use_folder(None)


def make_outlet(name: str, *more: str) -> str:
    lines = [f'id = "{name}"', 'name = "Marsa Test"', 'country = "EGY"', 'kind = "site"', *more]
    return "[[entry]]\n" + "\n".join(lines) + "\n"


SOURCED = ('basis = "verified"', 'source = "own notes"')


def test_rows_are_replaced_by_id_and_added() -> None:
    ours = [{"id": "a", "n": 1}, {"id": "b", "n": 2}]
    assert list(merge_rows(ours, [{"id": "b", "n": 3}, {"id": "c", "n": 4}])) == [
        {"id": "a", "n": 1},
        {"id": "b", "n": 3},
        {"id": "c", "n": 4},
    ]


def test_an_outlet_of_ones_own(folder) -> None:
    ours = {row.id for row in load_table(PACKAGE, "outlets.toml", Outlet)}
    (folder / "outlets.toml").write_text(make_outlet("marsa-test", *SOURCED), encoding="utf-8")
    assert {row.id for row in load_table(PACKAGE, "outlets.toml", Outlet)} == ours | {"marsa-test"}


def test_a_table_of_ones_own(folder) -> None:
    class Row(msgspec.Struct):
        id: str
        value: int
        basis: str
        source: str = ""

    head = "id\tvalue\tbasis\tsource\n"
    (folder / "arsenals.tsv").write_text(head + "own:1\t7\tmemory\town notes\n", encoding="utf-8")
    assert load_tsv(PACKAGE, "arsenals.tsv", Row)[-1].value == 7


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (make_outlet("x"), "row x: basis and source missing"),
        (make_outlet("x", 'basis = "verified"'), "row x: source missing"),
        (make_outlet("x", *SOURCED).replace('kind = "site"\n', ""), "row x"),
        ("[[entry]", "outlets.toml"),
        ("entry = 3", r"no \[\[entry\]\] rows"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(folder, text, says) -> None:
    (folder / "outlets.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=says) as caught:
        load_table(PACKAGE, "outlets.toml", Outlet)
    assert "\n" not in str(caught.value)


def test_words_need_no_source(folder) -> None:
    (folder / "ar").mkdir()
    (folder / "ar" / "titles.toml").write_text('[[entry]]\nid = "own"\nforms = ["x"]\n', encoding="utf-8")
    rows = load_table("marsad.languages.ar.actors", "titles.toml", dict)
    assert rows[-1]["id"] == "own"


def test_names_of_things_stand_in_a_folder_of_their_own(folder) -> None:
    (folder / "ar" / "things").mkdir(parents=True)
    (folder / "ar" / "things" / "systems.toml").write_text('[[entry]]\nid = "own"\nnames = ["x"]\n', encoding="utf-8")
    assert load_table("marsad.languages.ar.things", "systems.toml", dict)[-1]["id"] == "own"
    assert list_strays() == []


def test_the_fingerprint_changes_with_the_users_rows(folder) -> None:
    make = make_fingerprint.__wrapped__
    before = make((PACKAGE,)), make(("marsad.text",))
    (folder / "outlets.toml").write_text(make_outlet("x", *SOURCED), encoding="utf-8")
    assert make((PACKAGE,)) != before[0]
    assert make(("marsad.text",)) == before[1]


def test_a_folder_that_is_none(tmp_path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        use_folder(tmp_path / "nowhere")


def test_a_file_that_nobody_reads_is_a_stray(folder) -> None:
    (folder / "outlets.toml").write_text(make_outlet("x", *SOURCED), encoding="utf-8")
    (folder / "outlet.toml").write_text(make_outlet("x", *SOURCED), encoding="utf-8")
    assert [path.name for path in list_strays()] == ["outlet.toml"]
