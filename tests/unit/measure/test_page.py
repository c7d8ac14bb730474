from marsad.measure.page import (
    count_body_dropped,
    count_sources,
    is_published_made_up,
    rate_boilerplate,
    rate_published,
)

from .made import annotation

FURNITURE = ["مقالات ذات صلة", "» «", "صورة", "صورة"]


def test_sources_are_compared_as_sets_whatever_their_case():
    count = count_sources(annotation(sources=["Radio Nord", "Wire"]), annotation(sources=["radio  nord", "Post"]))
    assert (count.right, count.missed, count.false) == (1, 1, 1)


def test_only_pages_that_state_a_date_are_asked_for_it():
    assert rate_published(annotation(published="2031-03-02"), annotation(published="2031-03-02T10:00")).share == 1
    assert rate_published(annotation(published="2031-03-02"), annotation()).share == 0
    assert rate_published(annotation(), annotation(published="2031-03-02")).share is None


def test_a_date_on_a_page_without_one_is_made_up_unless_a_reader_would_infer_it():
    given = annotation(published="2031-03-02")
    assert is_published_made_up(annotation(), given)
    assert not is_published_made_up(annotation(published_inferred="2031-03-02"), given)
    assert not is_published_made_up(annotation(), annotation())


def test_every_furniture_line_needs_a_dropped_line_of_its_own():
    gold = annotation(boilerplate=FURNITURE)
    whole = annotation(boilerplate=["مقالات ذات صلة: كل الأخبار", "»  «", "صورة\nصورة من الأرشيف"])
    assert rate_boilerplate(gold, whole).share == 1
    assert rate_boilerplate(gold, annotation(boilerplate=["صورة", "» «"])).right == 2


def test_dropped_lines_that_nobody_calls_furniture_are_counted():
    gold = annotation(boilerplate=["صورة"], boilerplate_soft=["بقلم"])
    assert count_body_dropped(gold, annotation(boilerplate=["صورة", "بقلم مراسلنا", "وقال الوزير"])) == 1
    assert count_body_dropped(annotation(), annotation(boilerplate=["وقال الوزير"])) == 0


def test_a_prediction_that_tells_nothing_of_furniture_dropped_none():
    assert rate_boilerplate(annotation(boilerplate=["صورة"]), annotation()).share == 0
    assert rate_boilerplate(annotation(), annotation(boilerplate=["صورة"])).share is None
