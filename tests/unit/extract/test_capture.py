"""What a caller has in hand becomes a capture."""

from datetime import date

import pytest

from marsad.extract.capture import make_capture
from marsad.model import Basis


@pytest.mark.parametrize(
    ("page", "media"),
    [
        ("<!DOCTYPE html><html><body><p>خبر</p></body></html>", "html"),
        (b"<div>\xd8\xae\xd8\xa8\xd8\xb1</div>", "html"),
        ("خبر عاجل: 3 < 5", "text"),
        ("", "text"),
    ],
)
def test_markup_is_told_from_text(page, media):
    assert make_capture(page).media == media


def test_what_the_caller_knows_is_kept():
    capture = make_capture("خبر", url="https://news.example/1", published=date(2022, 10, 13))
    assert capture.url == "https://news.example/1"
    assert capture.published.basis is Basis.GIVEN
    assert capture.published.iso() == "2022-10-13"


def test_lone_surrogates_do_not_stop_it():
    assert make_capture("خبر\ud800").body
