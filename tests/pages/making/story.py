"""A page to be made: what is planned of it, its story, and the truth that is written down while it is made."""

import html
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.pages.making.dates import name_day, to_indic

TEXTS = Path(__file__).parent / "texts"
STYLES = Path(__file__).parents[1] / "styles.toml"
_MARKS = "\u200f\u200e\u200c\u200d\u200b\ufeff\u00ad\u061c"  # what no reader sees


@cache
def load_events() -> dict[str, dict]:
    files = sorted(TEXTS.glob("events_*.toml"))
    return {row["id"]: row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["event"]}


@cache
def load_around(language: str = "ar") -> dict[str, list[str]]:
    name = "around.toml" if language == "ar" else "around_english.toml"
    return tomllib.loads((TEXTS / name).read_text(encoding="utf-8"))


@cache
def load_styles() -> dict:
    return tomllib.loads(STYLES.read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """Return a text as it is compared: without marks that nobody sees, with single blanks."""
    return " ".join("".join(char for char in text if char not in _MARKS).split())


class Page:
    """One page while it is made. A row of the plan is `slug | event | byline | quirks`.

    What belongs to the story goes through `body`, what does not through `beside`: so the truth is written while the
    page is.
    """

    def __init__(self, style: str, row: str) -> None:
        self.style, plan = style, load_styles()["style"][style]
        self.slug, events, self.byline, quirks = (part.strip() for part in row.split("|"))
        self.quirks = dict((word.partition("=")[::2]) for word in quirks.split())
        self.events = [load_events()[name] for name in events.split()]
        self.event = self.events[0]
        self.outlet, self.host, self.region = plan["outlet"], plan["host"], plan.get("region", "egypt")
        self.language = plan.get("language", "ar")
        self.around = load_around(self.language)
        self.random = Random(f"{style}/{self.slug}")
        self.day: date = self.event["day"]
        self.title: str = self.event["titles"][int(self.quirks.get("title", "0"))]
        if "kashida" in self.quirks:
            self.title = self.title.replace("ا", "ـا", 1)
        # Three kinds of neighbourhood: bare headlines; teasers of a line; whole paragraphs and many comments, which
        # together outweigh the story.
        loud = Random(f"loud/{style}/{self.slug}").random()
        self.bare, self.calm = loud < 0.35, loud < 0.65
        self.number = self.random.randint(20000, 990000)
        self.path = plan["path"].format(
            year=self.day.year, month=self.day.month, day=self.day.day, slug=self.slug, number=self.number
        )
        self.url = f"https://{self.host}{self.path}"
        self.published = self.day.isoformat()
        if "undated" in self.quirks:  # only the address may tell
            self.published = self.published[: 10 if "{day" in plan["path"] else 7 if "{month" in plan["path"] else 0]
        self.place: str | None = None
        self.bodies: list[str] = []
        self.furniture: list[str] = []

    def has(self, quirk: str) -> bool:
        return quirk in self.quirks

    def body(self, text: str, *, whole: bool = True) -> str:
        """Write a paragraph down as the story's and return it as HTML, with the page's inks."""
        if self.has("indic"):
            text = to_indic(text)
        self.bodies.append(text)
        hidden = self._hide() if len(self.bodies) in (2, 4) and whole else ""
        return self.ink(text) + hidden if whole else html.escape(text, quote=False)

    def _hide(self) -> str:
        """A line against copying within the paragraph that nobody sees."""
        styles = {"none": "display: none", "off": "position:absolute;left:-9999px"}
        if not self.has("hidden"):
            return ""
        text = self.beside(f"نُقل هذا النص من {self.outlet} وحقوقه محفوظة لها")
        return f'<span aria-hidden="true" style="{styles[self.quirks["hidden"]]}">{text}</span>'

    def beside(self, text: str) -> str:
        """Write a text down as none of the story's and return it as HTML."""
        if len(text) > 24:
            self.furniture.append(text)
        return html.escape(text, quote=False)

    def ink(self, text: str) -> str:
        """A paragraph's HTML: now and then a link or stress, unseen marks, hard blanks."""
        words = [html.escape(word, quote=False) for word in text.split(" ")]
        if self.has("zw"):
            words = [f"\u200f{word}" if word[:1] in "«(" else word for word in words]
            words = [f"{word}\u200e" if word.isdigit() else word for word in words]
            words[0] = "\u200b" + words[0]
        if len(words) > 12 and self.random.random() < 0.3:
            at = self.random.randrange(4, len(words) - 5)
            tag = self.random.choice(("strong", "a", "b"))
            link = f' href="/tag/{self.random.randint(10, 9999)}"' if tag == "a" else ""
            words[at], words[at + 2] = f"<{tag}{link}>{words[at]}", f"{words[at + 2]}</{tag}>"
        blank = "&nbsp;" if self.has("nbsp") else " "
        return "".join(word + (blank if at % 7 == 5 else " ") for at, word in enumerate(words)).rstrip()

    def flow(self, opening: str = "") -> list[tuple[str, object]]:
        """The story and what is thrown in between, in order: (kind, text or texts).

        Kinds of the story: `p`, `h`, `li` (several), `rows` (a table); of what stands between: `also`, `ad`, `pull`,
        `post`, `figure`.
        """
        items: list[tuple[str, object]] = []
        for count, event in enumerate(self.events):
            items += self._tell(event, opening if count == 0 else "", count)
        if self.has("short"):
            return items[:2]
        if self.has("long"):
            items.append(("h", "خلفية"))
            items += [("p", text) for text in self.around["background"]]
        return self._throw_in(items)

    def _tell(self, event: dict, opening: str, count: int) -> list[tuple[str, object]]:
        lead = event["leads"][int(self.quirks.get("lead", "0"))]
        if count and self.language == "ar":
            items: list[tuple[str, object]] = [("h", event["titles"][1]), ("p", lead)]
        else:
            items = [("p", opening + lead)]
        text = list(event["text"])
        if "cut" in self.quirks:
            text = text[: int(self.quirks["cut"])]
        items += [("p", paragraph) for paragraph in text]
        if self.has("heads"):
            items.insert(3, ("h", event["heads"][0]))
            items.insert(max(5, len(items) - 2), ("h", event["heads"][1]))
        if self.has("list") and "points" in event:
            items.insert(len(items) - 1, ("li", event["points"]))
        if self.has("table") and "table" in event:
            items.insert(len(items) - 2, ("rows", event["table"]))
        return items

    def _throw_in(self, items: list[tuple[str, object]]) -> list[tuple[str, object]]:
        thrown = {"also": 2, "ad": 3, "pull": 4, "post": 5, "figure": 1, "ad2": 6, "also2": 7}
        out = []
        for count, item in enumerate(items):
            out.append(item)
            for kind, after in thrown.items():
                last = count == len(items) - 1
                if self.has(kind) and (count == after or (last and after > count)) and not (last and kind == "pull"):
                    out.append((kind.rstrip("2"), self._thrown(kind.rstrip("2"), items)))
        return out

    def _thrown(self, kind: str, items: list[tuple[str, object]]) -> str:
        if kind == "also":
            return self.others(1)[0][0]
        if kind == "ad":
            return self.random.choice(self.around["ads"])
        if kind == "figure":
            return self.event["caption"]
        if kind == "post":
            return self.random.choice(self.around["comments"])
        longest = max((str(text) for name, text in items if name == "p"), key=len)
        return " ".join(longest.split()[-12:]).rstrip(".")

    def open(self, pattern: str) -> str:
        """The place (and outlet) before the story's first words; none where the plan says so."""
        if self.has("noplace"):
            return ""
        self.place = self.event["place"]
        return pattern.format(place=self.place, outlet=self.outlet, day=self.printed())

    def printed(self, *, weekday: bool = False, region: str | None = None, day: date | None = None) -> str:
        text = name_day(day or self.day, region or self.region, weekday=weekday)
        return to_indic(text) if self.has("indic") else text

    def later(self, days: int) -> date:
        return self.day + timedelta(days=days)

    def others(self, many: int) -> list[tuple[str, str]]:
        """Titles and leads of other stories: related items with teasers as long as paragraphs."""
        known = {event["id"] for event in self.events}
        rest = [e for e in load_events().values() if e["id"] not in known and e.get("language", "ar") == self.language]
        chosen = self.random.sample(rest, min(many, len(rest)))
        return [(event["titles"][0], "" if self.bare else self._tease(event["leads"][1])) for event in chosen]

    def _tease(self, text: str) -> str:
        return " ".join(text.split()[: self.random.randint(8, 14)]) + "…" if self.calm else text

    def some(self, kind: str, many: int) -> list[str]:
        """Some texts of what stands around stories, each at most once."""
        if self.calm and kind in ("nicks", "comments"):
            many = min(many, 3)
        chosen = self.random.sample(self.around[kind], min(many, len(self.around[kind])))
        return [self._tease(text) for text in chosen] if kind == "teasers" else chosen

    def expected(self) -> dict[str, object]:
        """What is to be read from the page."""
        story = fold(" ".join(self.bodies))
        furniture = [text for text in dict.fromkeys(map(fold, self.furniture)) if text not in story]
        known = {
            "url": self.url,
            "title": fold(self.title),
            "byline": fold(self.byline),
            "outlet": self.outlet,
            "published": self.published,
            "place": self.place or "",
        }
        return {k: v for k, v in known.items() if v} | {"body": [fold(t) for t in self.bodies], "furniture": furniture}
