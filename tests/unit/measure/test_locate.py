from marsad.measure.annotation import DateNote, SignalNote, StatementNote
from marsad.measure.locate import find_places, make_ground

from .made import TEXT


def place_words(text, *words):
    return find_places(make_ground(text), [DateNote(text=word) for word in words])


def cut(text, place):
    return text[place.start : place.end]


def test_blanks_quotes_and_diacritics_do_not_matter():
    text = "قال الوزير: «لن  نقبلَ بهذا»\nوخرج."
    (place,) = place_words(text, 'الوزير: "لن نقبل بهذا"')
    assert cut(text, place).startswith("الوزير")
    assert cut(text, place).rstrip("»").endswith("بهذا")


def test_equal_words_take_one_place_after_another_and_then_share():
    text = "يوم الأحد جاء، ويوم الأحد ذهب."
    places = place_words(text, "الأحد", "الأحد", "الأحد")
    assert [place.start for place in places] == [4, text.rindex("الأحد"), 4]


def test_a_short_expression_does_not_take_the_place_of_a_longer_one():
    text = "اليوم الأحد اجتمعوا، وكان الأحد باردا."
    short, long = place_words(text, "الأحد", "اليوم الأحد")
    assert short.start == text.rindex("الأحد")
    assert long.start == 0


def test_whole_words_come_before_parts_of_words():
    text = "مارسوا الضغط في مارس."
    (place,) = place_words(text, "مارس")
    assert place.start == text.rindex("مارس")


def test_words_glued_to_a_number_are_found():
    (place,) = place_words("كييف13أكتوبر 2022", "13أكتوبر 2022")
    assert place.start == 4


def test_words_that_are_not_there_have_no_place():
    assert place_words(TEXT, "كلمات غائبة", "") == (None, None)


def test_sentences_are_told_apart():
    ground = make_ground(TEXT)
    notes = [StatementNote(starts=words) for words in ("حذر وزير", "وقال الوزير", "ونشرت", "وأجرى", "وتابع")]
    assert [place.sentence for place in find_places(ground, notes) if place] == [0, 1, 2, 3, 4]


def test_offsets_are_taken_where_they_fit_and_words_where_not():
    ground = make_ground(TEXT)
    start = TEXT.index("ونشرت")
    fitting = SignalNote(type="deployment", evidence="ونشرت سودلاند", start=start, end=start + 5)
    astray = SignalNote(type="deployment", evidence="ونشرت سودلاند", start=0, end=5)
    beyond = SignalNote(type="deployment", evidence="ونشرت سودلاند", start=10**6, end=10**6 + 5)
    assert [place.start for place in find_places(ground, [fitting, astray, beyond]) if place] == [start] * 3
