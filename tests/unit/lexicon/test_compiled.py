"""Compiled data kept between runs: found again, never trusted blindly, and no run fails for want of them."""

import os
import stat

import pytest

from marsad.lexicon import recall, use_cache
from marsad.text.match import Grammar, Phrase, PhraseIndex


@pytest.fixture
def folder(tmp_path):
    use_cache(tmp_path / "kept")
    yield tmp_path / "kept"
    use_cache(None)


class Maker:
    """Counts how often it is asked."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return {"words": self.times}


def ask(maker, key="1"):
    return recall("lists", key, dict, maker)


def find_file(folder):
    (file,) = folder.glob("lists-*.pickle")
    return file


def test_what_was_made_is_found_again(folder):
    maker = Maker()
    assert ask(maker) == ask(maker) == {"words": 1}
    assert maker.times == 1
    assert ask(maker, "2") == {"words": 2}


def test_folder_and_file_are_the_users_alone(folder):
    ask(Maker())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(find_file(folder).stat().st_mode) == 0o600
    assert [file.suffix for file in folder.iterdir()] == [".pickle"]  # no draft is left


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:-1] + b"x"])
def test_a_damaged_file_is_made_anew(folder, damage):
    maker = Maker()
    ask(maker)
    file = find_file(folder)
    file.write_bytes(damage(file.read_bytes()))
    assert ask(maker) == {"words": 2}
    assert ask(maker) == {"words": 2}


def test_another_kind_is_not_taken(folder):
    ask(Maker())
    assert recall("lists", "1", list, lambda: [1]) == [1]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have other owners here")
@pytest.mark.parametrize("open_to_others", ["file", "folder"])
def test_what_others_could_have_written_is_not_read(folder, open_to_others):
    maker = Maker()
    ask(maker)
    (find_file(folder) if open_to_others == "file" else folder).chmod(0o777)
    assert ask(maker) == {"words": 2}


def test_a_link_is_not_followed(folder, tmp_path):
    maker = Maker()
    ask(maker)
    file = find_file(folder)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert ask(maker) == {"words": 2}
    assert not find_file(folder).is_symlink()


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    use_cache(tmp_path / "file" / "kept")
    try:
        assert ask(Maker()) == {"words": 1}
    finally:
        use_cache(None)


def test_without_a_folder_nothing_is_kept():
    maker = Maker()
    assert (ask(maker), ask(maker)) == ({"words": 1}, {"words": 2})


def test_old_files_go(folder):
    for key in "123456":
        ask(Maker(), key)
    assert len(list(folder.iterdir())) == 4
    assert (folder / "lists-6.pickle").is_file()


def test_an_index_finds_the_same_after_it_was_kept(folder):
    from marsad.languages.ar.clitics import vary

    def make():
        return PhraseIndex([Phrase("سلاح", Grammar.NOUN, 1), Phrase("سلاح نووي", Grammar.NOUN, 2)], vary)

    made, kept = (recall("index", "1", PhraseIndex, make) for _ in range(2))
    assert kept is not made
    assert kept.find("وبسلاح نووي وسلاحها") == made.find("وبسلاح نووي وسلاحها")
    assert [hit.item for hit in kept.find("سلاح نووي")] == [2, 1]
