"""What is asked for again and again: a search saved and subscribed to, a rule made, its alert fired to a receiver."""

import re

import pytest
from lxml import etree
from tests.unit.fetch.server import page as answer
from tests.unit.fetch.server import serving as receiving

from .watching import follow

ATOM = "{http://www.w3.org/2005/Atom}"


def save_search(page, name):
    follow(page.locator('.subscribe a[href*="/save?"]').first)
    page.locator("input[name=name]").fill(name)
    with page.expect_navigation():
        page.locator("main button").click()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_search_is_saved_opened_and_subscribed_to(watch, fresh, language):
    _, site = fresh
    page = watch.open(f"{site}/{language}/timeline?party=RUS&in=2022-02")
    shown = page.locator(".gist").count()
    name = "روسيا <i>2022</i>"
    save_search(page, name)
    assert page.url == f"{site}/{language}/saved"
    link = page.locator("h2 a", has_text=name)
    feed = page.locator('a[type="application/atom+xml"]').get_attribute("href")
    entries = etree.fromstring(page.request.get(f"{site}{feed}").body()).findall(f"{ATOM}entry")
    assert len(entries) == shown > 0
    for entry in entries:
        goal = entry.find(f"{ATOM}link").get("href")
        assert page.request.get(goal if goal.startswith("http") else f"{site}{goal}").ok
    follow(link)
    assert page.url == f"{site}/{language}/timeline?party=RUS&in=2022-02"
    assert page.locator(".gist").count() == shown


def test_a_saved_search_is_renamed_and_deleted(watch, fresh):
    _, site = fresh
    page = watch.open(f"{site}/en/search?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7")
    save_search(page, "one")
    page.locator("li.card summary").click()
    page.locator("li.card input[name=name]").fill("other")
    with page.expect_navigation():
        page.locator("button[value=rename]").click()
    assert page.locator("h2 a").all_inner_texts() == ["other"]
    with page.expect_navigation():
        page.locator("button[value=delete]").click()
    assert page.locator("h2 a").count() == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_alert_is_made_tried_and_fired_to_a_receiver_once(watch, fresh, language):
    _, site = fresh
    page = watch.open(f"{site}/{language}/alerts")
    with receiving() as receiver:
        receiver.routes["/hook"] = answer(b"ok")
        make_channel(page, receiver.url("/hook"))
        page.goto(f"{site}/{language}/alerts/rule")
        page.locator("input[name=title]").fill("تهديدات")
        page.locator("input[name=to]").check()
        page.locator("details.choice summary").first.click()
        for kind in ("threat", "warning"):
            page.locator(f"input[name=types][value={kind}]").check()
        page.locator("input[name=days]").fill("3650")
        page.locator("input[name=since]").fill("2000")
        with page.expect_navigation():
            page.locator("button[value=try]").click()
        would = page.locator("section.trial li").count()
        assert would > 0
        assert page.locator("input[name=title]").input_value() == "تهديدات"
        assert receiver.asked == ["/hook"]  # nothing but the trial message of the channel
        with page.expect_navigation():
            page.locator("button[value=save]").click()
        run_now(page)
        found = len(receiver.asked) - 1
        assert found > 0
        assert "تهديدات" in page.locator("main").inner_text()
        run_now(page)
        assert len(receiver.asked) - 1 == found
        assert re.search(rb"idempotency-key", receiver.requests[-1], re.I)


def make_channel(page, address):
    follow(page.locator('a[href$="/alerts/channel"]'))
    page.locator("input[name=title]").fill("hook")
    page.locator("input[name=address]").fill(address)
    with page.expect_navigation():
        page.locator("button[value=save]").click()
    with page.expect_navigation():
        page.locator("button[value=test]").click()
    assert page.locator("[role=status]").is_visible()


def run_now(page):
    with page.expect_navigation():
        page.locator('form[action$="/alerts/run"] button').click()
    assert page.locator("[role=status]").is_visible()
