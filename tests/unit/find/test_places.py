"""Places: which are found, and in which state they lie."""

import pytest

from marsad.find.places import find_places
from marsad.find.scan import make_scan
from marsad.model import Article, Block, BlockKind


def find(text: str) -> list[tuple[str, str, str]]:
    block = Block(start=0, end=len(text), kind=BlockKind.BODY)
    scan = make_scan(Article(id="a", digest="d", origin="-", text=text, blocks=(block,)))
    return [(place.name, place.state, place.kind) for place in find_places(scan)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في خيرسون وكالينينغراد", [("Kherson", "UKR", "city"), ("Kaliningrad", "RUS", "city")]),
        ("محطة زابوريجيا النووية", [("Zaporizhzhia nuclear power plant", "UKR", "site")]),
        ("زاباروجيا", [("Zaporizhzhia", "UKR", "city")]),
        ("البحر الأسود", [("Black Sea", "XXX", "sea")]),
        ("في موسكو", [("Moscow", "RUS", "city")]),
        ("في روسيا", [("Russia", "RUS", "state")]),
        ("جزيرة القرم", [("Crimea", "UKR", "region")]),
        ("بفيينا", [("Vienna", "AUT", "city")]),
        ("صحيفة نيويورك تايمز", []),
        ("فيلق القدس", []),
        ("في الضفة الغربية", [("West Bank", "PSE", "region")]),
        ("الضفة الشرقية لنهر دنيبرو", [("Dnieper", "UKR", "river")]),
        ("الضفة الغربية من نهر دنيبرو", [("Dnieper", "UKR", "river")]),
    ],
)
def test_places(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert find(text) == expected
