"""Lines told apart by words, form and place."""

from marsad.extract.lines import Line, classify_lines, is_date_line, is_prose
from marsad.model import BlockKind

FIRST = "أعلنت وزارة الدفاع في نوردا أنها ستجري تمريناً لقواتها الاستراتيجية في الأسبوع المقبل بمشاركة دول أخرى."
SECOND = "وأضافت الوزارة في بيان أن الطائرات المشاركة لن تحمل رؤوساً حية، وأن التمرين مقرر منذ أشهر عدة."
THIRD = "وردّت وزارة الخارجية في سودرا بأن التمرين خطوة غير مسؤولة في هذا التوقيت، ودعت إلى جلسة طارئة."
TITLE = "نوردا تعلن تمريناً لقواتها الاستراتيجية"


def kinds(*lines: str, title: str | None = None) -> list[str]:
    return [kind.value for kind in classify_lines([Line(line) for line in lines], title)]


def test_single_line_is_body() -> None:
    assert kinds("اجتماع طارئ في العاصمة") == ["body"]
    assert kinds(FIRST) == ["body"]


def test_unnamed_headline() -> None:
    assert kinds(TITLE, FIRST + " " + SECOND) == ["title", "body"]
    assert kinds("هل تجري نوردا تمرينها السنوي؟", FIRST) == ["title", "body"]


def test_first_sentence_is_no_headline() -> None:
    assert kinds("قال الوزير إن التمرين قائم.", FIRST) == ["body", "body"]


def test_first_line_that_differs_from_the_title_given_is_body() -> None:
    line = "تمرين سنوي لقوات نوردا يثير قلق الجارة سودرا وحلفائها في المنطقة"
    assert kinds(line, FIRST + SECOND, title="عنوان آخر لا يشبه ذلك")[0] == "body"


def test_title_repeated_in_the_text() -> None:
    assert kinds(TITLE, "شؤون دولية", TITLE, FIRST) == ["title", "furniture", "title", "body"]
    assert kinds(FIRST, TITLE, SECOND, title=TITLE + "!") == ["body", "title", "body"]


def test_title_with_vowel_signs_is_the_title() -> None:
    signed = "".join(letter + "\u064e" if letter.isalpha() else letter for letter in TITLE)
    assert kinds(FIRST, signed, SECOND, title=TITLE) == ["body", "title", "body"]
    assert kinds(FIRST, TITLE, SECOND, title=signed) == ["body", "title", "body"]


def test_repeated_line_is_a_caption() -> None:
    assert kinds(FIRST, "قوات نوردية", "قوات نوردية", SECOND) == ["body", "caption", "caption", "body"]


def test_repeated_paragraph_stays() -> None:
    assert kinds(FIRST, FIRST) == ["body", "body"]


def test_photo_credit_takes_the_caption_before_it() -> None:
    caption = "وزير الدفاع يحضر التمرين السنوي في نوردافيل، 12 أكتوبر 2023."
    assert kinds(caption, "نبيل المصور | رويترز", FIRST) == ["caption", "caption", "body"]


def test_subheads_stay_in_the_body() -> None:
    assert kinds(FIRST, "سودرا: خطوة غير مسؤولة", SECOND) == ["body", "body", "body"]


def test_related_items_end_the_story() -> None:
    found = kinds(FIRST, SECOND, "مقالات ذات صلة", "خبر عن معرض الكتاب", "يفتتح المعرض أبوابه غداً...")
    assert found == ["body", "body", "furniture", "furniture", "furniture"]


def test_related_items_in_the_midst_do_not_swallow_the_story() -> None:
    found = kinds(FIRST, "قد يهمك أيضا", "خبر عن معرض الكتاب", SECOND, THIRD)
    assert found == ["body", "furniture", "furniture", "body", "body"]


def test_comments_go_however_long_they_are() -> None:
    assert kinds(FIRST, SECOND, "التعليقات", THIRD, "تعليق آخر")[2:] == ["furniture"] * 3


def test_comment_link_above_the_story_harms_nothing() -> None:
    assert kinds(TITLE, "اترك تعليقا", FIRST, SECOND) == ["title", "furniture", "body", "body"]


def test_also_read_takes_its_teaser() -> None:
    assert kinds(FIRST, "اقرأ أيضا:", "سودرا تستدعي السفير", SECOND) == ["body", "furniture", "furniture", "body"]
    assert kinds(FIRST, "اقرأ أيضا:", SECOND) == ["body", "furniture", "body"]


def test_teaser_of_a_video_only_between_paragraphs() -> None:
    teaser = "يقول خبير المعهد إن التمرين سيؤدي إلى توتر أوسع"
    assert kinds(FIRST, teaser, SECOND) == ["body", "furniture", "body"]
    assert kinds(teaser) == ["body"]


def test_date_lines() -> None:
    assert kinds(TITLE, "الأربعاء 12 تشرين الأول 2022", FIRST) == ["title", "dateline", "body"]
    assert kinds(FIRST, "12/10/2022") == ["body", "dateline"]
    assert is_date_line("هالة السهلي13 يناير 2022آخر تحديث : منذ أسبوعين")
    assert not is_date_line("وقال في 12 أكتوبر 2022 إن التمرين سيجري في موعده المقرر رغم اعتراض الدول المجاورة")
    assert not is_date_line("انتهى التمرين في 12 أكتوبر 2022.")


def test_bylines_above_and_below() -> None:
    assert kinds("هالة السهلي – المثال اليوم", FIRST) == ["byline", "body"]
    assert kinds(FIRST, SECOND, "هالة السهلي") == ["body", "body", "byline"]
    assert kinds(FIRST, SECOND, "* كاتبة من نوردا") == ["body", "body", "byline"]
    assert kinds(FIRST, "و م ث – ر.ت / ن.ت") == ["body", "byline"]


def test_list_of_items_at_the_end_is_furniture() -> None:
    items = ["معرض الكتاب الدولي يفتتح أبوابه", "بطولة الشطرنج", "أسعار القمح اليوم", "حالة الطرق في العاصمة"]
    assert kinds(FIRST, SECOND, *items)[2:] == ["furniture"] * 4
    assert kinds(FIRST, SECOND + " والدول هي:" * 9, *items)[2:] == ["body"] * 4


def test_lines_without_letters() -> None:
    assert kinds(FIRST, "***", SECOND) == ["body", "furniture", "body"]


def test_markup_kinds_and_links() -> None:
    lines = [Line(FIRST), Line("سودرا تستدعي السفير", linked=True), Line("جنود في التمرين", BlockKind.CAPTION)]
    assert classify_lines(lines, TITLE) == [BlockKind.BODY, BlockKind.FURNITURE, BlockKind.CAPTION]


def test_furniture_overrules_markup() -> None:
    assert classify_lines([Line("مدة القراءة: 3 دقائق", BlockKind.DATELINE), Line(FIRST)], TITLE)[0] == "furniture"


def test_heading_is_no_teaser() -> None:
    lines = [Line(FIRST), Line("اقرأ أيضا"), Line("جلسة طارئة", heading=True), Line(SECOND)]
    assert classify_lines(lines, TITLE)[2] is BlockKind.BODY


def test_prose() -> None:
    assert is_prose(FIRST)
    assert not is_prose(TITLE)
    assert not is_prose("نعم.")


def test_a_quote_pulled_from_the_text_is_shown_twice_and_told_once() -> None:
    pulled = "«الطائرات المشاركة لن تحمل رؤوساً حية، وأن التمرين مقرر»"
    assert kinds(FIRST, pulled, SECOND) == ["body", "furniture", "body"]


def test_an_item_that_the_text_takes_up_is_told() -> None:
    lines = [Line(FIRST), Line("الطائرات المشاركة لن تحمل رؤوساً حية، وأن التمرين مقرر", item=True), Line(SECOND)]
    assert [kind.value for kind in classify_lines(lines, None)] == ["body"] * 3


def test_a_paragraph_that_is_a_link_leads_elsewhere() -> None:
    lines = [Line(FIRST), Line(SECOND, linked=True, wholly_linked=True), Line(THIRD, linked=True)]
    assert [kind.value for kind in classify_lines(lines, None)] == ["body", "furniture", "body"]


def test_numbers_in_a_table_are_told() -> None:
    lines = [Line(FIRST), Line("4380", item=True), Line("4380"), Line(SECOND)]
    assert [kind.value for kind in classify_lines(lines, None)] == ["body", "body", "furniture", "body"]
