"""What a page's reading gets right, field by field."""

from collections import Counter
from collections.abc import Callable

from tests.pages.making.story import fold
from tests.pages.material import Expected

from marsad.model import Article, BlockKind


def find_paragraphs(article: Article) -> list[str]:
    texts = (article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.BODY)
    return [fold(text) for text in texts]


def check_title(article: Article, expected: Expected) -> str:
    return _differ(fold(article.title or ""), expected.title)


def check_byline(article: Article, expected: Expected) -> str:
    return _differ(fold(article.byline or ""), expected.byline or "")


def check_outlet(article: Article, expected: Expected) -> str:
    return _differ(fold(article.outlet or ""), expected.outlet)


def check_published(article: Article, expected: Expected) -> str:
    return _differ(article.published.iso() if article.published else "", expected.published or "")


def check_place(article: Article, expected: Expected) -> str:
    return _differ(fold(article.place or ""), expected.place or "")


def check_precision(article: Article, expected: Expected) -> str:
    """No paragraph is read that isn't the story's."""
    extra = list((Counter(find_paragraphs(article)) - Counter(expected.body)).elements())
    return f"{len(extra)} paragraphs too many: {extra[0][:60]}" if extra else ""


def check_recall(article: Article, expected: Expected) -> str:
    """Every paragraph of the story is read, in order."""
    found = find_paragraphs(article)
    missing = list((Counter(expected.body) - Counter(found)).elements())
    if missing:
        return f"{len(missing)} of {len(expected.body)} paragraphs missing: {missing[0][:60]}"
    wanted = set(expected.body)
    return (
        ""
        if [text for text in found if text in wanted] == list(expected.body)
        else "paragraphs out of order or told twice"
    )


def check_furniture(article: Article, expected: Expected) -> str:
    """Nothing of what stands around the story is in it."""
    body = " ".join(find_paragraphs(article))
    inside = [text for text in expected.furniture if text in body]
    return f"{len(inside)} texts from around the story: {inside[0][:60]}" if inside else ""


def _differ(found: str, wanted: str) -> str:
    return "" if found == wanted else f"{found or 'nothing'} instead of {wanted or 'nothing'}"


FIELDS: dict[str, Callable[[Article, Expected], str]] = {
    "title": check_title,
    "byline": check_byline,
    "outlet": check_outlet,
    "published": check_published,
    "place": check_place,
    "precision": check_precision,
    "recall": check_recall,
    "furniture": check_furniture,
}
