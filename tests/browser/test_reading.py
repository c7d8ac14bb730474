"""An article with its records in place; and a page whose every word means harm."""

from tests.unit.app.web.made import HARM

from bench.screens import list_pages
from marsad.ledger import Ledger

from .watching import PHONE, follow


def find_harmful(path):
    with Ledger.open(path, readonly=True) as ledger:
        return next(one.article for one in ledger.arrivals(limit=500) if one.article.title == HARM)


def wait_for_pointed(page, record):
    page.locator(f"#c-{record}.pointed").wait_for(state="attached")


def test_pointing_at_marked_words_shows_what_they_were_read_as(watch, site, path):
    page = watch.open(f"{site}/ar{list_pages(path)['article']}")
    marks = page.locator(".text a.mark")
    first, last = marks.first, marks.last
    assert first.get_attribute("data-record") != last.get_attribute("data-record")
    first.hover()
    wait_for_pointed(page, first.get_attribute("data-record"))
    last.focus()
    record = last.get_attribute("data-record")
    wait_for_pointed(page, record)
    assert page.locator(".card.pointed").count() == 1
    card = page.locator(f"#c-{record}")
    box, window = card.bounding_box(), page.viewport_size
    assert box["y"] >= 0
    assert box["y"] + 40 <= window["height"]
    card.locator("summary").click()
    assert card.locator(".because li").first.is_visible()


def test_marked_words_and_cards_lead_to_one_another(watch, site, path):
    for width in (PHONE, 1280):
        page = watch.open(f"{site}/en{list_pages(path)['article']}", width)
        mark = page.locator(".text a.mark").first
        record = mark.get_attribute("data-record")
        follow(mark)
        assert page.url.endswith(f"#c-{record}")
        card = page.locator(f"#c-{record}:target")
        assert card.is_visible()
        follow(card.locator("h3 a"))
        assert page.url.endswith(f"#m-{record}")
        assert page.locator(f"#m-{record}:target").is_visible()


def test_every_record_can_be_found_in_the_text(watch, site, path):
    page = watch.open(f"{site}/en{list_pages(path)['article']}")
    cards = page.locator(".card h3 a").evaluate_all("links => links.map(link => link.getAttribute('href').slice(1))")
    assert cards
    assert [name for name in cards if page.locator(f"[id='{name}']").count() != 1] == []


def test_a_page_that_means_harm_is_only_text(watch, site, path):
    article = find_harmful(path)
    with Ledger.open(path, readonly=True) as ledger:
        record = next(entry.record.id for entry in ledger.entries(article=article.id) if entry.layer == "signal")
    for where in (f"/article/{article.id}", f"/episode/{record}", "/", "/timeline", "/search?q=alert", "/outlets"):
        page = watch.open(f"{site}/en{where}")
        scripts = page.locator("script").evaluate_all("all => all.map(one => one.getAttribute('src'))")
        assert scripts == ["/static/site.js"]
        assert page.locator("main img, main iframe, main object, main embed, main style, main link").count() == 0
        assert page.locator("[onerror], [onload], [onclick], a[href^='javascript' i]").count() == 0
    page = watch.open(f"{site}/en/article/{article.id}")
    assert page.locator("h1").inner_text() == HARM
    assert "{{7*7}}" in page.locator(".text").inner_text()


def test_the_policy_stops_what_would_be_let_in(watch, site):
    """Were something of a page ever to get in as markup, it would not run: this one we put there ourselves."""
    page = watch.open(f"{site}/en/")
    page.evaluate(
        """() => {
          document.querySelector("main").insertAdjacentHTML("beforeend", "<img src=x onerror='window.hurt = 1'>");
          const script = document.createElement("script");
          script.textContent = "window.hurt = 2";
          document.body.append(script);
          const other = document.createElement("script");
          other.src = "http://127.0.0.1:9/a.js";
          document.body.append(other);
        }"""
    )
    heard = watch.hear_out("blocked: script-src", 2)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hurt") is None
    assert sum("blocked: script-src" in one for one in heard) >= 2
    watch.complaints.clear()
